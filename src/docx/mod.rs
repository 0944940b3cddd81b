//! The report as a Word file, in the form of GB/T 9704-2012: the same blocks as the pages.
//!
//! ```text
//! blocks ─▶ layout ─▶ parts ─▶ document, styles, … ─▶ package
//!           what each paragraph is    Office Open XML    bytes
//! ```
//!
//! What is written keeps to ECMA-376 (transitional), with its elements in the order of the schema.

mod carried;
mod comments;
mod document;
mod faces;
pub(crate) mod layout;
mod margins;
mod measure;
mod package;
mod page;
mod parts;
mod pictures;
mod raster;
mod relationships;
mod settings;
mod sign_off;
mod styles;
mod table;
mod text;
mod write;
mod xml;

#[cfg(test)]
mod tests;

pub(crate) use carried::{Carried, carried};
pub(crate) use comments::{AUTHOR, Comment};
pub(crate) use layout::layout;
pub(crate) use pictures::Image;
pub(crate) use text::Anchor;
pub use write::DocxFault;
pub(crate) use write::{Report, write};
