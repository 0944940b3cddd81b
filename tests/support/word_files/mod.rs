//! Word files as desks make them, out of a report's text: numbers typed or automatic, figures in
//! lines or tables, edits tracked, WPS and strict files. The same bytes each time.
//!
//! ```ignore
//! let report = Report::read(&markdown);
//! let file = Make::Tracked.file(&report);
//! ```

mod automatic;
mod extras;
mod hand;
mod package;
mod report;
mod strict;
mod styles;
mod tables;
mod tracked;
mod typed;
mod wps;
mod zip;

pub(crate) use extras::{ALTERNATIVE, Extra, LIST, ROWS, RUN_IN_HEADING, png};
pub(crate) use report::{Kind, Report};
pub(crate) use styles::PAGE_NUMBER;
pub(crate) use zip::archive;

/// How a desk makes its Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Make {
    /// Numbers typed, faces chosen by hand, no styles; runs in pieces; exponents raised.
    Typed,
    /// Numbers and headings by styles and automatic lists.
    Automatic,
    /// The figures of each group in a table.
    Tables,
    /// All figures in one table, whose first column is merged by groups.
    LargeTable,
    /// Edits not yet accepted, and comments.
    Tracked,
    /// Saved by WPS: Chinese names of styles, content controls, a text box, soft line breaks.
    Wps,
    /// The strict form of the standard, with a header and a footnote.
    Strict,
}

impl Make {
    pub(crate) const ALL: [Self; 7] = [
        Self::Typed,
        Self::Automatic,
        Self::Tables,
        Self::LargeTable,
        Self::Tracked,
        Self::Wps,
        Self::Strict,
    ];

    /// The report as a Word file of this make.
    pub(crate) fn file(self, report: &Report) -> WordFile {
        match self {
            Self::Typed => typed::file(report),
            Self::Automatic => automatic::file(report),
            Self::Tables => tables::file(report, tables::Size::Group),
            Self::LargeTable => tables::file(report, tables::Size::Report),
            Self::Tracked => tracked::file(report),
            Self::Wps => wps::file(report),
            Self::Strict => strict::file(report),
        }
    }
}

/// A Word file, and what is known of it.
pub(crate) struct WordFile {
    pub(crate) bytes: Vec<u8>,
    /// What the report is where all edits are rejected, if there are any. Where they are accepted
    /// it is the report that the file was made of.
    pub(crate) rejected: Option<Report>,
    /// What is in the file and not in the report, by its kind: 页眉, 脚注, 批注, 文本框. The
    /// number of the page is in every file.
    pub(crate) beside: Vec<(&'static str, &'static str)>,
}

impl WordFile {
    /// A file that has the report and nothing else.
    fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, rejected: None, beside: Vec::new() }
    }
}
