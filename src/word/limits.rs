//! What reading a Word file may cost at most, beside what a package may. A report has some hundred
//! kilobytes of XML and a few pictures; the limits are far above that and keep every file below
//! 256 MB of memory.

use super::refusal::Refusal;
use crate::package::{Bounds, too_big};

/// Bytes of a file.
pub(crate) const FILE: usize = 64 << 20;
/// The file, and all parts that are unpacked.
pub(crate) const BOUNDS: Bounds = Bounds { file: FILE, unpacked: 128 << 20 };
/// Bytes of all pictures.
pub(crate) const PICTURES: usize = 64 << 20;
/// Bytes of what is given back, but for pictures: three times what a filing may hold.
const OUTPUT: usize = 12 << 20;
/// Characters of a name, an alternative text or the words of a loss.
pub(crate) const WORDS: usize = 2000;
/// Columns of a table; Word has 63.
pub(crate) const COLUMNS: usize = 1024;

/// What may still be given back: little XML can mean much, when each paragraph repeats the long
/// name of its style or number.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    /// The whole.
    pub(crate) fn new() -> Self {
        Self { left: OUTPUT }
    }

    /// Takes bytes off.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| too_big("正文", OUTPUT))?;
        Ok(())
    }
}

/// The first [`WORDS`] characters of a text.
pub(crate) fn cut(text: &str) -> &str {
    text.char_indices().nth(WORDS).map_or(text, |(end, _)| &text[..end])
}
