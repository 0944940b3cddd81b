//! What is to be set: the report's parts, with what each is set in.

use super::Length;
use crate::document::{Align, Picture, RowKind};
use crate::fonts::Role;

/// A part of the report to be set.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub content: Content,
    /// Blank lines of the grid before it (not at a page's top).
    pub before: usize,
    /// Stays on a page with the element behind it.
    pub with_next: bool,
    /// Begins a page.
    pub on_new_page: bool,
}

/// What an element is made of.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// The title's units of sense.
    Title(Vec<StyledText>),
    /// A heading on lines of its own, indented as a paragraph is.
    Heading { runs: Vec<StyledText>, first: Length, left: Length },
    /// A paragraph: justified, the first line indented, all lines off the left edge.
    Paragraph { runs: Vec<StyledText>, first: Length, left: Length },
    /// A table.
    Table(Table),
    /// A picture and its caption.
    Picture { element: usize, picture: Picture, caption: Option<StyledText> },
    /// A paragraph whose turned lines stand below what is behind its first characters: so many
    /// of them, from a distance off the left edge.
    Hanging { runs: Vec<StyledText>, label: usize, x: Length },
    /// 落款: the signatories, and the day; 附注 below it.
    SignOff { units: Vec<StyledText>, date: StyledText, note: Option<StyledText> },
    /// 抄送, at the foot of the last page; so many characters are its label.
    Imprint { runs: Vec<StyledText>, label: usize },
}

impl Content {
    /// Its text, in reading order.
    pub(super) fn runs(&self) -> Vec<&StyledText> {
        match self {
            Self::Title(runs)
            | Self::Heading { runs, .. }
            | Self::Paragraph { runs, .. }
            | Self::Hanging { runs, .. }
            | Self::Imprint { runs, .. } => runs.iter().collect(),
            Self::Table(table) => table.runs().collect(),
            Self::Picture { caption, .. } => caption.iter().collect(),
            Self::SignOff { units, date, note } => units.iter().chain([date]).chain(note).collect(),
        }
    }
}

/// Text of one element in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledText {
    /// The element's number among the report's tags.
    pub element: usize,
    /// The link's number among the report's links.
    pub link: Option<usize>,
    pub role: Role,
    pub text: String,
}

/// A table to be set.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) columns: Vec<Align>,
    pub(super) head: Vec<Vec<StyledText>>,
    pub(super) rows: Vec<Vec<Vec<StyledText>>>,
    /// Columns whose every cell is a figure.
    pub(super) figures: Vec<bool>,
    /// Of a table in groups what each row is; a row that spans has one cell.
    pub(super) kinds: Option<Vec<RowKind>>,
}

impl Table {
    /// The text of every cell.
    pub(super) fn runs(&self) -> impl Iterator<Item = &StyledText> {
        self.rows.iter().chain([&self.head]).flatten().flatten()
    }
}
