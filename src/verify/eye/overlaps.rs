//! Glyphs over one another: of two of them a reader sees one, or a third.

use std::collections::BTreeMap;

use super::is_mark;
use crate::pdf::{Glyph, PageWords};

/// How much of the smaller one's ink, by the rectangles around both, may lie over the other:
/// kerned letters and dashes touch.
const SHARED: f64 = 0.2;
/// The same of marks on one line, which are squeezed together.
const SHARED_BY_MARKS: f64 = 0.4;
/// Glyphs are looked for in squares of so many points.
const SQUARE: f64 = 24.0;
/// More glyphs than can be read in a square.
const MAX_IN_SQUARE: usize = 400;
/// More squares and glyphs than are looked at on a page that can be read: fifty thousand on one
/// full of small print.
const MAX_LOOKS: usize = 400_000;

/// A glyph and its ink.
type InkedGlyph<'p> = (&'p Glyph, [f64; 4]);

/// A glyph that lies over another.
pub(super) fn over(page: &PageWords) -> Option<&Glyph> {
    let mut squares: BTreeMap<(i32, i32), Vec<InkedGlyph<'_>>> = BTreeMap::new();
    let mut looks = MAX_LOOKS;
    for glyph in page.glyphs.iter().filter(|glyph| !is_mark(page, glyph)) {
        let Some(ink) = glyph.ink else { continue };
        for square in squares_of(ink) {
            let there = squares.entry(square).or_default();
            let Some(rest) = looks.checked_sub(1 + there.len()) else { return Some(glyph) };
            looks = rest;
            if there.len() >= MAX_IN_SQUARE {
                return Some(glyph);
            }
            if there.iter().any(|(other, under)| {
                !go_together(other, glyph) && share(*under, ink) > most(other, glyph)
            }) {
                return Some(glyph);
            }
            there.push((glyph, ink));
        }
    }
    None
}

/// The squares that ink touches; of ink far too large one is enough to be found at the edge.
fn squares_of([left, bottom, right, top]: [f64; 4]) -> impl Iterator<Item = (i32, i32)> {
    // Both casts end at the type's bounds.
    let square = |place: f64| (place / SQUARE).floor().clamp(-2.0, 64.0) as i32;
    let (columns, rows) = (square(left)..=square(right), square(bottom)..=square(top));
    columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

/// Marks are drawn over the character before them.
fn go_together(one: &Glyph, other: &Glyph) -> bool {
    let combines = |c: char| matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}');
    combines(other.shows) && one.piece == other.piece || combines(one.shows)
}

fn most(one: &Glyph, other: &Glyph) -> f64 {
    let is_mark = |c: char| "？！，。、；：”’）》〉】〕」』］｝".contains(c);
    let marks = is_mark(one.shows) && is_mark(other.shows) && one.y.to_bits() == other.y.to_bits();
    if marks { SHARED_BY_MARKS } else { SHARED }
}

/// How much of the smaller one lies over the other.
fn share(one: [f64; 4], other: [f64; 4]) -> f64 {
    let width = one[2].min(other[2]) - one[0].max(other[0]);
    let height = one[3].min(other[3]) - one[1].max(other[1]);
    let area = |ink: [f64; 4]| (ink[2] - ink[0]) * (ink[3] - ink[1]);
    let smaller = area(one).min(area(other));
    let meets = width > 0.0 && height > 0.0 && smaller > 0.0;
    if meets { width * height / smaller } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(glyphs: usize) -> PageWords {
        let glyph = Glyph {
            // Marks over one character lie over one another.
            shows: '\u{300}',
            face: 0,
            code: 1,
            x: 0.0,
            y: 0.0,
            size: 12.0,
            advance: 0.0,
            ink: Some([0.0, 0.0, 1500.0, 1500.0]),
            piece: Some(0),
            place: None,
            artifact: None,
        };
        PageWords { glyphs: vec![glyph; glyphs], ..PageWords::default() }
    }

    #[test]
    fn a_page_that_would_be_looked_at_for_ever_cannot_be_read() {
        assert!(over(&page(10)).is_none());
        assert!(over(&page(50)).is_some());
    }
}
