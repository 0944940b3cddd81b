//! How wide text is, about: no face is asked, since the reader's own draw a Word file.

use unicode_width::UnicodeWidthChar;

use crate::characters::is_han;

/// What Word puts between Han and Latin, in hundredths of a Han character.
const GAP: i64 = 25;

/// The width of a text in hundredths of a Han character: 100 for one as wide, 50 for a letter.
pub(super) fn width(text: &str) -> i64 {
    let mut width = 0;
    let mut last = None;
    for c in text.chars() {
        let has_gap =
            last.is_some_and(|last| is_han(last) && is_latin(c) || is_latin(last) && is_han(c));
        width += if is_wide(c) { 100 } else { 50 } + if has_gap { GAP } else { 0 };
        last = Some(c);
    }
    width
}

/// Whether a character is as wide as a Han character in a Chinese face.
pub(super) fn is_wide(c: char) -> bool {
    c.width_cjk() == Some(2)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '%'
}
