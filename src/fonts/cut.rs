//! A face cut to the glyphs in use. Filings of one run mostly use the same, so the last cuts are
//! kept, packed.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use skrifa::{FontRef, Tag};
use subsetter::GlyphRemapper;

use super::{Face, cff};

/// How many cuts of a face are kept: filings of one run may take turns with drafts or carriers.
const KEPT: usize = 4;

/// A face cut to some of its glyphs, which are numbered anew in their order, behind .notdef.
#[derive(Debug)]
pub struct CutFace {
    glyphs: Vec<u16>,
    outlines: Outlines,
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
        let (outlines, program) = self.cut_anew(glyphs)?;
        let (glyphs, packed) = (glyphs.to_vec(), OnceLock::new());
        let cut = Arc::new(CutFace { glyphs, outlines, program, packed });
        self.cuts.keep(&cut);
        Ok(cut)
    }

    fn cut_anew(&self, glyphs: &[u16]) -> Result<(Outlines, Vec<u8>), String> {
        let (data, index) = self.data();
        let table = FontRef::from_index(data, index).ok().and_then(|font| cff_table(&font));
        if let Some(program) = table.and_then(|table| cff::cut(table, glyphs)) {
            return Ok((Outlines::Cff, program));
        }
        let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
        let cut = subsetter::subset(data, index, &remapper).map_err(|e| e.to_string())?;
        // Readers take the codes of a page for CIDs in a bare table, and for glyphs in a whole
        // face; cut faces have the one for the other.
        let bare = FontRef::new(&cut).ok().and_then(|font| cff_table(&font)).map(<[u8]>::to_vec);
        Ok(match bare {
            Some(program) => (Outlines::Cff, program),
            None => (Outlines::TrueType, cut),
        })
    }
}

fn cff_table<'f>(font: &FontRef<'f>) -> Option<&'f [u8]> {
    Some(font.table_data(Tag::new(b"CFF "))?.as_bytes())
}

#[cfg(test)]
mod tests {
    use skrifa::raw::ps::cff::CffFontRef;

    use super::*;
    use crate::fonts::{FaceBytes, Origin};

    fn body() -> Face {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path.join("fonts").join(crate::fonts::BODY_FILE)).unwrap();
        let bytes: FaceBytes = Arc::new(bytes);
        Face::new("FandolFang", bytes, 0, Origin::Program).unwrap()
    }

    fn outline(table: &[u8], glyph: usize) -> &[u8] {
        CffFontRef::new_cff(table, 0, None).unwrap().charstrings().get(glyph).unwrap()
    }

    #[test]
    fn outlines_are_copied_and_numbered_in_their_order() {
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
            assert_eq!(usize::from(cid.to_u16()), n);
        }
        let (part, whole) = (font.subfont(0, &[]).unwrap(), CffFontRef::new_cff(whole, 0, None));
        let whole = whole.unwrap().subfont(0, &[]).unwrap();
        assert_eq!(part.default_width(), whole.default_width());
        assert_eq!(part.nominal_width(), whole.nominal_width());
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
