//! A table whose columns are indicators: one row of figures, or a row for each area.

use super::figures::figure;
use super::line;
use super::row::{NOTHING, Row};
use crate::filing::is_area;
use crate::import::draft::Figure;
use crate::standard::Standard;

/// What the column of areas is called.
const AREAS: [&str; 5] = ["地区", "区域", "分项", "项目", "类别"];

/// The indicators of a table, where every head but that of the areas names one of a group.
pub(super) fn read(
    head: &[String],
    rows: &[Vec<String>],
    group: &str,
    standard: &Standard,
) -> Option<Vec<Row>> {
    let areas = head.first().is_some_and(|cell| cell.is_empty() || AREAS.contains(&cell.as_str()));
    let first = usize::from(areas);
    let names = head.get(first..).filter(|names| !names.is_empty())?;
    let known = |name: &String| standard.find(group, name, None).is_some();
    // Several rows need their areas.
    if !names.iter().all(known) || rows.is_empty() || (rows.len() > 1 && !areas) {
        return None;
    }
    let mut found: Vec<Row> = names.iter().map(|name| empty(name)).collect();
    for row in rows {
        let area = row.first().filter(|_| areas);
        if area.is_some_and(|area| !is_area(area)) {
            return None;
        }
        for (one, cell) in found.iter_mut().zip(row.get(first..)?) {
            if NOTHING.contains(&cell.as_str()) {
                continue;
            }
            let (value, is_other) = figure(cell)?;
            one.read.reworded.extend(is_other.then(|| cell.clone()));
            let labels = area.into_iter().cloned().collect();
            one.read.figures.push(Figure { labels, value, beside: Vec::new() });
        }
    }
    found.retain(|row| !row.read.figures.is_empty());
    (!found.is_empty()).then_some(found)
}

fn empty(name: &str) -> Row {
    Row {
        group: None,
        read: line::Read {
            name: name.to_owned(),
            figures: Vec::new(),
            note: None,
            reworded: Vec::new(),
        },
    }
}
