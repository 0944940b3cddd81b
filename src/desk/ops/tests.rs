use super::*;

mod figures;
mod lists;
mod made_up;
mod properties;
mod texts;

/// What becomes of a text by ops as the page sends them.
fn done(text: &str, ops: &str) -> String {
    let ops: Vec<Op> = serde_json::from_str(ops).unwrap();
    let made =
        made(text, &ops, &[]).unwrap_or_else(|fault| panic!("{}: {}", fault.op, fault.message));
    assert_eq!(edit::apply(text, made.edits), made.text);
    made.text
}

fn refused(text: &str, ops: &str) -> String {
    let ops: Vec<Op> = serde_json::from_str(ops).unwrap();
    made(text, &ops, &[]).unwrap_err().message
}

/// The lines that are otherwise: gone with `-`, new with `+`.
fn changed(text: &str, ops: &str) -> String {
    let after = done(text, ops);
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), after.lines().collect());
    let mut out = String::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        if !matches!(op, similar::DiffOp::Equal { .. }) {
            old[op.old_range()].iter().for_each(|line| out.push_str(&format!("-{line}\n")));
            new[op.new_range()].iter().for_each(|line| out.push_str(&format!("+{line}\n")));
        }
    }
    out
}

const TEMPLATE: &str = include_str!("../../../data/template.yaml");
const FORMS: &str = include_str!("../../../tests/filings/forms.yaml");
