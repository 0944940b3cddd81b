//! The outline (ISO 32000-1 12.3.3): headings below the title, each leading to its place.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::roles::Role;
use super::{PdfFault, fault, values};
use crate::typeset::{A4, Geometry, Length, Pages};

/// A heading, and where it stands.
struct Heading {
    level: usize,
    text: String,
    page: usize,
    top: Length,
}

/// Writes the outline; a report without headings has none.
///
/// # Errors
/// The document is not as it was drawn.
pub(super) fn write(
    document: &mut Document,
    pages: &Pages,
    roles: &[Role],
) -> Result<(), PdfFault> {
    let headings = headings(pages, roles);
    if headings.is_empty() {
        return Ok(());
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = headings.iter().map(|_| document.new_object_id()).collect();
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let parents = parents(&headings);
    let id_of = |parent: Option<usize>| parent.map_or(root, |n| ids[n]);
    for (n, heading) in headings.iter().enumerate() {
        let place: Vec<Object> = vec![
            page_ids[heading.page].into(),
            "XYZ".into(),
            0.into(),
            values::real(A4.height() - heading.top),
            Object::Null,
        ];
        let mut item = dictionary! {
            "Title" => values::text(&heading.text)?,
            "Parent" => id_of(parents[n]),
            "Dest" => place,
        };
        let beside = |m: &usize| parents[*m] == parents[n];
        if let Some(before) = (0..n).rev().find(beside) {
            item.set("Prev", ids[before]);
        }
        if let Some(after) = (n + 1..ids.len()).find(beside) {
            item.set("Next", ids[after]);
        }
        below(Some(n), &parents, &ids, &mut item);
        document.set_object(ids[n], item);
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    below(None, &parents, &ids, &mut outlines);
    document.set_object(root, outlines);
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

/// The headings below the title, with their text and place.
fn headings(pages: &Pages, roles: &[Role]) -> Vec<Heading> {
    let mut headings: BTreeMap<usize, Heading> = BTreeMap::new();
    for (page, content) in pages.pages.iter().enumerate() {
        for run in &content.runs {
            let Some(element) = run.element else { continue };
            let Some(level) = roles.get(element).and_then(|role| role.heading) else { continue };
            if level == 1 {
                continue;
            }
            let top = run.baseline - Geometry::above_baseline(run.size);
            let new = || Heading { level, text: String::new(), page, top };
            let heading = headings.entry(element).or_insert_with(new);
            run.glyphs.iter().for_each(|glyph| heading.text.push_str(&glyph.text));
        }
    }
    headings.into_values().collect()
}

/// For each heading the one that it stands under.
fn parents(headings: &[Heading]) -> Vec<Option<usize>> {
    let above = |n: usize| (0..n).rev().find(|m| headings[*m].level < headings[n].level);
    (0..headings.len()).map(above).collect()
}

/// What stands under a heading (or the root): the first, the last, and how many are shown, which
/// is all of them.
fn below(
    parent: Option<usize>,
    parents: &[Option<usize>],
    ids: &[ObjectId],
    item: &mut Dictionary,
) {
    let mut kids = (0..ids.len()).filter(|n| parents[*n] == parent);
    let Some(first) = kids.next() else { return };
    item.set("First", ids[first]);
    item.set("Last", ids[kids.next_back().unwrap_or(first)]);
    let under = |n: &usize| {
        let mut up = std::iter::successors(parents[*n], |m| parents[*m]);
        parent.is_none() || up.any(|m| Some(m) == parent)
    };
    item.set("Count", (0..ids.len()).filter(under).count() as i64);
}
