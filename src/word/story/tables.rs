//! Which cells a table has once its merged ones are one (ECMA-376 Part 1 17.4).

use std::collections::BTreeMap;

use crate::word::content::{Block, Cell, Row, Table};
use crate::word::format::is_heading_row;
use crate::word::limits;
use crate::word::view::{Step, Tracked, step};
use crate::word::xml::{Node, Space, child, is, value, word};

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    table: Table,
    /// The cells that the row before ends with, by their first columns: row and index.
    above: BTreeMap<usize, (usize, usize)>,
    /// The same of the row that is read.
    below: BTreeMap<usize, (usize, usize)>,
    /// Where the next cell begins.
    column: usize,
    /// The cell that the row's last cell is part of.
    last: Option<(usize, usize)>,
    /// Column and width of the cell that is to be filled.
    filling: (usize, usize, bool),
}

impl Grid {
    /// A row begins.
    pub(super) fn begin_row(&mut self, row: Node<'_>) {
        let properties = child(row, "trPr");
        let before = properties.and_then(|properties| number(properties, "gridBefore"));
        // A heading row is one only where all before it are.
        let follows_headings = self.table.rows.iter().next_back().is_none_or(|row| row.is_heading);
        let is_heading = follows_headings && properties.is_some_and(is_heading_row);
        self.table.rows.push(Row { is_heading, cells: Vec::new() });
        self.above = std::mem::take(&mut self.below);
        self.column = before.unwrap_or(0);
        self.last = None;
    }

    /// Whether a merged cell hides the row's next one, which it then covers.
    pub(super) fn is_hidden(&mut self, cell: Node<'_>, tracked: Tracked) -> bool {
        let properties = tracked.properties(cell, "tcPr");
        let span = properties.and_then(|properties| number(properties, "gridSpan"));
        let (column, columns) = (self.column, span.unwrap_or(1).max(1));
        self.column = (column + columns).min(limits::COLUMNS);
        let merge = |local| properties.and_then(|properties| merge(properties, local));
        let vertical = properties
            .and_then(|properties| changed_merge(properties, tracked))
            .or_else(|| merge("vMerge"));
        if merge("hMerge") == Some(Merge::GoesOn)
            && let Some(last) = self.last.and_then(|last| self.cell(last))
        {
            last.columns += columns;
            return true;
        }
        if vertical == Some(Merge::GoesOn)
            && let Some(place) = self.above.get(&column).copied()
        {
            let end = self.table.rows.len();
            if let Some(cell) = self.cell(place) {
                cell.rows = end - place.0;
            }
            self.below.insert(column, place);
            self.last = None;
            return true;
        }
        self.filling = (column, columns, vertical.is_some());
        false
    }

    /// What stands in the cell that was last found not to be hidden.
    pub(super) fn fill(&mut self, blocks: Vec<Block>) {
        let row = self.table.rows.len().saturating_sub(1);
        let (column, columns, is_merged) = self.filling;
        let Some(cells) = self.table.rows.last_mut().map(|row| &mut row.cells) else { return };
        let place = (row, cells.len());
        cells.push(Cell { column, columns, rows: 1, blocks });
        self.last = Some(place);
        if is_merged {
            self.below.insert(column, place);
        }
    }

    fn cell(&mut self, (row, index): (usize, usize)) -> Option<&mut Cell> {
        self.table.rows.get_mut(row)?.cells.get_mut(index)
    }

    /// The table.
    pub(super) fn into_table(self) -> Table {
        self.table
    }
}

/// How a cell takes part in a merged one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    Begins,
    GoesOn,
}

/// What `w:vMerge` or `w:hMerge` says: without a value it goes on.
fn merge(properties: Node<'_>, local: &str) -> Option<Merge> {
    let merge = child(properties, local)?;
    Some(if word(merge, "val") == Some("restart") { Merge::Begins } else { Merge::GoesOn })
}

/// What a tracked merge makes of a cell (17.13.5.3).
fn changed_merge(properties: Node<'_>, tracked: Tracked) -> Option<Merge> {
    let change = child(properties, "cellMerge")?;
    let local = if tracked == Tracked::Accept { "vMerge" } else { "vMergeOrig" };
    match word(change, local)? {
        "rest" => Some(Merge::Begins),
        "cont" => Some(Merge::GoesOn),
        _ => None,
    }
}

fn number(properties: Node<'_>, local: &str) -> Option<usize> {
    value(properties, local)?.parse().ok().map(|number: usize| number.min(limits::COLUMNS))
}

/// The rows of a table that are seen.
pub(super) fn rows<'a>(table: Node<'a>, tracked: Tracked) -> Vec<Node<'a>> {
    let is_gone = |row| child(row, "trPr").is_some_and(|properties| tracked.takes_away(properties));
    let mut rows = Vec::new();
    find(table, "tr", tracked, &mut rows);
    rows.retain(|row| !is_gone(*row) && !all_gone(*row, tracked));
    rows
}

/// The cells of a row that are seen.
pub(super) fn cells<'a>(row: Node<'a>, tracked: Tracked) -> Vec<Node<'a>> {
    let mut cells = Vec::new();
    find(row, "tc", tracked, &mut cells);
    cells.retain(|cell| !is_gone(*cell, tracked));
    cells
}

/// Whether a row has cells and tracked changes take all of them away.
fn all_gone(row: Node<'_>, tracked: Tracked) -> bool {
    let mut cells = Vec::new();
    find(row, "tc", tracked, &mut cells);
    !cells.is_empty() && cells.iter().all(|cell| is_gone(*cell, tracked))
}

/// Whether a tracked change takes a cell away (17.13.5.1, 17.13.5.2).
fn is_gone(cell: Node<'_>, tracked: Tracked) -> bool {
    let Some(properties) = child(cell, "tcPr") else { return false };
    child(properties, "cellDel").is_some() && !tracked.shows_deleted()
        || child(properties, "cellIns").is_some() && !tracked.shows_inserted()
}

/// The elements of a name that a table or row holds, also within controls around them.
fn find<'a>(node: Node<'a>, local: &str, tracked: Tracked, found: &mut Vec<Node<'a>>) {
    for child in node.children() {
        match step(child, tracked) {
            Step::Skip => {}
            Step::Into(inner) => find(inner, local, tracked, found),
            Step::Take(child) if is(child, Space::Word, local) => found.push(child),
            Step::Take(_) => {}
        }
    }
}
