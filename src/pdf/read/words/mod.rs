//! What the pages of a PDF show, read back from their contents (ISO 32000-1 8 and 9): the text
//! with its places, pictures, lines, and whatever there is that we never draw.
//!
//! The reader trusts nothing: what an ActualText says and what the glyphs under it are come out
//! side by side, so that the one cannot hide the other; so do artifacts, and content that stands
//! in no structure. What it all has to be, `verify` knows.

mod cmap;
mod content;
mod font;
mod fonts;
mod limits;
mod matrix;
mod reading_order;
mod show;
mod state;

use std::collections::BTreeMap;

use super::objects::{Map, PdfFile, ReadFault, Value};
use super::page_tree::{Leaf, leaves};
use content::read_page;
pub(super) use font::plain_name;
use fonts::Fonts;
use limits::Limits;
pub(super) use matrix::Matrix;
use reading_order::Structure;

use crate::typeset::A4;

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
    /// Whether its outlines can be read at all ([`crate::fonts::Program::is_plain`]).
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
    /// can be read.
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
    pub rules: Vec<Rectangle>,
    /// Pictures, each as the rectangle it fills.
    pub pictures: Vec<Rectangle>,
    /// What we never draw.
    pub anomalies: Vec<Anomaly>,
}

/// Glyphs shown in one go. Lengths are in points from the page's bottom left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Piece {
    /// What is said: the ActualText where there is one, else as `shows`.
    pub says: String,
    /// What the glyphs are, by their font's ToUnicode.
    pub shows: String,
    /// Where it stands in the reading order; `None` outside of the structure.
    pub place: Option<ReadingPosition>,
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
    pub place: Option<ReadingPosition>,
    /// The artifact that it is of, by number.
    pub artifact: Option<usize>,
}

/// A place in the reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingPosition {
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
    /// What it says to screen readers.
    pub alt: Option<String>,
}

/// A rectangle in points from the page's bottom left corner, and whether it is an artifact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
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

impl Rectangle {
    /// Whether a point is inside.
    #[must_use]
    pub fn holds(&self, x: f64, y: f64) -> bool {
        self.left <= x && x <= self.right && self.bottom <= y && y <= self.top
    }
}

/// What we never draw on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anomaly {
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
    let (mut limits, mut fonts) = (Limits::default(), Fonts::default());
    let mut pages = Vec::new();
    for leaf in leaves(file)? {
        let page = leaf.page(file)?;
        let mut shown = read_page(file, &leaf, &page, &structure, &mut limits, &mut fonts)?;
        look_at_boxes(file, &leaf, &page, &mut shown.anomalies)?;
        look_at_annotations(file, &page, &mut shown.anomalies)?;
        shown.anomalies.sort();
        shown.anomalies.dedup();
        pages.push(shown);
    }
    Ok(Words { pages, figures: structure.figures, faces: fonts.faces() })
}

/// The whole paper, in points.
const PAPER: [f64; 4] = [0.0, 0.0, A4.width().points(), A4.height().points()];

fn look_at_boxes(
    file: &PdfFile<'_>,
    leaf: &Leaf,
    page: &Map,
    anomalies: &mut Vec<Anomaly>,
) -> Result<(), ReadFault> {
    let whole = |key| -> Result<bool, ReadFault> {
        let Some(value) = leaf.get(page, key) else { return Ok(key == "CropBox") };
        let corners = file.list(value)?;
        let near = |(corner, edge): (&Value, &f64)| {
            corner.number().is_some_and(|corner| (corner - edge).abs() < 1.0)
        };
        Ok(corners.len() == 4 && corners.iter().zip(&PAPER).all(near))
    };
    let turned = leaf.get(page, "Rotate").is_some_and(|turn| turn.number() != Some(0.0));
    let scaled = page.get("UserUnit").is_some();
    if turned || scaled || !whole("MediaBox")? || !whole("CropBox")? {
        anomalies.push(Anomaly::PageBox);
    }
    Ok(())
}

/// How many annotations of a page are looked at.
const MAX_ANNOTATIONS: usize = 5_000;

fn look_at_annotations(
    file: &PdfFile<'_>,
    page: &Map,
    anomalies: &mut Vec<Anomaly>,
) -> Result<(), ReadFault> {
    let Some(annotations) = page.get("Annots") else { return Ok(()) };
    let annotations = file.list(annotations)?;
    if annotations.len() > MAX_ANNOTATIONS {
        return Err(ReadFault::Swollen);
    }
    for annotation in &annotations {
        let annotation = file.map(annotation)?;
        if annotation.get("OC").is_some() {
            anomalies.push(Anomaly::Layer);
        }
        let kind = annotation.name("Subtype").unwrap_or_default();
        let expected = match kind {
            b"Link" => annotation.get("AP").is_none(),
            b"Widget" => is_signature(file, &annotation)?,
            _ => false,
        };
        if !expected {
            anomalies.push(Anomaly::Annotation(String::from_utf8_lossy(kind).into_owned()));
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
