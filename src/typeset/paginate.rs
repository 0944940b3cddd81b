//! Set elements to pages: each unit at the place that was chosen for it.

use super::arrange::{Arranged, arrange};
use super::imprint::put_imprint;
use super::justify::SetLine;
use super::set::{SetContent, SetElement};
use super::table::{SetRow, SetTable};
use super::units::{Part, Unit, UnitContent, parts};
use super::{Area, Geometry, Length, Page, PlacedPicture};

/// Fills pages.
pub(super) fn paginate(set: &mut [SetElement], geometry: &Geometry) -> Vec<Page> {
    let mut page = Page::default();
    let mut used = Length::ZERO;
    // The title takes whole lines of the grid at the head of the first page.
    let mut rest = set;
    if let Some(SetElement { content: SetContent::Title(lines), .. }) = rest.first() {
        used = set_title(lines, geometry, &mut page);
        rest = &mut rest[1..];
    }
    let arranged = arranged(rest, used, geometry);
    let mut pages = Vec::new();
    let mut tops = true;
    for (part, arranged) in parts(rest, geometry).iter().zip(arranged) {
        for (n, unit) in part.ways[arranged.way].units.iter().enumerate() {
            if arranged.begins.contains(&n) {
                pages.push(std::mem::take(&mut page));
                (used, tops) = (Length::ZERO, true);
            }
            let start = unit.start(tops, used, geometry);
            put(unit, tops, start, geometry, &mut page);
            (used, tops) = (start + unit.height, false);
        }
    }
    pages.push(page);
    if let Some(SetElement { content: SetContent::Imprint(lines), .. }) = rest.last() {
        put_imprint(lines, used, geometry, &mut pages);
    }
    pages
}

/// How often pages are arranged anew at most.
const MOST_TURNS: usize = 4;

/// Arranges elements on pages. Ways to keep words whole are dear to look for and seldom needed: it
/// is supposed of each paragraph that it has one which costs nothing, and where a page then parts
/// one inside a word, a real one is looked for and the pages are arranged anew.
fn arranged(set: &mut [SetElement], used: Length, geometry: &Geometry) -> Vec<Arranged> {
    for _ in 1..MOST_TURNS {
        let parts = parts(set, geometry);
        let arranged = arrange(&parts, used, geometry);
        let torn: Vec<usize> = parts
            .iter()
            .zip(&arranged)
            .filter(|(part, arranged)| part.may_keep_words && is_torn(part, arranged))
            .map(|(part, _)| part.element)
            .collect();
        if torn.is_empty() {
            return arranged;
        }
        drop(parts);
        torn.iter().for_each(|n| set[*n].keep_words());
    }
    // What has no such way by now gets none.
    let mut parts = parts(set, geometry);
    parts.iter_mut().for_each(|part| part.may_keep_words = false);
    arrange(&parts, used, geometry)
}

/// Whether a page parts a part inside a word.
fn is_torn(part: &Part<'_>, arranged: &Arranged) -> bool {
    let units = &part.ways[arranged.way].units;
    arranged.begins.iter().any(|n| *n > 0 && units[n - 1].torn)
}

/// Puts the title's lines and returns what they take: they stand on lines of the grid, with a blank
/// one below.
fn set_title(lines: &[SetLine], geometry: &Geometry, page: &mut Page) -> Length {
    let first = geometry.top + Geometry::above_baseline(geometry.title_size);
    for (n, line) in lines.iter().enumerate() {
        page.put_line(line.clone(), None, first + geometry.pitch * n as i64);
    }
    geometry.pitch * (lines.len() as i64 + 1)
}

fn put(unit: &Unit<'_>, tops: bool, start: Length, geometry: &Geometry, page: &mut Page) {
    let top = geometry.top + start;
    let line = usize::try_from(start.0 / geometry.pitch.0).ok();
    match unit.what {
        UnitContent::Line(runs) => page.put_line(runs.clone(), line, top + above(geometry)),
        UnitContent::ParagraphLine { paragraph, way, line: n } => {
            page.put_line(paragraph.line(way, n), line, top + above(geometry));
        }
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
                page.put_line(caption.clone(), None, below + Geometry::above_baseline(size));
            }
        }
        UnitContent::Signatories(row) => {
            for (n, runs) in row.lines.iter().enumerate() {
                let baseline = top + geometry.pitch * n as i64 + above(geometry);
                page.put_line(runs.clone(), line.map(|line| line + n), baseline);
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
    page.put_line(row.runs.clone(), None, top);
    page.rules.extend(table.rules(row, top, first));
}

fn put_picture(picture: &PlacedPicture, top: Length, page: &mut Page) {
    let area = Area { y: picture.area.y + top, ..picture.area };
    page.pictures.push(PlacedPicture { area, ..picture.clone() });
}
