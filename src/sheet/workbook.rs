//! A spreadsheet as its reader sees it.

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// The binary file of Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
    /// Text with commas, semicolons or tabs between its values.
    Csv,
}

/// A spreadsheet.
#[derive(Debug)]
pub(crate) struct Workbook {
    /// What kind of file it was.
    pub(crate) kind: Kind,
    /// Its sheets in their order; a text has one without a name.
    pub(crate) sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its name; empty for a text.
    pub(crate) name: String,
    /// Whether it is hidden.
    pub(crate) hidden: bool,
    /// Its cells that hold something, row by row, each row from left to right.
    pub(crate) cells: Vec<Cell>,
    /// Cells that are shown as one.
    pub(crate) merges: Vec<Merge>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its row, counted from 0.
    pub(crate) row: u32,
    /// Its column, counted from 0.
    pub(crate) column: u32,
    /// Whether its row or column is hidden.
    pub(crate) hidden: bool,
    /// Whether a formula computes it; what is read is the value that the file keeps.
    pub(crate) computed: bool,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// A text, as it is shown.
    Text(String),
    /// A number.
    Number(Number),
    /// A date, a time or a length of time, as it is shown.
    Date(String),
    /// TRUE or FALSE.
    Truth(bool),
    /// An error, as it is shown: `#REF!`.
    Error(String),
    /// A formula without a value that the file keeps.
    NotComputed,
}

/// A number in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// What the cell shows: `99.10%` for 0.991 by `0.00%`. `None` where the format cannot be
    /// followed for sure.
    pub(crate) shown: Option<String>,
    /// The format's code; `General` where the cell has none.
    pub(crate) format: String,
    /// The value, as short as it can be written so that the same number is read again.
    pub(crate) value: String,
    /// Whether what is shown is the value, with no digit rounded away.
    pub(crate) exact: bool,
}

/// Cells that are shown as one, both ends included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    /// The first row and column.
    pub(crate) first: (u32, u32),
    /// The last row and column.
    pub(crate) last: (u32, u32),
}
