//! The report as blocks: what its Markdown says.
//!
//! HTML and the typeset page are made from the same blocks, so that they cannot
//! differ. Markup inside the text (HTML) is text here, and links only lead where a filing's
//! links may.

mod closing;
mod emphasis;
mod extent;
mod figure;
mod grouped;
mod name;
mod parse;
mod readable;
mod rows;
mod slips;
mod title;
mod write;

pub use closing::{BLANK_DAY, CONTACT, COPIED_TO, TELEPHONE};
pub use extent::{Extent, MAX_LEVELS, MAX_MARKS, extent};
pub use grouped::{ROW_NAMES, RowKind, is_grouped};
pub use name::name_units;
pub use parse::{parse, tables};
pub use slips::{MarkupSlip, SlipKind, slips};
pub use title::title_units;
pub(crate) use write::escape_within;
pub use write::{escape, to_markdown};

/// A block of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the title.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading whose text follows in the same paragraph (接排).
    RunIn {
        /// The heading, with its number.
        title: Vec<Inline>,
        /// What follows, its first mark included.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text that keeps its lines.
    Code(String),
    /// A table.
    Table {
        /// A column's alignment.
        columns: Vec<Align>,
        /// The head's cells.
        head: Vec<Vec<Inline>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture with its caption.
    Picture(Picture),
    /// A rule between paragraphs.
    Rule,
    /// 主送, below the title: whom the report is for (GB/T 9704-2012 7.3.2).
    Addressees(Vec<Inline>),
    /// 落款: who signs and when, at the report's end.
    SignOff {
        /// 单位, one or several.
        units: Vec<String>,
        /// 日期.
        date: String,
        /// 附注 on the line below (GB/T 9704-2012 7.3.6); may be empty.
        note: String,
    },
    /// 附件说明, before 落款: what is attached, several in lines of their own (GB/T 9704-2012 7.3.4).
    AnnexNote(Vec<Inline>),
    /// The head of an annex, on a page of its own (GB/T 9704-2012 7.3.7).
    Annex {
        /// 附件, at the left edge.
        label: Vec<Inline>,
        /// Its title, centred below.
        title: Vec<Inline>,
    },
    /// 抄送, the 版记 at the foot of the last page (GB/T 9704-2012 7.4).
    CopiedTo(Vec<Inline>),
}

/// The tables among blocks, in their order.
#[must_use]
pub fn tables_of(blocks: &[Block]) -> Vec<&Block> {
    let is_table = |block: &&Block| matches!(block, Block::Table { .. });
    flat(blocks).into_iter().filter(is_table).collect()
}

/// The pictures among blocks, in their order.
#[must_use]
pub fn pictures_of(blocks: &[Block]) -> Vec<&Picture> {
    let all = flat(blocks).into_iter();
    let pictures = all.filter_map(|block| match block {
        Block::Picture(picture) => Some(picture),
        _ => None,
    });
    pictures.collect()
}

/// Blocks with those in lists and quotations, each before what is in it.
fn flat(blocks: &[Block]) -> Vec<&Block> {
    let mut all = Vec::new();
    let mut rest: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = rest.pop() {
        all.push(block);
        match block {
            Block::Quote(inner) => rest.extend(inner.iter().rev()),
            Block::List { items, .. } => rest.extend(items.iter().flatten().rev()),
            _ => {}
        }
    }
    all
}

/// How a table's column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Not stated.
    Auto,
    /// Left.
    Left,
    /// Centre.
    Centre,
    /// Right.
    Right,
}

/// `![替代文字](文件 "图题")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file, beside the filing.
    pub file: String,
    /// The alternative text, for screen readers.
    pub alt: String,
    /// What is printed below it; may be empty.
    pub caption: String,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `` `…` ``
    Code(String),
    /// A link to a place that a filing may link to.
    Link {
        /// Where it leads.
        url: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A picture, on its way to a block of its own.
    Picture(Picture),
    /// A forced end of line.
    Break,
}

/// The text of some inlines without markup; a forced end of line is nothing.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect_text(inlines, &mut out);
    out
}

fn collect_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_text(inner, out),
            Inline::Link { text, .. } => collect_text(text, out),
            Inline::Picture(picture) => out.push_str(&picture.alt),
            Inline::Break => {}
        }
    }
}
