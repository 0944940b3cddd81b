//! The tree of pages as every reader sees it (ISO 32000-1 7.7.3): each node says what it is and
//! how many pages it has, and nothing in it could be taken for a page's own.

use super::shape::{FLATE, LENGTH, Shape, may, must, odd_key};
use super::{Deviation, Deviations, Result};
use crate::pdf::read::objects::{Map, PdfFile, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::typeset::A4;

/// The whole paper, in points.
const PAPER: Shape = Shape::Near(&[0.0, 0.0, A4.width().points(), A4.height().points()]);

const NODE: &[super::shape::Key] = &[
    must("Type", Shape::Name(&["Pages"])),
    must("Kids", Shape::Any),
    must("Count", Shape::Count),
    may("Parent", Shape::Reference),
];
const PAGE: &[super::shape::Key] = &[
    must("Type", Shape::Name(&["Page"])),
    must("Parent", Shape::Reference),
    must("MediaBox", PAPER),
    must("CropBox", PAPER),
    must("TrimBox", PAPER),
    must("Contents", Shape::Reference),
    must("Resources", Shape::Any),
    must("StructParents", Shape::Count),
    must("Tabs", Shape::Name(&["S"])),
    may("Annots", Shape::Any),
    may(
        "Group",
        Shape::Map(&[
            must("S", Shape::Name(&["Transparency"])),
            must("CS", Shape::Name(&["DeviceRGB"])),
        ]),
    ),
];
/// The stream of a page's content.
const CONTENT: Shape = Shape::Map(&[LENGTH, FLATE]);
/// How deep the tree may be: the pages were found before, in no deeper one.
const MAX_DEPTH: usize = 32;

/// Looks at the tree and at each page of it.
pub(super) fn look(
    file: &PdfFile<'_>,
    catalog: &Map,
    leaves: &[Leaf],
    found: &mut Deviations,
) -> Result<()> {
    let root = catalog.get("Pages").and_then(Value::reference);
    if pages_below(file, root, None, 0)?.is_none() {
        found.add(Deviation::PageTree);
        return Ok(());
    }
    for (leaf, number) in leaves.iter().zip(1..) {
        let page = leaf.page(file)?;
        let content = page.get("Contents");
        let odd = match odd_key(file, &page, PAGE)? {
            Some(key) => Some(key),
            None => match content {
                Some(content) if super::shape::fits(file, content, &CONTENT)? => None,
                _ => Some("Contents".to_owned()),
            },
        };
        if let Some(key) = odd {
            found.add(Deviation::Page { page: number, key });
        }
    }
    Ok(())
}

/// How many pages are below a node; `None` where one is not what it should be.
fn pages_below(
    file: &PdfFile<'_>,
    number: Option<u32>,
    parent: Option<u32>,
    depth: usize,
) -> Result<Option<i64>> {
    let Some(number) = number.filter(|_| depth <= MAX_DEPTH) else { return Ok(None) };
    let about = file.map(&Value::Reference(number))?;
    if about.get("Parent").and_then(Value::reference) != parent {
        return Ok(None);
    }
    let Some(kids) = about.get("Kids") else {
        return Ok((about.is_of_type("Page") && about.get("Count").is_none()).then_some(1));
    };
    let mut count = 0;
    for kid in file.list(kids)? {
        let Some(below) = pages_below(file, kid.reference(), Some(number), depth + 1)? else {
            return Ok(None);
        };
        count += below;
    }
    let is_node = odd_key(file, &about, NODE)?.is_none();
    Ok((is_node && about.integer("Count") == Some(count)).then_some(count))
}
