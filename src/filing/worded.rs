//! One figure as a word processor's report may have it: words for its sign, a numeral for its
//! number, blanks within.

use super::figure::{Qualifier, parse_figure};
use super::numerals::share;
use super::unit::dimension;

/// What was converted in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Conversion {
    /// 百分之七十八点三.
    Numeral,
    /// 98%以上.
    Sign,
}

/// Words before a number, and the sign that they stand for; those that contain another first.
const HEADS: [(&str, &str); 29] = [
    ("小于或等于", "≤"),
    ("小于等于", "≤"),
    ("大于或等于", "≥"),
    ("大于等于", "≥"),
    ("不超过", "≤"),
    ("未超过", "≤"),
    ("不高于", "≤"),
    ("不大于", "≤"),
    ("不多于", "≤"),
    ("不长于", "≤"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("至多", "≤"),
    ("最多", "≤"),
    ("至少", "≥"),
    ("超过", ">"),
    ("高于", ">"),
    ("大于", ">"),
    ("多于", ">"),
    ("低于", "<"),
    ("小于", "<"),
    ("少于", "<"),
    ("短于", "<"),
    ("不足", "<"),
    ("不到", "<"),
    ("大约", "约"),
    ("<=", "≤"),
    (">=", "≥"),
];
/// Words behind a unit, and the sign that they stand for.
const TAILS: [(&str, &str); 12] = [
    ("（含）以上", "≥"),
    ("(含)以上", "≥"),
    ("及以上", "≥"),
    ("以上", "≥"),
    ("（含）以下", "≤"),
    ("(含)以下", "≤"),
    ("及以下", "≤"),
    ("以下", "≤"),
    ("以内", "≤"),
    ("之内", "≤"),
    ("内", "≤"),
    ("左右", "约"),
];
/// Units that count, alone and before a slash.
const COUNTS: [&str; 14] = [
    "件", "次", "户", "人次", "件次", "个", "人", "起", "例", "宗", "万户", "万件", "万次", "万人",
];
/// Blanks that mean nothing.
pub(super) const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{3000}'];

/// A figure as the file has it, and what was converted for it.
pub(super) fn figure(typed: &str) -> Option<(String, Option<Conversion>)> {
    let narrow = narrow(typed)?;
    let (head, rest) = sign_before(&narrow);
    let tail = TAILS.iter().find_map(|(word, sign)| Some((*sign, rest.strip_suffix(word)?)));
    let (sign, number, conversion) = match (head, tail) {
        (Some(_), Some(_)) => return None,
        (Some((sign, words)), None) => (sign, rest, words.then_some(Conversion::Sign)),
        (None, Some((sign, rest))) => (sign, rest, Some(Conversion::Sign)),
        (None, None) => ("", rest, None),
    };
    let (number, conversion) = match share(number) {
        Some(share) => (share, conversion.max(Some(Conversion::Numeral))),
        None => (number.to_owned(), conversion),
    };
    let figure = format!("{sign}{number}");
    let begins = number.starts_with(|c: char| c.is_ascii_digit());
    (begins && is_quantity(&figure)).then_some((figure, conversion))
}

/// A figure as the file has it, of what a desk may have typed for it: ≤4小时 of 4小时以内.
pub(crate) fn plain_figure(typed: &str) -> Option<String> {
    figure(typed).map(|(figure, _)| figure)
}

/// The sign that a text begins with, whether it is in words, and what follows.
fn sign_before(text: &str) -> (Option<(&'static str, bool)>, &str) {
    let words =
        HEADS.iter().find_map(|(word, sign)| Some(((*sign, true), text.strip_prefix(word)?)));
    let found = words.or_else(|| {
        let (qualifier, rest) = Qualifier::split(text)?;
        Some(((qualifier.sign(), false), rest))
    });
    found.map_or((None, text), |(sign, rest)| (Some(sign), rest))
}

/// A text without blanks and in half-width digits; `None` where a blank parts two digits.
fn narrow(typed: &str) -> Option<String> {
    let mut out = String::with_capacity(typed.len());
    let mut blank = false;
    for c in typed.trim_matches(BLANKS).chars() {
        if BLANKS.contains(&c) {
            blank = true;
            continue;
        }
        let c = match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '％' => '%',
            '．' => '.',
            _ => c,
        };
        if blank && c.is_ascii_digit() && out.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        blank = false;
        out.push(c);
    }
    Some(out)
}

/// Whether a text is a number with a unit that is known, or a power.
fn is_quantity(text: &str) -> bool {
    let Some(amount) = parse_figure(text).ok().and_then(|figure| figure.amount) else {
        return false;
    };
    let unit = amount.unit.as_str();
    let per = |(one, of): (&str, &str)| {
        COUNTS.contains(&one) && !of.is_empty() && of.chars().all(char::is_alphanumeric)
    };
    match unit {
        "" => text.contains(['×', '⁻', '^']),
        _ => {
            dimension(unit).is_some()
                || COUNTS.contains(&unit)
                || unit.split_once('/').is_some_and(per)
        }
    }
}
