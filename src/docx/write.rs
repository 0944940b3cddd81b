//! The package put together: which parts there are, and what refers to which.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::carried::{self, Carried};
use super::comments::{self, Comment};
use super::document::Body;
use super::faces;
use super::margins::{Side, footer, header};
use super::package::{Entry, zip};
use super::page::Sheet;
use super::parts::Part;
use super::pictures::{Image, Pictures};
use super::relationships::Relationships;
use super::settings;
use super::styles;
use super::text::Anchor;
use super::xml::{PROLOGUE, escape};
use crate::typeset::NumberPosition;

const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// A report on its way to a Word file.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    pub(crate) parts: &'r [Part],
    /// Its pictures, by the files that its parts name.
    pub(crate) pictures: BTreeMap<String, Image<'r>>,
    pub(crate) title: String,
    /// The company that files.
    pub(crate) author: String,
    /// The day of signature as ISO 8601 has it; the only date in the file.
    pub(crate) date: String,
    pub(crate) numbers: NumberPosition,
    /// What stands above each page of a draft.
    pub(crate) draft: Option<&'r str>,
    pub(crate) comments: Vec<Comment>,
    /// The files that it was made from.
    pub(crate) carried: Vec<Carried<'r>>,
}

/// The file could not be put together. None of it is the filer's fault.
#[derive(Debug, thiserror::Error)]
#[error("生成 Word 文件时出错：{0}")]
pub struct DocxFault(#[from] std::io::Error);

/// Writes a report as a Word file.
///
/// # Errors
/// The file would be larger than a zip may be.
pub(crate) fn write(report: &Report<'_>) -> Result<Vec<u8>, DocxFault> {
    let sheet = Sheet::gbt_9704();
    let mut package = Parts::default();
    let mut relationships = Relationships::default();
    package.part("word/styles.xml", "styles", styles::part(&sheet), &mut relationships);
    let has_sides = report.numbers == NumberPosition::Outer;
    package.part("word/settings.xml", "settings", settings::part(has_sides), &mut relationships);
    package.part("word/fontTable.xml", "fontTable", faces::table(), &mut relationships);
    let margins = margins(report, &sheet, &mut package, &mut relationships);
    if !report.comments.is_empty() {
        let comments = comments::part(&report.comments);
        package.part("word/comments.xml", "comments", comments, &mut relationships);
    }
    carry(&report.carried, &mut package, &mut relationships);
    let mut pictures = Pictures::new(&report.pictures, &sheet);
    let anchors: Vec<Anchor> = report.comments.iter().map(|c| c.anchor.clone()).collect();
    let body = Body::new(&sheet, &mut pictures, &anchors, &mut relationships);
    let document = body.write(report.parts, &margins);
    package.put("word/document.xml", document);
    package.put("word/_rels/document.xml.rels", relationships.xml());
    package.put("docProps/core.xml", core(report));
    let mut root = Relationships::default();
    root.part("officeDocument", "word/document.xml");
    root.other(CORE, "docProps/core.xml");
    package.put("_rels/.rels", root.xml());
    let mut entries = vec![Entry::new("[Content_Types].xml", content_types(&package.entries))];
    entries.extend(package.entries);
    entries.extend(pictures.entries);
    Ok(zip(&entries)?)
}

#[derive(Default)]
struct Parts {
    entries: Vec<Entry>,
}

impl Parts {
    fn put(&mut self, name: &str, text: String) {
        self.entries.push(Entry::new(name, text));
    }

    /// A part in `word/` that the document refers to; the id of the reference.
    fn part(
        &mut self,
        name: &str,
        kind: &str,
        text: String,
        relationships: &mut Relationships,
    ) -> String {
        self.put(name, text);
        relationships.part(kind, name.strip_prefix("word/").unwrap_or(name))
    }
}

/// Headers and footers, and what the section says of them.
fn margins(
    report: &Report<'_>,
    sheet: &Sheet,
    package: &mut Parts,
    relationships: &mut Relationships,
) -> String {
    let mut references = String::new();
    let mut refer = |kind: &str, pages: &str, id: &str| {
        let _ = write!(references, r#"<w:{kind}Reference w:type="{pages}" r:id="{id}"/>"#);
    };
    // Odd and even pages are told apart by their numbers alone.
    let sides: &[(&str, Side)] = match report.numbers {
        NumberPosition::Centred => &[("default", Side::Centre)],
        NumberPosition::Outer => &[("default", Side::Right), ("even", Side::Left)],
    };
    if let Some(mark) = report.draft {
        let id = package.part("word/header1.xml", "header", header(mark), relationships);
        sides.iter().for_each(|(pages, _)| refer("header", pages, &id));
    }
    for (n, (pages, side)) in (1..).zip(sides) {
        let name = format!("word/footer{n}.xml");
        let id = package.part(&name, "footer", footer(*side, sheet), relationships);
        refer("footer", pages, &id);
    }
    references
}

/// The files that go with the report.
fn carry(files: &[Carried<'_>], package: &mut Parts, relationships: &mut Relationships) {
    package.put("customXml/item1.xml", carried::part(files));
    package.put("customXml/itemProps1.xml", carried::properties());
    let mut own = Relationships::default();
    own.part("customXmlProps", "itemProps1.xml");
    package.put("customXml/_rels/item1.xml.rels", own.xml());
    relationships.part("customXml", "../customXml/item1.xml");
}

/// What the file says of itself (ECMA-376 Part 2 11).
fn core(report: &Report<'_>) -> String {
    let (title, author) = (escape(&report.title), escape(&report.author));
    let day = format!("{}T00:00:00Z", report.date);
    format!(
        r#"{PROLOGUE}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>zh-CN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>"#
    )
}

/// `[Content_Types].xml`.
fn content_types(entries: &[Entry]) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        r#"{PROLOGUE}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
    );
    for (ending, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("svg", "image/svg+xml"),
    ] {
        let _ = write!(out, r#"<Default Extension="{ending}" ContentType="{kind}"/>"#);
    }
    for entry in entries {
        let kind = match entry.name.as_str() {
            "word/document.xml" => format!("{WORD}.document.main+xml"),
            "docProps/core.xml" => {
                "application/vnd.openxmlformats-package.core-properties+xml".to_owned()
            }
            "customXml/itemProps1.xml" => {
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml".to_owned()
            }
            name => match name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml")) {
                Some(name) => {
                    format!("{WORD}.{}+xml", name.trim_end_matches(|c: char| c.is_ascii_digit()))
                }
                None => continue,
            },
        };
        let _ = write!(out, r#"<Override PartName="/{}" ContentType="{kind}"/>"#, entry.name);
    }
    out.push_str("</Types>");
    out
}
