//! What is to be set: the report's parts, with what each is set in.

use super::Length;
use crate::document::{Align, Picture};
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
    /// A paragraph: justified, the first line indented, all lines off the left edge.
    Paragraph { runs: Vec<StyledText>, first: Length, left: Length },
    /// A table.
    Table(Table),
    /// A picture and its caption.
    Picture { element: usize, picture: Picture, caption: Option<StyledText> },
    /// 落款: the signer, and the day.
    SignOff { unit: StyledText, date: StyledText },
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
}

impl Table {
    /// The text of every cell.
    pub(super) fn runs(&self) -> impl Iterator<Item = &StyledText> {
        self.rows.iter().chain([&self.head]).flatten().flatten()
    }
}
