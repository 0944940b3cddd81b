//! What a PDF carries: the files that it was made from, and the data.

use std::collections::BTreeMap;

use super::reading::{Readable, Reading, place, read};
use crate::draft::Draft;
use crate::filing::{Filing, MAX_LASTS};
use crate::finding::{Code, Finding, has_errors};
use crate::fonts::FaceSet;
use crate::illustrations::{self, Illustrations, PictureFiles, picture_files};
use crate::pdf::{Attachment, Relationship};
use crate::render::{self, Origin, WaivedData};
use crate::standard::Standard;

/// The name of the file that a PDF carries and was made from.
pub const ATTACHED_SOURCE: &str = "filing.yaml";
/// The name of the file with the data.
pub const ATTACHED_DATA: &str = "filing.json";
/// The names of the last filings that the report shows figures of, the newest first.
pub(crate) const ATTACHED_LASTS: [&str; MAX_LASTS] = [
    "last-filing.yaml",
    "last-filing-2.yaml",
    "last-filing-3.yaml",
    "last-filing-4.yaml",
    "last-filing-5.yaml",
    "last-filing-6.yaml",
    "last-filing-7.yaml",
];

/// How a filing's data was made, as the data says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provenance<'m> {
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// Of a 送审稿 which one it is.
    pub draft: Option<&'m Draft>,
    /// The hash of the report's template where it is a user's.
    pub template: Option<&'m str>,
    /// The files of the filings that the annex compares with, the newest first.
    pub lasts: &'m [&'m [u8]],
}

/// The data of a filing that was read and checked as JSON. `None` where too little could be read.
#[must_use]
pub(crate) fn data_again(reading: &Reading, provenance: Provenance<'_>) -> Option<String> {
    reading.readable().ok().map(|readable| data(readable, provenance))
}

/// The last filings that a report carries, the newest first, by what has its files' bytes by their
/// names: those after one that is missing are none.
pub(crate) fn carried_lasts(file: impl Fn(&'static str) -> Option<Vec<u8>>) -> Vec<Vec<u8>> {
    ATTACHED_LASTS.into_iter().map_while(file).collect()
}

/// A last filing out of a report: one without errors but those that a Word file may have, as it had
/// to be when it was put in.
#[must_use]
pub(super) fn last_again(bytes: &[u8]) -> Option<Filing> {
    let reading = read(ATTACHED_LASTS[0], bytes);
    let is_fault = |finding: &Finding| finding.is_error() && !is_open(finding);
    reading.filing.filter(|_| !reading.findings.iter().any(is_fault))
}

/// Whether a finding is of what a report that was written elsewhere need not say.
pub(super) fn is_open(finding: &Finding) -> bool {
    matches!(finding.code, Code::Y19 | Code::Y03)
}

/// The filing's data as JSON.
pub(super) fn data(readable: Readable<'_>, provenance: Provenance<'_>) -> String {
    let Readable { reading, filing } = readable;
    let waived = reading.waived.iter().map(|waived| WaivedData {
        rule: waived.finding.code.id().to_owned(),
        place: Some(place(reading, &waived.finding)).filter(|place| !place.is_empty()),
        reason: waived.reason.clone(),
        message: waived.finding.message.clone(),
    });
    let waived: Vec<WaivedData> = waived.collect();
    let Provenance { standard, draft, template, lasts } = provenance;
    let origin =
        Origin { source: reading.bytes(), standard, waived: &waived, draft, template, lasts };
    render::filing_json(filing, origin)
}

/// What a PDF carries: the file that it was made from, the data, the last filings that the report
/// shows figures of, and the pictures' files.
pub(super) fn attachments(
    readable: Readable<'_>,
    data: &[u8],
    lasts: &[&[u8]],
    pictures: &PictureFiles,
) -> Vec<Attachment> {
    let Readable { reading, filing } = readable;
    let yaml = |name: &str, description: &str, bytes: &[u8]| Attachment {
        name: name.to_owned(),
        description: description.to_owned(),
        media_type: "application/yaml",
        relationship: Relationship::Source,
        bytes: bytes.to_vec(),
    };
    let mut attachments = vec![
        yaml(ATTACHED_SOURCE, "填报文件：这份报告由它生成", reading.bytes()),
        Attachment {
            name: ATTACHED_DATA.to_owned(),
            description: "指标数据，供程序读取".to_owned(),
            media_type: "application/json",
            relationship: Relationship::Data,
            bytes: data.to_vec(),
        },
    ];
    let newest = match filing.annex {
        Some(_) => "上期的填报文件：附表由它对比",
        None => "上期的填报文件：正文引用它的数",
    };
    for (n, (name, bytes)) in ATTACHED_LASTS.into_iter().zip(lasts).enumerate() {
        let what = if n == 0 { newest } else { EARLIER };
        attachments.push(yaml(name, what, bytes));
    }
    for (number, file) in (1..).zip(picture_files(filing)) {
        let Some(Ok(bytes)) = pictures.get(&file) else { continue };
        attachments.push(Attachment {
            name: picture_name(number, bytes),
            description: format!("报告里的图片 {file}"),
            media_type: kind(bytes).1,
            relationship: Relationship::Source,
            bytes: bytes.clone(),
        });
    }
    attachments
}

/// What is said of the last filings but the newest.
const EARLIER: &str = "更早一期的填报文件：附表里有它的数据";

/// What the PDF of a filing that was read carries, with the data and the last filings as they were
/// carried. `None` where too little could be read.
#[must_use]
pub(crate) fn attachments_again(
    reading: &Reading,
    data: &[u8],
    lasts: &[&[u8]],
    pictures: &PictureFiles,
) -> Option<Vec<Attachment>> {
    let readable = reading.readable().ok()?;
    Some(attachments(readable, data, reading.shown_lasts(lasts), pictures))
}

/// The pictures of a filing drawn again from their files, with the charts of its annex as SVG;
/// `None` where one cannot be.
#[must_use]
pub(crate) fn pictures_again(
    filing: &Filing,
    files: &PictureFiles,
    charts: &BTreeMap<String, String>,
    faces: &FaceSet,
) -> Option<Illustrations> {
    let mut findings = Vec::new();
    let mut drawn = illustrations::illustrate(filing, files, faces, |_| None, &mut findings);
    (drawn.add_charts(charts, faces).is_ok() && !has_errors(&findings)).then_some(drawn)
}

/// The name under which a PDF carries a picture's file: by its number among the filing's
/// pictures, from 1, since the filing's own names may be those of other attachments.
fn picture_name(number: usize, bytes: &[u8]) -> String {
    format!("picture-{number}.{}", kind(bytes).0)
}

/// The pictures' files among the attachments of a filing's PDF: by the names that the filing has
/// for them, and their names as attachments. One that is missing is an error in its place.
#[must_use]
pub(crate) fn carried_pictures(
    filing: &Filing,
    attached: &BTreeMap<String, Vec<u8>>,
) -> (PictureFiles, Vec<String>) {
    let (mut files, mut names) = (BTreeMap::new(), Vec::new());
    for (number, file) in (1..).zip(picture_files(filing)) {
        let found = attached.iter().find(|(name, bytes)| **name == picture_name(number, bytes));
        names.extend(found.map(|(name, _)| name.clone()));
        let bytes = found.map(|(_, bytes)| bytes.clone());
        files.insert(file, bytes.ok_or_else(|| "PDF 里没有附上它".to_owned()));
    }
    (files, names)
}

/// A picture's ending and media type, by its content.
fn kind(bytes: &[u8]) -> (&'static str, &'static str) {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => ("png", "image/png"),
        [0xFF, 0xD8, ..] => ("jpg", "image/jpeg"),
        _ => ("svg", "image/svg+xml"),
    }
}
