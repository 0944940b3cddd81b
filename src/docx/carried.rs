//! The files that the report was made from, in the Word file: custom XML (ECMA-376 Part 1 15.2.5),
//! which Word, WPS and LibreOffice keep when they save the file anew.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::xml::{PROLOGUE, escape};
use crate::word::{self, Refusal};

/// What tells our part from others.
const FILING: &str = "urn:chengbao:filing";
/// The id of our part, the same in every file: programs ask for parts by it.
const ID: &str = "{6B1F5C5E-4D0B-4C8A-9B7C-2A6E0C51F9D3}";

/// A file that goes with the report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carried<'c> {
    pub(crate) name: &'c str,
    pub(crate) bytes: &'c [u8],
}

/// The part with the files.
pub(super) fn part(carried: &[Carried<'_>]) -> String {
    let mut out = format!(r#"{PROLOGUE}<filing xmlns="{FILING}">"#);
    for Carried { name, bytes } in carried {
        let text = STANDARD.encode(bytes);
        let _ = write!(out, r#"<file name="{}">{text}</file>"#, escape(name));
    }
    out.push_str("</filing>");
    out
}

/// What the part beside it says of it.
pub(super) fn properties() -> String {
    format!(
        r#"{PROLOGUE}<ds:datastoreItem ds:itemID="{ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{FILING}"/></ds:schemaRefs></ds:datastoreItem>"#
    )
}

/// A file that a Word file carries, byte for byte; `None` where it carries none of that name.
///
/// # Errors
/// The Word file cannot be read, or two readers could take two files for the one.
pub(crate) fn carried(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let damaged = |reason: &str| Refusal::Damaged { reason: reason.to_owned() };
    let mut parts = word::custom_parts(bytes, FILING)?;
    let Some(files) = parts.pop() else { return Ok(None) };
    if !parts.is_empty() {
        return Err(damaged("带了两份填报文件"));
    }
    let mut named = files.into_iter().filter(|file| file.name == name);
    let Some(file) = named.next() else { return Ok(None) };
    if named.next().is_some() {
        return Err(damaged("带的文件有两个同名"));
    }
    // A program that indents XML puts blanks into it.
    let text: String = file.text.split_ascii_whitespace().collect();
    STANDARD.decode(text).map(Some).map_err(|_| damaged("带的填报文件被改动过"))
}
