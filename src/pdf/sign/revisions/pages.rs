//! The pages of a file, by the numbers of their objects (ISO 32000-1 7.7.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::read::objects::{PdfFile, ReadFault, Value};

/// The most nodes of a tree of pages that are looked at.
const MAX_NODES: usize = 20_000;

/// For the number of a page's object its place among the pages, from 0.
pub(super) type PageNumbers = BTreeMap<u32, usize>;

/// The tree of a file's pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageTree {
    pub(super) numbers: PageNumbers,
    /// What holds the pages together.
    pub(super) nodes: BTreeSet<u32>,
}

/// The pages of a file.
///
/// # Errors
/// There is no such tree.
pub(super) fn pages(file: &PdfFile<'_>) -> Result<PageTree, ReadFault> {
    let catalog = file.catalog()?;
    let root = catalog.get("Pages").and_then(Value::reference).ok_or(ReadFault::Damaged)?;
    let (mut open, mut seen) = (vec![root], BTreeSet::new());
    let mut tree = PageTree::default();
    while let Some(number) = open.pop() {
        if !seen.insert(number) || seen.len() > MAX_NODES {
            return Err(ReadFault::Damaged);
        }
        let Value::Map(about) = file.object(number)? else { return Err(ReadFault::Damaged) };
        match about.get("Kids") {
            Some(kids) => {
                let kids = file.list(kids)?;
                open.extend(kids.iter().rev().filter_map(Value::reference));
                tree.nodes.insert(number);
            }
            None => {
                let place = tree.numbers.len();
                tree.numbers.insert(number, place);
            }
        }
    }
    Ok(tree)
}
