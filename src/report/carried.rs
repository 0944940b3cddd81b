//! What a PDF carries: the files that it was made from, and the data.

use super::{Reading, place};
use crate::filing::Filing;
use crate::pdf::{Attachment, Relationship};
use crate::render::{self, Origin, WaivedData};
use crate::standard::Standard;

/// The name of the file that a PDF carries and was made from.
pub const ATTACHED_SOURCE: &str = "filing.yaml";
/// The name of the file with the data.
pub const ATTACHED_DATA: &str = "filing.json";
/// The name of the last period's file, which an annex was made from.
pub const ATTACHED_LAST: &str = "last-filing.yaml";

/// What the data says of its making.
#[derive(Debug, Clone, Copy)]
pub struct Made<'m> {
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// Whether the outputs are marked 送审稿.
    pub draft: bool,
    /// The hash of the report's template where it is a user's.
    pub template: Option<&'m str>,
    /// The file of the filing that the annex compares with.
    pub last: Option<&'m [u8]>,
}

/// The data of a filing that was read and checked as JSON. `None` where too little could be read.
#[must_use]
pub fn data_again(reading: &Reading, made: Made<'_>) -> Option<String> {
    let filing = reading.filing.as_ref()?;
    Some(data(reading, filing, made))
}

/// The filing's data as JSON.
pub(super) fn data(reading: &Reading, filing: &Filing, made: Made<'_>) -> String {
    let waived = reading.waived.iter().map(|waived| WaivedData {
        rule: waived.finding.code.to_owned(),
        place: Some(place(reading, &waived.finding)).filter(|place| !place.is_empty()),
        reason: waived.reason.clone(),
        message: waived.finding.message.clone(),
    });
    let waived: Vec<WaivedData> = waived.collect();
    let Made { standard, draft, template, last } = made;
    let origin =
        Origin { source: &reading.bytes, standard, waived: &waived, draft, template, last };
    render::filing_json(filing, origin)
}

/// What a PDF carries: the file that it was made from, the data, and the last period's file where
/// there is an annex.
pub(super) fn attachments(reading: &Reading, data: String, last: Option<&[u8]>) -> Vec<Attachment> {
    let mut attachments = vec![
        Attachment {
            name: ATTACHED_SOURCE,
            description: "填报文件：这份报告由它生成",
            media_type: "application/yaml",
            relationship: Relationship::Source,
            bytes: reading.bytes.clone(),
        },
        Attachment {
            name: ATTACHED_DATA,
            description: "指标数据，供程序读取",
            media_type: "application/json",
            relationship: Relationship::Data,
            bytes: (data + "\n").into_bytes(),
        },
    ];
    attachments.extend(last.map(|bytes| Attachment {
        name: ATTACHED_LAST,
        description: "上期的填报文件：附表由它对比",
        media_type: "application/yaml",
        relationship: Relationship::Source,
        bytes: bytes.to_vec(),
    }));
    attachments
}
