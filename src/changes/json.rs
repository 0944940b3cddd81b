//! Changes for programs.

use serde::Serialize;

use super::drafts::{DraftComparison, DraftFile};
use super::entries::{Entry, Kind, Topic};
use super::words;
use crate::differences::Piece;

/// The name and version of the form.
pub(crate) const SCHEMA: &str = "chengbao-changes/1";

#[derive(Serialize)]
struct ChangesData<'c> {
    schema: &'static str,
    title: &'c str,
    before: FileData<'c>,
    now: FileData<'c>,
    same_file: bool,
    changes: Vec<ChangeData<'c>>,
}

#[derive(Serialize)]
struct FileData<'c> {
    file: &'c str,
    draft: bool,
    draft_number: Option<u32>,
    draft_fingerprint: Option<&'c str>,
    sha256: &'c str,
    pages_are_data: Option<bool>,
    warnings: &'c [String],
}

#[derive(Serialize)]
struct ChangeData<'c> {
    number: usize,
    topic: &'static str,
    kind: &'static str,
    place: &'c str,
    from: Option<&'c str>,
    line: Option<usize>,
    line_before: Option<usize>,
    before: Option<String>,
    now: Option<String>,
    pieces: Vec<PieceData>,
}

#[derive(Serialize)]
struct PieceData {
    kind: &'static str,
    text: String,
}

/// Changes as JSON, with an end of line; numbers and lines are counted from 1.
#[must_use]
pub(crate) fn json(comparison: &DraftComparison) -> String {
    let entries = (1..).zip(&comparison.changes.entries);
    let data = ChangesData {
        schema: SCHEMA,
        title: &comparison.title,
        before: file(&comparison.before),
        now: file(&comparison.now),
        same_file: comparison.changes.same_file,
        changes: entries.map(|(number, entry)| change(number, entry)).collect(),
    };
    // Strings, numbers, options and lists of them: nothing here can fail to serialise.
    serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"
}

fn file(file: &DraftFile) -> FileData<'_> {
    FileData {
        file: &file.name,
        draft: file.draft.is_some(),
        draft_number: file.draft.as_ref().and_then(|draft| draft.number),
        draft_fingerprint: file.draft.as_ref().map(|draft| draft.fingerprint.as_str()),
        sha256: &file.sha256,
        pages_are_data: file.pdf.as_ref().map(|pdf| pdf.agrees),
        warnings: file.pdf.as_ref().map(|pdf| pdf.warnings.as_slice()).unwrap_or_default(),
    }
}

fn change(number: usize, entry: &Entry) -> ChangeData<'_> {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let (before, now) = words::before_and_now(entry);
    let pieces = match &entry.kind {
        Kind::Edited(pieces) | Kind::Moved { pieces, .. } => pieces.as_slice(),
        _ => &[],
    };
    ChangeData {
        number,
        topic: match entry.topic {
            Topic::Text => "text",
            Topic::Figure => "figure",
            Topic::Setting => "setting",
            Topic::Comment => "comment",
        },
        kind: match &entry.kind {
            Kind::Edited(_) => "edited",
            Kind::New(_) => "new",
            Kind::Gone(_) => "gone",
            Kind::Moved { .. } => "moved",
            Kind::Replaced { .. } => "replaced",
            Kind::Form => "form",
        },
        place: &entry.place,
        from: match &entry.kind {
            Kind::Moved { from, .. } => Some(from),
            _ => None,
        },
        line: entry.line,
        line_before: entry.before,
        before: some(before),
        now: some(now),
        pieces: pieces.iter().map(piece).collect(),
    }
}

fn piece(piece: &Piece) -> PieceData {
    let (kind, text) = match piece {
        Piece::Kept(text) => ("kept", text),
        Piece::Gone(text) => ("gone", text),
        Piece::New(text) => ("new", text),
    };
    PieceData { kind, text: text.clone() }
}
