//! What a file is that is no Word file, for the words of a refusal.

use super::refusal::Refusal;
use crate::package::{has_stream, is_compound, is_zip};

/// What a compound file is, by the names of its streams.
fn refusal_of_compound(bytes: &[u8]) -> Refusal {
    if has_stream(bytes, "EncryptedPackage") {
        return Refusal::Encrypted;
    }
    // A .wps file has WordDocument, too.
    if has_stream(bytes, "WordDocument") {
        return Refusal::Binary;
    }
    if has_stream(bytes, "Workbook") || has_stream(bytes, "Book") {
        return Refusal::Other { what: "旧格式的表格文件（.xls 或 .et）" };
    }
    if has_stream(bytes, "PowerPoint Document") {
        return Refusal::Other { what: "旧格式的演示文件（.ppt 或 .dps）" };
    }
    Refusal::Binary
}

/// What a zip is that has no Word document, by the names of its parts.
pub(crate) fn refusal_of_zip(has: impl Fn(&str) -> bool, mimetype: Option<&[u8]>) -> Refusal {
    let what = match mimetype {
        Some(b"application/vnd.oasis.opendocument.text") => "OpenDocument 文本文件（.odt）",
        Some(b"application/vnd.oasis.opendocument.spreadsheet") => "OpenDocument 表格文件（.ods）",
        Some(b"application/vnd.oasis.opendocument.presentation") => "OpenDocument 演示文件（.odp）",
        Some(b"application/epub+zip") => "电子书（.epub）",
        _ if has("xl/") => "Excel 表格文件（.xlsx）",
        _ if has("ppt/") => "PowerPoint 演示文件（.pptx）",
        _ if has("visio/") => "Visio 绘图文件（.vsdx）",
        _ if has("ofd.xml") => "OFD 版式文件（.ofd）",
        _ => "普通的压缩文件（zip）",
    };
    Refusal::Other { what }
}

/// Refuses what is no zip: an older Word file, one with a password, another format.
pub(super) fn require_zip(bytes: &[u8]) -> Result<(), Refusal> {
    if is_compound(bytes) {
        return Err(refusal_of_compound(bytes));
    }
    if is_zip(bytes) { Ok(()) } else { Err(Refusal::Other { what: "别的格式的文件" }) }
}
