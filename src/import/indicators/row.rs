//! What the rows of a table of figures say.

use super::line;

/// What a table says of an indicator, and of which group.
pub(super) struct Row {
    /// The group, where the table has a column for it.
    pub(super) group: Option<String>,
    pub(super) read: line::Read,
}

/// What a table says.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// Rows that say no figure.
    pub(super) others: Vec<String>,
}

/// What stands where there is nothing.
pub(crate) const NOTHING: [&str; 5] = ["", "—", "-", "/", "－"];
