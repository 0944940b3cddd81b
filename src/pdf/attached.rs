//! An attachment taken out of a PDF of ours again, signed since or not.
//!
//! The file may come from anywhere. lopdf reads all of a file before one can ask for anything,
//! and a few bytes of a hostile one make it loop or run out of memory; so the little that
//! is needed here (tables of places, a handful of objects, one kind of packing) is read by hand:
//! only what leads to the attachment, each step within a bound.

mod file;
mod packing;
mod places;
mod syntax;

use file::PdfFile;
use syntax::{Map, Value};

use super::values;

/// The largest PDF that is opened.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The largest attachment that is taken out.
const MAX_ATTACHMENT: usize = 16 * 1024 * 1024;
/// The most nodes of a tree of names that are looked at.
const MAX_NODES: usize = 1000;

/// Why an attachment cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachedFault {
    /// The file is none.
    #[error("这不是 PDF 文件")]
    NotPdf,
    /// The file is too large.
    #[error("这个 PDF 超过 64 MiB，一份报告不会这么大")]
    Large,
    /// The file is encrypted.
    #[error("这个 PDF 加了密，读不了里面的数据")]
    Encrypted,
    /// The file is damaged, or of a kind that is not read.
    #[error("这个 PDF 不完整或已损坏，读不了里面的数据")]
    Damaged,
    /// What is in the file is too large when unpacked.
    #[error("这个 PDF 里的数据解开后过大，没有读")]
    Swollen,
    /// The file has no such attachment.
    #[error("这个 PDF 里没有填报数据：不是呈报生成的，或者经别的软件另存时丢掉了")]
    Absent,
}

type Result<T> = std::result::Result<T, AttachedFault>;

/// Whether a file's bytes are those of a PDF.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The bytes of an attachment by its name.
///
/// # Errors
/// Why it cannot be had.
pub fn attached(pdf: &[u8], name: &str) -> Result<Vec<u8>> {
    if pdf.len() > MAX_BYTES {
        return Err(AttachedFault::Large);
    }
    let file = PdfFile::open(pdf)?;
    let catalog = file.catalog()?;
    let associated = match catalog.get("AF") {
        Some(files) => file.list(files)?,
        None => Vec::new(),
    };
    for specification in associated.iter().chain(&listed(&file, &catalog)?) {
        let specification = file.map(specification)?;
        if is_called(&specification, name) {
            return embedded(&file, &specification);
        }
    }
    Err(AttachedFault::Absent)
}

/// The file specifications in the document's tree of names.
fn listed(file: &PdfFile<'_>, catalog: &Map) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    let Some(names) = catalog.get("Names") else { return Ok(found) };
    let names = file.map(names)?;
    let mut open: Vec<Value> = names.get("EmbeddedFiles").cloned().into_iter().collect();
    let mut seen = 0;
    while let Some(node) = open.pop() {
        seen += 1;
        if seen > MAX_NODES {
            return Err(AttachedFault::Damaged);
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
        Some(Value::Text(text)) => *text == name.as_bytes() || *text == values::utf16(name),
        _ => false,
    };
    called("UF") || called("F")
}

fn embedded(file: &PdfFile<'_>, specification: &Map) -> Result<Vec<u8>> {
    let files = file.map(specification.get("EF").ok_or(AttachedFault::Absent)?)?;
    let embedded = files.get("UF").or(files.get("F")).ok_or(AttachedFault::Absent)?;
    let (about, bytes) = file.stream(embedded, MAX_ATTACHMENT)?;
    let size = match about.get("Params") {
        Some(params) => file.map(params)?.get("Size").cloned(),
        None => None,
    };
    match size {
        Some(Value::Integer(size)) if usize::try_from(size) != Ok(bytes.len()) => {
            Err(AttachedFault::Damaged)
        }
        _ => Ok(bytes),
    }
}
