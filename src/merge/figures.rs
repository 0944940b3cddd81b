//! Lines of figures that Word has more of, or no more.

use super::arrange::Arranged;
use super::ground::Ground;
use super::order::{Entry, Order};
use super::outcome::{Change, Subject, What};
use super::passage::Passage;
use super::unit::{Role, UnitKind};
use crate::filing::TextKey;
use crate::finding::Edit;
use crate::import;
use crate::source;

/// What came of them.
#[derive(Default)]
pub(super) struct Written {
    pub(super) edits: Vec<Edit>,
    pub(super) changes: Vec<Change>,
    pub(super) failed: Vec<Entry>,
}

/// Takes out the indicators that are gone, and puts in the new ones that can be read.
pub(super) fn written(ground: &Ground<'_>, arranged: &Arranged, order: &Order) -> Written {
    let mut out = Written::default();
    for own in order.removed.iter().copied() {
        if ground.sides.own[own].role != Role::Indicator {
            continue;
        }
        match removal(ground, own) {
            Some(edit) => {
                let at = ground.place_of(own).unwrap_or(0);
                let change = ground.change(What::RemovedIndicator, at, None);
                let change = change.of(vec![Subject::Unit(own)]);
                out.changes.push(change.with_gone(ground.text_of(own)));
                out.edits.push(edit);
            }
            None => out.failed.push(Entry::Own(own)),
        }
    }
    for (own, word) in arranged.figures.iter().copied() {
        match addition(ground, own, word) {
            Some(edit) => {
                let (at, piece) = (edit.span.start, &ground.sides.word[word]);
                let change = ground.change(What::AddedIndicator, at, Some(piece.place));
                let change = change.of(vec![Subject::Piece(word)]);
                out.changes.push(change.with_new(piece.text.clone()));
                out.edits.push(edit);
            }
            None => out.failed.push(Entry::New(word)),
        }
    }
    out
}

/// The new pieces of the Word file that read as a line of figures of one of the filing's groups.
pub(super) fn lines(ground: &Ground<'_>, order: &Order) -> Vec<usize> {
    let groups: Vec<&str> =
        ground.side.filing.groups.iter().map(|group| group.name.value.as_str()).collect();
    let reads = |word: &usize| {
        let text = &ground.sides.word[*word].text;
        groups.iter().any(|group| import::entry(text, group, ground.standard).is_some())
    };
    let new = order.entries.iter().filter_map(|entry| match entry {
        Entry::New(word) => Some(*word),
        Entry::Own(_) => None,
    });
    new.filter(reads).collect()
}

/// The entry that a unit's indicator is.
fn entry<'g>(ground: &Ground<'g>, own: usize) -> Option<&'g source::Entry> {
    let unit = &ground.sides.own[own];
    let all = &ground.report.traced.texts;
    let mut texts = unit.passages.iter().flat_map(Passage::texts);
    let name =
        texts.find(|id| matches!(all[*id].key, TextKey::IndicatorName | TextKey::GroupName))?;
    ground.file().entry_of_key(&all[name].value)
}

fn removal(ground: &Ground<'_>, own: usize) -> Option<Edit> {
    // A table is a whole group.
    if matches!(ground.sides.own[own].kind, UnitKind::Table(_)) {
        return None;
    }
    let chunk = ground.file().entry(entry(ground, own)?)?;
    let text = ground.file().text();
    let end = text[chunk.end..].find('\n').map_or(text.len(), |at| chunk.end + at + 1);
    Some(Edit { span: chunk.start..end, text: String::new() })
}

/// A new line behind an indicator, or as the first of a group.
fn addition(ground: &Ground<'_>, own: usize, word: usize) -> Option<Edit> {
    let units = ground.sides.own;
    let group = (0..=own).rev().find(|n| units[*n].role == Role::Group)?;
    let name = &units[group].passages.first()?.text[units[group].number..];
    let line = import::entry(&ground.sides.word[word].text, name, ground.standard)?;
    let file = ground.file();
    let before = entry(ground, own)?;
    let chunk = file.entry(before)?;
    if units[own].role != Role::Group {
        let pad = " ".repeat(file.column(chunk.start));
        return Some(Edit { span: chunk.end..chunk.end, text: format!("\n{pad}{line}") });
    }
    let source::Value::Map(entries) = &before.value.value else { return None };
    let first = file.entry(entries.first()?)?;
    let pad = " ".repeat(file.column(first.start));
    Some(Edit { span: first.start..first.start, text: format!("{pad}{line}\n") })
}
