//! The cells of a sheet by their places, with what merged ones show.

use std::collections::BTreeMap;

use crate::sheet::{Cell, Content, Sheet};

/// The most places that merged cells are looked up for, beside one for each cell.
const MOST_MERGED: usize = 50_000;

/// A cell as a place shows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'s> {
    pub(super) cell: &'s Cell,
    /// Whether a merged cell reaches here from elsewhere.
    pub(super) is_copy: bool,
    /// Whether a merged cell reaches over further columns.
    pub(super) is_wide: bool,
}

/// The rows of a sheet, each with its cells by column.
pub(super) struct Grid<'s> {
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, Shown<'s>>>,
}

impl<'s> Grid<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let mut rows: BTreeMap<u32, BTreeMap<u32, Shown<'s>>> = BTreeMap::new();
        let mut last = (0, 0);
        for cell in &sheet.cells {
            let shown = Shown { cell, is_copy: false, is_wide: false };
            rows.entry(cell.row).or_default().insert(cell.column, shown);
            last = (last.0.max(cell.row), last.1.max(cell.column));
        }
        let mut left = MOST_MERGED.saturating_add(sheet.cells.len());
        for merge in &sheet.merges {
            let (first, end) = (merge.first, merge.last);
            let Some(cell) = rows.get(&first.0).and_then(|row| row.get(&first.1)) else { continue };
            let (cell, is_wide) = (cell.cell, end.1 > first.1);
            for row in first.0..=end.0.min(last.0) {
                for column in first.1..=end.1.min(last.1) {
                    let Some(rest) = left.checked_sub(1) else { return Self { rows } };
                    left = rest;
                    let is_copy = (row, column) != first;
                    let shown = Shown { cell, is_copy, is_wide };
                    rows.entry(row).or_default().insert(column, shown);
                }
            }
        }
        Self { rows }
    }
}

impl<'s> Shown<'s> {
    /// Its text, where it has one that says something.
    pub(super) fn text(&self) -> Option<&'s str> {
        match &self.cell.content {
            Content::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }
}

/// The name of a cell: D7.
pub(super) fn cell_name(cell: &Cell) -> String {
    // What is read has 16,384 columns at most.
    let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
    rust_xlsxwriter::utility::row_col_to_cell(cell.row, column)
}

/// A cell as it is quoted.
pub(super) fn quoted(cell: &Cell) -> String {
    const LONGEST: usize = 40;
    let text = match &cell.content {
        Content::Text(text) | Content::Date(text) | Content::Error(text) => text.clone(),
        Content::Number(number) => number.shown.clone().unwrap_or_else(|| number.value.clone()),
        Content::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Content::NotComputed => String::new(),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_in_excel() {
        let name = |row, column| {
            let content = Content::Truth(true);
            cell_name(&Cell { row, column, hidden: false, computed: false, content })
        };
        assert_eq!((name(0, 0), name(6, 3)), ("A1".to_owned(), "D7".to_owned()));
        assert_eq!((name(9, 26), name(0, 701)), ("AA10".to_owned(), "ZZ1".to_owned()));
        assert_eq!(name(0, 702), "AAA1");
    }
}
