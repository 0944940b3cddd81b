//! What a file is, by its bytes, for the words of a refusal.

use super::refusal::Refusal;
use crate::package::{Package, has_stream};

/// What to do with a file that has no spreadsheet in it.
const CHOOSE: &str =
    "不是表格文件，请看看是不是选错了；数据在里面的，请抄到 Excel 表格里，另存为 .xlsx";
/// What to do with a spreadsheet of another format.
const SAVE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx，再用这个文件";

/// The beginnings of files that are no text, with what they are.
const BINARIES: [(&[u8], &str); 9] = [
    (b"%PDF", " PDF 文件"),
    (b"{\\rtf", " RTF 文本文件"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩文件（.rar）"),
    (b"7z\xBC\xAF\x27\x1C", "压缩文件（.7z）"),
    (b"\x1F\x8B", "压缩文件（.gz）"),
];

/// Refuses what begins as something else than a text of values does: a document, a picture, a web
/// page that is called a spreadsheet.
pub(super) fn require_text(bytes: &[u8]) -> Result<(), Refusal> {
    if let Some((_, what)) = BINARIES.iter().find(|(start, _)| bytes.starts_with(start)) {
        // A text may begin with these two letters.
        if *what != "图片" || !bytes.starts_with(b"BM") || bytes.contains(&0) {
            return Err(Refusal::Other { what, help: CHOOSE });
        }
    }
    // Of the first stream of Excel 2 to 4, and of Excel 5 without its wrapping ([MS-XLS] 2.4.21).
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, _, 0x00, ..]) {
        return Err(Refusal::Other {
            what: "很旧的 Excel 文件（Excel 97 以前）", help: SAVE
        });
    }
    let start = &bytes[..bytes.len().min(4096)];
    let start = String::from_utf8_lossy(start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start));
    let start = start.trim_start().to_ascii_lowercase();
    if !start.starts_with('<') {
        return Ok(());
    }
    let what = if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        " XML 电子表格 2003（扩展名常被写成 .xls）"
    } else if start.contains("urn:oasis:names:tc:opendocument") {
        "单个 XML 文件的 OpenDocument 表格（.fods）"
    } else if ["<html", "<table", "<!doctype html", "<head", "<meta"]
        .iter()
        .any(|tag| start.contains(tag))
    {
        "网页（扩展名常被写成 .xls）"
    } else {
        return Ok(());
    };
    Err(Refusal::Other { what, help: SAVE })
}

/// What a zip is that has no workbook, by the names of its parts.
pub(super) fn refusal_of_zip(package: &Package<'_>) -> Refusal {
    let mimetype = package.read("mimetype", 1024).ok().flatten();
    let has = |start| package.has_in(start);
    let (what, help) = match mimetype.as_deref() {
        Some(b"application/vnd.oasis.opendocument.text") => {
            ("OpenDocument 文本文件（.odt）", CHOOSE)
        }
        Some(b"application/vnd.oasis.opendocument.presentation") => {
            ("OpenDocument 演示文件（.odp）", CHOOSE)
        }
        _ if has("xl/workbook.bin") => ("二进制的 Excel 文件（.xlsb）", SAVE),
        _ if has("index/document.iwa") || has("index.zip") => {
            ("苹果 Numbers 或 Pages 的文件", "请在那台电脑上导出为 Excel（.xlsx），再用导出的文件")
        }
        _ if has("word/") => (" Word 文件（.docx）", CHOOSE),
        _ if has("ppt/") => (" PowerPoint 演示文件（.pptx）", CHOOSE),
        _ if has("ofd.xml") => (" OFD 版式文件（.ofd）", CHOOSE),
        _ if has("xl/") => ("没有工作簿的 Excel 文件，多半已损坏", SAVE),
        _ => ("普通的压缩文件（zip）", "请先解压，再用里面的表格文件"),
    };
    Refusal::Other { what, help }
}

/// What a compound file is that has no workbook, by the names of its streams.
pub(super) fn refusal_of_compound(bytes: &[u8]) -> Refusal {
    if has_stream(bytes, "EncryptedPackage") {
        return Refusal::Encrypted;
    }
    if has_stream(bytes, "Book") {
        return too_old();
    }
    let what = if has_stream(bytes, "WordDocument") {
        "旧格式的 Word 或 WPS 文件（.doc 或 .wps）"
    } else if has_stream(bytes, "PowerPoint Document") {
        "旧格式的演示文件（.ppt 或 .dps）"
    } else {
        "别的程序的文件"
    };
    Refusal::Other { what, help: CHOOSE }
}

/// The refusal of what Excel wrote before 1997.
pub(super) fn too_old() -> Refusal {
    Refusal::Other { what: "很旧的 Excel 文件（Excel 97 以前）", help: SAVE }
}
