//! The bookmarks' titles (ISO 32000-1 12.3.3).

use std::collections::BTreeSet;

use super::{Extras, Result, entry, only};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};

/// What a bookmark of ours has.
const ITEM: &[&str] = &["Title", "Parent", "Dest", "Prev", "Next", "First", "Last", "Count"];
/// More bookmarks than any report has.
const MAX_BOOKMARKS: usize = 20_000;

/// Reads the bookmarks in the order in which a reader sees them.
pub(super) fn read(file: &PdfFile<'_>, catalog: &Map, found: &mut Extras) -> Result<()> {
    let Some(root) = entry(file, catalog, "Outlines")? else { return Ok(()) };
    let root = file.map(&root)?;
    only(&root, &["Type", "First", "Last", "Count"], &mut found.foreign);
    let mut seen = BTreeSet::new();
    let mut open: Vec<Value> = root.get("First").cloned().into_iter().collect();
    while let Some(item) = open.pop() {
        let number = item.reference().ok_or(ReadFault::Damaged)?;
        // None stands twice in a sound file.
        if !seen.insert(number) || seen.len() > MAX_BOOKMARKS {
            return Err(ReadFault::Damaged);
        }
        let item = file.map(&item)?;
        only(&item, ITEM, &mut found.foreign);
        let title = entry(file, &item, "Title")?.and_then(|title| string(&title));
        found.bookmarks.push(title.unwrap_or_default());
        open.extend(item.get("Next").cloned());
        open.extend(item.get("First").cloned());
    }
    Ok(())
}
