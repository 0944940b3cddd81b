//! A face as a file embeds it, read again: what each code of a page draws. It may come from
//! anywhere, and what it does not draw as a sound one does it does not draw at all.

use std::collections::BTreeMap;

use skrifa::FontRef;
use skrifa::raw::ps::cff::dict::{Entry, entries};
use skrifa::raw::ps::cff::index::Index;
use skrifa::raw::ps::cff::v1::Cff;
use skrifa::raw::ps::cff::{CffFontRef, Subfont};
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::GlyphId;
use skrifa::raw::{FontRead, TableProvider};

use super::Outlines;
use super::outline::{Pen, Step, outline};

/// How many glyphs one may be put together of, and how deep: a few accents.
const MAX_PARTS: usize = 32;
const MAX_DEPTH: usize = 4;
/// How long the dictionary of a CFF table may be, which is read again for each glyph.
const MAX_TOP: usize = 4096;
/// How long those of its parts may be in all: a sound one's have some hundred bytes each.
const MAX_PARTS_TOLD: usize = 1024 * 1024;
/// As how many bytes each of them counts at least.
const PART: usize = 64;
/// So many bytes of a glyph in a CFF table make a step, about.
const BYTES_A_STEP: usize = 4;

/// An embedded face.
#[derive(Debug)]
pub struct Program {
    bytes: Vec<u8>,
    outlines: Outlines,
    /// The parts of a CFF table, and its glyphs by CID, each looked for once; nothing where its
    /// outlines cannot be read.
    parts: Option<Parts>,
}

#[derive(Debug)]
struct Parts {
    subfonts: Vec<Subfont>,
    /// Nothing in a table that is not keyed by CID.
    by_cid: Option<BTreeMap<u16, GlyphId>>,
}

impl Program {
    /// A face of which the bytes are embedded; `None` where they are none.
    #[must_use]
    pub fn read(bytes: Vec<u8>, outlines: Outlines) -> Option<Self> {
        let is_face = match outlines {
            Outlines::TrueType => FontRef::new(&bytes).is_ok(),
            Outlines::Cff => CffFontRef::new_cff(&bytes, 0, None).is_ok(),
        };
        let parts = if outlines == Outlines::Cff { parts(&bytes) } else { None };
        is_face.then_some(Self { bytes, outlines, parts })
    }

    /// Whether its outlines can be read. Those of a CFF table with subroutines are not drawn: some
    /// kilobytes of them, each calling the next twice, would take for ever.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.outlines == Outlines::TrueType || self.parts.is_some()
    }

    /// How many steps it takes to draw a code at most, whether that comes to an end or not.
    #[must_use]
    pub fn work(&self, code: u16) -> usize {
        match self.outlines {
            Outlines::TrueType => FontRef::new(&self.bytes)
                .ok()
                .and_then(|font| points(&font, code, MAX_DEPTH, &mut MAX_PARTS.clone()))
                .unwrap_or_default(),
            Outlines::Cff => {
                let length = self.cff_glyph(code).and_then(|(font, glyph)| {
                    Some(font.charstrings().get(glyph.to_u32() as usize).ok()?.len())
                });
                length.unwrap_or_default() / BYTES_A_STEP
            }
        }
    }

    /// The outline that a code of a page draws: of the glyph of that CID in a CFF table keyed by
    /// CID, else of that number (ISO 32000-1 9.7.4.2). `None` where there is no such glyph.
    #[must_use]
    pub fn outline(&self, code: u16) -> Option<Vec<Step>> {
        match self.outlines {
            Outlines::TrueType => {
                let font = FontRef::new(&self.bytes).ok()?;
                let mut left = MAX_PARTS;
                points(&font, code, MAX_DEPTH, &mut left).map(|_| outline(&font, code))
            }
            Outlines::Cff => self.cff_outline(code),
        }
    }

    fn cff_outline(&self, code: u16) -> Option<Vec<Step>> {
        let (font, glyph) = self.cff_glyph(code)?;
        let part = font.subfont_index(glyph).unwrap_or(0);
        let subfont = self.parts.as_ref()?.subfonts.get(usize::from(part))?;
        let mut pen = Pen::default();
        font.draw(subfont, glyph, &[], None, &mut pen).ok()?;
        Some(pen.steps)
    }

    /// The glyph of a code in a CFF table that can be read.
    fn cff_glyph(&self, code: u16) -> Option<(CffFontRef<'_>, GlyphId)> {
        let glyph = match &self.parts.as_ref()?.by_cid {
            Some(by_cid) => *by_cid.get(&code)?,
            None => GlyphId::new(code.into()),
        };
        Some((CffFontRef::new_cff(&self.bytes, 0, None).ok()?, glyph))
    }

    /// Units to the em.
    #[must_use]
    pub fn units_per_em(&self) -> i64 {
        let units = match self.outlines {
            Outlines::TrueType => FontRef::new(&self.bytes)
                .ok()
                .and_then(|font| Some(i64::from(font.head().ok()?.units_per_em()))),
            Outlines::Cff => {
                CffFontRef::new_cff(&self.bytes, 0, None).ok().map(|font| i64::from(font.upem()))
            }
        };
        units.filter(|units| (16..=16_384).contains(units)).unwrap_or(1000)
    }
}

/// The parts of a CFF table; nothing where it has subroutines, or is made to be slow.
fn parts(table: &[u8]) -> Option<Parts> {
    are_short(table)?;
    let font = CffFontRef::new_cff(table, 0, None).ok()?;
    if font.global_subrs().count() > 0 {
        return None;
    }
    let has_none = |font: &Subfont| font.subrs_offset() == 0;
    let subfont = |number| font.subfont(number, &[]).ok().filter(has_none);
    let subfonts = (0..font.num_subfonts()).map(subfont).collect::<Option<Vec<Subfont>>>()?;
    let by_cid = font.charset().filter(|_| font.is_cid()).map(|charset| {
        let mut by_cid = BTreeMap::new();
        for (glyph, cid) in charset.iter() {
            by_cid.entry(cid.to_u16()).or_insert(glyph);
        }
        by_cid
    });
    Some(Parts { subfonts, by_cid })
}

/// Whether the dictionaries of a CFF table are as short as those of a sound one: each of its parts
/// may point at the same megabytes (The Compact Font Format, 9 and 15).
fn are_short(table: &[u8]) -> Option<()> {
    let cff = Cff::read(table.into()).ok()?;
    let top = cff.top_dicts().get(0).ok().filter(|top| top.len() <= MAX_TOP)?;
    let mut left = MAX_PARTS_TOLD;
    for entry in entries(top, None).filter_map(Result::ok) {
        match entry {
            Entry::PrivateDictRange(range) => left = left.checked_sub(range.len())?,
            Entry::FdArrayOffset(at) => {
                let array = Index::new(table.get(at..)?, false).ok()?;
                for number in 0..array.count() {
                    let part = array.get(number as usize).ok()?;
                    left = left.checked_sub(part.len().max(PART))?;
                    for entry in entries(part, None).filter_map(Result::ok) {
                        if let Entry::PrivateDictRange(range) = entry {
                            left = left.checked_sub(range.len())?;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Some(())
}

/// How many points a glyph has, those that it is put together of included; nothing where these
/// are more than an eye could tell.
fn points(font: &FontRef<'_>, glyph: u16, depth: usize, left: &mut usize) -> Option<usize> {
    *left = left.checked_sub(1).filter(|_| depth > 0)?;
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    match loca.get_glyf(GlyphId::new(glyph.into()), &glyf).ok()? {
        Some(Glyph::Composite(whole)) => {
            let mut parts = whole.components();
            parts.try_fold(0, |sum, part| {
                Some(sum + points(font, part.glyph.to_u16(), depth - 1, left)?)
            })
        }
        Some(Glyph::Simple(simple)) => Some(simple.num_points()),
        None => Some(0),
    }
}

#[cfg(test)]
mod tests;
