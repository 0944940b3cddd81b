//! Files of other programs, known by how they begin, so that the message names what it is.

/// What a file is, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
}

const fn kind_of(name: &'static str, help: &'static str) -> Kind {
    Kind { name, help }
}

const COPY: &str = "先用 chengbao init 新建填报文件，再把文字和数据抄进去";
const IMPORT: &str = "先变成填报文件：chengbao import -o 新文件名.yaml 这个文件";
const SAVE: &str = "在 Word 或 WPS 里打开，另存为 .docx，再用 chengbao import 变成填报文件";
const UNPACK: &str = "先解压，再用里面的 .yaml 文件";

const PDF: Kind = kind_of(
    "PDF",
    "呈报生成的 PDF 里带着填报文件，取出来再用：chengbao extract -o 新文件名.yaml 这个PDF",
);
const WORD: Kind = kind_of("Word 文档（或 WPS 文字）", IMPORT);
const SHEET: Kind = kind_of("Excel 表格（或 WPS 表格）", COPY);
const SLIDES: Kind = kind_of("演示文稿", COPY);
const OFFICE: Kind = kind_of("Word、Excel 或 WPS 的文档", SAVE);
const OPEN_TEXT: Kind = kind_of("OpenDocument 文档", SAVE);
const OFD: Kind = kind_of("OFD 版式文件", COPY);
const RICH: Kind = kind_of("RTF 文档", SAVE);
const PAGE: Kind = kind_of(
    "网页（HTML）",
    "看看是不是选错了文件；呈报自己生成的网页，用 chengbao import 变成填报文件",
);
const PICTURE: Kind = kind_of("图片", "图片放在填报文件旁边，在正文里写图片的文件名");
const PACKED: Kind = kind_of("压缩包", UNPACK);

/// So many bytes of a package are looked through for the names of what is in it.
const LOOKED: usize = 64 * 1024;

/// Beginnings that no text has.
const BEGINNINGS: [(&[u8], Kind); 17] = [
    (b"%PDF-", PDF),
    (b"{\\rtf", RICH),
    (b"\x89PNG\r\n\x1A\n", PICTURE),
    (b"\xFF\xD8\xFF", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"BM", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"RIFF", PICTURE),
    (b"7z\xBC\xAF\x27\x1C", PACKED),
    (b"Rar!\x1A\x07", PACKED),
    (b"\x1F\x8B", PACKED),
    (b"BZh", PACKED),
    (b"\xFD7zXZ\0", PACKED),
    (b"PK\x05\x06", PACKED),
    (b"\x28\xB5\x2F\xFD", PACKED),
];

/// Those of them that are letters, which a text may begin with: such a file has other bytes too.
const LETTERS: [&[u8]; 3] = [b"BM", b"RIFF", b"BZh"];

/// Whether a file is a package of another kind than Word's.
pub(crate) fn is_other_package(bytes: &[u8]) -> bool {
    kind(bytes).is_some_and(|kind| [SHEET, SLIDES, OPEN_TEXT, OFD].contains(&kind))
}

/// What a file is, where it is known not to be a text of ours.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(package(bytes));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(compound(bytes));
    }
    let begins = |(beginning, _): &&(&[u8], Kind)| {
        let is_text = || LETTERS.contains(beginning) && !bytes.iter().take(LOOKED).any(|b| *b == 0);
        bytes.starts_with(beginning) && !is_text()
    };
    if let Some((_, kind)) = BEGINNINGS.iter().find(begins) {
        return Some(*kind);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let is_page =
        |start: &[u8]| text.get(..start.len()).is_some_and(|t| t.eq_ignore_ascii_case(start));
    (is_page(b"<!DOCTYPE html") || is_page(b"<html")).then_some(PAGE)
}

/// A ZIP package by the names of its parts, which stand in it unpacked.
fn package(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(LOOKED)];
    let tail = &bytes[bytes.len().saturating_sub(LOOKED)..];
    let has = |name: &[u8]| has(head, name) || has(tail, name);
    let parts: [(&[u8], Kind); 6] = [
        (b"word/", WORD),
        (b"xl/", SHEET),
        (b"ppt/", SLIDES),
        (b"application/vnd.oasis.opendocument", OPEN_TEXT),
        (b"OFD.xml", OFD),
        (b"[Content_Types].xml", OFFICE),
    ];
    parts.into_iter().find(|(name, _)| has(name)).map_or(PACKED, |(_, kind)| kind)
}

/// An old document of Word, Excel or WPS by the names of its streams, which are UTF-16.
fn compound(bytes: &[u8]) -> Kind {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let parts = [("WordDocument", WORD), ("Workbook", SHEET), ("PowerPoint Document", SLIDES)];
    let found = parts.into_iter().find(|(name, _)| has(bytes, &wide(name)));
    found.map_or(OFFICE, |(_, kind)| kind)
}

fn has(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_program_is_known() {
        let old = |stream: &str| {
            let stream = stream.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"
                .iter()
                .copied()
                .chain(stream)
                .collect::<Vec<u8>>()
        };
        let word = old("WordDocument");
        let sheet = old("Workbook");
        for (bytes, wanted) in [
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml".as_slice(), WORD),
            (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", SHEET),
            (b"PK\x03\x04....[Content_Types].xml", OFFICE),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", OPEN_TEXT),
            (b"PK\x03\x04....OFD.xml", OFD),
            (b"PK\x03\x04....a.yaml", PACKED),
            (&word, WORD),
            (&sheet, SHEET),
            (b"%PDF-1.7", PDF),
            (b"{\\rtf1\\ansi", RICH),
            (b"\x89PNG\r\n\x1A\n", PICTURE),
            (b"\xFF\xD8\xFF\xE0", PICTURE),
            (b"BM\x36\0\0\0", PICTURE),
            (b"\xEF\xBB\xBF<!doctype HTML>", PAGE),
            (b"\n<html lang=zh>", PAGE),
        ] {
            assert_eq!(kind(bytes), Some(wanted), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_text_is_left_to_the_reader() {
        for text in ["企业:\n", "BM: 1\n", "RIFF", "PK", "{ 企业: 甲 }", "# <html>\n", ""] {
            assert_eq!(kind(text.as_bytes()), None, "{text}");
        }
    }
}
