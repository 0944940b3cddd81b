//! A day as reports are signed with: 2021年1月12日, 二〇二一年一月十二日, 2021.1.12.

use crate::filing::{Date, narrow};
use crate::numerals;

/// The most characters of a line that ends with a day.
const LONGEST: usize = 52;

/// A day that a line ends with, and what stands before it.
pub(super) fn day(text: &str) -> Option<(&str, Date)> {
    let text = text.trim();
    if text.chars().count() > LONGEST || text.contains(['。', '；', '，']) {
        return None;
    }
    let end = text.rfind('年').or_else(|| text.find(['.', '-', '/']))?;
    let start = text[..end].char_indices().rev().take(4).last().map(|(at, _)| at)?;
    let (before, written) = text.split_at(start);
    let date = Date::parse(&in_digits(written))?;
    Some((before.trim(), date))
}

/// 二〇二一年一月十二日 in digits.
fn in_digits(text: &str) -> String {
    let plain = |c: char| match narrow(c) {
        '○' | 'Ｏ' => '〇',
        c => c,
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    let Some((year, rest)) = text.split_once('年') else { return text };
    let Some((month, day)) = rest.split_once('月') else { return text };
    let year: Option<String> = year
        .chars()
        .map(|c| numerals::digit(c).and_then(|d| char::from_digit(d, 10)).or(Some(c)))
        .collect();
    let number = |text: &str| numerals::number(text).map_or(text.to_owned(), |n| n.to_string());
    let day = day.trim_end_matches('日');
    format!("{}年{}月{}日", year.unwrap_or_default(), number(month), number(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_signed() {
        for text in [
            "2021年1月12日",
            "2021年01月12日",
            "二〇二一年一月十二日",
            "二○二一年一月十二日",
            "２０２１年１月１２日",
        ] {
            assert_eq!(
                day(text).map(|(_, date)| date.to_string()).as_deref(),
                Some("2021年1月12日"),
                "{text}"
            );
        }
        let (unit, _) = day("中国移动山西公司 2021年1月12日").unwrap();
        assert_eq!(unit, "中国移动山西公司");
        for text in ["2021年1月", "自2021年1月12日起施行。"] {
            assert!(day(text).is_none(), "{text}");
        }
    }
}
