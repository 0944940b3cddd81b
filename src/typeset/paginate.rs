//! Set elements to pages: each unit at the place that was chosen for it.

use super::arrange::arrange;
use super::imprint::put_imprint;
use super::justify::SetLine;
use super::set::{SetContent, SetElement};
use super::table::{SetRow, SetTable};
use super::units::{Unit, UnitContent, parts};
use super::{Area, Geometry, Length, Page, PlacedPicture};

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
    let parts = parts(rest, geometry);
    let mut pages = Vec::new();
    let mut tops = true;
    for (part, arranged) in parts.iter().zip(arrange(&parts, used, geometry)) {
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
    if let Some(lines) = imprint {
        put_imprint(lines, used, geometry, &mut pages);
    }
    pages
}

/// Puts the title's lines and returns what they take: they stand on lines of the grid, with a blank
/// one below.
fn set_title(lines: &[SetLine], geometry: &Geometry, page: &mut Page) -> Length {
    let first = geometry.top + Geometry::above_baseline(geometry.title_size);
    for (n, line) in lines.iter().enumerate() {
        page.put_line(line, None, first + geometry.pitch * n as i64);
    }
    geometry.pitch * (lines.len() as i64 + 1)
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
