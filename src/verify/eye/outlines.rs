//! Whether each glyph has the outline that its face has for the text that it is said to be.

use std::collections::{BTreeMap, BTreeSet};

use super::super::difference::PageDifference;
use crate::fonts::{Face, FaceSet, Glyph, outline_digest};
use crate::pdf::{EmbeddedFace, Words};

/// What a glyph is said to be that no character of its face draws.
const UNKNOWN: &str = "\u{FFFD}";

/// The first glyph of another outline than its face has; faces that are not at hand are passed
/// over.
pub(super) fn other(words: &Words, faces: &FaceSet) -> Option<PageDifference> {
    let by_name: BTreeMap<String, &Face> =
        faces.iter().map(|(_, face)| (face.postscript_name(), face)).collect();
    for (number, embedded) in words.faces.iter().enumerate() {
        // What cannot be recognised here is found where the report is rebuilt.
        let Some(face) = by_name.get(&embedded.name).filter(|_| embedded.is_plain) else {
            continue;
        };
        if let Some(code) = other_in(embedded, face, &said(words, number)) {
            let text =
                embedded.drawn.get(&code).map(|drawn| drawn.text.clone()).unwrap_or_default();
            let drawn = |glyph: &crate::pdf::Glyph| glyph.face == number && glyph.code == code;
            let page = words.pages.iter().position(|page| page.glyphs.iter().any(drawn));
            return Some(PageDifference::Outline { page: page.map_or(1, |n| n + 1), text });
        }
    }
    None
}

/// By code, for glyphs that no character draws: the texts that they stand for.
fn said(words: &Words, face: usize) -> BTreeMap<u16, BTreeSet<String>> {
    let mut said: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
    for page in &words.pages {
        let unknown = page.glyphs.iter().filter(|glyph| {
            glyph.face == face && UNKNOWN.starts_with(glyph.shows) && glyph.artifact.is_none()
        });
        for glyph in unknown {
            let piece = glyph.piece.and_then(|piece| page.pieces.get(piece));
            let says = piece.map(|piece| piece.says.clone()).unwrap_or_default();
            said.entry(glyph.code).or_default().insert(says);
        }
    }
    said
}

/// The first code that draws another outline.
fn other_in(
    embedded: &EmbeddedFace,
    face: &Face,
    said: &BTreeMap<u16, BTreeSet<String>>,
) -> Option<u16> {
    let digests = |glyphs: Vec<Glyph>| -> Vec<[u8; 32]> {
        glyphs.iter().map(|glyph| outline_digest(&face.outline(glyph.id))).collect()
    };
    let outlines = |text: &str| digests(face.shape(text));
    // Earlier versions had other digits of the same face.
    let earlier = |text: &str| digests(face.shape_wide(text));
    let is_own = |code: u16, text: &str, outline: [u8; 32]| match text {
        UNKNOWN => {
            said.get(&code).is_none_or(|said| said.iter().all(|s| outlines(s).contains(&outline)))
        }
        // A text of one glyph is that glyph.
        text => outlines(text) == [outline] || earlier(text) == [outline],
    };
    embedded.drawn.iter().find_map(|(code, drawn)| {
        let own = drawn.outline.is_some_and(|outline| is_own(*code, &drawn.text, outline));
        (!own).then_some(*code)
    })
}
