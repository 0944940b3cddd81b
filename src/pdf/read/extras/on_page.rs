//! Links and fields of signatures on the pages, and what else the pages' dictionaries have.

use std::collections::BTreeMap;

use super::{Extras, ForeignObject, Link, PageArea, Result, entry, look, only};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::leaves;
use crate::pdf::read::seal_place::seal_place;
use crate::pdf::read::words::{Rectangle, is_signature};

/// What a page may have; the boxes and the turn are judged with what it shows.
const PAGE: &[&str] = &[
    "Type",
    "Parent",
    "MediaBox",
    "CropBox",
    "TrimBox",
    "BleedBox",
    "ArtBox",
    "Rotate",
    "UserUnit",
    "Contents",
    "Resources",
    "StructParents",
    "Tabs",
    "Annots",
    "Group",
];
/// What a link of ours has, and what programs that sign may add to it.
const LINK: &[&str] = &[
    "Type",
    "Subtype",
    "Rect",
    "QuadPoints",
    "Border",
    "F",
    "Contents",
    "StructParent",
    "A",
    "P",
    "OC",
    "AP",
];
/// More fields than any report has.
const MAX_FIELDS: usize = 1_000;
/// How many annotations of a page are looked at.
const MAX_ANNOTATIONS: usize = 5_000;
/// A field that does not grow with the page may cover any of it (ISO 32000-1 table 165).
const NO_ZOOM: i64 = 8;

/// Reads the pages' annotations, the form's fields, and the place of the seal.
pub(super) fn read(file: &PdfFile<'_>, catalog: &Map, found: &mut Extras) -> Result<()> {
    let mut pages = BTreeMap::new();
    for (leaf, page) in leaves(file)?.iter().zip(1..) {
        pages.insert(leaf.object, page);
        let about = leaf.page(file)?;
        only(&about, PAGE, &mut found.foreign);
        let annotations = match entry(file, &about, "Annots")? {
            Some(annotations) => file.list(&annotations)?,
            None => continue,
        };
        if annotations.len() > MAX_ANNOTATIONS {
            return Err(ReadFault::Swollen);
        }
        for annotation in &annotations {
            let annotation = file.map(annotation)?;
            match annotation.name("Subtype") {
                Some(b"Link") => found.link(file, &annotation, page)?,
                Some(b"Widget") => found.signature_look(file, &annotation, page)?,
                // Reported with what the page shows.
                _ => found.others += 1,
            }
        }
    }
    fields(file, catalog, found)?;
    if let Ok(Some((page, rectangle))) = seal_place(file, catalog)
        && let Some(page) = pages.get(&page)
    {
        found.seal = Some(PageArea { page: *page, area: upright(rectangle) });
    }
    Ok(())
}

/// The fields of the form have to be signatures.
fn fields(file: &PdfFile<'_>, catalog: &Map, found: &mut Extras) -> Result<()> {
    let Some(form) = entry(file, catalog, "AcroForm")? else { return Ok(()) };
    let Some(fields) = entry(file, &file.map(&form)?, "Fields")? else { return Ok(()) };
    let fields = file.list(&fields)?;
    if fields.len() > MAX_FIELDS {
        return Err(ReadFault::Swollen);
    }
    for field in &fields {
        if !is_signature(file, &file.map(field)?)? {
            found.foreign.insert(ForeignObject::Form);
        }
    }
    Ok(())
}

impl Extras {
    fn link(&mut self, file: &PdfFile<'_>, link: &Map, page: usize) -> Result<()> {
        only(link, LINK, &mut self.foreign);
        let action = match entry(file, link, "A")? {
            Some(action) => file.map(&action)?,
            None => Map::default(),
        };
        only(&action, &["Type", "S", "URI"], &mut self.foreign);
        let address = entry(file, &action, "URI")?.and_then(|address| string(&address));
        let address = address.filter(|_| action.name("S") == Some(b"URI"));
        self.links.push(Link { page, address });
        Ok(())
    }

    fn signature_look(&mut self, file: &PdfFile<'_>, widget: &Map, page: usize) -> Result<()> {
        only(widget, look::WIDGET, &mut self.foreign);
        let Some(corners) = entry(file, widget, "Rect")? else {
            self.foreign.insert(ForeignObject::Look(page));
            return Ok(());
        };
        let corners = file.list(&corners)?.iter().map(Value::number).collect::<Option<Vec<_>>>();
        let corners = corners.and_then(|corners| <[f64; 4]>::try_from(corners).ok());
        let corners = corners.ok_or(ReadFault::Damaged)?;
        let mut area = upright(corners);
        if area.left == area.right || area.bottom == area.top {
            // Some readers draw an appearance that has no room.
            if widget.get("AP").is_some() || corners != [0.0; 4] {
                self.foreign.insert(ForeignObject::Look(page));
            }
            return Ok(());
        }
        let size = [area.right - area.left, area.top - area.bottom];
        if !look::is_seal(file, widget, size)? {
            self.foreign.insert(ForeignObject::Look(page));
        }
        if widget.get("F").is_some_and(|flags| match flags {
            Value::Integer(flags) => flags & NO_ZOOM != 0,
            _ => true,
        }) {
            area = upright([f64::MIN, f64::MIN, f64::MAX, f64::MAX]);
        }
        self.signatures.push(PageArea { page, area });
        Ok(())
    }
}

fn upright([x, y, right, top]: [f64; 4]) -> Rectangle {
    Rectangle {
        left: x.min(right),
        bottom: y.min(top),
        right: x.max(right),
        top: y.max(top),
        artifact: false,
    }
}
