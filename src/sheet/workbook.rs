//! A spreadsheet as its reader sees it.

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
pub struct Workbook {
    /// What kind of file it was.
    pub kind: Kind,
    /// Its sheets in their order; a text has one without a name.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Its name; empty for a text.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its cells that hold something, row by row, each row from left to right.
    pub cells: Vec<Cell>,
    /// Cells that are shown as one.
    pub merges: Vec<Merge>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its row, counted from 0.
    pub row: u32,
    /// Its column, counted from 0.
    pub column: u32,
    /// Whether its row or column is hidden.
    pub hidden: bool,
    /// Whether a formula computes it; what is read is the value that the file keeps.
    pub computed: bool,
    /// What it holds.
    pub content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
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
pub struct Number {
    /// What the cell shows: `99.10%` for 0.991 by `0.00%`. `None` where the format cannot be
    /// followed for sure.
    pub shown: Option<String>,
    /// The format's code; `General` where the cell has none.
    pub format: String,
    /// The value, as short as it can be written so that the same number is read again.
    pub value: String,
    /// Whether what is shown is the value, with no digit rounded away.
    pub exact: bool,
}

/// Cells that are shown as one, both ends included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// The first row and column.
    pub first: (u32, u32),
    /// The last row and column.
    pub last: (u32, u32),
}
