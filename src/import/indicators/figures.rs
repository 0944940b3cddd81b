//! A figure's text on its way into a filing: the same digits, in the form that is read there.

use crate::filing::{FigureFault, half_width, parse_figure};
use crate::import::clean::raised;

/// A figure's text as a filing has it, and whether it was put otherwise; `None` where it is no
/// figure. A power that was lost stays as it is, for the check to speak of.
pub(crate) fn figure(text: &str) -> Option<(String, bool)> {
    let typed = text.trim();
    let plain = without_commas(&with_raised_power(typed));
    let plain = half_width(&plain).unwrap_or(plain);
    let is_figure = match parse_figure(&plain) {
        Ok(figure) => figure.amount.is_some() || is_number(&plain),
        Err(fault) => fault == FigureFault::LostPower,
    };
    let is_other = plain != typed;
    is_figure.then_some((plain, is_other))
}

/// What stands for a figure where there is none: words that a filing may have there.
pub(super) fn is_word_for_none(text: &str) -> bool {
    ["不适用", "未发生", "不涉及", "无", "未开展"].contains(&text.trim())
}

/// `10^(-6)` as 10⁻⁶.
fn with_raised_power(text: &str) -> String {
    let found = text.split_once("^(").or_else(|| text.split_once("^（"));
    let Some((before, behind)) = found else { return text.to_owned() };
    let Some((power, rest)) = behind.split_once([')', '）']) else { return text.to_owned() };
    match raised(power.trim()) {
        Some(power) if before.ends_with("10") => format!("{before}{power}{rest}"),
        _ => text.to_owned(),
    }
}

/// `1,012.5小时` without the commas between thousands.
fn without_commas(text: &str) -> String {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    let mut parts = text.split([',', '，']);
    let Some(first) = parts.next() else { return text.to_owned() };
    let rest: Vec<&str> = parts.collect();
    let lead = first.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (last, inner) = match rest.split_last() {
        Some((last, inner)) => (*last, inner),
        None => return text.to_owned(),
    };
    let are_thousands = (1..=3).contains(&lead)
        && inner.iter().all(|part| part.len() == 3 && digits(part) == 3)
        && digits(last) == 3;
    if are_thousands { format!("{first}{}", rest.concat()) } else { text.to_owned() }
}

/// A telephone number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || "-－—转()（） ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_digits() {
        let cases = [
            ("4.0100小时", Some(("4.0100小时", false))),
            ("96％", Some(("96%", true))),
            ("９６％", Some(("96%", true))),
            ("1,012.5小时", Some(("1012.5小时", true))),
            ("12,34次", None),
            ("4×10^(-6)", Some(("4×10⁻⁶", true))),
            ("≤4*10ˉ6", Some(("≤4*10ˉ6", false))),
            ("10010-5", Some(("10010-5", false))),
            ("较好", None),
            ("3天4小时", None),
        ];
        for (text, expected) in cases {
            let found = figure(text);
            let found = found.as_ref().map(|(text, other)| (text.as_str(), *other));
            assert_eq!(found, expected, "{text}");
        }
    }
}
