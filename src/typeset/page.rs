//! What typesetting gives: pages of placed glyphs, rules and pictures, as plain data.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Length;
use crate::fonts::FaceId;

/// A set report.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// What each element of the report is, in reading order; runs and pictures name their
    /// element by its number here.
    pub tags: Vec<Tag>,
    /// What holds elements together, in reading order, an outer group before those inside it.
    pub groups: Vec<Group>,
    /// Where the links of the text lead; runs name their link by its number here.
    pub links: Vec<String>,
    /// Faces that stood in for others.
    pub stand_ins: Vec<StandIn>,
    /// Characters that no face has; a draft shows 〓 for each, and nothing else is made with any.
    pub missing: BTreeSet<char>,
    /// 送审稿, on every page of a draft.
    pub draft: Option<DraftMark>,
}

impl Pages {
    /// Every run of every page, the draft mark's first.
    pub fn runs(&self) -> impl Iterator<Item = &TextRun> {
        let mark = self.draft.iter().flat_map(|mark| mark.runs.iter().chain(&mark.line));
        mark.chain(self.pages.iter().flat_map(|page| &page.runs))
    }
}

/// The marks that a page of a draft carries.
#[derive(Debug, Clone)]
pub struct DraftMark {
    /// 送审稿 under the text, each character a run.
    pub runs: Vec<TextRun>,
    /// Which draft it is, in small letters above the text.
    pub line: Vec<TextRun>,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its runs of text, in reading order; the page number last.
    pub runs: Vec<TextRun>,
    /// Lines of tables and of the 版记.
    pub rules: Vec<Area>,
    /// Pictures.
    pub pictures: Vec<PlacedPicture>,
    /// Where a seal stands or would stand, on the page of 落款.
    pub seal: Option<Area>,
}

impl Page {
    /// Puts a line on a baseline; `line` is its number on the grid.
    pub(super) fn put_line(&mut self, runs: Vec<TextRun>, line: Option<usize>, baseline: Length) {
        self.runs.extend(runs.into_iter().map(|run| TextRun {
            baseline: run.baseline + baseline,
            line,
            ..run
        }));
    }
}

/// A rectangle, from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

impl Area {
    /// A picture of these sides, in its own proportions as large as the area and in its middle.
    #[must_use]
    pub fn fitted(self, (width, height): (Length, Length)) -> Self {
        // The side that fills the area first decides: compared as fractions, without rounding.
        let by_width = i128::from(width.0) * i128::from(self.height.0)
            >= i128::from(height.0) * i128::from(self.width.0);
        let scaled = |side: Length, whole: Length, of: Length| {
            Length((i128::from(side.0) * i128::from(whole.0) / i128::from(of.0.max(1))) as i64)
        };
        let (width, height) = if by_width {
            (self.width, scaled(height, self.width, width))
        } else {
            (scaled(width, self.height, height), self.height)
        };
        let x = self.x + (self.width - width) / 2;
        Self { x, y: self.y + (self.height - height) / 2, width, height }
    }
}

/// A picture at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedPicture {
    /// The element it belongs to.
    pub element: usize,
    /// The picture's file, as the filing names it.
    pub file: String,
    /// What it shows, for screen readers.
    pub alt: String,
    /// Where it stands.
    pub area: Area,
}

/// Glyphs of one face and size on one baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRun {
    /// The element it belongs to; `None` for what is not the report's text: the page number, a
    /// table's head repeated on a further page.
    pub element: Option<usize>,
    /// The link that it is part of.
    pub link: Option<usize>,
    /// The line of its page's grid that it stands on, from 0; what is off the grid has none.
    pub line: Option<usize>,
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Length,
    /// The baseline, from the page's top.
    pub baseline: Length,
    /// The glyphs, from left to right.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedGlyph {
    /// The glyph's number in the face.
    pub id: u16,
    /// Its origin, from the page's left edge.
    pub x: Length,
    /// The text it stands for; empty for the further glyphs of a cluster.
    pub text: String,
    /// Whether the glyph is another character's, drawn in its place (a raised 6 for ⁶).
    pub substitute: bool,
}

/// What an element of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A heading, 1 is the title.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A heading (level 3) whose text follows in the same paragraph: the next element.
    RunInHeading,
    /// A list item's number or mark.
    Label,
    /// A table's cell, in the order of its rows.
    Cell {
        /// Which table of the report, from 0.
        table: usize,
        /// Row from 0; the head is row 0.
        row: usize,
        /// Column from 0.
        column: usize,
        /// What it is to the others.
        kind: CellKind,
    },
    /// A picture.
    Picture,
    /// A picture's caption.
    Caption,
    /// 落款: a signatory before the last.
    Signatory,
    /// 落款: the last signatory, or the day; a place for a seal is over both.
    SignOff,
}

/// What a table's cell is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// The head of the column below it.
    ColumnHead,
    /// The head of the row behind it.
    RowHead,
    /// The name of a group of rows, over so many columns.
    Group(usize),
    /// A note over so many columns.
    Note(usize),
    /// What belongs to its heads.
    Data,
}

/// Elements that belong together: those of these numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they make together.
    pub kind: GroupKind,
    /// Their numbers; groups stand within one another or apart.
    pub elements: Range<usize>,
}

/// What elements make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// A list.
    List {
        /// Whether its items have numbers.
        numbered: bool,
    },
    /// An item of a list: its label, and what it says.
    Item,
    /// A quotation.
    Quote,
    /// A picture and its caption.
    Figure,
}

/// Characters that the role's own face lacks, drawn by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The characters.
    pub characters: String,
    /// The face that stood in.
    pub face: String,
}
