//! A piece of a document, wherever it came from: a paragraph, a table, a picture, with what is
//! known of it beside its text.

use std::collections::BTreeSet;
use std::fmt;

use super::mark::{Mark, counted, mark};
use crate::document::{Block, Inline, plain_text};

/// A piece of a document.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) place: Place,
    pub(super) block: Block,
    /// The level of a heading that its maker says it is; 0 is the highest.
    pub(super) outline: Option<u8>,
    /// The number before its text where it is not typed: `（一）`.
    pub(super) number: String,
    /// Whether its maker says that it is no heading: a paragraph of our own Markdown.
    pub(super) is_body: bool,
    /// Of a table: the cells that reach over several columns, by row and column from 0, without
    /// its head.
    pub(super) merged: BTreeSet<(usize, usize)>,
    /// Comments on it.
    pub(super) remarks: Vec<Remark>,
}

/// A comment that somebody made on words of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) author: String,
    /// The words that it is on; may be empty.
    pub(crate) words: String,
    pub(crate) text: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { author, words, text } = self;
        f.write_str("批注")?;
        if !author.is_empty() {
            write!(f, " {author}")?;
        }
        if !words.is_empty() {
            write!(f, "（{words}）")?;
        }
        write!(f, "：{text}")
    }
}

/// Where a piece stands in its document, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A paragraph of a Word file or a block of a report.
    Paragraph(usize),
    /// A line of a text.
    Line(usize),
    /// A table of a Word file, and how many paragraphs stand before it.
    Table(usize, usize),
    /// A footnote or endnote.
    Note(usize),
    /// A header or footer.
    Margin(usize),
    /// Nowhere in particular.
    Document,
}

impl Place {
    /// What places of one document are sorted by: its body first, as far as it is counted in one.
    pub(super) fn order(self) -> (u8, usize) {
        match self {
            Self::Paragraph(n) | Self::Line(n) => (0, n),
            Self::Table(_, before) => (0, before),
            Self::Note(n) => (1, n),
            Self::Margin(n) => (2, n),
            Self::Document => (3, 0),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraph(n) => write!(f, "第{n}段"),
            Self::Line(n) => write!(f, "第{n}行"),
            Self::Table(n, _) => write!(f, "第{n}个表格"),
            Self::Note(n) => write!(f, "第{n}条脚注"),
            Self::Margin(n) => write!(f, "第{n}处页眉页脚"),
            Self::Document => f.write_str("全文"),
        }
    }
}

impl Piece {
    /// A paragraph of text.
    pub(super) fn paragraph(place: Place, text: Vec<Inline>) -> Self {
        Self::block(place, Block::Paragraph(text))
    }

    /// Any block.
    pub(super) fn block(place: Place, block: Block) -> Self {
        Self {
            place,
            block,
            outline: None,
            number: String::new(),
            is_body: false,
            merged: BTreeSet::new(),
            remarks: Vec::new(),
        }
    }

    /// Its text as it is read, with its number; of a table or a list nothing.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.number, plain_text(self.inlines()))
    }

    /// The text of a paragraph or heading.
    pub(super) fn inlines(&self) -> &[Inline] {
        match &self.block {
            Block::Paragraph(text) | Block::Heading { text, .. } => text,
            _ => &[],
        }
    }

    /// Whether it is a paragraph or a heading.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.block, Block::Paragraph(_) | Block::Heading { .. })
    }

    /// Its number, typed or not, with the text behind it.
    pub(super) fn mark(&self) -> Option<(Mark, String)> {
        if self.is_body {
            return None;
        }
        let text = plain_text(self.inlines());
        if let Some(mark) = counted(&self.number) {
            return Some((mark, text.trim_start().to_owned()));
        }
        let text = self.number.clone() + &text;
        let (mark, length) = mark(&text)?;
        Some((mark, text[length..].trim_start().to_owned()))
    }

    /// Its text without its number.
    pub(super) fn unnumbered(&self) -> String {
        self.mark().map_or_else(|| self.text(), |(_, rest)| rest)
    }

    /// It as a block of a narrative, its number typed.
    pub(super) fn into_block(self) -> Block {
        let Self { block, number, .. } = self;
        if number.is_empty() {
            return block;
        }
        let numbered = |text: Vec<Inline>| [vec![Inline::Text(number.clone())], text].concat();
        match block {
            Block::Paragraph(text) => Block::Paragraph(numbered(text)),
            Block::Heading { level, text } => Block::Heading { level, text: numbered(text) },
            other => other,
        }
    }

    /// All that is read of it, in a line for each row or item.
    pub(super) fn all_text(&self) -> String {
        if self.is_text() {
            return self.text();
        }
        block_text(&self.block)
    }
}

/// The words of a block without markup, in lines.
pub(super) fn block_text(block: &Block) -> String {
    match block {
        Block::Heading { text, .. }
        | Block::Paragraph(text)
        | Block::Addressees(text)
        | Block::AnnexNote(text)
        | Block::CopiedTo(text) => plain_text(text),
        Block::RunIn { title, text } => plain_text(title) + &plain_text(text),
        Block::List { items, .. } => lines(items.iter().flatten()),
        Block::Quote(blocks) => lines(blocks.iter()),
        Block::Code(text) => text.clone(),
        Block::Table { head, rows, .. } => {
            let row = |cells: &Vec<Vec<Inline>>| {
                cells.iter().map(|cell| plain_text(cell)).collect::<Vec<_>>().join(" | ")
            };
            std::iter::once(head).chain(rows).map(row).collect::<Vec<_>>().join("\n")
        }
        Block::Picture(picture) => format!("{}{}", picture.alt, picture.caption),
        Block::Rule => String::new(),
        Block::SignOff { units, date, note } => format!("{}\n{date}\n{note}", units.join("\n")),
        Block::Annex { label, title } => format!("{}\n{}", plain_text(label), plain_text(title)),
    }
}

fn lines<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    blocks.map(block_text).collect::<Vec<_>>().join("\n")
}
