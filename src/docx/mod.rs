//! The report as a Word file, in the form of GB/T 9704-2012: the same blocks as the pages.
//!
//! ```text
//! blocks ─▶ layout ─▶ parts ─▶ document, styles, … ─▶ package
//!           what each paragraph is    Office Open XML    bytes
//! ```
//!
//! What is written keeps to ECMA-376 (transitional), with its elements in the order of the schema.

mod layout;
mod measure;
mod sign_off;

#[cfg(test)]
mod tests;

pub(crate) use layout::{Paragraph, Part, Run, RunContent, Style, Table, layout};
