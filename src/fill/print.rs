//! What came of filling in, for people and for programs.

use serde::Serialize;

use super::outcome::{Doubled, Filled, Missing, Note, Refused, Taken, Unmatched};

/// The most lines of one kind.
const MOST: usize = 200;

/// What was done, what was not, and where, in lines.
pub(crate) fn human(filled: &Filled) -> Vec<String> {
    let mut lines = Vec::new();
    for Taken { key, line, before, after, counts, is_computed, places } in &filled.taken {
        let counts = counts.as_ref().map(|(one, other)| format!("（{one}÷{other}）"));
        let counts = counts.unwrap_or_default();
        let how = if *is_computed { "，由分子、分母算出" } else { "" };
        let from = places.join("、");
        lines.push(format!("  第{line}行 {key}：{before} → {after}{counts}　来自 {from}{how}"));
    }
    let refused = filled
        .refused
        .iter()
        .map(|Refused { key, place, shown, why }| format!("  {place} “{shown}”（{key}）：{why}"));
    part(&mut lines, "没有取的", refused);
    let doubled = filled.doubled.iter().map(|Doubled { key, values }| {
        let values: Vec<String> =
            values.iter().map(|(place, value)| format!("{place} 是 {value}")).collect();
        format!("  {key}：{}", values.join("；"))
    });
    part(&mut lines, "几处不一样、没有取的", doubled);
    let unmatched = filled
        .unmatched
        .iter()
        .map(|Unmatched { place, name, shown, why }| format!("  {place} {name} “{shown}”：{why}"));
    part(&mut lines, "没有对上的", unmatched);
    let missing = filled.missing.iter().map(|Missing { key, line, department }| {
        let who = department.as_ref().map(|who| format!("（{who}）")).unwrap_or_default();
        format!("  第{line}行 {key}{who}")
    });
    part(&mut lines, "还缺的", missing);
    for Note { place, text, .. } in &filled.notes {
        lines.push(format!("{place}：{text}"));
    }
    lines
}

/// Some lines below a heading, where there are any.
fn part(lines: &mut Vec<String>, heading: &str, own: impl ExactSizeIterator<Item = String>) {
    let count = own.len();
    if count == 0 {
        return;
    }
    lines.push(format!("{heading} {count} 处："));
    lines.extend(own.take(MOST));
    if count > MOST {
        lines.push(format!("  ……还有 {} 处", count - MOST));
    }
}

#[derive(Serialize)]
struct Report<'f> {
    schema: &'static str,
    look: &'f str,
    filled: Vec<TakenView<'f>>,
    unchanged: usize,
    refused: Vec<RefusedView<'f>>,
    contradictory: Vec<DoubledView<'f>>,
    unmatched: Vec<UnmatchedView<'f>>,
    missing: Vec<MissingView<'f>>,
    notes: Vec<NoteView<'f>>,
}

#[derive(Serialize)]
struct TakenView<'f> {
    key: &'f str,
    line: usize,
    before: &'f str,
    after: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<&'f str>,
    computed: bool,
    places: &'f [String],
}

#[derive(Serialize)]
struct RefusedView<'f> {
    key: &'f str,
    place: &'f str,
    shown: &'f str,
    why: &'f str,
}

#[derive(Serialize)]
struct DoubledView<'f> {
    key: &'f str,
    values: Vec<ValueView<'f>>,
}

#[derive(Serialize)]
struct ValueView<'f> {
    place: &'f str,
    value: &'f str,
}

#[derive(Serialize)]
struct UnmatchedView<'f> {
    place: &'f str,
    name: &'f str,
    shown: &'f str,
    why: &'f str,
}

#[derive(Serialize)]
struct MissingView<'f> {
    key: &'f str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'f str>,
}

#[derive(Serialize)]
struct NoteView<'f> {
    place: &'f str,
    text: &'f str,
    refused: bool,
}

/// The same as JSON.
pub(crate) fn json(filled: &Filled) -> String {
    let taken = filled.taken.iter().map(|taken| TakenView {
        key: &taken.key,
        line: taken.line,
        before: &taken.before,
        after: &taken.after,
        numerator: taken.counts.as_ref().map(|(numerator, _)| numerator.as_str()),
        denominator: taken.counts.as_ref().map(|(_, denominator)| denominator.as_str()),
        computed: taken.is_computed,
        places: &taken.places,
    });
    let refused = filled.refused.iter().map(|Refused { key, place, shown, why }| RefusedView {
        key,
        place,
        shown,
        why,
    });
    let doubled = filled.doubled.iter().map(|Doubled { key, values }| DoubledView {
        key,
        values: values.iter().map(|(place, value)| ValueView { place, value }).collect(),
    });
    let unmatched = filled
        .unmatched
        .iter()
        .map(|Unmatched { place, name, shown, why }| UnmatchedView { place, name, shown, why });
    let missing = filled.missing.iter().map(|missing| MissingView {
        key: &missing.key,
        line: missing.line,
        department: missing.department.as_deref(),
    });
    let notes = filled.notes.iter().map(|Note { place, text, is_refusal }| NoteView {
        place,
        text,
        refused: *is_refusal,
    });
    let report = Report {
        schema: "chengbao-fill/1",
        look: &filled.look,
        filled: taken.collect(),
        unchanged: filled.same,
        refused: refused.collect(),
        contradictory: doubled.collect(),
        unmatched: unmatched.collect(),
        missing: missing.collect(),
        notes: notes.collect(),
    };
    // Texts, numbers and lists of both, which JSON always has a form for.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
