//! What all painters of pages share: the draft's grey, what a page is made of, and in which order
//! it is painted.

use std::ops::Range;

use super::{Area, DraftMark, Page, PlacedPicture, TextRun};

/// The grey of 送审稿 under the text, in per cent of white: to be seen, and read through.
pub const DRAFT_GREY: u8 = 88;

/// The greys, 0 for black and 1 for white, that are taken for a draft's when a page is read again.
pub const DRAFT_GREYS: Range<f64> = 0.8..0.95;

/// What pages are painted on, each format in its own way.
pub trait Surface {
    /// What can go wrong.
    type Fault;

    /// 送审稿: seen, but no part of the report.
    ///
    /// # Errors
    /// The format's own.
    fn draft_mark(&mut self, mark: &DraftMark) -> Result<(), Self::Fault>;

    /// The page's text, in reading order.
    ///
    /// # Errors
    /// The format's own.
    fn text(&mut self, runs: &[TextRun]) -> Result<(), Self::Fault>;

    /// The lines of the page's tables; there are some.
    ///
    /// # Errors
    /// The format's own.
    fn rules(&mut self, rules: &[Area]) -> Result<(), Self::Fault>;

    /// A picture or a seal, by its number on the page.
    ///
    /// # Errors
    /// The format's own.
    fn picture(&mut self, number: usize, picture: &PlacedPicture) -> Result<(), Self::Fault>;
}

/// Paints a page, from the bottom up: a draft's mark lies under the text, its line beside it, and a
/// seal, which is the last of the pictures, over what it seals.
///
/// # Errors
/// The surface's own.
pub fn paint<S: Surface>(
    page: &Page,
    draft: Option<&DraftMark>,
    surface: &mut S,
) -> Result<(), S::Fault> {
    if let Some(mark) = draft {
        surface.draft_mark(mark)?;
    }
    surface.text(&page.runs)?;
    if let Some(mark) = draft {
        surface.text(&mark.line)?;
    }
    if !page.rules.is_empty() {
        surface.rules(&page.rules)?;
    }
    for (number, picture) in page.pictures.iter().enumerate() {
        surface.picture(number, picture)?;
    }
    Ok(())
}
