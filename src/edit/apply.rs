//! Edits by position: everything else of the text stays as it is, byte for byte.

use crate::finding::Edit;

/// The text with the edits made; of two at one position the first stands first. An edit that
/// reaches into the one before it is left out.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.span.start);
    let mut out = String::with_capacity(text.len() + 1024);
    let mut at = 0;
    for edit in edits {
        let Some(between) = text.get(at..edit.span.start) else { continue };
        out.push_str(between);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
