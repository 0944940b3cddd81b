//! How a filing's file is made up: which narratives and initiatives it has, and where.

use std::ops::Range;

use crate::filing::{Filing, InitiativeNumber, Level, TextKey};
use crate::source::{Node, Value};

/// A narrative of the filing. Initiatives are counted through the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Lead,
    Profile,
    Overview(usize),
    Body(usize),
    Closing,
    Annex(usize),
}

/// The make-up of a filing.
#[derive(Debug)]
pub(super) struct Outline {
    /// Of each chapter of the report, the narrative that may stand right below its heading.
    pub(super) chapters: Vec<Option<Slot>>,
    /// All initiatives, each before those within it.
    pub(super) initiatives: Vec<InitiativePlace>,
}

/// Where an initiative stands.
#[derive(Debug)]
pub(super) struct InitiativePlace {
    number: InitiativeNumber,
    /// From 0.
    pub(super) level: usize,
    /// The chapter among 电信服务质量状况's, from 0.
    pub(super) chapter: usize,
    /// The initiative that it stands in.
    pub(super) within: Option<usize>,
    /// The bytes of its title's value.
    pub(super) title: Range<usize>,
    /// The bytes of its item in the list, without the dash.
    pub(super) item: Option<Range<usize>>,
}

impl Outline {
    pub(super) fn of(filing: &Filing, tree: &Node) -> Self {
        let mut chapters = Vec::new();
        chapters.extend(filing.profile.as_ref().map(|_| Some(Slot::Profile)));
        chapters.extend((0..filing.chapters.len()).map(|n| Some(Slot::Overview(n))));
        chapters.extend(filing.left_out.indicators.is_none().then_some(None));
        let items = items(tree);
        let mut initiatives: Vec<InitiativePlace> = Vec::new();
        for (chapter, own) in filing.chapters.iter().enumerate() {
            let mut open: Vec<usize> = Vec::new();
            for (number, initiative) in own.numbered(chapter) {
                let level = match number.level() {
                    Level::First => 0,
                    Level::Second => 1,
                    Level::Third => 2,
                };
                open.truncate(level);
                let title = initiative.title.span.clone();
                let holds =
                    |item: &&Range<usize>| item.start <= title.start && title.end <= item.end;
                // The innermost of those that hold it.
                let item = items.iter().filter(holds).max_by_key(|item| item.start);
                initiatives.push(InitiativePlace {
                    number,
                    level,
                    chapter,
                    within: open.last().copied(),
                    item: item.cloned(),
                    title,
                });
                open.push(initiatives.len() - 1);
            }
        }
        Self { chapters, initiatives }
    }

    /// The initiative that a title is of.
    pub(super) fn titled(&self, key: TextKey<'_>) -> Option<usize> {
        match key {
            TextKey::InitiativeTitle(number) => self.numbered(number),
            _ => None,
        }
    }

    fn numbered(&self, number: InitiativeNumber) -> Option<usize> {
        self.initiatives.iter().position(|place| place.number == number)
    }

    /// The narrative that a text is of.
    pub(super) fn slot(&self, key: TextKey<'_>) -> Option<Slot> {
        match key {
            TextKey::Lead => Some(Slot::Lead),
            TextKey::Profile => Some(Slot::Profile),
            TextKey::Overview(chapter) => Some(Slot::Overview(chapter.unwrap_or(0))),
            TextKey::InitiativeBody(number) => self.numbered(number).map(Slot::Body),
            TextKey::Closing => Some(Slot::Closing),
            TextKey::AnnexBody(n) => Some(Slot::Annex(n)),
            _ => None,
        }
    }

    /// The initiatives that stand in one list, in its order: those of a chapter, or within another.
    pub(super) fn list(&self, chapter: usize, within: Option<usize>) -> Vec<usize> {
        let is_of = |place: &InitiativePlace| place.chapter == chapter && place.within == within;
        (0..self.initiatives.len()).filter(|n| is_of(&self.initiatives[*n])).collect()
    }
}

/// The items of all lists.
fn items(tree: &Node) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rest = vec![tree];
    while let Some(node) = rest.pop() {
        match &node.value {
            Value::List(items) => {
                out.extend(items.iter().map(|item| item.span.clone()));
                rest.extend(items);
            }
            Value::Map(entries) => rest.extend(entries.iter().map(|entry| &entry.value)),
            _ => {}
        }
    }
    out
}
