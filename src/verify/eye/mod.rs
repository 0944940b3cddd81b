//! The pages as a reader's eye sees them: each glyph with the outline that its face has, in a size
//! and at a place where it can be read as what it is, none over another; a table's text in its
//! cells. Nothing here knows how pages are set today, so that what an earlier version made is
//! judged as well.

mod cells;
mod lines;
mod outlines;
mod overlaps;

use super::difference::PageDifference;
use super::layout;
use crate::fonts::FaceSet;
use crate::pdf::{Glyph, PageWords, Words};
use crate::typeset::A4;

/// How near to the paper's edge ink may come, in points: printers leave as much out.
const MARGIN: f64 = 20.0;
/// The whole paper, in points.
const PAPER: [f64; 2] = [A4.width().points(), A4.height().points()];

/// What the eye is to see.
pub(super) struct Sight<'s> {
    /// The faces that the pages were set in, where they are at hand.
    pub(super) faces: Option<&'s FaceSet>,
    /// Who signs, side by side perhaps, and the day.
    pub(super) signatories: Vec<&'s str>,
    /// Whether two rules at the end are those of a 版记.
    pub(super) has_imprint: bool,
}

/// What an eye would stumble over, one of a kind on each page.
pub(super) fn look(words: &Words, sight: &Sight<'_>) -> Vec<PageDifference> {
    let mut differences = Vec::new();
    if let Some(faces) = sight.faces {
        differences.extend(outlines::other(words, faces));
    }
    let lifts = lines::lifts(words, sight.faces);
    for (page, number) in words.pages.iter().zip(1..) {
        let text = |glyph: &Glyph| around(page, glyph);
        let edge = page.glyphs.iter().find(|glyph| !is_mark(page, glyph) && !is_inside(glyph));
        differences
            .extend(edge.map(|glyph| PageDifference::Edge { page: number, text: text(glyph) }));
        let over = overlaps::over(page);
        differences
            .extend(over.map(|glyph| PageDifference::Overlap { page: number, text: text(glyph) }));
        differences.extend(lines::uneven(page, &sight.signatories, &lifts).map(
            |fault| match fault {
                lines::Fault::Size(glyph) => {
                    PageDifference::Size { page: number, text: text(glyph) }
                }
                lines::Fault::Place(glyph) => {
                    PageDifference::Misplaced { page: number, text: text(glyph) }
                }
            },
        ));
        let has_imprint = sight.has_imprint && number == words.pages.len();
        let (rules, _) = layout::imprint(page, has_imprint);
        match cells::judge(page, &rules) {
            Ok(()) => {}
            Err(cells::Fault::Rules) => differences.push(PageDifference::Shapes { page: number }),
            Err(cells::Fault::Text(glyph)) => {
                differences.push(PageDifference::Misplaced { page: number, text: text(glyph) });
            }
        }
    }
    differences
}

/// How many characters are shown around one.
const AROUND: usize = 8;

/// The text that a glyph stands in.
fn around(page: &PageWords, glyph: &Glyph) -> String {
    let piece = glyph.piece.and_then(|piece| page.pieces.get(piece));
    let shows = piece.map(|piece| piece.shows.as_str()).filter(|shows| !shows.trim().is_empty());
    match shows {
        Some(shows) => shows.chars().take(2 * AROUND).collect(),
        None => glyph.shows.to_string(),
    }
}

fn is_inside(glyph: &Glyph) -> bool {
    let Some([left, bottom, right, top]) = glyph.ink else { return true };
    left >= MARGIN && bottom >= MARGIN && right <= PAPER[0] - MARGIN && top <= PAPER[1] - MARGIN
}

/// Whether a glyph is of a draft's mark, which lies under everything.
fn is_mark(page: &PageWords, glyph: &Glyph) -> bool {
    let artifact = glyph.artifact.and_then(|artifact| page.artifacts.get(artifact));
    artifact.is_some_and(|artifact| artifact.pale && !artifact.over_text)
}
