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

/// A file with edits made.
#[derive(Debug)]
pub(crate) struct Edited {
    /// Its bytes; what is kept is as it was.
    pub(crate) bytes: Vec<u8>,
    /// What was changed, in the order of the file.
    pub(crate) changes: Vec<Change>,
    /// Edits that reach into one before them, and were not made.
    pub(crate) left_out: Vec<Edit>,
}

/// Makes edits, which come in the order of the file; their line ends become the file's.
pub(crate) fn edited(bytes: &[u8], source: &Source, edits: &[Edit]) -> Edited {
    let text = source.text();
    let mut end = 0;
    let (made, left_out): (Vec<Edit>, Vec<Edit>) = edits.iter().cloned().partition(|edit| {
        let is_apart = edit.span.start >= end;
        if is_apart {
            end = edit.span.end;
        }
        is_apart
    });
    let made: Vec<Edit> = made.iter().map(|edit| with_own_line_ends(edit, text)).collect();
    let pieces = Pieces::whole(text.len()).edited(&made);
    Edited { bytes: encode(bytes, source, pieces.all()), changes: pieces.changes(text), left_out }
}

/// An edit whose line ends are those of the text that it is made in.
pub(crate) fn with_own_line_ends(edit: &Edit, text: &str) -> Edit {
    let is_windows = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let new = edit.text.replace("\r\n", "\n");
    let new = if is_windows { new.replace('\n', "\r\n") } else { new };
    Edit { span: edit.span.clone(), text: new }
}
