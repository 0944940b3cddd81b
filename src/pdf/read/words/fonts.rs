//! The fonts of a file, each read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::EmbeddedFace;
use super::font::Font;
use super::limits::Result;
use crate::pdf::read::objects::{PdfFile, ReadFault, Value};

/// More fonts than any report has.
const MAX_FONTS: usize = 16;

/// The fonts that were asked for so far, by their objects.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<u32, Option<Rc<Font>>>);

impl Fonts {
    /// A font by its reference, read once; `None` where it is of a kind that we never write.
    pub(super) fn get(&mut self, file: &PdfFile<'_>, font: &Value) -> Result<Option<Rc<Font>>> {
        let number = font.reference().ok_or(ReadFault::Damaged)?;
        if let Some(known) = self.0.get(&number) {
            return Ok(known.clone());
        }
        if self.0.len() >= MAX_FONTS {
            return Err(ReadFault::Swollen);
        }
        let read = Font::read(file, font, self.0.len())?.map(Rc::new);
        self.0.insert(number, read.clone());
        Ok(read)
    }

    /// The faces that were drawn with, in the order in which they were met.
    pub(super) fn faces(&self) -> Vec<EmbeddedFace> {
        let mut fonts: Vec<&Rc<Font>> = self.0.values().flatten().collect();
        fonts.sort_by_key(|font| font.number);
        // What is none of ours has a number, and no face.
        let mut faces = vec![EmbeddedFace::default(); self.0.len()];
        for font in fonts {
            if let Some(face) = faces.get_mut(font.number) {
                *face = font.face();
            }
        }
        faces
    }
}
