//! How values, changes and verdicts are said, alike in every output.

use rust_decimal::Decimal;

use super::change::{Change, Verdict};
use super::columns::Column;
use super::placing::{Place, RowThreshold, Standing, row_threshold};
use super::rows::{Cell, Row};
use crate::standard::{
    BETTER, Confidence, Direction, LEVEL, Threshold, WORSE, change_unit, change_words,
};

/// A filing: `山西移动2020年下半年：文件 甲.pdf，页面与所附数据一致，没有签名`.
pub(super) fn filing(column: &Column) -> String {
    let mut parts = vec![format!("文件 {}", column.file)];
    if let Some(pdf) = &column.pdf {
        parts.extend(pdf.notes.iter().cloned());
        parts.extend(pdf.warnings.iter().map(|warning| format!("⚠ {warning}")));
    }
    format!("{}{}：{}", column.company, column.period, parts.join("，"))
}

/// A value in its row's unit where it was written in another: `=12小时`.
pub(crate) fn converted(cell: &Cell, row: &Row) -> Option<String> {
    let unit = row.unit.as_ref().filter(|unit| **unit != cell.unit)?;
    Some(format!("={}{unit}", cell.value.exact()?))
}

/// By how much, and which way: 缩短0.49小时（10.89%）, 提高0.1个百分点.
pub(crate) fn moved(change: &Change, row: &Row) -> String {
    let by = moved_by(change, row);
    match change.percent {
        _ if change.difference.is_zero() => by,
        Some(percent) if percent.is_zero() => format!("{by}（不到0.01%）"),
        Some(percent) => format!("{by}（{}%）", percent.abs()),
        None => by,
    }
}

/// The same without the share: 缩短0.49小时.
pub(crate) fn moved_by(change: &Change, row: &Row) -> String {
    let unit = row.unit.as_deref().unwrap_or_default();
    let unit = if change.difference.is_zero() { "" } else { change_unit(unit) };
    format!("{}{unit}", moved_bare(change, row))
}

/// The same without the unit, which stands elsewhere: 缩短0.49.
pub(super) fn moved_bare(change: &Change, row: &Row) -> String {
    let [more, less] = change_words(row.unit.as_deref().unwrap_or_default(), row.is_score);
    let verb = match change.difference {
        difference if difference.is_zero() => return LEVEL.to_owned(),
        difference if difference.is_sign_negative() => less,
        _ => more,
    };
    format!("{verb}{}", number(change.difference.abs()))
}

/// A number as people write it: one of many zeros as a power, 1×10⁻⁶.
pub(super) fn number(value: Decimal) -> String {
    let value = value.normalize();
    let digits = value.mantissa().unsigned_abs().to_string();
    let zeros = i64::from(value.scale()) - digits.len() as i64;
    if zeros < 4 || value.is_zero() {
        return value.to_string();
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let power: String = (zeros + 1).to_string().chars().filter_map(raised).collect();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    format!("{sign}{first}{point}{rest}×10⁻{power}")
}

fn raised(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize)
}

/// Whether for the better; empty where that cannot be said, or nothing changed.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => BETTER,
        Verdict::Worse => WORSE,
        Verdict::Same | Verdict::Moved => "",
    }
}

/// A change in little room: `↓变好`.
pub(super) fn brief(change: &Change) -> String {
    let arrow = match change.difference {
        difference if difference.is_zero() => return LEVEL.to_owned(),
        difference if difference < Decimal::ZERO => "↓",
        _ => "↑",
    };
    format!("{arrow}{}", verdict(change.verdict))
}

/// How a figure stands to the standard; empty where that is unclear.
pub(crate) fn standing(cell: &Cell) -> &'static str {
    match cell.standing {
        Some(Standing::Met) => "达标",
        Some(Standing::Broken) if cell.waived.is_some() => "未达标（已豁免）",
        Some(Standing::Broken) => "未达标",
        Some(Standing::Unclear) | None => "",
    }
}

/// How a figure stands among the carriers.
pub(super) fn place(place: Option<Place>) -> &'static str {
    match place {
        Some(Place::Best) => "最好",
        Some(Place::Worst) => "最差",
        None => "",
    }
}

/// A threshold with what has to be known of it.
pub(crate) fn threshold(threshold: &RowThreshold) -> String {
    let mut caveats = Vec::new();
    if threshold.laxest {
        caveats.push("各地区中最宽的");
    }
    if threshold.sure != Confidence::Found {
        caveats.push("未对照原文");
    }
    if caveats.is_empty() {
        return threshold.written.clone();
    }
    format!("{}（{}）", threshold.written, caveats.join("，"))
}

/// The same of a threshold of the standard.
pub(crate) fn limit(limit: &Threshold<'_>) -> String {
    threshold(&row_threshold(limit, None))
}

/// Which way is better.
pub(crate) fn direction(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Lower) => "越低越好",
        Some(Direction::Higher) => "越高越好",
        Some(Direction::None) | None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_of_many_zeros_is_a_power() {
        let written = |text: &str| number(text.parse().unwrap());
        assert_eq!(written("0.000001"), "1×10⁻⁶");
        assert_eq!(written("0.0000000000125"), "1.25×10⁻¹¹");
        assert_eq!(written("0.0010"), "0.001");
        assert_eq!(written("0.07"), "0.07");
        assert_eq!(written("1200"), "1200");
    }
}
