//! Files that the PDF carries (ISO 32000-1 7.11.4, ISO 19005-3 6.8): associated with the document
//! as a whole, and listed by name.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::archive::pdf_date;
use super::{Info, PdfFault, fault, values};

/// A file that goes with the report.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name, in ASCII.
    pub name: String,
    /// What it is, for the reader of the PDF.
    pub description: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is to the report.
    pub relationship: Relationship,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an attachment is to the report (ISO 19005-3 6.8, `AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The report was made from it.
    Source,
    /// The report's data in a form for machines.
    Data,
}

impl Relationship {
    pub(in crate::pdf) fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Data => "Data",
        }
    }
}

/// Puts attachments into a document.
///
/// # Errors
/// Two of one name, or the document is not as it was drawn.
pub(super) fn attach(
    document: &mut Document,
    attachments: &[Attachment],
    info: &Info,
) -> Result<(), PdfFault> {
    if attachments.is_empty() {
        return Ok(());
    }
    let (mut associated, mut by_name) = (Vec::new(), BTreeMap::new());
    for attachment in attachments {
        let file = specification(document, attachment, info)?;
        let file = Object::Reference(document.add_object(file));
        associated.push(file.clone());
        if by_name.insert(attachment.name.as_str(), file).is_some() {
            return Err(PdfFault::Unfit("两个附件同名"));
        }
    }
    // The names of a tree are in the order of their bytes.
    let names = by_name.into_iter().flat_map(|(name, file)| [Object::string_literal(name), file]);
    let files = document.add_object(dictionary! { "Names" => names.collect::<Vec<_>>() });
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.set("AF", associated);
    let mut names = match catalog.get(b"Names") {
        Ok(Object::Dictionary(names)) => names.clone(),
        Ok(_) => return Err(PdfFault::Unfit("文件的名称表不在目录里")),
        Err(_) => Dictionary::new(),
    };
    names.set("EmbeddedFiles", files);
    catalog.set("Names", names);
    Ok(())
}

/// The file specification, with its embedded file.
fn specification(
    document: &mut Document,
    attachment: &Attachment,
    info: &Info,
) -> Result<Dictionary, PdfFault> {
    let about = dictionary! {
        "Size" => attachment.bytes.len() as i64,
        "ModDate" => Object::string_literal(pdf_date(info)),
    };
    let file = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => attachment.media_type,
        "Params" => about,
    };
    let file = document.add_object(Stream::new(file, attachment.bytes.clone()));
    Ok(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(attachment.name.as_str()),
        "UF" => values::text(&attachment.name)?,
        "Desc" => values::text(&attachment.description)?,
        "AFRelationship" => attachment.relationship.name(),
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}
