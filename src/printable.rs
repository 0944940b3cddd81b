//! Characters that nobody sees or that change how others are read, and text without them.

use std::borrow::Cow;

/// Whether a character prints as nothing and may not be in a filing: controls, bidirectional
/// marks and overrides, the byte order mark, noncharacters (Unicode 23.7).
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
        || matches!(c, '\u{FEFF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{2028}' | '\u{2029}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

/// A text of one line as it may be shown in a terminal: what prints as nothing, or could change
/// what is read around it, as its number (`<U+202E>`).
#[must_use]
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// The same of text of several lines, whose ends and tabs stay.
#[must_use]
pub(crate) fn printable_lines(text: &str) -> Cow<'_, str> {
    shown(text, |c| matches!(c, '\n' | '\t'))
}

fn shown(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |c: char| is_invisible(c) && !stays(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) { out.push_str(&format!("<U+{:04X}>", c as u32)) } else { out.push(c) }
    }
    Cow::Owned(out)
}
