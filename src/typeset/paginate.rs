//! Set elements to pages: the grid of 22 lines, headings with what follows, no line alone, a
//! table's head again on each page.

use super::imprint::put_imprint;
use super::justify::SetLine;
use super::set::{SetContent, SetElement};
use super::sign_off::{SetSignOff, SignatoryRow};
use super::table::{SetRow, SetTable};
use super::{Area, Geometry, Length, Page, PlacedPicture};
use crate::document::RowKind;

/// What stays whole on its way to a page.
struct Unit<'s> {
    what: UnitContent<'s>,
    /// What it takes of the page.
    height: Length,
    /// Whether it stands on a line of the grid.
    on_grid: bool,
    /// Blank lines before it.
    before: usize,
    /// The same at a page's top.
    at_top: usize,
    /// Whether the page may end after it.
    may_end: bool,
    /// Whether a page begins with it.
    on_new_page: bool,
}

#[derive(Clone, Copy)]
enum UnitContent<'s> {
    Line(&'s SetLine),
    Row { table: &'s SetTable, row: &'s SetRow, first: bool },
    Picture { picture: &'s PlacedPicture, caption: Option<&'s SetLine> },
    Signatories(&'s SignatoryRow),
}

/// Fills pages.
pub(super) fn paginate(set: &[SetElement], geometry: &Geometry) -> Vec<Page> {
    let mut page = Page::default();
    let mut used = Length::ZERO;
    let mut rest = set;
    // The title takes whole lines of the grid at the head of the first page.
    if let Some((title, others)) = set.split_first()
        && let SetContent::Title(lines) = &title.content
    {
        used = set_title(lines, geometry, &mut page);
        rest = others;
    }
    let (imprint, rest) = match rest.split_last() {
        Some((SetElement { content: SetContent::Imprint(lines), .. }, rest)) => (Some(lines), rest),
        _ => (None, rest),
    };
    let units = units(rest, geometry);
    let mut pages = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let end = fill(&units, at, used, geometry);
        for n in at..end {
            let start = start(&units, n, n == at, used, geometry);
            put(&units[n], n == at, start, geometry, &mut page);
            used = start + units[n].height;
        }
        at = end;
        if at < units.len() {
            pages.push(std::mem::take(&mut page));
            used = Length::ZERO;
        }
    }
    pages.push(page);
    if let Some(lines) = imprint {
        put_imprint(lines, used, geometry, &mut pages);
    }
    pages
}

/// Puts the title's lines and returns what they take: whole lines of the grid and a blank one.
fn set_title(lines: &[SetLine], geometry: &Geometry, page: &mut Page) -> Length {
    let mut top = geometry.top;
    for line in lines {
        let baseline = top + Geometry::above_baseline(geometry.title_size);
        page.put_line(line, None, baseline);
        top += geometry.title_pitch;
    }
    on_grid(top - geometry.top, geometry) + geometry.pitch
}

/// The next place of the grid.
fn on_grid(used: Length, geometry: &Geometry) -> Length {
    Length((used.0 + geometry.pitch.0 - 1).div_euclid(geometry.pitch.0) * geometry.pitch.0)
}

fn units<'s>(set: &'s [SetElement], geometry: &Geometry) -> Vec<Unit<'s>> {
    let mut units: Vec<Unit<'s>> = Vec::new();
    for element in set {
        let first = units.len();
        match &element.content {
            SetContent::Title(lines) | SetContent::Lines(lines) => {
                lines_of(lines, geometry, &mut units)
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
                });
            }
            SetContent::SignOff(set) => signatories(set, geometry, &mut units),
            // At the foot of the last page.
            SetContent::Imprint(_) => {}
        }
        if let Some(unit) = units.get_mut(first) {
            unit.before = unit.before.max(element.before);
            unit.on_new_page = element.on_new_page;
        }
        if element.with_next
            && let Some(unit) = units.last_mut()
        {
            unit.may_end = false;
        }
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
        });
    }
    let first = units.len();
    lines_of(&set.note, geometry, units);
    if let Some(note) = units.get_mut(first) {
        note.before = set.before_note;
    }
}

/// Two lines of a paragraph at least stay together at its start and at its end; before 落款 the
/// last two.
fn lines_of<'s>(lines: &'s [SetLine], geometry: &Geometry, units: &mut Vec<Unit<'s>>) {
    let count = lines.len();
    for (n, line) in lines.iter().enumerate() {
        let last = n + 1 == count;
        units.push(Unit {
            what: UnitContent::Line(line),
            height: geometry.pitch,
            on_grid: true,
            before: 0,
            at_top: 0,
            may_end: last || (n > 0 && n + 2 != count),
            on_new_page: false,
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
        });
    }
}

/// Where a unit begins on a page of which so much is used.
fn start(units: &[Unit<'_>], n: usize, tops: bool, used: Length, geometry: &Geometry) -> Length {
    let unit = &units[n];
    match unit.what {
        UnitContent::Row { table, first: false, .. } if tops => used + table.head.height,
        _ if unit.on_grid => {
            let place = on_grid(used, geometry);
            let blank = if place == Length::ZERO { unit.at_top } else { unit.before };
            place + geometry.pitch * blank as i64
        }
        _ => used,
    }
}

/// Whether a unit that begins at a place stands in the type area: a line of the grid needs its
/// characters' height only.
fn fits(unit: &Unit<'_>, start: Length, geometry: &Geometry) -> bool {
    let needs = match unit.what {
        UnitContent::Line(_) => geometry.em,
        // The blank below has room for the seal (GB/T 9704-2012 7.3.5.4).
        UnitContent::Signatories(row) => {
            let seals = row.seals.iter().chain(&row.place).map(|seal| seal.y + seal.height);
            seals.fold(unit.height - geometry.pitch + geometry.em, Length::max)
        }
        UnitContent::Picture { caption: Some(_), .. } => unit.height - geometry.pitch + geometry.em,
        _ => unit.height,
    };
    start + needs <= geometry.height + Length(1)
}

/// Where a page that begins with unit `at` ends.
fn fill(units: &[Unit<'_>], at: usize, used: Length, geometry: &Geometry) -> usize {
    let mut used = used;
    let mut end = at;
    while end < units.len() {
        if end > at && units[end].on_new_page {
            return end;
        }
        let start = start(units, end, end == at, used, geometry);
        if !fits(&units[end], start, geometry) {
            break;
        }
        used = start + units[end].height;
        end += 1;
    }
    if end == units.len() {
        return end;
    }
    // Back to a place where a page may end; where there is none, the page is simply full. A
    // unit that fits no page is put on one alone.
    (at + 1..=end).rev().find(|e| units[e - 1].may_end).unwrap_or(end).max(at + 1)
}

fn put(unit: &Unit<'_>, tops: bool, start: Length, geometry: &Geometry, page: &mut Page) {
    let top = geometry.top + start;
    let line = usize::try_from(start.0 / geometry.pitch.0).ok();
    match unit.what {
        UnitContent::Line(runs) => page.put_line(runs, line, top + above(geometry)),
        UnitContent::Row { table, row, first } => {
            if tops && !first {
                // For the reader of the page; not part of the report's text a second time.
                let mut head = table.head.clone();
                for run in &mut head.runs {
                    (run.element, run.link) = (None, None);
                }
                put_row(table, &head, top - head.height, true, page);
            }
            put_row(table, row, top, first, page);
        }
        UnitContent::Picture { picture, caption } => {
            put_picture(picture, top, page);
            if let Some(caption) = caption {
                let below = top + picture.area.height + geometry.pitch - geometry.em;
                let size = geometry.table_size;
                page.put_line(caption, None, below + Geometry::above_baseline(size));
            }
        }
        UnitContent::Signatories(row) => {
            for (n, runs) in row.lines.iter().enumerate() {
                let baseline = top + geometry.pitch * n as i64 + above(geometry);
                page.put_line(runs, line.map(|line| line + n), baseline);
            }
            row.pictures.iter().for_each(|seal| put_picture(seal, top, page));
            if let Some(place) = row.place {
                page.seal = Some(Area { y: place.y + top, ..place });
            }
        }
    }
}

fn above(geometry: &Geometry) -> Length {
    Geometry::above_baseline(geometry.em)
}

fn put_row(table: &SetTable, row: &SetRow, top: Length, first: bool, page: &mut Page) {
    page.put_line(&row.runs, None, top);
    page.rules.extend(table.rules(row, top, first));
}

fn put_picture(picture: &PlacedPicture, top: Length, page: &mut Page) {
    let area = Area { y: picture.area.y + top, ..picture.area };
    page.pictures.push(PlacedPicture { area, ..picture.clone() });
}
