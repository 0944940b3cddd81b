//! How wide text is, about: no face is asked, since the reader's own draw a Word file.

use unicode_width::UnicodeWidthChar;

/// The width of a text in hundredths of a Han character: 100 for one as wide, 50 for a letter.
pub(super) fn width(text: &str) -> i64 {
    text.chars().map(|c| if is_wide(c) { 100 } else { 50 }).sum()
}

/// Whether a character is as wide as a Han character in a Chinese face.
pub(super) fn is_wide(c: char) -> bool {
    c.width_cjk() == Some(2)
}
