//! The report's blocks to pages: realise, shape, break, justify, paginate. Each pass has its own
//! types; what comes out is plain data that knows no PDF.

mod breaking;
mod characters;
mod geometry;
mod justify;
mod length;
mod needs;
mod page;
mod paginate;
mod realise;
mod shape;
mod spacing;
mod title;

use std::collections::BTreeSet;

pub use geometry::Geometry;
pub use length::Length;
pub use needs::{Needs, needs};
pub use page::{DraftMark, Page, Pages, PlacedGlyph, StandIn, Tag, TextRun};

use crate::document::Block;
use crate::fonts::FaceSet;

/// Characters that no face has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyphs(pub BTreeSet<char>);

/// Sets a report.
///
/// # Errors
/// The characters that no face has; a page with boxes is never made.
pub fn typeset(blocks: &[Block], faces: &FaceSet, draft: bool) -> Result<Pages, MissingGlyphs> {
    let geometry = Geometry::gbt_9704();
    let elements = realise::realise(blocks, &geometry);
    let mut shaper = shape::Shaper::new(faces);
    let set: Vec<paginate::SetElement> = elements
        .iter()
        .map(|element| paginate::SetElement {
            lines: justify::lines(element, &mut shaper, &geometry),
            element,
        })
        .collect();
    let numbers =
        |n: usize, shaper: &mut shape::Shaper<'_>| justify::page_number(n, shaper, &geometry);
    let pages = paginate::paginate(&set, &geometry, |n| numbers(n, &mut shaper));
    let draft = draft.then(|| justify::draft_mark(&mut shaper, &geometry));
    let (stand_ins, missing) = shaper.finish();
    if !missing.is_empty() {
        return Err(MissingGlyphs(missing));
    }
    let tags = elements.iter().map(|e| e.tag).collect();
    Ok(Pages { pages, tags, stand_ins, height: geometry.page_height, draft })
}
