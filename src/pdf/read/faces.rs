//! Which faces a report of ours was set in, by what the file calls them.

use std::collections::BTreeMap;

use super::objects::{PdfFile, ReadFault};
use super::page_tree::leaves;
use super::words::plain_name;

/// More faces than any report has.
const MAX_FACES: usize = 64;

/// The faces of a PDF: by their numbers among the faces that it was set with, their PostScript
/// names. What is none of ours is left out.
///
/// # Errors
/// The file cannot be read.
pub fn face_names(pdf: &[u8]) -> Result<BTreeMap<usize, String>, ReadFault> {
    let file = PdfFile::open(pdf)?;
    let mut faces = BTreeMap::new();
    // All pages of ours share their resources.
    let Some(leaf) = leaves(&file)?.into_iter().next() else { return Ok(faces) };
    let page = leaf.page(&file)?;
    let resources = leaf.get(&page, "Resources").ok_or(ReadFault::Damaged)?;
    let Some(fonts) = file.map(resources)?.get("Font").cloned() else { return Ok(faces) };
    for (key, font) in file.map(&fonts)?.entries().take(MAX_FACES) {
        let number = key.strip_prefix(b"F").and_then(|digits| std::str::from_utf8(digits).ok());
        let Some(number) = number.and_then(|number| number.parse().ok()) else { continue };
        let font = file.map(font)?;
        faces.insert(number, plain_name(&font));
    }
    Ok(faces)
}
