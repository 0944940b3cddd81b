//! A comparison for spreadsheets (RFC 4180): every field quoted, lines as Windows has them, a byte
//! order mark so that Excel reads Chinese, and no field that a spreadsheet would take for a
//! formula.

use super::{Cell, Comparison, Group, Row, Standing, words};
use crate::standard::LEVEL;

/// A comparison as CSV: a row for each figure, for each filing the columns 填报, 数值, 变化,
/// 变化% , 评价 and 标准.
#[must_use]
pub fn csv(comparison: &Comparison) -> String {
    let mut out = String::from('\u{FEFF}');
    let mut head: Vec<String> =
        ["组", "指标", "地区", "单位", "方向", "标准", "把握"].map(str::to_owned).to_vec();
    for column in &comparison.columns {
        let parts = ["填报", "数值", "变化", "变化%", "变化自", "评价", "达标"];
        head.extend(parts.map(|part| format!("{} {part}", column.heading)));
    }
    line(&mut out, &head);
    for (group, row) in comparison.rows() {
        line(&mut out, &fields(comparison, group, row));
    }
    out
}

fn fields(comparison: &Comparison, group: &Group, row: &Row) -> Vec<String> {
    let threshold = row.thresholds.first();
    let mut fields = vec![
        group.name.clone(),
        row.name.clone(),
        row.area.clone().unwrap_or_default(),
        row.unit.clone().unwrap_or_default(),
        words::direction(row.direction).to_owned(),
        threshold.map(|t| t.written.clone()).unwrap_or_default(),
        threshold.map(|t| t.caveat.to_owned()).unwrap_or_default(),
    ];
    for cell in &row.cells {
        fields.extend(match cell {
            Some(cell) => of_cell(comparison, cell),
            None => [const { String::new() }; 7],
        });
    }
    fields
}

fn of_cell(comparison: &Comparison, cell: &Cell) -> [String; 7] {
    let change = cell.change.as_ref();
    let judged = change.map_or("", |change| {
        if change.difference.is_zero() { LEVEL } else { words::verdict(change.verdict) }
    });
    let verdicts = [judged, words::place(cell.place)];
    let verdicts: Vec<&str> = verdicts.into_iter().filter(|word| !word.is_empty()).collect();
    [
        cell.written.clone(),
        cell.value.exact().map(|value| value.to_string()).unwrap_or_default(),
        change.map(|change| change.difference.to_string()).unwrap_or_default(),
        change.and_then(|change| change.percent).map(|p| p.to_string()).unwrap_or_default(),
        change.map(|change| comparison.heading(change.from).to_owned()).unwrap_or_default(),
        verdicts.join("，"),
        held(cell),
    ]
}

/// How a figure stands to the standard, with the reason that waives it.
fn held(cell: &Cell) -> String {
    match (words::standing(cell), &cell.waived) {
        (verdict, Some(reason)) if cell.standing == Some(Standing::Broken) => {
            format!("{verdict}：{reason}")
        }
        (verdict, _) => verdict.to_owned(),
    }
}

/// Adds a row of fields.
pub(crate) fn line(out: &mut String, fields: &[String]) {
    let quoted: Vec<String> = fields
        .iter()
        .map(|field| format!("\"{}\"", harmless(field).replace('"', "\"\"")))
        .collect();
    out.push_str(&quoted.join(","));
    out.push_str("\r\n");
}

/// A field that no spreadsheet takes for a formula: an apostrophe is put before what begins as
/// one, in full width too (OWASP, CSV Injection). A number stays a number.
fn harmless(field: &str) -> String {
    let begins = |text: &str| {
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−'])
    };
    let is_formula = begins(field) || begins(field.trim_start());
    if is_formula && !is_number(field) { format!("'{field}") } else { field.to_owned() }
}

/// Digits with a point between them, and a minus before them at most.
fn is_number(field: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let body = field.strip_prefix('-').unwrap_or(field);
    body.split_once('.').map_or(digits(body), |(whole, part)| digits(whole) && digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_never_a_formula_and_a_number_stays_one() {
        for formula in ["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "-"]
        {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for harmless_one in ["-0.49", "4.01", "100", "≤4×10⁻⁶", "装移机", "", "a=b"] {
            assert_eq!(harmless(harmless_one), harmless_one);
        }
        let mut out = String::new();
        line(&mut out, &["他说\"好\"".to_owned(), "-5".to_owned()]);
        assert_eq!(out, "\"他说\"\"好\"\"\",\"-5\"\r\n");
    }
}
