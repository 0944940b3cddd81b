//! The dash that a list's item begins with, or what was typed for it.

use super::super::blanks::is_any;
use super::super::keys::{self, is_key_like};

/// The dash of a list's item, or what was typed for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) sign: char,
    /// Bytes of the sign.
    pub(super) length: usize,
    /// Bytes of the blanks behind it.
    pub(super) blanks: usize,
}

/// What was typed for a list's dash.
const BULLETS: &str = "－—–―−‐‑﹣•·・●◦▪■◆○‣►*＊";

/// The mark that a line's content begins with, and what stands behind it.
pub(super) fn mark(content: &str) -> (Option<Mark>, &str) {
    let none = (None, content);
    let Some(sign) = content.chars().next().filter(|c| *c == '-' || BULLETS.contains(*c)) else {
        return none;
    };
    let behind = match sign {
        '-' => &content[1..],
        sign => content.trim_start_matches(sign),
    };
    let rest = behind.trim_start_matches(is_any);
    let (length, blanks) = (content.len() - behind.len(), behind.len() - rest.len());
    let is_glued = match sign {
        '-' => is_glued_to_key(behind),
        _ => keys::known_at_start(behind).is_some_and(|key| {
            behind[key.len()..].trim_start_matches(is_any).starts_with([':', '：'])
        }),
    };
    let is_mark = blanks > 0 || is_glued || (sign == '-' && behind.is_empty());
    if is_mark { (Some(Mark { sign, length, blanks }), rest) } else { none }
}

/// A key right behind a dash: `-标题: …`.
fn is_glued_to_key(behind: &str) -> bool {
    let key = behind.split([':', '：']).next().unwrap_or_default();
    key.len() < behind.len() && key.starts_with(char::is_alphabetic) && is_key_like(key)
}
