//! An attachment taken out of a PDF of ours again, signed since or not.

use std::collections::BTreeMap;

use super::objects::{Map, PdfFile, ReadFault, Value, string};
use crate::pdf::write::utf16;

/// The largest attachment that is taken out: a picture's file.
const MAX_ATTACHMENT: usize = crate::pictures::MAX_BYTES;
/// More attachments than any report has.
const MAX_ATTACHMENTS: usize = 500;
/// The most nodes of a tree of names that are looked at.
const MAX_NODES: usize = 1000;

/// Why an attachment cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentFault {
    /// The file cannot be read.
    #[error(transparent)]
    Unread(#[from] ReadFault),
    /// The file has no such attachment.
    #[error("这个 PDF 里没有填报数据：不是呈报生成的，或者经别的软件另存时丢掉了")]
    Absent,
}

type Result<T> = std::result::Result<T, AttachmentFault>;

/// The bytes of an attachment by its name.
///
/// # Errors
/// Why it cannot be had.
pub fn attachment(pdf: &[u8], name: &str) -> Result<Vec<u8>> {
    attachment_in(&PdfFile::open(pdf)?, name)
}

/// All attachments that stand in a PDF's tree of names, by their names.
///
/// # Errors
/// Why one cannot be had; two of one name are damage.
pub fn attachments(pdf: &[u8]) -> std::result::Result<BTreeMap<String, Vec<u8>>, ReadFault> {
    let file = PdfFile::open(pdf)?;
    let mut found = BTreeMap::new();
    for specification in listed(&file, &file.catalog()?)? {
        let specification = file.map(&specification)?;
        let name = specification.get("UF").and_then(string).ok_or(ReadFault::Damaged)?;
        let bytes = match embedded(&file, &specification) {
            Ok(bytes) => bytes,
            Err(AttachmentFault::Unread(fault)) => return Err(fault),
            Err(AttachmentFault::Absent) => return Err(ReadFault::Damaged),
        };
        if found.len() == MAX_ATTACHMENTS || found.insert(name, bytes).is_some() {
            return Err(ReadFault::Damaged);
        }
    }
    Ok(found)
}

/// The bytes of an attachment of an open file.
pub(super) fn attachment_in(file: &PdfFile<'_>, name: &str) -> Result<Vec<u8>> {
    let catalog = file.catalog()?;
    let associated = match catalog.get("AF") {
        Some(files) => file.list(files)?,
        None => Vec::new(),
    };
    for specification in associated.iter().chain(&listed(file, &catalog)?) {
        let specification = file.map(specification)?;
        if is_called(&specification, name) {
            return embedded(file, &specification);
        }
    }
    Err(AttachmentFault::Absent)
}

/// The file specifications in the document's tree of names.
fn listed(file: &PdfFile<'_>, catalog: &Map) -> std::result::Result<Vec<Value>, ReadFault> {
    let mut found = Vec::new();
    let Some(names) = catalog.get("Names") else { return Ok(found) };
    let names = file.map(names)?;
    let mut open: Vec<Value> = names.get("EmbeddedFiles").cloned().into_iter().collect();
    let mut seen = 0;
    while let Some(node) = open.pop() {
        seen += 1;
        if seen > MAX_NODES {
            return Err(ReadFault::Damaged);
        }
        let node = file.map(&node)?;
        if let Some(kids) = node.get("Kids") {
            open.extend(file.list(kids)?);
        }
        if let Some(names) = node.get("Names") {
            found.extend(file.list(names)?.into_iter().skip(1).step_by(2));
        }
    }
    Ok(found)
}

fn is_called(specification: &Map, name: &str) -> bool {
    let called = |key| match specification.get(key) {
        Some(Value::Text(text)) => *text == name.as_bytes() || *text == utf16(name),
        _ => false,
    };
    called("UF") || called("F")
}

fn embedded(file: &PdfFile<'_>, specification: &Map) -> Result<Vec<u8>> {
    let files = file.map(specification.get("EF").ok_or(AttachmentFault::Absent)?)?;
    let embedded = files.get("UF").or(files.get("F")).ok_or(AttachmentFault::Absent)?;
    let (about, bytes) = file.stream(embedded, MAX_ATTACHMENT)?;
    let size = match about.get("Params") {
        Some(params) => file.map(params)?.get("Size").cloned(),
        None => None,
    };
    match size {
        Some(Value::Integer(size)) if usize::try_from(size) != Ok(bytes.len()) => {
            Err(ReadFault::Damaged.into())
        }
        _ => Ok(bytes),
    }
}
