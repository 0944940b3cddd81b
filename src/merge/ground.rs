//! The sides of a merge, and where the filing has what stands on them.

use super::choice::Chosen;
use super::order::Sides;
use super::outcome::{Change, What};
use super::outline::Outline;
use super::passage::Passage;
use super::unit::{Role, Unit, units};
use crate::check::key_path;
use crate::document::Block;
use crate::docx::layout;
use crate::edit::File;
use crate::filing::{Filing, TextKind};
use crate::import::Place;
use crate::source::{Node, Source};
use crate::source_map::Traced;
use crate::standard::Standard;

/// A filing and the report that is made of it.
#[derive(Clone, Copy)]
pub(crate) struct Side<'s> {
    pub(crate) filing: &'s Filing,
    pub(crate) source: &'s Source,
    pub(crate) tree: &'s Node,
    pub(crate) blocks: &'s [Block],
}

/// A filing's report in units.
pub(super) struct Report<'s> {
    pub(super) traced: Traced<'s>,
    pub(super) outline: Outline,
    pub(super) units: Vec<Unit>,
}

impl<'s> Report<'s> {
    pub(super) fn of(side: Side<'s>) -> Self {
        let traced = Traced::of(side.filing, side.source, side.blocks);
        let outline = Outline::of(side.filing, side.tree);
        let units = units(&layout(side.blocks, true), &traced, &outline);
        Self { traced, outline, units }
    }
}

/// All that a merge looks at.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g> {
    pub(super) side: Side<'g>,
    pub(super) report: &'g Report<'g>,
    pub(super) sides: Sides<'g>,
    pub(super) standard: &'g Standard,
    pub(super) chosen: &'g Chosen,
}

impl<'g> Ground<'g> {
    pub(super) fn file(&self) -> File<'g> {
        File { source: self.side.source, tree: self.side.tree }
    }

    /// Where the file has a unit's text; `None` of what the program writes.
    pub(super) fn place_of(&self, own: usize) -> Option<usize> {
        let mut texts = self.sides.own[own].passages.iter().flat_map(Passage::texts);
        let all = &self.report.traced.texts;
        let id = texts.next()?;
        Some(match all[id].key.kind() {
            TextKind::Prose => all[id].paragraph.span(0..all[id].paragraph.text.len()).start,
            _ => all[id].value.start,
        })
    }

    /// Where a comment on a unit stands: of a chapter's heading, where its first text does.
    pub(super) fn comment_place(&self, own: usize) -> Option<usize> {
        let below = || match self.sides.own[own].role {
            Role::Chapter(_) if own + 1 < self.sides.own.len() => self.place_of(own + 1),
            _ => None,
        };
        self.place_of(own).or_else(below)
    }

    pub(super) fn text_of(&self, own: usize) -> String {
        let unit = &self.sides.own[own];
        let texts = unit.passages.iter().map(|passage| passage.text.as_str());
        texts.collect::<Vec<_>>().join("|")
    }

    /// The key path of a place in the file.
    pub(super) fn key(&self, at: usize) -> String {
        key_path(self.side.tree, &(at..at))
    }

    /// A change at a place of the file.
    pub(super) fn change(&self, what: What, at: usize, place: Option<Place>) -> Change {
        let line = self.side.source.line(at);
        let (pieces, of, mark) = (Vec::new(), Vec::new(), String::new());
        Change { what, key: self.key(at), line, place, pieces, of, mark }
    }
}
