//! What changed in the prose, as the sheet's template sees it.

use serde::Serialize;

use crate::changes::{Change, Fate, Run, Section};
use crate::compare::plain;
use crate::differences::Piece;

#[derive(Serialize)]
pub(super) struct ProseView<'r> {
    sections: Vec<SectionView<'r>>,
    same: Vec<&'r str>,
    counts: Counts,
}

/// How many sentences changed.
#[derive(Serialize, Default)]
struct Counts {
    new: usize,
    changed: usize,
    gone: usize,
}

#[derive(Serialize)]
struct SectionView<'r> {
    name: &'r str,
    /// 新增 or 删去, of a whole text.
    fate: &'static str,
    was: Option<String>,
    edits: Vec<EditView>,
}

#[derive(Serialize)]
struct EditView {
    kind: &'static str,
    label: String,
    place: String,
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
struct PieceView {
    kind: &'static str,
    text: String,
}

/// What changed, text by text. An initiative that only moved is shown too.
pub(super) fn prose(sections: &[Section]) -> ProseView<'_> {
    let is_same = |section: &&Section| section.fate == Fate::Same && section.was.is_none();
    let (same, changed): (Vec<&Section>, Vec<&Section>) = sections.iter().partition(is_same);
    let mut counts = Counts::default();
    for change in sections.iter().flat_map(|section| section.title.iter().chain(&section.changes)) {
        match change {
            Change::Kept(_) => {}
            Change::New(run) => counts.new += run.sentences,
            Change::Gone(run) => counts.gone += run.sentences,
            Change::Changed { .. } => counts.changed += 1,
        }
    }
    ProseView {
        sections: changed.into_iter().map(section_view).collect(),
        same: same.iter().map(|section| section.name.as_str()).collect(),
        counts,
    }
}

fn section_view(section: &Section) -> SectionView<'_> {
    let mut edits: Vec<EditView> =
        section.title.iter().map(|change| edit(change, "标题")).collect();
    edits.extend(section.changes.iter().map(|change| edit(change, "改")));
    SectionView {
        name: &section.name,
        fate: match section.fate {
            Fate::New => "新增",
            Fate::Gone => "删去",
            Fate::Changed | Fate::Same => "",
        },
        was: section.was.map(|number| match number.chapter {
            Some(_) => format!("{number}项"),
            None => format!("第{number}项"),
        }),
        edits,
    }
}

fn edit(change: &Change, changed: &str) -> EditView {
    match change {
        Change::Kept(sentences) => EditView {
            kind: "kept",
            label: format!("（{sentences}句未改）"),
            place: String::new(),
            pieces: Vec::new(),
        },
        Change::New(run) => whole("new", "增", run, line(run.line)),
        Change::Gone(run) => whole("gone", "删", run, before(run.line)),
        Change::Changed { pieces, line: now, before: old } => EditView {
            kind: "changed",
            label: changed.to_owned(),
            place: [line(*now), before(*old)].join(" "),
            pieces: pieces.iter().map(piece).collect(),
        },
    }
}

fn whole(kind: &'static str, label: &str, run: &Run, place: String) -> EditView {
    let pieces = vec![PieceView { kind, text: plain(&run.text) }];
    EditView { kind, label: label.to_owned(), place, pieces }
}

fn line(line: Option<usize>) -> String {
    line.map(|line| format!("第{line}行")).unwrap_or_default()
}

fn before(line: Option<usize>) -> String {
    line.map(|line| format!("上期第{line}行")).unwrap_or_default()
}

fn piece(piece: &Piece) -> PieceView {
    let (kind, text) = match piece {
        Piece::Kept(text) => ("kept", text),
        Piece::Gone(text) => ("gone", text),
        Piece::New(text) => ("new", text),
    };
    PieceView { kind, text: plain(text) }
}
