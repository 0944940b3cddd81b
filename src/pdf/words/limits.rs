//! What may still be read of a file, over all its pages.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::EmbeddedFace;
use super::font::Font;
use crate::pdf::reading::{PdfFile, ReadFault, Value};

pub(super) type Result<T> = std::result::Result<T, ReadFault>;

/// How many steps the outlines that are drawn have in all.
const MAX_STEPS: usize = 8_000_000;

/// What may still be read of a file.
pub(super) struct Limits {
    pub(super) operators: usize,
    /// Pieces, rectangles, pictures.
    pub(super) things: usize,
    pub(super) bytes_of_text: usize,
    pub(super) glyphs: usize,
    /// Of outlines.
    pub(super) steps: usize,
    fonts: BTreeMap<u32, Option<Rc<Font>>>,
}

impl Default for Limits {
    fn default() -> Self {
        let fonts = BTreeMap::new();
        Self {
            operators: 4_000_000,
            things: 300_000,
            bytes_of_text: 8 * 1024 * 1024,
            glyphs: 2_000_000,
            steps: MAX_STEPS,
            fonts,
        }
    }
}

impl Limits {
    /// A font by its reference, read once; `None` where it is of a kind that we never write.
    pub(super) fn font(&mut self, file: &PdfFile<'_>, font: &Value) -> Result<Option<Rc<Font>>> {
        let number = font.reference().ok_or(ReadFault::Damaged)?;
        if let Some(known) = self.fonts.get(&number) {
            return Ok(known.clone());
        }
        if self.fonts.len() >= MAX_FONTS {
            return Err(ReadFault::Swollen);
        }
        let read = Font::read(file, font, self.fonts.len())?.map(Rc::new);
        self.fonts.insert(number, read.clone());
        Ok(read)
    }

    /// The faces that were drawn with, in the order in which they were met.
    pub(super) fn faces(&self) -> Vec<EmbeddedFace> {
        let mut fonts: Vec<&Rc<Font>> = self.fonts.values().flatten().collect();
        fonts.sort_by_key(|font| font.number);
        // What is none of ours has a number, and no face.
        let mut faces = vec![EmbeddedFace::default(); self.fonts.len()];
        for font in fonts {
            if let Some(face) = faces.get_mut(font.number) {
                *face = font.face();
            }
        }
        faces
    }
}

/// More fonts than any report has.
const MAX_FONTS: usize = 16;

/// Takes something from what is left.
pub(super) fn take(left: &mut usize, some: usize) -> Result<()> {
    *left = left.checked_sub(some).ok_or(ReadFault::Swollen)?;
    Ok(())
}
