//! Changes as part of a page, and as a page of their own that needs nothing else.

use serde::Serialize;

use super::drafts::DraftComparison;
use super::entries::Entry;
use super::human::topics;
use super::json::json;
use super::words;
use crate::compare::plain;
use crate::differences::Piece;
use crate::render::{EDITS_STYLE, SHEET_STYLE, TemplateFault, fill_own};

const PART: &str = include_str!("../../templates/changes.html.tera");
const PAGE: &str = include_str!("../../templates/changes-page.html.tera");

/// A change of more characters may be torn over two pages.
const LONG: usize = 400;

#[derive(Serialize)]
struct PartView {
    summary: String,
    topics: Vec<TopicView>,
}

#[derive(Serialize)]
struct TopicView {
    name: &'static str,
    changes: Vec<ChangeView>,
}

#[derive(Serialize)]
struct ChangeView {
    number: usize,
    what: &'static str,
    place: String,
    aside: String,
    lines: String,
    long: bool,
    paragraphs: Vec<Vec<PieceView>>,
}

#[derive(Serialize)]
struct PieceView {
    kind: &'static str,
    text: String,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    files: Vec<FileView>,
    changes: String,
    style: &'static str,
    edits_style: &'static str,
    data: String,
}

#[derive(Serialize)]
struct FileView {
    which: &'static str,
    name: String,
    notes: Vec<String>,
    warnings: Vec<String>,
    sha256: String,
}

/// The changes as part of a page that has [`EDITS_STYLE`].
///
/// # Errors
/// A fault of the template, which is the program's own.
pub(crate) fn html_part(comparison: &DraftComparison) -> Result<String, Box<TemplateFault>> {
    let view = |(number, entry): (usize, &Entry)| change(number, entry);
    let topics = topics(comparison).into_iter().map(|(topic, changes)| TopicView {
        name: topic.name(),
        changes: changes.into_iter().map(view).collect(),
    });
    let view = PartView { summary: comparison.changes.summary(), topics: topics.collect() };
    fill_own("changes.html.tera", PART, &view)
}

/// The changes as a page.
///
/// # Errors
/// A fault of the template, which is the program's own.
pub(crate) fn html(comparison: &DraftComparison) -> Result<String, Box<TemplateFault>> {
    let files = comparison.files().map(|(which, file)| FileView {
        which,
        name: match &file.draft {
            Some(draft) => format!("{}（{}）", file.name, draft.mark()),
            None => file.name.clone(),
        },
        notes: file.pdf.iter().flat_map(|pdf| pdf.notes.clone()).collect(),
        warnings: file.pdf.iter().flat_map(|pdf| pdf.warnings.clone()).collect(),
        sha256: file.sha256.clone(),
    });
    let view = PageView {
        title: format!("{}：{}", comparison.title, comparison.heading()),
        files: files.into_iter().collect(),
        changes: html_part(comparison)?,
        style: SHEET_STYLE,
        edits_style: EDITS_STYLE,
        // Inside <script> only "<" can end the data (HTML 4.12.1.3).
        data: json(comparison).trim_end().replace('<', "\\u003c"),
    };
    fill_own("changes-page.html.tera", PAGE, &view)
}

fn change(number: usize, entry: &Entry) -> ChangeView {
    let paragraphs = words::paragraphs(entry);
    let length = |piece: &Piece| text(piece).1.chars().count();
    ChangeView {
        number,
        what: entry.kind.name(),
        place: plain(&entry.place),
        aside: words::aside(entry),
        lines: words::lines(entry),
        long: paragraphs.iter().flatten().map(length).sum::<usize>() > LONG,
        paragraphs: paragraphs.iter().map(|p| p.iter().map(piece).collect()).collect(),
    }
}

fn piece(piece: &Piece) -> PieceView {
    let (kind, text) = text(piece);
    PieceView { kind, text: plain(text) }
}

fn text(piece: &Piece) -> (&'static str, &str) {
    match piece {
        Piece::Kept(text) => ("kept", text),
        Piece::Gone(text) => ("gone", text),
        Piece::New(text) => ("new", text),
    }
}
