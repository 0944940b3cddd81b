//! The pages and, from the tree of pages, what each takes from above it (ISO 32000-1 7.7.3).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::objects::{Map, PdfFile, ReadFault, Value};

/// More pages than any report has.
const MAX_PAGES: usize = 2_000;
/// How many nodes of the tree are looked at, and how deep.
const MAX_NODES: usize = 10_000;
const MAX_DEPTH: usize = 32;
/// What a page takes from the nodes above it where it has none of its own.
const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];

type Result<T> = std::result::Result<T, ReadFault>;

type Inherited = [Option<Rc<Value>>; INHERITED.len()];

/// A page, not yet looked into.
#[derive(Debug)]
pub(in crate::pdf) struct Leaf {
    /// Its object's number.
    pub(in crate::pdf) object: u32,
    inherited: Inherited,
}

impl Leaf {
    /// The page's own dictionary.
    pub(in crate::pdf) fn page(&self, file: &PdfFile<'_>) -> Result<Map> {
        file.map(&Value::Reference(self.object))
    }

    /// What the page has under a key, or takes from above.
    pub(in crate::pdf) fn get<'v>(&'v self, page: &'v Map, key: &str) -> Option<&'v Value> {
        let above = INHERITED.iter().position(|known| *known == key);
        page.get(key).or_else(|| self.inherited.get(above?)?.as_deref())
    }
}

/// The pages in their order.
pub(in crate::pdf) fn leaves(file: &PdfFile<'_>) -> Result<Vec<Leaf>> {
    let catalog = file.catalog()?;
    let top = catalog.get("Pages").ok_or(ReadFault::Damaged)?.clone();
    let mut open: Vec<(Value, usize, Inherited)> = vec![(top, 0, [const { None }; 4])];
    let (mut leaves, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some((value, depth, mut inherited)) = open.pop() {
        let Value::Reference(object) = value else { return Err(ReadFault::Damaged) };
        // No page stands twice in a sound file, and no node within itself.
        let fresh = seen.insert(object) && seen.len() <= MAX_NODES;
        if !fresh || depth > MAX_DEPTH || leaves.len() >= MAX_PAGES {
            return Err(ReadFault::Damaged);
        }
        let node = file.map(&value)?;
        let Some(kids) = node.get("Kids") else {
            leaves.push(Leaf { object, inherited });
            continue;
        };
        for (key, slot) in INHERITED.iter().zip(&mut inherited) {
            if let Some(own) = node.get(key) {
                *slot = Some(Rc::new(own.clone()));
            }
        }
        let kids = file.list(kids)?;
        if open.len() + kids.len() > MAX_NODES {
            return Err(ReadFault::Damaged);
        }
        open.extend(kids.into_iter().rev().map(|kid| (kid, depth + 1, inherited.clone())));
    }
    Ok(leaves)
}
