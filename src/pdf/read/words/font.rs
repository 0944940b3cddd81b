//! A font as far as its text and its pen go: what each code says and how wide it is (ISO 32000-1
//! 9.7). Only fonts of two-byte codes, as all of ours are.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cmap::{self, Texts};
use super::limits::take;
use super::{DrawnGlyph, EmbeddedFace};
use crate::fonts::{Outlines, PARTS, Program, extent, outline_digest};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};

/// How long a CMap may be.
const MAX_CMAP: usize = 2 * 1024 * 1024;
/// How many codes may have a width.
const MAX_WIDTHS: usize = 65_536;
/// The usual width (ISO 32000-1 table 117).
const USUAL: f64 = 1000.0;

type Result<T> = std::result::Result<T, ReadFault>;

/// How long an embedded face may be.
const MAX_PROGRAM: usize = 32 * 1024 * 1024;
/// As how many steps looking for a glyph counts, in a table made to be slow.
const LOOK: usize = 200;

/// A font.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Its number among the file's.
    pub(super) number: usize,
    name: String,
    program: Option<Program>,
    units: f64,
    drawn: RefCell<BTreeMap<u16, Contours>>,
    texts: Texts,
    widths: BTreeMap<u16, f64>,
    usual: f64,
}

impl Font {
    /// Reads a font; `None` where it is of a kind that we never write.
    pub(super) fn read(file: &PdfFile<'_>, font: &Value, number: usize) -> Result<Option<Self>> {
        let font = file.map(font)?;
        let ours =
            font.name("Subtype") == Some(b"Type0") && font.name("Encoding") == Some(b"Identity-H");
        let (Some(texts), Some(below)) = (font.get("ToUnicode"), font.get("DescendantFonts"))
        else {
            return Ok(None);
        };
        let below = file.list(below)?;
        let [below] = below.as_slice() else { return Ok(None) };
        if !ours {
            return Ok(None);
        }
        let (_, bytes) = file.stream(texts, MAX_CMAP)?;
        let texts = cmap::read(&bytes).ok_or(ReadFault::Damaged)?;
        let below = file.map(below)?;
        let usual = below.get("DW").and_then(Value::number).unwrap_or(USUAL);
        let name = plain_name(&font);
        let program = program(file, &below)?;
        // Places in outlines are in parts of a unit, which number far less than 2^53.
        let units = program.as_ref().map_or(1000, Program::units_per_em) * PARTS;
        let (widths, drawn) = (widths(file, &below)?, RefCell::default());
        let units = units as f64;
        Ok(Some(Self { number, name, program, units, drawn, texts, widths, usual }))
    }

    /// What a code draws: its ink in parts of the size, from its origin. Looked at once.
    pub(super) fn ink(&self, code: u16, steps: &mut usize) -> Result<Option<[f64; 4]>> {
        if let Some(drawn) = self.drawn.borrow().get(&code) {
            return Ok(drawn.ink);
        }
        let program = self.program.as_ref();
        // Also what fails at its end takes its time until there.
        take(steps, LOOK + program.map_or(0, |program| program.work(code)))?;
        let outline = program.and_then(|program| program.outline(code));
        let extent = outline.as_deref().and_then(extent);
        let ink = extent.map(|edges| edges.map(|edge| edge as f64 / self.units));
        let outline = outline.as_deref().map(outline_digest);
        self.drawn.borrow_mut().insert(code, Contours { ink, outline });
        Ok(ink)
    }

    /// The face, with what was drawn of it.
    pub(super) fn face(&self) -> EmbeddedFace {
        let drawn = self.drawn.borrow();
        let glyph = |(code, drawn): (&u16, &Contours)| {
            let text = self.texts.get(code).cloned().unwrap_or_default();
            (*code, DrawnGlyph { text, outline: drawn.outline })
        };
        let is_plain = self.program.as_ref().is_none_or(Program::is_plain);
        let drawn = drawn.iter().map(glyph).collect();
        EmbeddedFace { name: self.name.clone(), is_plain, drawn }
    }

    /// What a code says; `None` where the font has no word on it.
    pub(super) fn text(&self, code: u16) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// How far a code moves the pen, in thousandths of the size.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.usual)
    }
}

/// A face's name, without the six letters and the plus sign that mark a cut one (ISO 32000-1 9.6.4).
pub(in crate::pdf) fn plain_name(font: &Map) -> String {
    let name = font.name("BaseFont").map(String::from_utf8_lossy).unwrap_or_default();
    name.split_once('+').map_or(name.as_ref(), |(_, plain)| plain).to_owned()
}

/// What a code draws.
#[derive(Debug)]
struct Contours {
    ink: Option<[f64; 4]>,
    outline: Option<[u8; 32]>,
}

/// The face that a font embeds (ISO 32000-1 9.9), where it does so in one way, and its codes are
/// glyphs without a map between.
fn program(file: &PdfFile<'_>, font: &Map) -> Result<Option<Program>> {
    let identity = |map: &Value| *map == Value::name("Identity");
    if !font.get("CIDToGIDMap").is_none_or(identity) {
        return Ok(None);
    }
    let Some(descriptor) = font.get("FontDescriptor") else { return Ok(None) };
    let descriptor = file.map(descriptor)?;
    let programs = ["FontFile", "FontFile2", "FontFile3"].map(|key| descriptor.get(key));
    let (stream, outlines) = match programs {
        [None, Some(stream), None] => (stream, Outlines::TrueType),
        [None, None, Some(stream)] => (stream, Outlines::Cff),
        _ => return Ok(None),
    };
    let (about, bytes) = file.stream(stream, MAX_PROGRAM)?;
    let bare = about.name("Subtype") == Some(b"CIDFontType0C");
    let known = if outlines == Outlines::Cff { bare } else { about.get("Subtype").is_none() };
    Ok(Program::read(bytes, outlines).filter(|_| known))
}

/// Widths as a CID font has them (ISO 32000-1 9.7.4.3): `c [w …]` and `c c w`.
fn widths(file: &PdfFile<'_>, font: &Map) -> Result<BTreeMap<u16, f64>> {
    let mut widths = BTreeMap::new();
    let Some(list) = font.get("W") else { return Ok(widths) };
    let list = file.list(list)?;
    let mut rest = list.as_slice();
    let mut counted = 0;
    while let [first, second, further @ ..] = rest {
        let first = code(first).ok_or(ReadFault::Damaged)?;
        if let Value::List(each) = second {
            for (code, width) in (first..=u16::MAX).zip(each) {
                widths.insert(code, width.number().ok_or(ReadFault::Damaged)?);
            }
            rest = further;
            continue;
        }
        let [width, further @ ..] = further else { return Err(ReadFault::Damaged) };
        let codes = first..=code(second).ok_or(ReadFault::Damaged)?;
        counted += codes.len();
        if counted > MAX_WIDTHS {
            return Err(ReadFault::Swollen);
        }
        let width = width.number().ok_or(ReadFault::Damaged)?;
        widths.extend(codes.map(|code| (code, width)));
        rest = further;
    }
    Ok(widths)
}

fn code(value: &Value) -> Option<u16> {
    match value {
        Value::Integer(code) => u16::try_from(*code).ok(),
        _ => None,
    }
}
