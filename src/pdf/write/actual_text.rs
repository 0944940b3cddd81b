//! Which glyphs of a run read as they are drawn, and which need an ActualText
//! (ISO 32000-1 14.9.4).

use std::ops::Range;

use crate::fonts::Subset;
use crate::typeset::{Length, TextRun};

/// Glyphs of a run that read as they are, or by an ActualText.
pub(super) struct Span {
    pub(super) glyphs: Range<usize>,
    pub(super) actual: Option<String>,
}

/// A gap of more than this part of the size is taken for a space when text is extracted.
const SEEN_AS_SPACE: i64 = 80;

/// Where a glyph's box lies over the one before it by more than this part of the size, as a
/// squeezed mark's does, Poppler begins another word and often another line.
const SEEN_AS_OVERLAP: i64 = 80;

/// An ActualText (ISO 32000-1 14.9.4) where glyphs are drawn in other characters' place, over a
/// gap that stands in the layout only (between Han and Latin, in a line stretched wide), and over
/// marks whose blank half is squeezed away: both are one piece when text is extracted.
pub(super) fn spans(run: &TextRun, subset: &Subset) -> Vec<Span> {
    let is_own = |n: usize| {
        let glyph = &run.glyphs[n];
        let own = subset.glyph(glyph.id).map_or("", |(_, text)| text);
        !glyph.substitute && glyph.text == own && !own.chars().any(is_private)
    };
    let displaced = |n: usize| {
        let (glyph, next) = (&run.glyphs[n], &run.glyphs[n + 1]);
        let width = subset.glyph(glyph.id).map_or(0, |(id, _)| i64::from(subset.width(id)));
        let gap = thousandths(next.x - glyph.x, run.size) - width;
        let is_seen = !(-SEEN_AS_OVERLAP..=SEEN_AS_SPACE).contains(&gap);
        is_seen && !glyph.text.trim().is_empty() && !next.text.trim().is_empty()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < run.glyphs.len() {
        let mut end = start + 1;
        while end < run.glyphs.len() && (run.glyphs[end].text.is_empty() || displaced(end - 1)) {
            end += 1;
        }
        let actual = (end > start + 1 || !is_own(start))
            .then(|| run.glyphs[start..end].iter().map(|glyph| glyph.text.as_str()).collect());
        match spans.last_mut() {
            Some(last) if last.actual.is_none() && actual.is_none() => last.glyphs.end = end,
            _ => spans.push(Span { glyphs: start..end, actual }),
        }
        start = end;
    }
    spans
}

/// A character of private use says nothing to readers (ISO 19005-3 6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A distance in thousandths of a size.
pub(super) fn thousandths(distance: Length, size: Length) -> i64 {
    (distance.0 * 2000 + size.0).div_euclid(size.0 * 2)
}
