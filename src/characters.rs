//! Which characters nobody sees and which are Chinese, known once for every room.

use std::borrow::Cow;

/// Whether a character prints as nothing or changes how its neighbours are read: controls,
/// bidirectional marks and overrides, spaces and joiners without width, invisible operators and
/// other format characters, noncharacters (Unicode 23). Variation selectors are not among them.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

/// Whether a character is a Chinese one. Marks are not.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A text of one line as a terminal may show it: invisible characters by number (`<U+202E>`).
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    without(text, is_invisible)
}

/// The same of several lines, whose ends and tabs stay.
pub(crate) fn printable_lines(text: &str) -> Cow<'_, str> {
    without(text, |c| is_invisible(c) && !matches!(c, '\n' | '\t'))
}

fn without(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            out.push_str(&format!("<U+{:04X}>", c as u32));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
