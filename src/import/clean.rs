//! Text as a filing may have it: without characters that nobody sees, and with the raised and
//! lowered figures that Unicode has.

use std::borrow::Cow;

use crate::characters::{is_han, is_invisible};
use crate::source::without_radicals;

/// A text without invisible characters; other blanks are plain ones.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    match without_radicals(text) {
        // What looks like a Chinese character and is another, as PDFs give it.
        Some(plain) => Cow::Owned(visible(&plain).into_owned()),
        None => visible(text),
    }
}

fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !is_invisible(c) && !is_odd_blank(c) && !is_selector(c);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        c if is_odd_blank(c) => Some(' '),
        c if is_invisible(c) || is_selector(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// A text whose characters were set apart (移 动 电 话) without the blanks between them.
pub(super) fn set_solid(text: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c == ' ' || c == '\u{3000}';
    let mut han = 0_usize;
    let mut apart = 0_usize;
    let (mut last, mut blank) = (None, false);
    for c in text.chars() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        han += usize::from(is_han(c));
        apart += usize::from(blank && is_han(c) && last.is_some_and(is_han));
        (last, blank) = (Some(c), false);
    }
    if han < 3 || apart * 2 < han {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let behind_han = out.chars().next_back().is_some_and(|c| !c.is_ascii());
        if is_blank(c) && behind_han {
            while rest.next_if(|c| is_blank(*c)).is_some() {}
            if rest.peek().is_none_or(|c| !c.is_ascii()) {
                continue;
            }
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// Blanks of a width of their own; the ideographic one is a Chinese text's.
fn is_odd_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// What chooses between shapes of the character before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

const RAISED: [(&str, &str); 3] =
    [("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), ("-−–ˉ¯－", "⁻⁻⁻⁻⁻⁻"), ("+＋nin", "⁺⁺ⁿⁱⁿ")];
const LOWERED: [(&str, &str); 2] = [("0123456789", "₀₁₂₃₄₅₆₇₈₉"), ("-−+", "₋₋₊")];

/// A raised text in the characters that Unicode has for it; `None` where one has none.
pub(super) fn raised(text: &str) -> Option<String> {
    shifted(text, &RAISED)
}

/// A lowered text.
pub(super) fn lowered(text: &str) -> Option<String> {
    shifted(text, &LOWERED)
}

fn shifted(text: &str, table: &[(&str, &str)]) -> Option<String> {
    let one = |c: char| {
        let of = |(from, to): &(&str, &str)| {
            from.chars().position(|f| f == c).and_then(|n| to.chars().nth(n))
        };
        if c == ' ' { Some(' ') } else { table.iter().find_map(of) }
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_what_goes() {
        assert_eq!(clean("山西\u{200B}移动\u{A0}5G\u{FEFF}"), "山西移动 5G");
        assert_eq!(clean("一\t二"), "一 二");
        assert!(matches!(clean("照旧　的"), Cow::Borrowed(_)));
    }

    #[test]
    fn characters_that_were_set_apart_are_set_solid() {
        assert_eq!(set_solid("移 动 电 话"), "移动电话");
        assert_eq!(set_solid("企　业　声　明：属 实"), "企业声明：属实");
        assert_eq!(set_solid("现有 5G 基站 和 营业厅"), "现有 5G 基站 和 营业厅");
        assert_eq!(clean("⼀、公司"), "一、公司");
    }

    #[test]
    fn powers_are_raised() {
        assert_eq!(raised("-6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("−6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("ˉ6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("注"), None);
        assert_eq!(lowered("2").as_deref(), Some("₂"));
    }
}
