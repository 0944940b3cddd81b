//! A font as far as its text and its pen go: what each code says and how wide it is (ISO 32000-1
//! 9.7). Only fonts of two-byte codes, as all of ours are.

use std::collections::BTreeMap;

use super::cmap::{self, Texts};
use crate::pdf::reading::{Map, PdfFile, ReadFault, Value};

/// How long a CMap may be.
const MAX_CMAP: usize = 2 * 1024 * 1024;
/// How many codes may have a width.
const MAX_WIDTHS: usize = 65_536;
/// The usual width (ISO 32000-1 table 117).
const USUAL: f64 = 1000.0;

type Result<T> = std::result::Result<T, ReadFault>;

/// A font.
#[derive(Debug, Default)]
pub(super) struct Font {
    texts: Texts,
    widths: BTreeMap<u16, f64>,
    usual: f64,
}

impl Font {
    /// Reads a font; `None` where it is of a kind that we never write.
    pub(super) fn read(file: &PdfFile<'_>, font: &Value) -> Result<Option<Self>> {
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
        Ok(Some(Self { texts, widths: widths(file, &below)?, usual }))
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
