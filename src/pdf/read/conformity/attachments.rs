//! What is said of the attachments (ISO 32000-1 7.11.3 and 7.11.4): to the letter what we say.

use super::shape::{FLATE, Key, LENGTH, Shape, must, odd_key};
use super::{Deviation, Deviations, Expected, Result};
use crate::pdf::read::objects::{Map, PdfFile, Value, string};
use crate::pdf::write::{Attachment, pdf_date};

const SPECIFICATION: &[Key] = &[
    must("Type", Shape::Name(&["Filespec"])),
    must("F", Shape::SomeText),
    must("UF", Shape::SomeText),
    must("Desc", Shape::SomeText),
    must("AFRelationship", Shape::Name(&["Source", "Data"])),
    must("EF", Shape::Map(&[must("F", Shape::Reference), must("UF", Shape::Reference)])),
];
const FILE: &[Key] = &[
    must("Type", Shape::Name(&["EmbeddedFile"])),
    must("Subtype", Shape::SomeName),
    must("Params", Shape::Map(&[must("Size", Shape::Count), must("ModDate", Shape::SomeText)])),
    LENGTH,
    FLATE,
];

/// Looks at the attachments, in the order of their list. That each is there once and is the one
/// that was read, is known.
pub(super) fn look(
    file: &PdfFile<'_>,
    catalog: &Map,
    expected: &Expected<'_>,
    found: &mut Deviations,
) -> Result<()> {
    let listed = catalog.get("AF").map(|list| file.list(list)).transpose()?.unwrap_or_default();
    for (n, attachment) in expected.attachments.iter().enumerate() {
        let is_ours = match listed.get(n) {
            Some(listed) => is_ours(file, listed, attachment, expected)?,
            None => false,
        };
        if !is_ours {
            found.add(Deviation::Attachment(attachment.name.clone()));
        }
    }
    if listed.len() > expected.attachments.len() {
        found.add(Deviation::Setting("AF".to_owned()));
    }
    Ok(())
}

fn is_ours(
    file: &PdfFile<'_>,
    listed: &Value,
    attachment: &Attachment,
    expected: &Expected<'_>,
) -> Result<bool> {
    let about = file.map(listed)?;
    if odd_key(file, &about, SPECIFICATION)?.is_some() {
        return Ok(false);
    }
    let says = |key, wanted: &str| -> Result<bool> {
        let value = about.get(key).map(|value| file.resolved(value)).transpose()?;
        Ok(value.as_ref().and_then(string).as_deref() == Some(wanted))
    };
    let files = file.map(about.get("EF").unwrap_or(&Value::Null))?;
    let Some(stream) = files.get("F").filter(|f| files.get("UF") == Some(*f)) else {
        return Ok(false);
    };
    let embedded = file.map(stream)?;
    if odd_key(file, &embedded, FILE)?.is_some() {
        return Ok(false);
    }
    let params = file.map(embedded.get("Params").unwrap_or(&Value::Null))?;
    let size = params.integer("Size").and_then(|size| usize::try_from(size).ok());
    Ok(says("F", &attachment.name)?
        && says("UF", &attachment.name)?
        && says("Desc", &attachment.description)?
        && about.name("AFRelationship") == Some(attachment.relationship.name().as_bytes())
        && embedded.name("Subtype") == Some(attachment.media_type.as_bytes())
        && size == Some(attachment.bytes.len())
        && params.get("ModDate").and_then(string).as_deref() == Some(&pdf_date(expected.info)))
}
