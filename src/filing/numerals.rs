//! Shares in words: 百分之七十八点三.

use crate::numerals::{digit, number};

/// 百分之七十八点三 as 78.3%, 千分之五 as 5‰.
pub(super) fn share(text: &str) -> Option<String> {
    let (number, unit) = [("百分之", "%"), ("千分之", "‰")]
        .iter()
        .find_map(|(words, unit)| Some((text.strip_prefix(words)?, unit)))?;
    let arabic = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number = if arabic { number.to_owned() } else { numeral(number)? };
    Some(format!("{number}{unit}"))
}

/// A Chinese numeral up to the hundreds, with its decimals, in digits.
fn numeral(text: &str) -> Option<String> {
    let (whole, decimals) = match text.split_once('点') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let whole = number(whole).or_else(|| digit_by_digit(whole))?;
    let Some(decimals) = decimals else { return Some(whole.to_string()) };
    let digits: String = decimals
        .chars()
        .map(|c| digit(c).and_then(|d| char::from_digit(d, 10)))
        .collect::<Option<_>>()?;
    (!digits.is_empty()).then(|| format!("{whole}.{digits}"))
}

/// 九八 is ninety-eight, digit by digit.
fn digit_by_digit(text: &str) -> Option<u32> {
    let few = (1..=6).contains(&text.chars().count());
    few.then(|| text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?)))?
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_in_words_are_read() {
        for (text, digits) in [
            ("百分之七十八点三", Some("78.3%")),
            ("百分之九十九点零一", Some("99.01%")),
            ("百分之百", Some("100%")),
            ("百分之一百", Some("100%")),
            ("百分之十", Some("10%")),
            ("百分之九八", Some("98%")),
            ("百分之零点五", Some("0.5%")),
            ("百分之98.20", Some("98.20%")),
            ("千分之五", Some("5‰")),
            ("百分之七八成", None),
            ("百分之多", None),
            ("百分之", None),
            ("七成", None),
        ] {
            assert_eq!(share(text).as_deref(), digits, "{text}");
        }
    }
}
