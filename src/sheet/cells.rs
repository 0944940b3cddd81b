//! Cells put into sheets within bounds.

use super::limits::{self, too_big, too_many};
use super::refusal::Refusal;
use super::workbook::{Cell, Content};

/// What the sheets of a file may still hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// The whole.
    pub(super) fn new() -> Self {
        Self { cells: limits::CELLS, bytes: limits::TEXT }
    }

    /// Takes a cell off.
    pub(super) fn spend(&mut self, cell: &Cell) -> Result<(), Refusal> {
        let text = text(&cell.content);
        if text.len() > limits::CELL_TEXT && text.chars().count() > limits::CELL_TEXT {
            return Err(too_many("一格里的字数", limits::CELL_TEXT));
        }
        if cell.row >= limits::ROWS {
            return Err(too_many("一张表的行数", limits::ROWS as usize));
        }
        if cell.column >= limits::COLUMNS {
            return Err(too_many("一张表的列数", limits::COLUMNS as usize));
        }
        let cells = self.cells.checked_sub(1);
        self.cells = cells.ok_or_else(|| too_many("有内容的格子数", limits::CELLS))?;
        let bytes = self.bytes.checked_sub(text.len());
        self.bytes = bytes.ok_or_else(|| too_big("全部文字", limits::TEXT))?;
        Ok(())
    }
}

/// The text that costs memory.
fn text(content: &Content) -> &str {
    match content {
        Content::Text(text) | Content::Date(text) | Content::Error(text) => text,
        Content::Number(number) => number.shown.as_deref().unwrap_or_default(),
        Content::Truth(_) | Content::NotComputed => "",
    }
}
