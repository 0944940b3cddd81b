//! What a Word file's body is made of, as plain data.

use crate::document::{Align, Picture};
use crate::fonts::Role;

/// Two characters.
const TWO: i64 = 200;

/// A part of a Word file's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph: one `w:p`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// What it is.
    pub(crate) style: Style,
    /// What stands in it.
    pub(crate) runs: Vec<Run>,
    /// Where its lines begin and end.
    pub(crate) indent: Indent,
    /// How its lines stand, where its style does not say.
    pub(crate) align: Option<Align>,
    /// Blank lines before it.
    pub(crate) before: u8,
    /// Whether it stays on a page with what follows.
    pub(crate) with_next: bool,
}

/// How far a paragraph's lines stand off the type area's edges, in hundredths of a character of
/// the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Indent {
    /// All lines, off the left edge.
    pub(crate) left: i64,
    /// All lines, off the right edge.
    pub(crate) right: i64,
    /// The first line, further in; less than nothing where the others hang.
    pub(crate) first: i64,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// The report's title.
    Title,
    /// A heading, 1 to 5: 一、 is 1.
    Heading(u8),
    /// Text.
    Body,
    /// A heading with its text behind it (接排).
    RunIn,
    /// 主送.
    Addressees,
    /// An item of a list, its label before its text.
    ListItem,
    /// A quotation.
    Quote,
    /// A line that is kept as it is.
    Code,
    /// A picture.
    Picture,
    /// What is printed below a picture.
    Caption,
    /// 附件说明, a paragraph for each of its lines.
    AnnexNote,
    /// 附件, at the head of a page.
    AnnexLabel,
    /// An annex's title.
    AnnexTitle,
    /// Who signs.
    SignOffUnit,
    /// The day.
    SignOffDate,
    /// 附注.
    Note,
    /// 抄送.
    CopiedTo,
    /// A cell of a table's head.
    CellHead,
    /// Another cell.
    Cell,
}

impl Style {
    /// The face that its text is in, where nothing is pointed out.
    pub(crate) fn role(self) -> Role {
        match self {
            Self::Title | Self::AnnexTitle => Role::XiaoBiaoSong,
            Self::Heading(1) | Self::Caption | Self::AnnexLabel | Self::CellHead => Role::Hei,
            Self::Heading(2) | Self::Quote => Role::Kai,
            _ => Role::FangSong,
        }
    }

    /// How far its first line is in.
    pub(crate) fn first(self) -> i64 {
        match self {
            Self::Heading(_)
            | Self::Body
            | Self::RunIn
            | Self::ListItem
            | Self::Quote
            | Self::Code
            | Self::Note => TWO,
            _ => 0,
        }
    }
}

/// What stands in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The element's number among the report's.
    pub(crate) element: usize,
    /// What it is.
    pub(crate) content: RunContent,
    /// The face that it is in.
    pub(crate) face: Role,
    /// Where it leads.
    pub(crate) link: Option<String>,
}

/// What a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RunContent {
    /// Text, superscripts in the characters that Unicode has for them.
    Text(String),
    /// A forced end of line.
    Break,
    /// A picture.
    Picture(Picture),
}

/// A table; a cell is a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// A column's alignment.
    pub(crate) columns: Vec<Align>,
    /// The head's cells.
    pub(crate) head: Vec<Paragraph>,
    /// The rows' cells.
    pub(crate) rows: Vec<Vec<Paragraph>>,
    /// Blank lines before it.
    pub(crate) before: u8,
    /// Whether its rows stand in groups; then a row of one cell is over all columns.
    pub(crate) is_grouped: bool,
}

impl Run {
    /// Its text, where it is text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            RunContent::Text(text) => Some(text),
            _ => None,
        }
    }
}
