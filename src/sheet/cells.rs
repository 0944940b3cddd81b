//! Cells put into sheets, within bounds, and what hides them.

use std::collections::BTreeMap;

use super::limits::{self, too_big, too_many};
use super::refusal::Refusal;
use super::workbook::{Cell, Content, Merge, Sheet};

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
    fn spend(&mut self, cell: &Cell) -> Result<(), Refusal> {
        if let Content::Text(text) = &cell.content
            && text.len() > limits::CELL_TEXT
            && text.chars().count() > limits::CELL_TEXT
        {
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
        let bytes = self.bytes.checked_sub(bytes(&cell.content));
        self.bytes = bytes.ok_or_else(|| too_big("全部文字", limits::TEXT))?;
        Ok(())
    }
}

/// How much memory a cell's content takes.
fn bytes(content: &Content) -> usize {
    match content {
        Content::Text(text) | Content::Date(text) | Content::Error(text) => text.len(),
        Content::Number(number) => {
            let shown = number.shown.as_ref().map_or(0, String::len);
            shown + number.format.len() + number.value.len()
        }
        Content::Truth(_) | Content::NotComputed => 0,
    }
}

/// A sheet that is being read.
pub(super) struct Grid<'b> {
    name: String,
    budget: &'b mut Budget,
    cells: Vec<Cell>,
    merges: Vec<Merge>,
    hidden_rows: Hidden,
    hidden_columns: Hidden,
}

/// Rows or columns that are hidden: how many more ranges of them are open at a place than before
/// it.
#[derive(Debug, Default)]
struct Hidden(BTreeMap<u32, i32>);

impl Hidden {
    /// Hides from a place to before another.
    fn hide(&mut self, first: u32, end: u32) {
        if first < end {
            *self.0.entry(first).or_default() += 1;
            *self.0.entry(end).or_default() -= 1;
        }
    }

    /// Where it begins and ends that something is hidden.
    fn turns(&self) -> BTreeMap<u32, bool> {
        let mut open = 0;
        let turns = self.0.iter().map(|(place, more)| {
            open += more;
            (*place, open > 0)
        });
        turns.collect()
    }
}

impl<'b> Grid<'b> {
    /// An empty one.
    pub(super) fn new(name: &str, budget: &'b mut Budget) -> Self {
        Self {
            name: name.to_owned(),
            budget,
            cells: Vec::new(),
            merges: Vec::new(),
            hidden_rows: Hidden::default(),
            hidden_columns: Hidden::default(),
        }
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Puts a cell, in whatever order.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        computed: bool,
        content: Content,
    ) -> Result<(), Refusal> {
        let cell = Cell { row, column, hidden: false, computed, content };
        self.budget.spend(&cell)?;
        self.cells.push(cell);
        Ok(())
    }

    /// Shows cells as one.
    pub(super) fn merge(&mut self, merge: Merge) -> Result<(), Refusal> {
        if merge.first == merge.last {
            return Ok(());
        }
        self.merges.push(merge);
        let is_too_many = self.merges.len() > limits::CELLS;
        if is_too_many { Err(too_many("合并单元格数", limits::CELLS)) } else { Ok(()) }
    }

    /// Hides rows from one to before another.
    pub(super) fn hide_rows(&mut self, first: u32, end: u32) {
        self.hidden_rows.hide(first, end);
    }

    /// Hides columns from one to before another.
    pub(super) fn hide_columns(&mut self, first: u32, end: u32) {
        self.hidden_columns.hide(first, end);
    }

    /// The sheet, its cells in order.
    ///
    /// # Errors
    /// Two cells at one place, or merged cells that overlap: programs differ in which they show.
    pub(super) fn finish(mut self) -> Result<Sheet, Refusal> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let twice = self.cells.windows(2).find_map(|pair| match pair {
            [a, b] if (a.row, a.column) == (b.row, b.column) => Some((a.row, a.column)),
            _ => None,
        });
        if let Some((row, column)) = twice {
            let (row, column) = (row + 1, column + 1);
            let reason = format!("表“{}”第 {row} 行第 {column} 列有两个内容", self.name);
            return Err(Refusal::Damaged { reason });
        }
        self.hide();
        self.cover()?;
        let Self { name, cells, merges, .. } = self;
        Ok(Sheet { name, hidden: false, cells, merges })
    }

    fn hide(&mut self) {
        let (rows, columns) = (self.hidden_rows.turns(), self.hidden_columns.turns());
        let is_hidden = |turns: &BTreeMap<u32, bool>, place: u32| {
            turns.range(..=place).next_back().is_some_and(|(_, is_hidden)| *is_hidden)
        };
        for cell in &mut self.cells {
            cell.hidden = is_hidden(&rows, cell.row) || is_hidden(&columns, cell.column);
        }
    }

    /// Hides what cells hold that others are shown over: of merged cells all but the first.
    fn cover(&mut self) -> Result<(), Refusal> {
        let mut order: Vec<Merge> = self.merges.clone();
        order.sort_by_key(|merge| merge.first);
        let mut cells = self.cells.iter_mut().peekable();
        // The merged cells that reach the row at hand, by their first column.
        let mut open: BTreeMap<u32, Merge> = BTreeMap::new();
        for merge in order {
            while let Some(cell) = cells.next_if(|cell| (cell.row, cell.column) < merge.first) {
                cover(cell, &open);
            }
            // Those beside it that have ended give way, one that has not overlaps.
            while let Some((column, beside)) = open
                .range(..=merge.last.1)
                .next_back()
                .filter(|(_, beside)| beside.last.1 >= merge.first.1)
                .map(|(column, beside)| (*column, *beside))
            {
                if beside.last.0 >= merge.first.0 {
                    let (row, column) = (merge.first.0 + 1, merge.first.1 + 1);
                    let reason = format!(
                        "表“{}”第 {row} 行第 {column} 列的合并单元格与别的合并单元格重叠",
                        self.name
                    );
                    return Err(Refusal::Damaged { reason });
                }
                open.remove(&column);
            }
            open.insert(merge.first.1, merge);
        }
        cells.for_each(|cell| cover(cell, &open));
        Ok(())
    }
}

/// Hides a cell that lies under merged cells and is not the first of them.
fn cover(cell: &mut Cell, open: &BTreeMap<u32, Merge>) {
    let merge = open.range(..=cell.column).next_back().map(|(_, merge)| merge);
    cell.hidden |= merge.is_some_and(|merge| {
        cell.row <= merge.last.0
            && cell.column <= merge.last.1
            && (cell.row, cell.column) != merge.first
    });
}
