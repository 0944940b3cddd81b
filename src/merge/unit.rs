//! A report as the paragraphs, tables and pictures that Word shows, each with its part in the
//! filing.

use super::outline::{Outline, Slot};
use super::passage::{PartOfElement, Passage};
use crate::docx::layout::{Paragraph, Part, Run, RunContent, Style, Table};
use crate::filing::TextKey;
use crate::import::number_length;
use crate::source_map::Traced;

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

impl Role {
    /// The initiative whose title a unit of this role is.
    pub(super) fn initiative(self) -> Option<usize> {
        match self {
            Self::Initiative(initiative) | Self::RunIn(initiative) => Some(initiative),
            _ => None,
        }
    }

    /// The narrative that a unit of this role is a paragraph of.
    pub(super) fn narrative(self) -> Option<Slot> {
        match self {
            Self::Narrative(slot) => Some(slot),
            Self::RunIn(initiative) => Some(Slot::Body(initiative)),
            _ => None,
        }
    }
}

/// The units of a report that is laid out in parts.
pub(super) fn units(parts: &[Part], traced: &Traced<'_>, outline: &Outline) -> Vec<Unit> {
    let shown = vec![0; traced.elements.len()];
    let mut reader = Reader { traced, outline, chapters: 0, shown };
    let unit = |part: &Part| match part {
        Part::Paragraph(paragraph) => reader.paragraph(paragraph),
        Part::Table(table) => reader.table(table),
    };
    parts.iter().map(unit).collect()
}

struct Reader<'t> {
    traced: &'t Traced<'t>,
    outline: &'t Outline,
    /// Headings of chapters so far.
    chapters: usize,
    /// How many bytes of each element have been shown.
    shown: Vec<usize>,
}

impl Reader<'_> {
    fn passage(&mut self, paragraph: &Paragraph) -> Passage {
        let mut parts = Vec::new();
        for Run { element, content, .. } in &paragraph.runs {
            let text = match content {
                RunContent::Text(text) => text.as_str(),
                RunContent::Picture(picture) => picture.alt.as_str(),
                RunContent::Break => continue,
            };
            let Some(shown) = self.shown.get_mut(*element) else { continue };
            parts.push(PartOfElement { element: *element, at: *shown, text });
            *shown += text.len();
        }
        Passage::of(&parts, self.traced)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Unit {
        let kind = match paragraph.style {
            Style::Title | Style::Heading(_) | Style::AnnexLabel | Style::AnnexTitle => {
                UnitKind::Heading
            }
            Style::ListItem => UnitKind::Item,
            Style::Picture => UnitKind::Picture,
            _ => UnitKind::Text,
        };
        let passage = self.passage(paragraph);
        let number = if kind == UnitKind::Picture { 0 } else { printed_number(&passage) };
        let key = passage.text[number_length(&passage.text)..].to_owned();
        self.chapters += usize::from(paragraph.style == Style::Heading(1));
        let role = self.role(&passage, paragraph.style);
        Unit { kind, role, passages: vec![passage], number, key }
    }

    fn table(&mut self, table: &Table) -> Unit {
        let columns = table.head.len().max(1);
        let mut passages: Vec<Passage> = Vec::new();
        for cells in std::iter::once(&table.head).chain(&table.rows) {
            let end = passages.len() + columns;
            passages.extend(cells.iter().map(|cell| self.passage(cell)));
            // A cell over several columns is read as it and empty ones.
            passages.resize_with(end, || Passage::of(&[], self.traced));
        }
        let row = |cells: &[Passage]| {
            cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
        };
        let key = passages.chunks(columns).map(row).collect::<Vec<_>>().join("\n");
        let roles = passages.iter().map(|cell| self.role(cell, Style::Cell));
        let role = roles.into_iter().find(|role| *role != Role::Other).unwrap_or(Role::Other);
        Unit { kind: UnitKind::Table(columns), role, passages, number: 0, key }
    }

    fn role(&self, passage: &Passage, style: Style) -> Role {
        let keys: Vec<TextKey<'_>> =
            passage.texts().map(|text| self.traced.texts[text].key).collect();
        match style {
            Style::Title | Style::Addressees => return Role::Head,
            Style::Heading(1) => return self.chapter(),
            Style::AnnexNote | Style::AnnexLabel => return Role::Other,
            Style::RunIn => {
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
            TextKey::AnnexTitle(n) => Role::Annex(n),
            key => self.outline.slot(key).map_or(Role::Other, Role::Narrative),
        }
    }

    /// What the last heading of the second level begins.
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
