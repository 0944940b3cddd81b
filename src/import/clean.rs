//! Text as a filing may have it: without characters that nobody sees, and with the raised and
//! lowered figures that Unicode has.

use std::borrow::Cow;

use crate::characters::is_invisible;

/// A text without invisible characters; other blanks are plain ones.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
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
    fn powers_are_raised() {
        assert_eq!(raised("-6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("−6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("ˉ6").as_deref(), Some("⁻⁶"));
        assert_eq!(raised("注"), None);
        assert_eq!(lowered("2").as_deref(), Some("₂"));
    }
}
