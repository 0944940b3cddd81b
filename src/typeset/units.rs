//! What pages are filled with: units that stay whole, each with its height, and the ways in which
//! a part of the report can be made of them.

use super::justify::SetLine;
use super::paragraph::{SetParagraph, SetWay};
use super::set::{SetContent, SetElement};
use super::sign_off::{SEAL_BELOW, SetSignOff, SignatoryRow};
use super::table::{SetRow, SetTable};
use super::{Geometry, Length, PlacedPicture};
use crate::document::RowKind;

/// A part of the report, with the ways to set it, the best first; none of them is empty.
pub(super) struct Part<'s> {
    /// Which of the elements it is.
    pub element: usize,
    pub ways: Vec<Way<'s>>,
    /// Whether it is 落款.
    pub signs: bool,
    /// Whether a way may still be had in which no word is torn.
    pub may_keep_words: bool,
}

/// A way to set a part.
pub(super) struct Way<'s> {
    pub units: Vec<Unit<'s>>,
    /// By how much it looks worse than the best.
    pub cost: i64,
}

/// What stays whole on its way to a page.
pub(super) struct Unit<'s> {
    pub what: UnitContent<'s>,
    /// What it takes of the page.
    pub height: Length,
    /// Whether it stands on a line of the grid.
    pub on_grid: bool,
    /// Blank lines before it.
    pub before: usize,
    /// The same at a page's top.
    pub at_top: usize,
    /// Whether the page may end after it.
    pub may_end: bool,
    /// Whether a page begins with it.
    pub on_new_page: bool,
    /// Whether a word is torn where the page ends after it.
    pub torn: bool,
}

#[derive(Clone, Copy)]
pub(super) enum UnitContent<'s> {
    Line(&'s SetLine),
    ParagraphLine { paragraph: &'s SetParagraph, way: usize, line: usize },
    Row { table: &'s SetTable, row: &'s SetRow, first: bool },
    Picture { picture: &'s PlacedPicture, caption: Option<&'s SetLine> },
    Signatories(&'s SignatoryRow),
}

/// The parts that elements make.
pub(super) fn parts<'s>(set: &'s [SetElement], geometry: &Geometry) -> Vec<Part<'s>> {
    let part = |(n, element): (usize, &'s SetElement)| Part {
        element: n,
        ways: ways(element, geometry),
        signs: matches!(element.content, SetContent::SignOff(_)),
        may_keep_words: match &element.content {
            SetContent::Paragraph(paragraph) => paragraph.may_keep_words,
            _ => false,
        },
    };
    set.iter().enumerate().map(part).filter(|part| !part.ways.is_empty()).collect()
}

fn ways<'s>(element: &'s SetElement, geometry: &Geometry) -> Vec<Way<'s>> {
    let ways = match &element.content {
        SetContent::Paragraph(paragraph) => {
            let way = |(way, set): (usize, &SetWay)| {
                let mut units = Vec::new();
                let line = |line| UnitContent::ParagraphLine { paragraph, way, line };
                lines_of((0..set.torn.len()).map(line), &set.torn, geometry, &mut units);
                Way { units, cost: set.cost }
            };
            paragraph.ways.iter().enumerate().map(way).collect()
        }
        content => vec![Way { units: only_way(content, geometry), cost: 0 }],
    };
    let placed = |mut way: Way<'s>| {
        let first = way.units.first_mut()?;
        first.before = first.before.max(element.before);
        first.on_new_page = element.on_new_page;
        if element.with_next {
            way.units.last_mut()?.may_end = false;
        }
        Some(way)
    };
    ways.into_iter().filter_map(placed).collect()
}

fn only_way<'s>(content: &'s SetContent, geometry: &Geometry) -> Vec<Unit<'s>> {
    let mut units = Vec::new();
    match content {
        SetContent::Title(lines) | SetContent::Lines(lines) => {
            lines_of(lines.iter().map(UnitContent::Line), &[], geometry, &mut units);
        }
        SetContent::Table(table) => rows_of(table, geometry, &mut units),
        SetContent::Picture { picture, caption } => {
            let below = if caption.is_some() { geometry.pitch } else { Length::ZERO };
            units.push(Unit {
                what: UnitContent::Picture { picture, caption: caption.as_ref() },
                height: picture.area.height + below,
                on_grid: true,
                before: 0,
                at_top: 0,
                may_end: true,
                on_new_page: false,
                torn: false,
            });
        }
        SetContent::SignOff(set) => signatories(set, geometry, &mut units),
        // A paragraph has its ways, and the 版记 stands at the foot of the last page.
        SetContent::Paragraph(_) | SetContent::Imprint(_) => {}
    }
    units
}

/// 落款 stays whole, its 附注 with it, as long as a page has room.
fn signatories<'s>(set: &'s SetSignOff, geometry: &Geometry, units: &mut Vec<Unit<'s>>) {
    let count = set.rows.len();
    for (n, row) in set.rows.iter().enumerate() {
        units.push(Unit {
            what: UnitContent::Signatories(row),
            height: geometry.pitch * row.lines.len() as i64,
            on_grid: true,
            before: row.before,
            at_top: row.at_top,
            may_end: n + 1 == count && set.note.is_empty(),
            on_new_page: false,
            torn: false,
        });
    }
    let first = units.len();
    lines_of(set.note.iter().map(UnitContent::Line), &[], geometry, units);
    if let Some(note) = units.get_mut(first) {
        note.before = set.before_note;
    }
}

/// Two lines of a paragraph at least stay together at its start and at its end; before 落款 the
/// last two.
fn lines_of<'s>(
    lines: impl ExactSizeIterator<Item = UnitContent<'s>>,
    torn: &[bool],
    geometry: &Geometry,
    units: &mut Vec<Unit<'s>>,
) {
    let count = lines.len();
    for (n, what) in lines.enumerate() {
        let last = n + 1 == count;
        units.push(Unit {
            what,
            height: geometry.pitch,
            on_grid: true,
            before: 0,
            at_top: 0,
            may_end: last || (n > 0 && n + 2 != count),
            on_new_page: false,
            torn: torn.get(n).copied().unwrap_or(false),
        });
    }
}

fn rows_of<'s>(table: &'s SetTable, geometry: &Geometry, units: &mut Vec<Unit<'s>>) {
    let count = table.rows.len();
    let rows = std::iter::once(&table.head).chain(&table.rows);
    for (n, row) in rows.enumerate() {
        let last = n == count;
        // What follows a table keeps its distance.
        let below = if last { geometry.table_size / 2 } else { Length::ZERO };
        units.push(Unit {
            what: UnitContent::Row { table, row, first: n == 0 },
            height: row.height + below,
            on_grid: n == 0,
            before: 0,
            at_top: 0,
            // The head is never alone, nor is a group's name.
            may_end: (n > 0 && row.kind != RowKind::Group) || last,
            on_new_page: false,
            torn: false,
        });
    }
}

impl Unit<'_> {
    /// Where it begins on a page of which so much is used.
    pub(super) fn start(&self, tops: bool, used: Length, geometry: &Geometry) -> Length {
        match self.what {
            UnitContent::Row { table, first: false, .. } if tops => used + table.head.height,
            _ if self.on_grid => {
                let place = on_grid(used, geometry);
                let blank = if place == Length::ZERO { self.at_top } else { self.before };
                place + geometry.pitch * blank as i64
            }
            _ => used,
        }
    }

    /// Whether it stands in the type area where it begins at a place: a line of the grid needs its
    /// characters' height only.
    pub(super) fn fits(&self, start: Length, geometry: &Geometry) -> bool {
        let needs = match self.what {
            UnitContent::Line(_) | UnitContent::ParagraphLine { .. } => geometry.em,
            // The blank below has room for the seal (GB/T 9704-2012 7.3.5.4).
            UnitContent::Signatories(row) => {
                let seals = row.seals.iter().chain(&row.place);
                let seals = seals.map(|seal| seal.y + seal.height - SEAL_BELOW);
                seals.fold(self.height - geometry.pitch + geometry.em, Length::max)
            }
            UnitContent::Picture { caption: Some(_), .. } => {
                self.height - geometry.pitch + geometry.em
            }
            _ => self.height,
        };
        start + needs <= geometry.height + Length(1)
    }
}

/// The next place of the grid.
fn on_grid(used: Length, geometry: &Geometry) -> Length {
    Length((used.0 + geometry.pitch.0 - 1).div_euclid(geometry.pitch.0) * geometry.pitch.0)
}
