//! Lines: their glyphs in one size on one baseline, raised and lowered ones alone smaller, one
//! beside the other.

use crate::fonts::FaceSet;
use crate::pdf::{Glyph, PageWords, Words};
use crate::typeset::drawn_as;

/// The smallest size that is read, in points: 六号 is 7.5.
const SMALLEST: f64 = 7.4;
/// The largest that a report is set in, a draft's mark aside: 初号 is 42.
const LARGEST: f64 = 42.5;
/// The smallest of a raised digit.
const SMALLEST_RAISED: f64 = 4.3;
/// Raised and lowered glyphs are of this part of their neighbours' size at most.
const RAISED: f64 = 0.75;
/// By which parts of its neighbours' size a raised or lowered glyph is off their baseline.
const OFF: std::ops::RangeInclusive<f64> = 0.05..=0.6;
/// How much baselines and sizes of a line differ by rounding, in points.
const ROUNDING: f64 = 0.05;
/// Baselines nearer than this part of the size are meant for one line.
const ONE_LINE: f64 = 0.6;
/// The widest gap in a line, in parts of its size: a line stretched where nothing may be broken.
const WIDEST: f64 = 2.0;

/// How far the faces of a file may be raised above their line, in parts of the size: not at all, as
/// earlier versions set them, or so that their Han characters stand in the middle of their box;
/// a face without any goes with the others.
pub(super) fn lifts(words: &Words, faces: Option<&FaceSet>) -> Vec<Vec<f64>> {
    let known: Vec<(String, Option<f64>)> = faces
        .iter()
        .flat_map(|set| set.iter())
        .map(|(_, face)| (face.postscript_name(), face.lift().map(|lift| f64::from(lift) / 1000.0)))
        .collect();
    let of = |name: &String| {
        let own = known.iter().find(|(known, _)| known == name).map(|(_, lift)| *lift);
        let lifts = match own {
            None => Vec::new(),
            Some(Some(lift)) => vec![lift],
            Some(None) => known.iter().filter_map(|(_, lift)| *lift).collect(),
        };
        std::iter::once(0.0).chain(lifts).collect()
    };
    words.faces.iter().map(|face| of(&face.name)).collect()
}

/// What is wrong with a glyph.
pub(super) enum Fault<'p> {
    /// Its size.
    Size(&'p Glyph),
    /// Where it stands.
    Place(&'p Glyph),
}

/// The first glyph of a page that does not stand in its line as glyphs do. Between those who sign
/// side by side there is room for their seals.
pub(super) fn uneven<'p>(
    page: &'p PageWords,
    signatories: &'p [&'p str],
    lifts: &'p [Vec<f64>],
) -> Option<Fault<'p>> {
    let mut line = Line { signatories, lifts, ..Line::default() };
    for glyph in page.glyphs.iter().filter(|glyph| glyph.artifact.is_none()) {
        if let Some(fault) = line.goes_on(page, glyph) {
            return Some(fault);
        }
    }
    None
}

#[derive(Default)]
struct Line<'p> {
    signatories: &'p [&'p str],
    /// By face, how far it may be raised, in parts of the size ([`lifts`]).
    lifts: &'p [Vec<f64>],
    last: Option<&'p Glyph>,
    /// The last glyph that is neither raised nor lowered.
    base: Option<&'p Glyph>,
    /// The piece at hand, and whether it is raised or lowered.
    piece: Option<usize>,
    raised: bool,
}

impl<'p> Line<'p> {
    fn goes_on(&mut self, page: &'p PageWords, glyph: &'p Glyph) -> Option<Fault<'p>> {
        if self.piece != glyph.piece || self.last.is_none() {
            self.piece = glyph.piece;
            self.raised = self.is_raised(page, glyph);
        }
        let within = |other: &&Glyph| {
            let same_cell = other.place.map(|p| p.cell) == glyph.place.map(|p| p.cell);
            same_cell && (other.y - glyph.y).abs() <= ONE_LINE * other.size.max(glyph.size)
        };
        let last = self.last.replace(glyph).filter(within);
        let base = self.base.filter(within);
        if !self.raised {
            self.base = Some(glyph);
        }
        // What draws nothing is not seen, wherever it is.
        glyph.ink?;
        let smallest = if self.raised { SMALLEST_RAISED } else { SMALLEST };
        if !(smallest..=LARGEST).contains(&glyph.size) {
            return Some(Fault::Size(glyph));
        }
        if let Some(base) = base {
            let off = (glyph.y - base.y).abs();
            let (sized, in_line) = if self.raised {
                (glyph.size <= RAISED * base.size, OFF.contains(&(off / base.size)))
            } else {
                ((glyph.size - base.size).abs() <= ROUNDING, self.on_one_line(base, glyph))
            };
            if !sized {
                return Some(Fault::Size(glyph));
            }
            if !in_line {
                return Some(Fault::Place(glyph));
            }
        }
        let apart = |last: &Glyph| glyph.x - (last.x + last.advance) > WIDEST * last.size;
        let is_next =
            |last: &Glyph| last.piece != glyph.piece && self.begins_signatory(page, glyph);
        last.filter(|last| apart(last) && !is_next(last)).map(|_| Fault::Place(glyph))
    }

    /// Whether two glyphs stand on one baseline, or on those that their faces are raised to.
    fn on_one_line(&self, base: &Glyph, glyph: &Glyph) -> bool {
        let grounds = |glyph: &Glyph| {
            let lifts = self.lifts.get(glyph.face).map_or([0.0].as_slice(), Vec::as_slice);
            let (y, size) = (glyph.y, glyph.size);
            lifts.iter().map(move |lift| y - lift * size)
        };
        grounds(base).any(|one| grounds(glyph).any(|other| (one - other).abs() <= ROUNDING))
    }

    /// Whether a glyph is of a piece that a signatory's name begins with.
    fn begins_signatory(&self, page: &PageWords, glyph: &Glyph) -> bool {
        let piece = glyph.piece.and_then(|piece| page.pieces.get(piece));
        let says = piece.map(|piece| piece.says.as_str()).filter(|says| !says.is_empty());
        says.is_some_and(|says| self.signatories.iter().any(|name| name.starts_with(says)))
    }

    /// Whether a glyph stands for a raised or lowered character. Of an ActualText over several
    /// pieces the first says it.
    fn is_raised(&self, page: &PageWords, glyph: &Glyph) -> bool {
        let piece = glyph.piece.and_then(|piece| page.pieces.get(piece));
        match piece.map(|piece| piece.says.as_str()) {
            Some("") => self.raised,
            Some(says) => says.chars().any(|c| drawn_as(c) != c),
            None => false,
        }
    }
}
