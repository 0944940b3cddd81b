//! A file on its way: what is edited in it, and the lines of it that go elsewhere.

use std::ops::Range;

use super::ground::{Ground, Report};
use super::order::Entry;
use super::outline::{Outline, Slot};
use super::passage::Passage;
use super::scalars::Style;
use super::unit::{Unit, UnitKind};
use crate::document::escape;
use crate::edit;
use crate::edit::Chunk;
use crate::edit::{File, indented};
use crate::finding::Edit;
use crate::import::ShownPiece;
use crate::source_map::Traced;

/// What stands for a text that a filing has to have and Word has no more.
pub(super) const UNFILLED: &str = "【正文】";

/// Writes into a file.
pub(super) struct Writer<'w> {
    pub(super) file: File<'w>,
    pub(super) traced: &'w Traced<'w>,
    pub(super) outline: &'w Outline,
    pub(super) own: &'w [Unit],
    pub(super) word: &'w [ShownPiece],
    /// The edits within texts.
    pub(super) texts: Vec<Edit>,
    /// Those of whole lines.
    pub(super) lines: Vec<Edit>,
    /// Lines that stand elsewhere now, or nowhere.
    pub(super) taken: Vec<Chunk>,
    /// Units and pieces that could not be put where they belong.
    pub(super) failed: Vec<Entry>,
}

impl<'w> Writer<'w> {
    /// With the edits within texts.
    pub(super) fn new(ground: &Ground<'w>, texts: Vec<Edit>) -> Self {
        let Report { traced, outline, .. } = ground.report;
        let (own, word) = (ground.sides.own, ground.sides.word);
        let (lines, taken, failed) = (Vec::new(), Vec::new(), Vec::new());
        Self { file: ground.file(), traced, outline, own, word, texts, lines, taken, failed }
    }

    /// All edits.
    pub(super) fn finish(self) -> (Vec<Edit>, Vec<Entry>) {
        let Self { texts, mut lines, taken, failed, .. } = self;
        let removed = |span: &Range<usize>| {
            let is_in = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
            taken.iter().any(is_in)
        };
        lines.extend(texts.into_iter().filter(|edit| !removed(&edit.span)));
        lines.sort_by_key(|edit| (edit.span.start, edit.span.end));
        (lines, failed)
    }

    /// An item that goes elsewhere, with all that was written within it.
    pub(super) fn moved_item(&mut self, chunk: &Chunk, column: usize) -> String {
        let mut inside = taken_within(&mut self.lines, chunk);
        inside.extend(taken_within(&mut self.texts, chunk));
        inside.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let text = &self.file.text()[chunk.clone()];
        indented(&edit::apply(text, inside), column)
    }

    /// Lines that go elsewhere, with what was edited in them.
    pub(super) fn moved(&mut self, chunk: &Chunk, column: usize) -> String {
        let inside = taken_within(&mut self.texts, chunk);
        let text = &self.file.text()[chunk.clone()];
        indented(&edit::apply(text, inside), column)
    }

    /// A paragraph as lines of a block.
    pub(super) fn paragraph(
        &mut self,
        entry: Entry,
        before: Option<Entry>,
        column: usize,
    ) -> String {
        match entry {
            Entry::Own(n) => {
                let slot = self.own[n].role.narrative();
                match slot.and_then(|slot| self.paragraph_lines(n, slot)) {
                    Some(chunk) => self.moved(&chunk, column),
                    None => {
                        self.failed.push(entry);
                        String::new()
                    }
                }
            }
            Entry::New(word) => {
                let is_item =
                    matches!(before, Some(Entry::Own(n)) if self.own[n].kind == UnitKind::Item);
                indented(&markdown(&self.word[word], is_item), column)
            }
        }
    }

    /// The lines of a unit in a block of text.
    pub(super) fn paragraph_lines(&self, unit: usize, slot: Slot) -> Option<Chunk> {
        let mut lines: Option<Chunk> = None;
        let value = self.value(unit, slot)?;
        if Style::at(self.file.text(), &value) != Style::Literal {
            return None;
        }
        for id in self.own[unit].passages.iter().flat_map(Passage::texts) {
            let text = &self.traced.texts[id];
            if self.outline.slot(text.key) != Some(slot) {
                continue;
            }
            let span = text.paragraph.span(0..text.paragraph.text.len());
            let own = self.file.source.lines_of(&span);
            lines = Some(match lines {
                Some(lines) => lines.start.min(own.start)..lines.end.max(own.end),
                None => own,
            });
        }
        lines
    }

    /// Where the narrative stands that a unit is of.
    pub(super) fn value(&self, unit: usize, slot: Slot) -> Option<Range<usize>> {
        let mut texts = self.own[unit].passages.iter().flat_map(Passage::texts);
        let id = texts.find(|id| self.outline.slot(self.traced.texts[*id].key) == Some(slot))?;
        Some(self.traced.texts[id].value.clone())
    }
}

/// Takes the edits out that are within a chunk, in its places.
fn taken_within(edits: &mut Vec<Edit>, chunk: &Chunk) -> Vec<Edit> {
    let is_inside = |edit: &Edit| chunk.start <= edit.span.start && edit.span.end <= chunk.end;
    let (within, other): (Vec<Edit>, Vec<Edit>) =
        std::mem::take(edits).into_iter().partition(is_inside);
    *edits = other;
    let within = within.into_iter().map(|Edit { span, text }| Edit {
        span: span.start - chunk.start..span.end - chunk.start,
        text,
    });
    within.collect()
}

/// A piece of a Word file as a paragraph; behind an item of a list as one more.
fn markdown(piece: &ShownPiece, is_item: bool) -> String {
    let label = &piece.text[..piece.number];
    if is_item && piece.number > 0 {
        let digits: String = label.chars().take_while(char::is_ascii_digit).collect();
        let text = escape(piece.unnumbered());
        return match digits.is_empty() {
            true => format!("- {text}"),
            false => format!("{digits}. {text}"),
        };
    }
    piece.markdown.clone()
}
