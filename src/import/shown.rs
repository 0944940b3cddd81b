//! What a Word file shows, paragraph by paragraph, to be held beside a report that is known.

use super::clean::{clean, set_solid};
use super::draft::{Left, Lost};
use super::head;
use super::mark::{Kind, Mark, counted, mark};
use super::piece::{Piece, Place, Remark};
use super::word;
use crate::document::{Block, Inline, plain_text, to_markdown};
use crate::filing::Period;
use crate::word::{self as word_file, Tracked};

/// What a Word file shows.
#[derive(Debug)]
pub(crate) struct Shown {
    /// In reading order.
    pub(crate) pieces: Vec<ShownPiece>,
    /// Notes, which no filing holds.
    pub(crate) left: Vec<Left>,
    /// What is not given on.
    pub(crate) lost: Vec<Lost>,
    /// Whether the file has changes that Word keeps track of.
    pub(crate) is_tracked: bool,
}

impl Shown {
    /// The half-year that its title names: one of the first lines, which are short.
    pub(crate) fn period(&self) -> Option<Period> {
        let texts = self.pieces.iter().map(|piece| piece.text.as_str());
        let short = texts.take(TITLE_LINES).filter(|text| text.chars().count() <= TITLE_LENGTH);
        short.filter_map(head::period).map(|(period, _)| period).next()
    }
}

/// In so many lines a title stands, none longer than so many characters.
const TITLE_LINES: usize = 3;
const TITLE_LENGTH: usize = 60;

/// A paragraph, a table or a picture of a Word file.
#[derive(Debug)]
pub(crate) struct ShownPiece {
    pub(crate) place: Place,
    /// As it is read; of a picture what it shows, of a table its cells.
    pub(crate) text: String,
    /// The bytes of the number that is typed before it.
    pub(crate) number: usize,
    /// The level of a heading, from 0.
    pub(crate) outline: Option<u8>,
    /// The level among initiatives that its number says, from 0: （一）, 1. or （1）.
    pub(crate) level: Option<usize>,
    pub(crate) kind: ShownKind,
    /// As a narrative would have it.
    pub(crate) markdown: String,
    pub(crate) remarks: Vec<Remark>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ShownKind {
    Text,
    /// The cells of its rows, the head among them.
    Table(Vec<Vec<String>>),
    Picture,
}

/// Reads what a Word file shows.
///
/// # Errors
/// Why it cannot be read, in Chinese.
pub(crate) fn shown(bytes: &[u8], tracked: Tracked) -> Result<Shown, String> {
    let content = word_file::read(bytes, tracked).map_err(|why| why.to_string())?;
    let is_tracked = content.is_tracked;
    let word::Given { pieces, rest, .. } = word::pieces(content, "");
    let pieces = whole(pieces).into_iter().map(ShownPiece::of).collect();
    Ok(Shown { pieces, left: rest.left, lost: rest.lost, is_tracked })
}

/// A text as it is compared: without what nobody sees.
pub(crate) fn seen(text: &str) -> String {
    set_solid(clean(text).trim()).into_owned()
}

/// How many bytes the number takes that a text begins with.
pub(crate) fn number_length(text: &str) -> usize {
    let bullet = || text.strip_prefix('•').map(|rest| text.len() - rest.len());
    let number = mark(text).map(|(_, length)| length).or_else(bullet).unwrap_or(0);
    let behind = text.get(number..).unwrap_or_default();
    if number == 0 { 0 } else { text.len() - behind.trim_start().len() }
}

/// The level among initiatives that a number is of.
fn level(mark: Mark) -> Option<usize> {
    match mark.kind {
        Kind::First => Some(0),
        Kind::Second => Some(1),
        Kind::Third => Some(2),
        _ => None,
    }
}

/// Lines that one paragraph has, as one.
fn whole(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if is_more(last, &piece) => {
                if let (Block::Paragraph(text), Block::Paragraph(more)) =
                    (&mut last.block, piece.block)
                {
                    text.push(Inline::Break);
                    text.extend(more);
                }
                last.remarks.extend(piece.remarks);
            }
            _ => out.push(piece),
        }
    }
    out
}

fn is_more(last: &Piece, piece: &Piece) -> bool {
    let is_paragraph = |piece: &Piece| matches!(piece.block, Block::Paragraph(_));
    matches!(piece.place, Place::Paragraph(_))
        && last.place == piece.place
        && is_paragraph(last)
        && is_paragraph(piece)
}

impl ShownPiece {
    fn of(piece: Piece) -> Self {
        let (place, outline, remarks) = (piece.place, piece.outline, piece.remarks.clone());
        // A number that Word counts is written out.
        let number = piece.number.clone();
        let block = piece.into_block();
        let (kind, text) = match &block {
            Block::Table { head, rows, .. } => {
                let row = |cells: &Vec<Vec<Inline>>| {
                    cells.iter().map(|cell| seen(&plain_text(cell))).collect::<Vec<_>>()
                };
                let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).map(row).collect();
                let text = rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n");
                (ShownKind::Table(rows), text)
            }
            Block::Picture(picture) => (ShownKind::Picture, seen(&picture.alt)),
            other => (ShownKind::Text, seen(&super::piece::block_text(other))),
        };
        let is_text = kind == ShownKind::Text;
        let markdown = to_markdown(std::slice::from_ref(&block), 4);
        Self {
            place,
            number: if is_text { number_length(&text) } else { 0 },
            level: counted(&number).or_else(|| Some(mark(&text)?.0)).and_then(level),
            text,
            outline,
            kind,
            markdown,
            remarks,
        }
    }

    /// Its text without its number.
    pub(crate) fn unnumbered(&self) -> &str {
        &self.text[self.number..]
    }
}
