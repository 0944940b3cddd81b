//! Faces cut to the glyphs in use, with the one text that each glyph stands for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CutFace, Face, FaceId, FaceSet};

/// A face as it goes into a file.
pub(crate) struct Subset {
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
    glyphs: BTreeMap<u16, SubsetGlyph>,
}

/// The cut faces of a report.
pub(crate) type Subsets = BTreeMap<FaceId, Subset>;

struct SubsetGlyph {
    id: u16,
    text: String,
}

impl Subset {
    /// The cut's number for a face's glyph, and the text that readers take from it.
    pub(crate) fn glyph(&self, id: u16) -> Option<(u16, &str)> {
        self.glyphs.get(&id).map(|g| (g.id, g.text.as_str()))
    }

    /// The width of a glyph of the cut in thousandths, as the file's font has it.
    pub(crate) fn width(&self, id: u16) -> u16 {
        let units = u32::from(self.widths.get(&id).copied().unwrap_or(0));
        let per_em = u32::from(self.units_per_em);
        u16::try_from((units * 2000 + per_em) / (2 * per_em)).unwrap_or(u16::MAX)
    }
}

/// Why faces cannot be cut.
#[derive(Debug)]
pub(crate) enum SubsetFault {
    /// The cutter's own words.
    Cut { face: String, reason: String },
    /// A character would be drawn as the box of a missing glyph (ISO 19005-3 6.2.11.8).
    NotDef,
    /// A glyph stands for no character that can be read.
    NoText,
}

impl FaceSet {
    /// Cuts every face in use to its used glyphs: the face, the glyph, and the text that it stands
    /// for; `None` where other means tell what it stands for.
    pub(crate) fn subsets<'t>(
        &self,
        uses: impl Iterator<Item = (FaceId, u16, Option<&'t str>)>,
    ) -> Result<Subsets, SubsetFault> {
        let mut used: BTreeMap<FaceId, BTreeMap<u16, Option<&str>>> = BTreeMap::new();
        for (face, glyph, text) in uses {
            if glyph == NOTDEF {
                return Err(SubsetFault::NotDef);
            }
            let known = used.entry(face).or_default().entry(glyph).or_default();
            *known = most_ordinary(*known, text);
        }
        used.into_iter().map(|(id, glyphs)| Ok((id, subset(self.face(id), &glyphs)?))).collect()
    }
}

/// The text of a glyph that stands for no character, as the second of two that draw one.
const UNKNOWN: &str = "\u{FFFD}";

/// The box that stands for a character which a face has not.
const NOTDEF: u16 = 0;

/// A glyph that several characters share stands for the most ordinary of them; the others come
/// with an ActualText.
fn most_ordinary<'t>(known: Option<&'t str>, text: Option<&'t str>) -> Option<&'t str> {
    match (known, text) {
        (Some(known), Some(text)) if rank(text) >= rank(known) => Some(known),
        (known, None) => known,
        (_, text) => text,
    }
}

/// How ordinary a text is: compatibility forms and invisible twins come last.
fn rank(text: &str) -> (bool, &str) {
    let is_unusual = |c: char| {
        matches!(c, '\u{A0}' | '\u{AD}' | '\u{B5}' | '\u{2010}'..='\u{2011}' | '\u{2E80}'..='\u{2FDF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
    };
    (text.chars().any(is_unusual), text)
}

fn subset(face: &Face, used: &BTreeMap<u16, Option<&str>>) -> Result<Subset, SubsetFault> {
    let ids: Vec<u16> = used.keys().copied().collect();
    let cut = face.cut(&ids);
    let cut = cut.map_err(|reason| SubsetFault::Cut { face: face.name().to_owned(), reason })?;
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
        // A glyph only ever drawn in another's place reads as an ActualText; it still needs a
        // text of its own (ISO 14289-1 7.21.7).
        let text = text.map_or_else(|| face.character(*old), str::to_owned);
        let text = if text.is_empty() { UNKNOWN.to_owned() } else { text };
        if text.contains(['\0', '\u{FEFF}', '\u{FFFE}']) {
            return Err(SubsetFault::NoText);
        }
        glyphs.insert(*old, SubsetGlyph { id, text });
    }
    Ok(Subset {
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
