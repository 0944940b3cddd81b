//! The report's blocks to pages: realise, shape, break, justify, paginate. Each pass has its own
//! types; what comes out is plain data that knows no PDF.

mod arrange;
mod breaking;
mod characters;
mod columns;
mod elements;
mod fitting;
mod furniture;
mod geometry;
mod heading;
mod imprint;
mod justify;
mod length;
mod needs;
mod page;
mod paginate;
mod paint;
mod paragraph;
mod realise;
mod set;
mod shape;
mod sign_off;
mod spacing;
mod sums;
mod table;
mod texts;
mod title;
mod units;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use columns::share as share_width;
pub use geometry::{A4, Geometry, Paper};
pub use length::Length;
pub use needs::{Needs, needs};
pub use page::{
    Area, CellKind, DraftMark, Group, GroupKind, Page, Pages, PlacedGlyph, PlacedPicture, StandIn,
    Tag, TextRun,
};
pub use paint::{DRAFT_GREY, DRAFT_GREYS, Surface, paint};
pub(crate) use realise::are_figures;
pub(crate) use sign_off::{UNSEALED_RIGHT, sealed_middle, sealed_room};
pub(crate) use table::{GROUPED_LEAST, GROUPED_TRIES, LEAST as TABLE_LEAST, TRIES, Try};
pub use texts::{Arrangement, ElementText, arrangement, drawn_as, links, texts};
pub(crate) use title::{name_groups, title_groups};
pub use words::Lexicon;

use crate::document::Block;
use crate::fonts::FaceSet;

/// Why a report cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsettable {
    /// Characters that no face has; a page with boxes is never made.
    MissingGlyphs(BTreeSet<char>),
    /// A picture whose size was not given.
    MissingPicture(String),
    /// A table whose columns do not fit the page in any size; its number among the tables.
    WideTable(usize),
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberPosition {
    /// 居中.
    Centred,
    /// 外侧: odd pages right, even pages left, one character in (GB/T 9704-2012 7.5).
    #[default]
    Outer,
}

/// What setting needs beside blocks and faces.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Of a 送审稿 the line that every page carries beside the large mark.
    pub draft: Option<String>,
    /// Where page numbers stand.
    pub numbers: NumberPosition,
    /// The pictures' natural sizes by file, width and height.
    pub pictures: BTreeMap<String, (Length, Length)>,
    /// Whether nobody seals the report, on paper or with a picture.
    pub unsealed: bool,
    /// Words that pages and lines keep whole where they can.
    pub lexicon: Lexicon,
    /// The seals' pictures: they stand over 落款, one on each signatory in their order.
    pub seals: Vec<String>,
}

/// Sets a report.
///
/// # Errors
/// What is missing.
pub fn typeset(blocks: &[Block], faces: &FaceSet, setting: &Setting) -> Result<Pages, Unsettable> {
    let geometry = Geometry::gbt_9704();
    let realise::Realised { elements, mut tags, groups, links } =
        realise::realise(blocks, &geometry);
    let mut shaper = shape::Shaper::new(faces);
    // Seals are the last of the elements, wherever 落款 stands.
    let seals = setting.seals.iter().zip(tags.len()..);
    let seals: Vec<_> = seals.map(|(file, element)| set::Seal { file, element }).collect();
    let mut set = set::set(&elements, setting, &seals, &mut shaper, &geometry)?;
    let sealed = set.iter().map(set::SetElement::seals).sum();
    tags.extend(std::iter::repeat_n(Tag::Picture, sealed));
    let mut pages = paginate::paginate(&mut set, &geometry);
    for (n, page) in pages.iter_mut().enumerate() {
        page.runs.extend(furniture::page_number(n + 1, setting.numbers, &mut shaper, &geometry));
    }
    let draft = setting.draft.as_deref();
    let draft = draft.map(|line| furniture::draft_mark(line, &mut shaper, &geometry));
    let (stand_ins, missing) = shaper.finish();
    if !missing.is_empty() && setting.draft.is_none() {
        return Err(Unsettable::MissingGlyphs(missing));
    }
    Ok(Pages { pages, tags, groups, links, stand_ins, missing, draft })
}
