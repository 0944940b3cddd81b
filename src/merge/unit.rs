//! A report as the paragraphs, tables and pictures that Word shows, each with its part in the
//! filing.

use std::ops::Range;

use super::outline::Outline;
use super::passage::Passage;
use crate::filing::TextKey;
use crate::import::number_length;
use crate::source_map::Traced;
use crate::typeset::Tag;

/// A paragraph, a table or a picture.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) kind: UnitKind,
    pub(super) role: Role,
    /// One; of a table, its cells row by row.
    pub(super) passages: Vec<Passage>,
    /// The bytes of the number that the program prints before it.
    pub(super) number: usize,
    /// All its text without a number, to know it again.
    pub(super) key: String,
}

/// What a unit is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    Heading,
    Text,
    /// An item of a list.
    Item,
    /// A table of so many columns.
    Table(usize),
    Picture,
}

/// What a unit is in the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph of a narrative.
    Narrative(Slot),
    /// The heading of an initiative, by its number among all.
    Initiative(usize),
    /// An initiative's title with the first paragraph of its text.
    RunIn(usize),
    /// The heading of a chapter, and the narrative that may stand below it.
    Chapter(Option<Slot>),
    /// A line of an indicator.
    Indicator,
    /// The heading of a group of indicators.
    Group,
    /// The title of an annex.
    Annex(usize),
    /// The title, and whom the report is for.
    Head,
    /// What else there is: the declaration, 落款, what the program writes.
    Other,
}

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

/// The units of a report.
pub(super) fn units(traced: &Traced<'_>, outline: &Outline) -> Vec<Unit> {
    let mut reader = Reader { traced, outline, chapters: 0, tables: None, units: Vec::new() };
    let mut at = 0;
    while at < traced.elements.len() {
        at = reader.unit(at);
    }
    reader.units
}

struct Reader<'t> {
    traced: &'t Traced<'t>,
    outline: &'t Outline,
    /// Headings of chapters so far.
    chapters: usize,
    /// The table that is open, and how many of its cells have been read.
    tables: Option<usize>,
    units: Vec<Unit>,
}

impl Reader<'_> {
    fn tag(&self, at: usize) -> Option<Tag> {
        self.traced.elements.get(at).map(|element| element.tag)
    }

    /// Reads the unit that begins with an element, and says where the next begins.
    fn unit(&mut self, at: usize) -> usize {
        match self.tag(at) {
            Some(Tag::Cell { table, .. }) => return self.table(at, table),
            Some(Tag::RunInHeading) => self.text(at..at + 2, UnitKind::Text),
            Some(Tag::Label) => {
                let has_text = self.tag(at + 1) == Some(Tag::Paragraph);
                self.text(at..at + 1 + usize::from(has_text), UnitKind::Item);
                return at + 1 + usize::from(has_text);
            }
            Some(Tag::Heading(level)) => {
                self.chapters += usize::from(level == 2);
                self.text(at..at + 1, UnitKind::Heading);
            }
            Some(Tag::Picture) => self.text(at..at + 1, UnitKind::Picture),
            _ => self.text(at..at + 1, UnitKind::Text),
        }
        if self.tag(at) == Some(Tag::RunInHeading) { at + 2 } else { at + 1 }
    }

    fn text(&mut self, elements: Range<usize>, kind: UnitKind) {
        let end = elements.end.min(self.traced.elements.len());
        let tag = self.tag(elements.start);
        let passage = Passage::of(elements.start..end, self.traced);
        let number = match kind {
            UnitKind::Picture => 0,
            _ => printed_number(&passage),
        };
        let key = passage.text[number_length(&passage.text)..].to_owned();
        let role = self.role(&passage, tag);
        self.units.push(Unit { kind, role, passages: vec![passage], number, key });
    }

    fn table(&mut self, at: usize, table: usize) -> usize {
        let is_cell =
            |tag: Option<Tag>| matches!(tag, Some(Tag::Cell { table: t, .. }) if t == table);
        let end = (at..).find(|n| !is_cell(self.tag(*n))).unwrap_or(at);
        let in_first = |n: &usize| matches!(self.tag(*n), Some(Tag::Cell { row: 0, .. }));
        let columns = (at..end).filter(in_first).count().max(1);
        let passages: Vec<Passage> =
            (at..end).map(|n| Passage::of(n..n + 1, self.traced)).collect();
        let rows = passages.chunks(columns);
        let row = |cells: &[Passage]| {
            cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
        };
        let key = rows.map(row).collect::<Vec<_>>().join("\n");
        let role =
            passages.iter().map(|cell| self.role(cell, None)).find(|role| *role != Role::Other);
        let (kind, role) = (UnitKind::Table(columns), role.unwrap_or(Role::Other));
        self.units.push(Unit { kind, role, passages, number: 0, key });
        end
    }

    fn role(&self, passage: &Passage, tag: Option<Tag>) -> Role {
        let keys: Vec<TextKey<'_>> =
            passage.texts().map(|text| self.traced.texts[text].key).collect();
        match tag {
            Some(Tag::Heading(1)) => return Role::Head,
            Some(Tag::Heading(2)) => return self.chapter(),
            Some(Tag::RunInHeading) => {
                let title = keys.iter().find_map(|key| self.outline.titled(*key));
                return title.map_or(Role::Other, Role::RunIn);
            }
            _ => {}
        }
        let Some(first) = keys.first() else { return Role::Other };
        match *first {
            TextKey::InitiativeTitle(_) => {
                self.outline.titled(*first).map_or(Role::Other, Role::Initiative)
            }
            TextKey::GroupName => Role::Group,
            TextKey::IndicatorName | TextKey::Figure | TextKey::Label => Role::Indicator,
            TextKey::AnnexTitle(n) if tag == Some(Tag::Heading(3)) => Role::Annex(n),
            TextKey::Addressee(_) => Role::Head,
            key => self.outline.slot(key).map_or(Role::Other, Role::Narrative),
        }
    }

    /// What the last heading of the second level begins: the report's chapters, then its annexes.
    fn chapter(&self) -> Role {
        let slot = self.chapters.checked_sub(1).and_then(|n| self.outline.chapters.get(n));
        slot.map_or(Role::Other, |slot| Role::Chapter(*slot))
    }
}

/// The bytes of the number that stands before the first text of the filing.
fn printed_number(passage: &Passage) -> usize {
    let number = number_length(&passage.text);
    match passage.first_text_at() {
        Some(first) if number > first => 0,
        _ => number,
    }
}
