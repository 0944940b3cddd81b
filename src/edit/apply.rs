//! Edits by position: everything else of the text stays as it is, byte for byte.

use super::change::Change;
use super::pieces::Pieces;
use crate::finding::Edit;
use crate::source::{Source, encode};

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

/// A file with edits made: its bytes, what is kept as it was, and what was changed. The edits are
/// in the order of the file, and their line ends become the file's.
pub(crate) fn edited(bytes: &[u8], source: &Source, edits: &[Edit]) -> (Vec<u8>, Vec<Change>) {
    let text = source.text();
    let windows = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let own = |edit: &Edit| {
        let text = edit.text.replace("\r\n", "\n");
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        Edit { span: edit.span.clone(), text }
    };
    let mut end = 0;
    let apart = edits.iter().filter(|edit| {
        let is_apart = edit.span.start >= end;
        end = edit.span.end.max(end);
        is_apart
    });
    let edits: Vec<Edit> = apart.map(own).collect();
    let pieces = Pieces::whole(text.len()).edited(&edits);
    (encode(bytes, source, pieces.all()), pieces.changes(text))
}
