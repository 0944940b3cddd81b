//! A Word file's tables as ours have them: one head, a cell for each column of each row.

use std::collections::BTreeSet;

use super::clean::clean;
use crate::document::{Align, Block, Inline};
use crate::word::{self, Paragraph, Position, Table};

/// The most columns of a table; Word has no more than 63.
const MOST_COLUMNS: usize = 63;

/// The most bytes of a head that stands above several columns.
const LONGEST_HEAD: usize = 120;

/// Whether a table only frames what stands in it: one column, or one row.
pub(super) fn is_frame(table: &Table) -> bool {
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    columns <= 1 || table.rows.len() == 1
}

/// A table; what a merged cell covers is empty but in the head, where each column has its words.
pub(super) fn block(table: &Table) -> Block {
    let width = |row: &word::Row| {
        row.cells.iter().map(|cell| cell.column.saturating_add(cell.columns)).max().unwrap_or(0)
    };
    let columns = table.rows.iter().map(width).max().unwrap_or(0).clamp(1, MOST_COLUMNS);
    let head_rows = head_rows(table);
    let mut head = vec![String::new(); columns];
    for row in table.rows.iter().take(head_rows) {
        for cell in &row.cells {
            let words = cell_words(cell);
            let first = cell.column.min(columns - 1);
            // What is longer than a head is not repeated.
            let span = if words.len() > LONGEST_HEAD { 1 } else { cell.columns };
            let last = first.saturating_add(span).min(columns);
            head[first..last.max(first + 1)].iter_mut().for_each(|text| text.push_str(&words));
        }
    }
    let body = table.rows.iter().skip(head_rows).map(|row| {
        let mut cells = vec![String::new(); columns];
        for cell in &row.cells {
            let at = cell.column.min(columns - 1);
            cells[at].push_str(&cell_words(cell));
        }
        cells.into_iter().map(text).collect()
    });
    Block::Table {
        columns: vec![Align::Auto; columns],
        rows: body.collect(),
        head: head.into_iter().map(text).collect(),
    }
}

/// The cells that reach over several columns, by row and column, without the head.
pub(super) fn merged(table: &Table) -> BTreeSet<(usize, usize)> {
    let rows = table.rows.iter().skip(head_rows(table)).enumerate();
    let wide = rows.flat_map(|(n, row)| {
        row.cells.iter().filter(|cell| cell.columns > 1).map(move |cell| (n, cell.column))
    });
    wide.collect()
}

fn text(words: String) -> Vec<Inline> {
    if words.is_empty() { Vec::new() } else { vec![Inline::Text(words)] }
}

/// How many rows are the head: those that pages repeat, or as many as a merged cell of the first
/// reaches over.
fn head_rows(table: &Table) -> usize {
    let repeated = table.rows.iter().take_while(|row| row.is_heading).count();
    let Some(first) = table.rows.first() else { return 0 };
    let merged = first.cells.iter().any(|cell| cell.columns > 1);
    let reach = first.cells.iter().map(|cell| cell.rows).max().unwrap_or(1);
    let reach = if merged { reach } else { 1 };
    repeated.max(reach).clamp(1, table.rows.len().saturating_sub(1).max(1))
}

fn cell_words(cell: &word::Cell) -> String {
    let words = cell.blocks.iter().map(|block| clean(&block_words(block)).trim().to_owned());
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// All words of a block, without markup.
pub(super) fn block_words(block: &word::Block) -> String {
    match block {
        word::Block::Paragraph(paragraph) => words(paragraph),
        word::Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(cell_words).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// A paragraph's words, with its number.
pub(super) fn words(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    if let Some(number) = paragraph.number.as_ref().filter(|number| !number.is_bullet) {
        out.push_str(&number.text);
    }
    for inline in &paragraph.content {
        match inline {
            word::Inline::Text(text) => {
                let shifted = match text.position {
                    Position::Line => None,
                    Position::Superscript => super::clean::raised(&text.text),
                    Position::Subscript => super::clean::lowered(&text.text),
                };
                out.push_str(shifted.as_deref().unwrap_or(&text.text));
            }
            word::Inline::Tab | word::Inline::Break | word::Inline::PageBreak => out.push(' '),
            _ => {}
        }
    }
    out
}
