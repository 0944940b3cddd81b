//! Word files read: what a `.docx` shows, in reading order, as data.
//!
//! Only the Office Open XML of ECMA-376 (ISO/IEC 29500) is read, strict and transitional, of
//! whichever program. A file is somebody else's: [`limits`] says what reading one may cost.
//!
//! ```text
//! bytes ─▶ package ─▶ xml ─▶ styles, numbering ─▶ story ─▶ Content
//!          parts      trees  what is referred to  blocks, inlines, runs
//! ```

mod content;
mod custom;
mod file;
mod format;
mod kind;
mod limits;
mod math;
mod numbering;
mod refusal;
mod story;
mod styles;
mod symbols;
mod view;
mod words;
mod xml;

#[cfg(test)]
mod tests;

use crate::package::{is_compound, is_zip};

pub(crate) use content::{
    Block, Cell, Content, Inline, LossKind, MarginKind, Paragraph, PictureKind, Position, Row,
    Shown, Table, Text,
};
pub(crate) use custom::custom_parts;
/// The most bytes of a file that is read.
pub(crate) use limits::FILE as MAX_BYTES;
pub(crate) use refusal::Refusal;
pub(crate) use view::Tracked;

/// Whether bytes are something to [`read`]: a zip or a compound file. Which of these are no Word
/// files, `read` says in words.
pub(crate) fn is_word(bytes: &[u8]) -> bool {
    is_zip(bytes) || is_compound(bytes)
}

/// Reads what a Word file shows.
///
/// # Errors
/// Why the file cannot be read, and what to do about it.
pub(crate) fn read(bytes: &[u8], tracked: Tracked) -> Result<Content, Refusal> {
    kind::require_zip(bytes)?;
    file::read(bytes, tracked)
}
