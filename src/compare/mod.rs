//! Filings side by side: one carrier over periods, or carriers in one period. Rows are matched by
//! the catalogue over variants of names and units; values are exact decimals.
//!
//! [`compare`] gives the comparison as data; the other files print it: for a terminal, Markdown (as
//! blocks, which a report can take in), HTML with charts, CSV, JSON.

mod annex;
mod axis;
mod blocks;
mod change;
pub mod chart;
mod columns;
mod csv;
mod halves;
mod html;
mod human;
mod json;
mod placing;
mod remarks;
mod rows;
mod svg;
mod trend;
mod value;
pub(crate) mod words;

pub use annex::{Annex, AnnexFault, annex};
pub use blocks::{blocks, markdown, table};
pub use change::{Change, Verdict};
pub use columns::{Arrangement, Column, PdfSummary};
pub use csv::csv;
pub(crate) use csv::line as csv_line;
pub(crate) use html::ChangeView;
pub use html::html;
pub use human::human;
pub use json::{SCHEMA, json};
pub use placing::{Place, RowThreshold, Standing};
pub use remarks::{Missing, Remark};
pub use rows::{Cell, Group, Row};
pub use svg::svg;
pub use value::{Incomparable, Value};

use crate::characters::is_invisible;
use crate::check::Caveat;
use crate::filing::Filing;
use crate::standard::{Ruleset, Standard};

/// A filing to compare.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'e> {
    /// The file's name, as it is shown.
    pub file: &'e str,
    /// The filing.
    pub filing: &'e Filing,
    /// The verdict on the PDF that the filing was taken from; `None` for a YAML file.
    pub pdf: Option<&'e PdfSummary>,
    /// What misses the standard, what was waived, what is late.
    pub caveats: &'e [Caveat],
}

/// Filings side by side. Its texts are of one line and without invisible characters; they are
/// not escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How the filings belong together.
    pub arrangement: Arrangement,
    /// What the comparison is called.
    pub title: String,
    /// The year of the ruleset that thresholds are of.
    pub ruleset: u16,
    /// The norm that names the ruleset.
    pub norm: String,
    /// The filings, in the order in which they are shown.
    pub columns: Vec<Column>,
    /// The figures by group.
    pub groups: Vec<Group>,
}

/// Compares filings, by a standard. They are shown by period, the oldest first, where they are
/// one carrier's; else in the order given.
#[must_use]
pub fn compare(entries: &[Entry<'_>], standard: &Standard) -> Comparison {
    let arranged = columns::arrange(entries);
    let Ruleset { year, name } = standard.ruleset();
    let groups = rows::groups(&arranged, standard);
    let columns::ArrangedColumns { arrangement, title, columns, .. } = arranged;
    Comparison { arrangement, title, ruleset: *year, norm: name.clone(), columns, groups }
}

impl Comparison {
    /// Every row, with its group.
    pub fn rows(&self) -> impl Iterator<Item = (&Group, &Row)> {
        self.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)))
    }

    /// Whether no period of the same carrier comes after a column.
    fn is_last(&self, column: usize) -> bool {
        !self.columns.iter().any(|other| other.before == Some(column))
    }
}

/// A text as one line that shows what it has.
pub(crate) fn plain(text: &str) -> String {
    let seen = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if is_invisible(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(seen).collect()
}
