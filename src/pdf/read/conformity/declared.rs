//! What the catalog and the document information say of the file (ISO 32000-1 7.7.2 and 14.3.3),
//! and where its bookmarks lead.

use super::shape::{FLATE, Key, LENGTH, Shape, may, must, odd_key};
use super::{Deviation, Deviations, Expected, Result};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::pdf::write::{LANGUAGE, pdf_date, srgb};

const PROFILE: &[Key] = &[must("N", Shape::Integer(3)), LENGTH, FLATE];
const SRGB: Shape = Shape::Text("sRGB IEC61966-2.1");
/// Ours, and what signing programs bring: that is compared with what was signed.
const CATALOG: &[Key] = &[
    must("Type", Shape::Name(&["Catalog"])),
    must("Pages", Shape::Reference),
    must("Lang", Shape::Text(LANGUAGE)),
    must("ViewerPreferences", Shape::Map(&[must("DisplayDocTitle", Shape::Truth(true))])),
    must("Metadata", Shape::Reference),
    must(
        "OutputIntents",
        Shape::List(&[Shape::Map(&[
            must("Type", Shape::Name(&["OutputIntent"])),
            must("S", Shape::Name(&["GTS_PDFA1"])),
            must("OutputConditionIdentifier", SRGB),
            must("Info", SRGB),
            must("DestOutputProfile", Shape::Map(PROFILE)),
        ])]),
    ),
    must(
        "PageLabels",
        Shape::Map(&[must(
            "Nums",
            Shape::List(&[Shape::Integer(0), Shape::Map(&[must("S", Shape::Name(&["D"]))])]),
        )]),
    ),
    must("PageLayout", Shape::Name(&["OneColumn"])),
    may("PageMode", Shape::Name(&["UseOutlines"])),
    must("StructTreeRoot", Shape::Any),
    must("MarkInfo", Shape::Map(&[must("Marked", Shape::Truth(true))])),
    may("Names", Shape::Any),
    may("AF", Shape::Any),
    may("Outlines", Shape::Any),
    may("AcroForm", Shape::Any),
    may("DSS", Shape::Any),
    may("Perms", Shape::Any),
    may("Extensions", Shape::Any),
    may("Version", Shape::SomeName),
];
/// Ours: signing programs change the last two only.
const INFO: &[Key] = &[
    must("Title", Shape::SomeText),
    must("Author", Shape::SomeText),
    must("CreationDate", Shape::SomeText),
    must("Producer", Shape::SomeText),
    must("ModDate", Shape::SomeText),
];
/// Where a bookmark of ours leads (12.3.2.2).
const PLACE: Shape = Shape::List(&[
    Shape::Reference,
    Shape::Name(&["XYZ"]),
    Shape::Integer(0),
    Shape::Number,
    Shape::Null,
]);
/// How long a profile may be.
const MAX_PROFILE: usize = 64 * 1024;
/// More bookmarks than any report has.
const MAX_BOOKMARKS: usize = 20_000;

/// Looks at the catalog and the document information.
pub(super) fn look(
    file: &PdfFile<'_>,
    catalog: &Map,
    expected: &Expected<'_>,
    found: &mut Deviations,
) -> Result<()> {
    if let Some(key) = odd_key(file, catalog, CATALOG)? {
        found.add(Deviation::Setting(key));
        return Ok(());
    }
    if catalog.get("PageMode").is_some() != catalog.get("Outlines").is_some() {
        found.add(Deviation::Setting("PageMode".to_owned()));
    }
    if profile(file, catalog)? != srgb() {
        found.add(Deviation::Setting("OutputIntents".to_owned()));
    }
    let info = file.map(file.trailer().get("Info").ok_or(ReadFault::Damaged)?)?;
    let odd = match odd_key(file, &info, INFO)? {
        Some(key) => Some(key),
        None => odd_word(file, &info, expected)?.map(str::to_owned),
    };
    if let Some(key) = odd {
        found.add(Deviation::Description(key));
    }
    Ok(())
}

fn profile(file: &PdfFile<'_>, catalog: &Map) -> Result<Vec<u8>> {
    let intents = file.list(catalog.get("OutputIntents").ok_or(ReadFault::Damaged)?)?;
    let intent = file.map(intents.first().ok_or(ReadFault::Damaged)?)?;
    let profile = intent.get("DestOutputProfile").ok_or(ReadFault::Damaged)?;
    Ok(file.stream(profile, MAX_PROFILE)?.1)
}

/// What the information says otherwise than the report. Signing programs add their names behind ours.
fn odd_word(
    file: &PdfFile<'_>,
    info: &Map,
    expected: &Expected<'_>,
) -> Result<Option<&'static str>> {
    let said = |key| -> Result<String> {
        let value = info.get(key).map(|value| file.resolved(value)).transpose()?;
        Ok(value.as_ref().and_then(string).unwrap_or_default())
    };
    if said("Title")? != expected.info.title {
        return Ok(Some("Title"));
    }
    if said("Author")? != expected.info.author {
        return Ok(Some("Author"));
    }
    if said("CreationDate")? != pdf_date(expected.info) {
        return Ok(Some("CreationDate"));
    }
    if !is_date(&said("ModDate")?) {
        return Ok(Some("ModDate"));
    }
    let is_ours = said("Producer")?.starts_with("chengbao ");
    Ok((!is_ours).then_some("Producer"))
}

/// Whether a text is a date and nothing else (7.9.4).
fn is_date(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("D:") else { return false };
    let known = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'Z' | '\'');
    (14..=21).contains(&rest.len()) && rest.chars().all(known)
}

/// Looks at where the bookmarks lead: to pages of the file, each no further up than the one
/// before it. Their titles and their order are compared otherwise.
pub(super) fn look_at_bookmarks(
    file: &PdfFile<'_>,
    catalog: &Map,
    leaves: &[Leaf],
    found: &mut Deviations,
) -> Result<()> {
    let Some(root) = catalog.get("Outlines") else { return Ok(()) };
    let mut open: Vec<Value> = file.map(root)?.get("First").cloned().into_iter().collect();
    let (mut count, mut before) = (0, (0, f64::NEG_INFINITY));
    while let Some(item) = open.pop() {
        count += 1;
        if count > MAX_BOOKMARKS {
            return Err(ReadFault::Damaged);
        }
        let item = file.map(&item)?;
        let place = place(file, &item, leaves)?.filter(|place| *place >= before);
        match place {
            Some(place) => before = place,
            None => {
                found.add(Deviation::Bookmark);
                return Ok(());
            }
        }
        open.extend(item.get("Next").cloned());
        open.extend(item.get("First").cloned());
    }
    Ok(())
}

/// The page that a bookmark leads to, from 0, and how far down on it.
fn place(file: &PdfFile<'_>, item: &Map, leaves: &[Leaf]) -> Result<Option<(usize, f64)>> {
    let Some(place) = item.get("Dest") else { return Ok(None) };
    if !super::shape::fits(file, place, &PLACE)? {
        return Ok(None);
    }
    let place = file.list(place)?;
    let page = place.first().and_then(Value::reference);
    let page = leaves.iter().position(|leaf| Some(leaf.object) == page);
    let top = place.get(3).and_then(Value::number);
    Ok(page.zip(top.map(|top| -top)).filter(|(_, top)| *top <= 0.0))
}
