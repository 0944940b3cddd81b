//! What the annotations say to screen readers: links (ISO 32000-1 12.5.6.5), and where they
//! can be touched, and the fields of signatures.

use std::collections::BTreeSet;

use super::sequences::{PageContent, Start};
use super::shape::{Key, NEAR, Shape, may, must, odd_key};
use super::structure::{StructureMap, is_said_of_signature};
use super::{Deviation, Deviations, Expected, Link, Result};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::pdf::write::{PRINT, description, uri};

const LINK: &[Key] = &[
    must("Type", Shape::Name(&["Annot"])),
    must("Subtype", Shape::Name(&["Link"])),
    must("Rect", Shape::Numbers(4)),
    must("QuadPoints", Shape::Numbers(8)),
    must("Border", Shape::List(&[Shape::Integer(0), Shape::Integer(0), Shape::Integer(0)])),
    must("F", Shape::Integer(PRINT)),
    must("Contents", Shape::SomeText),
    must("StructParent", Shape::Count),
    must("A", Shape::Map(&[must("S", Shape::Name(&["URI"])), must("URI", Shape::SomeText)])),
    // Programs that sign say on which page it is.
    may("P", Shape::Reference),
];

/// How far a link's edge may be from its first glyph, in points.
const LINE: f64 = 0.1;
/// How much of an address is reported.
const MAX_ADDRESS: usize = 80;

/// Looks at the links of all pages.
pub(super) fn look(
    file: &PdfFile<'_>,
    leaves: &[Leaf],
    (held, contents): (&StructureMap, &[PageContent]),
    expected: &Expected<'_>,
    found: &mut Deviations,
) -> Result<()> {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for ((leaf, content), number) in leaves.iter().zip(contents).zip(1..) {
        let page = leaf.page(file)?;
        let annotations = page.get("Annots").map(|list| file.list(list)).transpose()?;
        for annotation in annotations.unwrap_or_default() {
            let about = file.map(&annotation)?;
            if about.name("Subtype") == Some(b"Widget") && !is_described_as_signature(file, &about)?
            {
                found.add(Deviation::Signature { page: number });
            }
            if about.name("Subtype") != Some(b"Link") {
                continue;
            }
            let holder = annotation.reference().and_then(|number| held.annotations.get(&number));
            let holder = holder.filter(|(_, role)| role == b"Link").map(|(holder, _)| *holder);
            let place = LinkContext { held, content, page: number - 1, holder };
            let link = of_report(file, &about, expected)?;
            if let Some(link) = link.filter(|_| place.is_own_text(&about)) {
                shown.insert(link.url);
            } else {
                found.add(Deviation::Link { page: number });
            }
        }
    }
    if found.0.iter().any(|deviation| matches!(deviation, Deviation::Link { .. })) {
        // One that differs is not missing.
        return Ok(());
    }
    let silent = |link: &&Link<'_>| !link.text.trim().is_empty() && !shown.contains(link.url);
    if let Some(link) = expected.links.iter().find(silent) {
        found.add(Deviation::NoLink(link.url.chars().take(MAX_ADDRESS).collect()));
    }
    Ok(())
}

/// Whether a signature's field says nothing, or what it is.
fn is_described_as_signature(file: &PdfFile<'_>, about: &Map) -> Result<bool> {
    for key in ["Contents", "TU"] {
        let Some(said) = about.get(key) else { continue };
        let said = string(&file.resolved(said)?).unwrap_or_default();
        if !is_said_of_signature(file, about, &said)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a link's annotation is, and whose.
struct LinkContext<'p> {
    held: &'p StructureMap,
    content: &'p PageContent,
    page: usize,
    /// The link's element.
    holder: Option<u32>,
}

impl LinkContext<'_> {
    /// Whether the rectangle begins with text of its own link and is no higher than its line.
    fn is_own_text(&self, about: &Map) -> bool {
        let Some(holder) = self.holder else { return false };
        let Some(Value::List(corners)) = about.get("Rect") else { return false };
        let corners: Vec<f64> = corners.iter().filter_map(Value::number).collect();
        let [left, bottom, right, top] = corners[..] else { return false };
        let own = |start: &&Start| {
            let of = self.held.sequences.get(&(self.page, start.number));
            of.is_some_and(|(of, _)| *of == holder)
        };
        let inside = |start: &&Start| {
            (left - NEAR..=right).contains(&start.x) && (bottom..=top).contains(&start.y)
        };
        let starts = || self.content.starts.iter().filter(own).filter(inside);
        let first = starts().map(|start| start.x).fold(f64::INFINITY, f64::min);
        let size = starts().map(|start| start.size).fold(0.0, f64::max);
        (first - left).abs() <= LINE && top - bottom <= size * 2.0
    }
}

/// The link of the report that an annotation is of.
fn of_report<'e>(
    file: &PdfFile<'_>,
    about: &Map,
    expected: &Expected<'e>,
) -> Result<Option<&'e Link<'e>>> {
    if odd_key(file, about, LINK)?.is_some() || !is_one_rectangle(file, about)? {
        return Ok(None);
    }
    let text = |map: &Map, key| -> Result<String> {
        let value = map.get(key).map(|value| file.resolved(value)).transpose()?;
        Ok(value.as_ref().and_then(string).unwrap_or_default())
    };
    let address = text(&file.map(about.get("A").ok_or(ReadFault::Damaged)?)?, "URI")?;
    let said = text(about, "Contents")?;
    Ok(expected.links.iter().find(|link| uri(link.url) == address && is_description(link, &said)))
}

/// Whether a link is shown as it is: its text once, or once for each page that a table's head is
/// repeated on.
fn is_description(link: &Link<'_>, said: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let said = bare(said);
    let (text, url) = (bare(link.text), bare(link.url));
    if said == bare(&description(link.text, link.url)) {
        return true;
    }
    let repeated = said.strip_suffix(&format!("（{url}）"));
    repeated.is_some_and(|said| !text.is_empty() && said.replace(&text, "").is_empty())
}

/// Whether the corners that viewers take are those of the rectangle.
fn is_one_rectangle(file: &PdfFile<'_>, about: &Map) -> Result<bool> {
    let numbers = |key| -> Result<Vec<f64>> {
        let list = file.list(about.get(key).ok_or(ReadFault::Damaged)?)?;
        Ok(list.iter().filter_map(Value::number).collect())
    };
    let (rectangle, corners) = (numbers("Rect")?, numbers("QuadPoints")?);
    let [left, bottom, right, top] = rectangle[..] else { return Ok(false) };
    let wanted = [left, top, right, top, left, bottom, right, bottom];
    Ok(corners.len() == wanted.len()
        && corners.iter().zip(wanted).all(|(corner, wanted)| (corner - wanted).abs() <= NEAR))
}
