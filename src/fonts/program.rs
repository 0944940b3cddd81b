//! A face as a file embeds it, read again: what each code of a page draws. It may come from
//! anywhere, and what it does not draw as a sound one does it does not draw at all.

use skrifa::FontRef;
use skrifa::raw::TableProvider;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::GlyphId;

use super::Outlines;
use super::outline::{Pen, Step, outline};

/// How many glyphs one may be put together of, and how deep: a few accents.
const MAX_PARTS: usize = 32;
const MAX_DEPTH: usize = 4;

/// An embedded face.
#[derive(Debug)]
pub struct Program {
    bytes: Vec<u8>,
    outlines: Outlines,
    is_plain: bool,
}

impl Program {
    /// A face of which the bytes are embedded; `None` where they are none.
    #[must_use]
    pub fn read(bytes: Vec<u8>, outlines: Outlines) -> Option<Self> {
        let is_face = match outlines {
            Outlines::TrueType => FontRef::new(&bytes).is_ok(),
            Outlines::Cff => CffFontRef::new_cff(&bytes, 0, None).is_ok(),
        };
        let is_plain = outlines == Outlines::TrueType || has_no_subroutines(&bytes);
        is_face.then_some(Self { bytes, outlines, is_plain })
    }

    /// Whether its outlines can be told. Those of a CFF table with subroutines are not drawn: some
    /// kilobytes of them, each calling the next twice, would take for ever.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// The outline that a code of a page draws: of the glyph of that CID in a CFF table keyed by
    /// CID, else of that number (ISO 32000-1 9.7.4.2). `None` where there is no such glyph.
    #[must_use]
    pub fn outline(&self, code: u16) -> Option<Vec<Step>> {
        match self.outlines {
            Outlines::TrueType => {
                let font = FontRef::new(&self.bytes).ok()?;
                let mut left = MAX_PARTS;
                is_put_together(&font, code, MAX_DEPTH, &mut left).then(|| outline(&font, code))
            }
            Outlines::Cff if self.is_plain => self.cff_outline(code),
            Outlines::Cff => None,
        }
    }

    fn cff_outline(&self, code: u16) -> Option<Vec<Step>> {
        let font = CffFontRef::new_cff(&self.bytes, 0, None).ok()?;
        let glyph = match font.charset().filter(|_| font.is_cid()) {
            Some(charset) => charset.glyph_id(i32::from(code).into()).ok()?,
            None => GlyphId::new(code.into()),
        };
        let subfont = font.subfont(font.subfont_index(glyph).unwrap_or(0), &[]).ok()?;
        let mut pen = Pen::default();
        font.draw(&subfont, glyph, &[], None, &mut pen).ok()?;
        Some(pen.steps)
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

fn has_no_subroutines(table: &[u8]) -> bool {
    let Ok(font) = CffFontRef::new_cff(table, 0, None) else { return false };
    let has_none = |number| font.subfont(number, &[]).is_ok_and(|font| font.subrs_offset() == 0);
    font.global_subrs().count() == 0 && (0..font.num_subfonts()).all(has_none)
}

/// Whether a glyph is put together of no more others than an eye could tell.
fn is_put_together(font: &FontRef<'_>, glyph: u16, depth: usize, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1).filter(|_| depth > 0) else { return false };
    *left = rest;
    let (Ok(loca), Ok(glyf)) = (font.loca(None), font.glyf()) else { return false };
    match loca.get_glyf(GlyphId::new(glyph.into()), &glyf) {
        Ok(Some(Glyph::Composite(whole))) => whole
            .components()
            .all(|part| is_put_together(font, part.glyph.to_u16(), depth - 1, left)),
        Ok(_) => true,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{BODY_FILE, Face, FaceBytes, Origin};
    use super::*;

    #[test]
    fn a_cut_face_draws_what_the_face_draws() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        for file in [BODY_FILE, "NotoSansSC-Medium.ttf", "ChengbaoKai-Regular.ttf"] {
            let bytes: FaceBytes = Arc::new(std::fs::read(folder.join(file)).unwrap());
            let face = Face::new(file, bytes, 0, Origin::Program).unwrap();
            let mut glyphs: Vec<u16> = face.shape("国9.%").iter().map(|glyph| glyph.id).collect();
            glyphs.sort_unstable();
            let cut = face.cut(&glyphs).unwrap();
            let program = Program::read(cut.program().to_vec(), cut.outlines()).unwrap();
            assert_eq!(program.units_per_em(), i64::from(face.metrics().units_per_em));
            for (code, glyph) in cut.codes().iter().zip(&glyphs) {
                let outline = face.outline(*glyph);
                assert!(!outline.is_empty());
                assert_eq!(program.outline(*code), Some(outline), "{file}");
            }
        }
        assert!(Program::read(b"none".to_vec(), Outlines::Cff).is_none());
    }
}
