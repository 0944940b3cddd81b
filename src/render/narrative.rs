//! Texts of a filing as they enter the report.

use crate::document::{parse, to_markdown};
use crate::source::Spanned;

/// Headings inside a narrative begin below the initiatives' (level 3).
pub(super) const NARRATIVE_TOP: u8 = 4;

/// A text that may be left out; empty where it is.
pub(super) fn optional(text: &Option<Spanned<String>>) -> String {
    text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
}

/// A narrative as Markdown that stays within its field.
pub(super) fn narrative(text: &str) -> String {
    to_markdown(&parse(text), NARRATIVE_TOP)
}
