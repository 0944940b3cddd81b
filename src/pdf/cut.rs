//! Faces cut to the glyphs in use, with the one text that each glyph stands for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PdfFault;
use crate::fonts::{CutFace, Face, FaceId, FaceSet};
use crate::typeset::{Pages, PlacedGlyph};

/// A face as it goes into the file.
pub(super) struct Cut {
    /// The face's name with the tag that marks a subset (ISO 32000-1 9.6.4).
    pub name: String,
    /// The cut face.
    pub face: Arc<CutFace>,
    /// By the cut's glyph numbers: the advance.
    pub widths: BTreeMap<u16, u16>,
    pub units_per_em: u16,
    pub ascent: i16,
    pub descent: i16,
    pub bounds: [i16; 4],
    pub weight: u16,
    glyphs: BTreeMap<u16, CutGlyph>,
}

/// The cut faces of a report.
pub(super) type Cuts = BTreeMap<FaceId, Cut>;

struct CutGlyph {
    id: u16,
    text: String,
}

impl Cut {
    /// The cut's number for a face's glyph, and the text that readers take from it.
    pub(super) fn glyph(&self, id: u16) -> Option<(u16, &str)> {
        self.glyphs.get(&id).map(|g| (g.id, g.text.as_str()))
    }

    /// The width of a glyph of the cut in thousandths, as the file's font has it.
    pub(super) fn width(&self, id: u16) -> u16 {
        let units = u32::from(self.widths.get(&id).copied().unwrap_or(0));
        let per_em = u32::from(self.units_per_em);
        u16::try_from((units * 2000 + per_em) / (2 * per_em)).unwrap_or(u16::MAX)
    }
}

/// Cuts every face that the pages use.
pub(super) fn cut(pages: &Pages, faces: &FaceSet) -> Result<Cuts, PdfFault> {
    let mut used: BTreeMap<FaceId, BTreeMap<u16, Option<&str>>> = BTreeMap::new();
    for run in pages.runs().filter(|run| !run.glyphs.is_empty()) {
        let of_face = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            if glyph.id == NOTDEF {
                return Err(PdfFault::Unfit("有字印成了方框"));
            }
            note(of_face.entry(glyph.id).or_default(), glyph);
        }
    }
    used.into_iter().map(|(id, glyphs)| Ok((id, cut_face(faces.face(id), &glyphs)?))).collect()
}

/// The text of a glyph that stands for no character, as the second of two that draw one.
const UNKNOWN: &str = "\u{FFFD}";

/// The box that stands for a character which a face has not (ISO 19005-3 6.2.11.8).
const NOTDEF: u16 = 0;

/// A glyph that several characters share stands for the most ordinary of them; the others come
/// with an ActualText.
fn note<'p>(text: &mut Option<&'p str>, glyph: &'p PlacedGlyph) {
    if glyph.text.is_empty() || glyph.substitute {
        return;
    }
    let better = text.is_none_or(|known| rank(&glyph.text) < rank(known));
    if better {
        *text = Some(&glyph.text);
    }
}

/// How ordinary a text is: compatibility forms and invisible twins come last.
fn rank(text: &str) -> (bool, &str) {
    let odd = |c: char| {
        matches!(c, '\u{A0}' | '\u{AD}' | '\u{B5}' | '\u{2010}'..='\u{2011}' | '\u{2E80}'..='\u{2FDF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
    };
    (text.chars().any(odd), text)
}

fn cut_face(face: &Face, used: &BTreeMap<u16, Option<&str>>) -> Result<Cut, PdfFault> {
    let ids: Vec<u16> = used.keys().copied().collect();
    let cut = face.cut(&ids);
    let cut = cut.map_err(|reason| PdfFault::Cut { face: face.name().to_owned(), reason })?;
    let metrics = face.metrics();
    let small = |v: i32| i16::try_from(v).unwrap_or(if v < 0 { i16::MIN } else { i16::MAX });
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for (n, (id, (old, text))) in cut.codes().iter().copied().zip(used).enumerate() {
        // Lines were set by the face's own measures: where its outlines say otherwise, the pen is
        // moved by the difference.
        let of_outline = cut.widths().and_then(|widths| widths.get(n)).copied();
        let width = of_outline.or_else(|| u16::try_from(face.advance(*old)).ok());
        widths.insert(id, width.unwrap_or(0));
        // A glyph only ever drawn in another's place is told by ActualText; it still needs a
        // text of its own (ISO 14289-1 7.21.7).
        let text = text.map_or_else(|| face.character(*old), str::to_owned);
        let text = if text.is_empty() { UNKNOWN.to_owned() } else { text };
        if text.contains(['\0', '\u{FEFF}', '\u{FFFE}']) {
            return Err(PdfFault::Unfit("有字没有可以读出的 Unicode 值"));
        }
        glyphs.insert(*old, CutGlyph { id, text });
    }
    Ok(Cut {
        name: format!("{}+{}", tag(&ids), face.postscript_name()),
        face: cut,
        widths,
        units_per_em: metrics.units_per_em,
        ascent: small(metrics.ascent),
        descent: small(metrics.descent),
        bounds: [
            small(metrics.bounds.left),
            small(metrics.bounds.bottom),
            small(metrics.bounds.right),
            small(metrics.bounds.top),
        ],
        weight: face.weight(),
        glyphs,
    })
}

/// Six letters from the glyphs in use: the same cut has the same tag.
fn tag(ids: &[u16]) -> String {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for byte in ids.iter().flat_map(|id| id.to_be_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    (0..6).map(|n| char::from(b'A' + ((hash >> (8 * n)) % 26) as u8)).collect()
}
