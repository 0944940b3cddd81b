//! What may still be read of a file, over all its pages.

use crate::pdf::read::objects::ReadFault;

pub(super) type Result<T> = std::result::Result<T, ReadFault>;

/// How many steps the outlines that are drawn have in all.
const MAX_STEPS: usize = 8_000_000;

/// What may still be read of a file.
pub(super) struct Limits {
    pub(super) operators: usize,
    /// Pieces, rectangles, pictures.
    pub(super) things: usize,
    pub(super) bytes_of_text: usize,
    pub(super) glyphs: usize,
    /// Of outlines.
    pub(super) steps: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operators: 4_000_000,
            things: 300_000,
            bytes_of_text: 8 * 1024 * 1024,
            glyphs: 2_000_000,
            steps: MAX_STEPS,
        }
    }
}

/// Takes something from what is left.
pub(super) fn take(left: &mut usize, some: usize) -> Result<()> {
    *left = left.checked_sub(some).ok_or(ReadFault::Swollen)?;
    Ok(())
}
