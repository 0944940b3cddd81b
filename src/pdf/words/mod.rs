//! What the pages of a PDF show, read back from their contents (ISO 32000-1 8 and 9): the text
//! with its places, pictures, lines, and whatever there is that we never draw.
//!
//! The reader trusts nothing: what an ActualText says and what the glyphs under it are come out
//! side by side, so that the one cannot hide the other; so do artifacts, and content that stands
//! in no structure. What it all has to be, `verify` knows.

mod cmap;
mod content;
mod font;
mod leaves;
mod limits;
mod matrix;
mod show;
mod structure;

use std::collections::BTreeMap;

use super::reading::{Map, PdfFile, ReadFault, Value};
use content::read_page;
pub(super) use font::plain_name;
pub(super) use leaves::{Leaf, leaves};
use limits::Limits;
pub(super) use matrix::Matrix;
use structure::Structure;

/// What a file shows.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Its pages in order.
    pub pages: Vec<PageWords>,
    /// Its pictures in the order of the structure.
    pub figures: Vec<Figure>,
    /// Its faces, as its glyphs number them.
    pub faces: Vec<EmbeddedFace>,
}

/// A face of a file, with what is drawn of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmbeddedFace {
    /// Its PostScript name, without the mark of a cut face.
    pub name: String,
    /// Whether its outlines can be told at all ([`crate::fonts::Program::is_plain`]).
    pub is_plain: bool,
    /// By code: the text that it is said to be, and what it draws.
    pub drawn: BTreeMap<u16, DrawnGlyph>,
}

/// What a code of a face draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnGlyph {
    /// What it is said to be.
    pub text: String,
    /// Its outline's digest ([`crate::fonts::outline_digest`]); `None` where it draws nothing that
    /// can be told.
    pub outline: Option<[u8; 32]>,
}

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    /// The text of the report, without artifacts, in the order of the content; an ActualText in
    /// the place of what it stands for.
    pub text: String,
    /// The same piece by piece.
    pub pieces: Vec<Piece>,
    /// Each glyph by itself, artifacts' too, in the order of the content.
    pub glyphs: Vec<Glyph>,
    /// What is shown beside the report's text.
    pub artifacts: Vec<Artifact>,
    /// Filled rectangles.
    pub rules: Vec<Shown>,
    /// Pictures, each as the rectangle it fills.
    pub pictures: Vec<Shown>,
    /// What we never draw.
    pub odd: Vec<Odd>,
}

/// Glyphs shown in one go. Lengths are in points from the page's bottom left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Piece {
    /// What is said: the ActualText where there is one, else as `shows`.
    pub says: String,
    /// What the glyphs are, by their font's ToUnicode.
    pub shows: String,
    /// Where it stands in the reading order; `None` outside of the structure.
    pub place: Option<Place>,
    /// Where the first glyph begins: its origin, the middle of an opening mark's em.
    pub x: f64,
    /// Where the last glyph begins.
    pub last: f64,
    /// The baseline.
    pub y: f64,
    /// The size.
    pub size: f64,
}

/// A glyph shown. Lengths are in points from the page's bottom left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The first character that it is said to be.
    pub shows: char,
    /// Its face's number in the file.
    pub face: usize,
    /// Its code.
    pub code: u16,
    /// Its origin.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Its size.
    pub size: f64,
    /// How far it moves the pen.
    pub advance: f64,
    /// Left, bottom, right and top of its ink.
    pub ink: Option<[f64; 4]>,
    /// The piece that it is of, by number; `None` in an artifact.
    pub piece: Option<usize>,
    /// Where it stands in the reading order.
    pub place: Option<Place>,
    /// The artifact that it is of, by number.
    pub artifact: Option<usize>,
}

/// A place in the reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The sequence's number among all of the file.
    pub order: usize,
    /// The number of the table's row it is in, among all rows.
    pub row: Option<usize>,
    /// The number of the table's cell it is in, among all cells.
    pub cell: Option<usize>,
    /// The cell's number in its row, from 0.
    pub column: Option<usize>,
}

/// What stands on a page and is not the report's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Artifact {
    /// Its glyphs, by ToUnicode, and where they stand.
    pub pieces: Vec<Piece>,
    /// Whether all of it is in light grey, as the mark of a draft is.
    pub pale: bool,
    /// Whether text of the report comes before it.
    pub over_text: bool,
}

impl Artifact {
    /// What its glyphs are.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.shows.as_str()).collect()
    }
}

/// A picture of the structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is said to who cannot see it.
    pub alt: Option<String>,
}

/// A rectangle in points from the page's bottom left corner, and whether it is an artifact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown {
    /// Left edge.
    pub left: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge.
    pub top: f64,
    /// Whether it is marked as an artifact.
    pub artifact: bool,
}

impl Shown {
    /// Whether a point is inside.
    #[must_use]
    pub fn holds(&self, x: f64, y: f64) -> bool {
        self.left <= x && x <= self.right && self.bottom <= y && y <= self.top
    }
}

/// What we never draw on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Odd {
    /// An operator.
    Operator(String),
    /// Text or a shape in another colour than black.
    Colour,
    /// Text turned, stretched, off the page, or too small to be read.
    Placement,
    /// Glyphs that do not go from left to right.
    Backwards,
    /// Glyphs that no one can tell the text of.
    Unreadable,
    /// Text or a picture outside of the structure.
    Untagged,
    /// A font or picture of another kind.
    Resource,
    /// Content, a picture or an annotation that a layer shows or hides (ISO 32000-1 8.11).
    Layer,
    /// An annotation that is neither a link nor a signature; its kind.
    Annotation(String),
    /// The page is turned or is no whole A4 page.
    PageBox,
}

/// What a PDF shows.
///
/// # Errors
/// Why it cannot be read.
pub fn words(pdf: &[u8]) -> Result<Words, ReadFault> {
    words_in(&PdfFile::open(pdf)?)
}

fn words_in(file: &PdfFile<'_>) -> Result<Words, ReadFault> {
    let structure = Structure::read(file)?;
    let mut limits = Limits::default();
    let mut pages = Vec::new();
    for leaf in leaves(file)? {
        let page = leaf.page(file)?;
        let mut shown = read_page(file, &leaf, &page, &structure, &mut limits)?;
        look_at_boxes(file, &leaf, &page, &mut shown.odd)?;
        look_at_annotations(file, &page, &mut shown.odd)?;
        shown.odd.sort();
        shown.odd.dedup();
        pages.push(shown);
    }
    Ok(Words { pages, figures: structure.figures, faces: limits.faces() })
}

/// A4 in points.
const PAPER: [f64; 4] = [0.0, 0.0, 595.276, 841.89];

fn look_at_boxes(
    file: &PdfFile<'_>,
    leaf: &Leaf,
    page: &Map,
    odd: &mut Vec<Odd>,
) -> Result<(), ReadFault> {
    let whole = |key| -> Result<bool, ReadFault> {
        let Some(value) = leaf.get(page, key) else { return Ok(key == "CropBox") };
        let corners = file.list(value)?;
        let near = |(corner, edge): (&Value, &f64)| {
            corner.number().is_some_and(|corner| (corner - edge).abs() < 1.0)
        };
        Ok(corners.len() == PAPER.len() && corners.iter().zip(&PAPER).all(near))
    };
    let turned = leaf.get(page, "Rotate").is_some_and(|turn| turn.number() != Some(0.0));
    let scaled = page.get("UserUnit").is_some();
    if turned || scaled || !whole("MediaBox")? || !whole("CropBox")? {
        odd.push(Odd::PageBox);
    }
    Ok(())
}

/// How many annotations of a page are looked at.
const MAX_ANNOTATIONS: usize = 5_000;

fn look_at_annotations(
    file: &PdfFile<'_>,
    page: &Map,
    odd: &mut Vec<Odd>,
) -> Result<(), ReadFault> {
    let Some(annotations) = page.get("Annots") else { return Ok(()) };
    let annotations = file.list(annotations)?;
    if annotations.len() > MAX_ANNOTATIONS {
        return Err(ReadFault::Swollen);
    }
    for annotation in &annotations {
        let annotation = file.map(annotation)?;
        if annotation.get("OC").is_some() {
            odd.push(Odd::Layer);
        }
        let kind = annotation.name("Subtype").unwrap_or_default();
        let expected = match kind {
            b"Link" => annotation.get("AP").is_none(),
            b"Widget" => is_signature(file, &annotation)?,
            _ => false,
        };
        if !expected {
            odd.push(Odd::Annotation(String::from_utf8_lossy(kind).into_owned()));
        }
    }
    Ok(())
}

/// Whether a field is a signature's; its kind may stand in the field above it.
pub(super) fn is_signature(file: &PdfFile<'_>, widget: &Map) -> Result<bool, ReadFault> {
    let kind = match (widget.get("FT"), widget.get("Parent")) {
        (None, Some(parent)) => file.map(parent)?.get("FT").cloned(),
        (kind, _) => kind.cloned(),
    };
    Ok(kind == Some(Value::Name(b"Sig".to_vec())))
}

/// A text string (ISO 32000-1 7.9.2.2): UTF-16 by its mark, else a byte a character.
pub(super) fn string(value: &Value) -> Option<String> {
    let Value::Text(bytes) = value else { return None };
    let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) else {
        return Some(bytes.iter().copied().map(char::from).collect());
    };
    let pair = |pair: &[u8]| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0xFFFD,
    };
    Some(String::from_utf16_lossy(&units.chunks(2).map(pair).collect::<Vec<_>>()))
}
