//! Where a signature's field stands: where the report keeps a place for a seal, or unseen on the
//! last page.

use super::SigningFault;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};

/// How deep the tree of pages is followed.
const MAX_DEPTH: usize = 32;

type Result<T> = std::result::Result<T, SigningFault>;

/// Where a field stands.
pub(super) struct Spot {
    /// The page's number among the objects.
    pub(super) page: u32,
    /// Left, bottom, right, top in points; nothing where nothing is seen.
    pub(super) rectangle: [f64; 4],
}

pub(super) fn last_page(file: &PdfFile<'_>, catalog: &Map) -> Result<u32> {
    let mut node = catalog.get("Pages").and_then(Value::reference).ok_or(ReadFault::Damaged)?;
    for _ in 0..MAX_DEPTH {
        let about = file.map(&Value::Reference(node))?;
        let Some(kids) = about.get("Kids") else { return Ok(node) };
        let last = file.list(kids)?.last().and_then(Value::reference);
        node = last.ok_or(ReadFault::Damaged)?;
    }
    Err(ReadFault::Damaged.into())
}
