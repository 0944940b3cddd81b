//! Places of the report that are known by name (ISO 32000-1 12.3.2.3).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{PdfFault, fault, values};
use crate::typeset::{A4, Pages};

/// Where a seal stands: a later signing finds 落款 by it.
pub(in crate::pdf) const SEAL: &str = "seal";

/// Names the place of the seal; a report without 落款 has none.
///
/// # Errors
/// The document is not as it was drawn.
pub(super) fn write(document: &mut Document, pages: &Pages) -> Result<(), PdfFault> {
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let pairs = pages.pages.iter().zip(ids);
    let mut sealed = pairs.rev().filter_map(|(page, id)| Some((page.seal?, id)));
    let Some((area, page)) = sealed.next() else { return Ok(()) };
    let (left, top) = (area.x, A4.height() - area.y);
    let corners = [left, top - area.height, left + area.width, top].map(values::real);
    let place: Vec<Object> = [page.into(), "FitR".into()].into_iter().chain(corners).collect();
    let tree = dictionary! { "Names" => vec![Object::string_literal(SEAL), place.into()] };
    let tree = document.add_object(tree);
    let catalog = document.catalog_mut().map_err(fault)?;
    let mut names = Dictionary::new();
    names.set("Dests", tree);
    catalog.set("Names", names);
    Ok(())
}
