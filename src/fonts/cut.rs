//! A face cut to the glyphs in use. Filings of one run mostly use the same, so the last cuts are
//! kept, packed.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::{FontRef, GlyphId, Tag};
use subsetter::GlyphRemapper;

use super::Face;
use super::outline::Pen;

/// How many cuts of a face are kept: filings of one run may take turns with drafts or carriers.
const KEPT: usize = 4;

/// A face cut to some of its glyphs.
#[derive(Debug)]
pub struct CutFace {
    glyphs: Vec<u16>,
    codes: Vec<u16>,
    outlines: Outlines,
    widths: Option<Vec<u16>>,
    program: Vec<u8>,
    packed: OnceLock<Vec<u8>>,
}

/// In which form a cut face has its outlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlines {
    /// A whole TrueType face.
    TrueType,
    /// A CFF table alone, keyed by CID.
    Cff,
}

impl CutFace {
    /// The form of its outlines.
    #[must_use]
    pub fn outlines(&self) -> Outlines {
        self.outlines
    }

    /// By which number a page draws each of the glyphs: in a CFF table their CIDs, else their places
    /// behind .notdef.
    #[must_use]
    pub fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// How wide the outlines say that each glyph is, in the face's units: a CFF table alone has no
    /// other widths, and a file is to give those (ISO 19005-3 6.2.11.5). `None` for a whole face,
    /// which has them in a table of its own.
    #[must_use]
    pub fn widths(&self) -> Option<&[u16]> {
        self.widths.as_deref()
    }

    /// What a file embeds of it.
    #[must_use]
    pub fn program(&self) -> &[u8] {
        &self.program
    }

    /// The same, packed: once, when it is asked for first.
    ///
    /// # Errors
    /// Those of packing.
    pub fn packed<E>(&self, pack: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>) -> Result<&[u8], E> {
        if self.packed.get().is_none() {
            // Where two threads pack it, both make the same.
            let _ = self.packed.set(pack(&self.program)?);
        }
        Ok(self.packed.get().map_or(&[], Vec::as_slice))
    }
}

/// The last cuts of a face, the latest first.
#[derive(Debug, Default)]
pub(super) struct Cuts(Mutex<Vec<Arc<CutFace>>>);

impl Cuts {
    fn find(&self, glyphs: &[u16]) -> Option<Arc<CutFace>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|cut| cut.glyphs == glyphs)?;
        kept[..=at].rotate_right(1);
        kept.first().cloned()
    }

    fn keep(&self, cut: &Arc<CutFace>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, Arc::clone(cut));
        kept.truncate(KEPT);
    }
}

impl Face {
    /// Cuts the face to glyphs, given in their order and each once, without .notdef.
    ///
    /// # Errors
    /// What the cutter says.
    pub fn cut(&self, glyphs: &[u16]) -> Result<Arc<CutFace>, String> {
        if let Some(cut) = self.cuts.find(glyphs) {
            return Ok(cut);
        }
        let (outlines, program) = self.cut_now(glyphs)?;
        let codes = codes(outlines, &program, glyphs.len())?;
        let widths = match outlines {
            Outlines::TrueType => None,
            Outlines::Cff => Some(widths(&program, glyphs.len())?),
        };
        let (glyphs, packed) = (glyphs.to_vec(), OnceLock::new());
        let cut = Arc::new(CutFace { glyphs, codes, outlines, widths, program, packed });
        self.cuts.keep(&cut);
        Ok(cut)
    }

    fn cut_now(&self, glyphs: &[u16]) -> Result<(Outlines, Vec<u8>), String> {
        let (data, index) = self.data();
        let font = FontRef::from_index(data, index).map_err(|e| e.to_string())?;
        if cff_table(&font).is_none() {
            let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
            let cut = subsetter::subset(data, index, &remapper).map_err(|e| e.to_string())?;
            return Ok((Outlines::TrueType, cut));
        }
        let cut = cut_cff(data, index, glyphs)?;
        // Readers take the codes of a page for CIDs in a bare table, and for glyphs in a whole
        // face; cut faces have the one for the other.
        let bare = FontRef::new(&cut).ok().and_then(|font| cff_table(&font)).map(<[u8]>::to_vec);
        Ok((Outlines::Cff, bare.ok_or("裁剪后没有 CFF 表")?))
    }
}

/// The number of each glyph of a cut behind .notdef. A table that is not keyed by CID is read as if
/// places were CIDs (ISO 32000-1 9.7.4.2).
fn codes(outlines: Outlines, program: &[u8], glyphs: usize) -> Result<Vec<u16>, String> {
    let places = (1..=u16::MAX).take(glyphs);
    if outlines == Outlines::TrueType {
        return Ok(places.collect());
    }
    let font = CffFontRef::new_cff(program, 0, None).map_err(|e| e.to_string())?;
    let charset = font.charset().filter(|_| font.is_cid());
    let code = |place: u16| match &charset {
        Some(charset) => Ok(charset.string_id(place.into()).map_err(|e| e.to_string())?.to_u16()),
        None => Ok(place),
    };
    places.map(code).collect()
}

/// The width of each glyph behind .notdef as its outline begins with it (Adobe Technical Note 5177,
/// 3.1); none given is the part's usual one, and that is 0 where none is given either.
fn widths(table: &[u8], glyphs: usize) -> Result<Vec<u16>, String> {
    let font = CffFontRef::new_cff(table, 0, None).map_err(|e| e.to_string())?;
    let parts = (0..font.num_subfonts()).map(|part| font.subfont(part, &[]));
    let parts = parts.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let width = |place: u16| {
        let glyph = GlyphId::new(place.into());
        let part = usize::from(font.subfont_index(glyph).unwrap_or(0));
        let part = parts.get(part).ok_or("CFF 表里缺少一部分")?;
        let width = font.draw(part, glyph, &[], None, &mut Pen::default());
        let width = width.map_err(|e| e.to_string())?.unwrap_or(0.0);
        // Widths of 0 to 16384 units: nothing is cut off.
        Ok(width.round() as u16)
    };
    (1..=u16::MAX).take(glyphs).map(width).collect()
}

/// Cuts a face with CFF outlines. `subsetter` takes each outline apart and rebuilds it;
/// `allsorts` copies them, in a quarter of the time.
fn cut_cff(data: &[u8], index: u32, glyphs: &[u16]) -> Result<Vec<u8>, String> {
    let with_notdef: Vec<u16> = std::iter::once(0).chain(glyphs.iter().copied()).collect();
    let font = ReadScope::new(data).read::<FontData<'_>>().map_err(|e| e.to_string())?;
    let tables = font.table_provider(index as usize).map_err(|e| e.to_string())?;
    subset(&tables, &with_notdef, &SubsetProfile::Pdf, CmapTarget::Unicode)
        .map_err(|e| e.to_string())
}

fn cff_table<'f>(font: &FontRef<'f>) -> Option<&'f [u8]> {
    Some(font.table_data(Tag::new(b"CFF "))?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{FaceBytes, Origin};

    fn body() -> Face {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path.join("fonts").join(crate::fonts::BESIDE[0].0)).unwrap();
        let bytes: FaceBytes = Arc::new(bytes);
        Face::new("FandolFang", bytes, 0, Origin::Program).unwrap()
    }

    fn outline(table: &[u8], glyph: usize) -> &[u8] {
        CffFontRef::new_cff(table, 0, None).unwrap().charstrings().get(glyph).unwrap()
    }

    #[test]
    fn outlines_are_copied_and_drawn_by_their_cids() {
        let face = body();
        let glyphs = [17, 800, 801, 7000];
        let cut = face.cut(&glyphs).unwrap();
        assert_eq!(cut.outlines(), Outlines::Cff);
        let (data, _) = face.data();
        let whole = cff_table(&FontRef::new(data).unwrap()).unwrap();
        let font = CffFontRef::new_cff(cut.program(), 0, None).unwrap();
        assert!(font.is_cid());
        assert_eq!(font.num_glyphs(), 5);
        for (n, old) in [0, 17, 800, 801, 7000].into_iter().enumerate() {
            assert_eq!(outline(cut.program(), n), outline(whole, old), "{old}");
            let cid = font.charset().unwrap().string_id((n as u16).into()).unwrap();
            assert_eq!(cut.codes().get(n.wrapping_sub(1)).copied().unwrap_or(0), cid.to_u16());
        }
        let (part, whole) = (font.subfont(0, &[]).unwrap(), CffFontRef::new_cff(whole, 0, None));
        let whole = whole.unwrap().subfont(0, &[]).unwrap();
        assert_eq!(part.default_width(), whole.default_width());
        assert_eq!(part.nominal_width(), whole.nominal_width());
        let advances = glyphs.map(|glyph| face.advance(glyph) as u16);
        assert_eq!(cut.widths(), Some(advances.as_slice()));
    }

    #[test]
    fn the_last_cuts_are_kept_and_no_more() {
        let face = body();
        let first = face.cut(&[1]).unwrap();
        for n in 2..=KEPT as u16 {
            face.cut(&[n]).unwrap();
        }
        assert!(Arc::ptr_eq(&first, &face.cut(&[1]).unwrap()));
        for n in 10..10 + KEPT as u16 {
            face.cut(&[n]).unwrap();
        }
        assert!(!Arc::ptr_eq(&first, &face.cut(&[1]).unwrap()));
        assert_eq!(first.program(), face.cut(&[1]).unwrap().program());
    }
}
