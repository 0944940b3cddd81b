//! What tells pages apart.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::PreparedPicture;
use crate::typeset::{Area, DraftMark, Length, Page, TextRun};

/// A page's marks of identity, 32 hexadecimal digits each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Of what is seen on it: the same for two pages that look the same.
    pub look: String,
    /// Of what is seen and what it belongs to: the same for two pages whose SVG is the same.
    pub content: String,
}

/// Tells pages apart. A draft's mark is not part of a page's look.
#[must_use]
pub fn identity(
    page: &Page,
    pictures: &BTreeMap<String, PreparedPicture>,
    draft: Option<&DraftMark>,
) -> Identity {
    let mut look = Hash::default();
    let mut content = Hash::default();
    content.number(i64::from(draft.is_some()));
    let line = draft.iter().flat_map(|mark| &mark.line);
    line.flat_map(|run| &run.glyphs).for_each(|glyph| content.text(&glyph.text));
    for run in &page.runs {
        see(run, &mut look);
        content.element(run.element);
        run.glyphs.iter().for_each(|glyph| content.text(&glyph.text));
    }
    page.rules.iter().for_each(|rule| look.area(*rule));
    for placed in &page.pictures {
        look.area(placed.area);
        look.0.update(pictures.get(&placed.file).map_or([0; 32], PreparedPicture::fingerprint));
        content.element(Some(placed.element));
        content.text(&placed.alt);
    }
    let look = look.hex();
    content.text(&look);
    Identity { look, content: content.hex() }
}

fn see(run: &TextRun, look: &mut Hash) {
    look.number(run.face.number() as i64);
    look.lengths(&[run.size, run.baseline]);
    look.number(run.glyphs.len() as i64);
    for glyph in &run.glyphs {
        look.number(i64::from(glyph.id));
        look.lengths(&[glyph.x]);
    }
}

#[derive(Default)]
struct Hash(Sha256);

impl Hash {
    fn number(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    fn lengths(&mut self, lengths: &[Length]) {
        lengths.iter().for_each(|length| self.number(length.0));
    }

    fn area(&mut self, area: Area) {
        self.lengths(&[area.x, area.y, area.width, area.height]);
    }

    fn element(&mut self, element: Option<usize>) {
        self.number(element.map_or(-1, |n| n as i64));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text);
    }

    fn hex(self) -> String {
        base16ct::lower::encode_string(&self.0.finalize()[..16])
    }
}
