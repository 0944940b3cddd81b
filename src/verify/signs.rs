//! Whether glyphs are those that we draw for a text: raised and lowered digits, characters that
//! share a glyph, and nothing else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::fonts::{self, FaceSet};
use crate::typeset::drawn_as;

/// What stands where no face has a character; in drafts only.
const MISSING: char = '〓';
/// What a glyph says that no character of its face draws.
const UNKNOWN: char = '\u{FFFD}';

/// Tells whether glyphs are drawn for a text.
pub(super) struct Signs {
    /// Whether the report is a draft.
    draft: bool,
    /// Characters that were asked about: looking into the faces takes its time.
    known: RefCell<BTreeMap<(char, char), bool>>,
}

impl Signs {
    pub(super) fn new(draft: bool) -> Self {
        Self { draft, known: RefCell::default() }
    }

    /// Whether glyphs that are these characters are drawn for a text. White space is nothing,
    /// and neither are marks over the character before them.
    pub(super) fn are_drawn_for(&self, shown: &str, text: &str) -> bool {
        let (mut shown, mut text) = (inked(shown), inked(text));
        loop {
            match (shown.next(), text.next()) {
                (None, None) => return true,
                (Some(shown), Some(said)) if self.is_drawn_for(shown, said) => {}
                _ => return false,
            }
        }
    }

    fn is_drawn_for(&self, shown: char, said: char) -> bool {
        let drawn = drawn_as(said);
        if shown == drawn || shown == UNKNOWN || (self.draft && shown == MISSING) {
            return true;
        }
        let mut known = self.known.borrow_mut();
        *known.entry((shown, drawn)).or_insert_with(|| share_a_glyph(shown, drawn))
    }
}

fn inked(text: &str) -> impl Iterator<Item = char> {
    let over = |c: char| matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{AD}');
    text.chars().filter(move |c| !c.is_whitespace() && !over(*c))
}

/// The faces that are compiled in; which characters share a glyph hardly differs by face.
static FACES: LazyLock<Option<FaceSet>> = LazyLock::new(|| fonts::load(|_| None).ok());

fn share_a_glyph(one: char, other: char) -> bool {
    let glyphs = |face: &fonts::Face, c: char| -> Option<Vec<u16>> {
        let text = c.to_string();
        face.has(c).then(|| face.shape(&text).iter().map(|glyph| glyph.id).collect())
    };
    FACES.iter().flat_map(FaceSet::iter).any(|(_, face)| {
        let (one, other) = (glyphs(face, one), glyphs(face, other));
        one.is_some() && one == other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_draw_is_taken_for_a_text() {
        let cases = [
            ("6", "⁶", true),
            ("−6", "⁻⁶", true),
            ("−6", "⁻⁹", false),
            ("5G网", "5G 网", true),
            ("99.10%", "99.01%", false),
            ("1", "", false),
            ("", "1", false),
            ("未", "末", false),
        ];
        for (shown, text, expected) in cases {
            assert_eq!(Signs::new(false).are_drawn_for(shown, text), expected, "{shown} {text}");
        }
        let missing = |draft| Signs::new(draft).are_drawn_for("〓", "🙂");
        assert!(missing(true) && !missing(false));
    }
}
