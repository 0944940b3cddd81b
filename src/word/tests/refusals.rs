//! What is not read, and what is said then.

use super::*;
use crate::word::is_word;

fn refused(bytes: &[u8]) -> String {
    read(bytes, Tracked::Accept).unwrap_err().to_string()
}

fn part(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (name.to_owned(), bytes.to_vec())
}

#[test]
fn other_files_are_named() {
    let odt =
        [part("mimetype", b"application/vnd.oasis.opendocument.text"), part("content.xml", b"")];
    for (parts, named) in [
        (vec![part("xl/workbook.xml", b"")], ".xlsx"),
        (vec![part("ppt/presentation.xml", b"")], ".pptx"),
        (odt.to_vec(), ".odt"),
        (vec![part("OFD.xml", b"")], ".ofd"),
        (vec![part("a.txt", b"")], "zip"),
        (vec![], "zip"),
    ] {
        let bytes = zip(&parts);
        assert!(is_word(&bytes));
        assert!(refused(&bytes).contains(named), "{}", refused(&bytes));
    }
    assert!(!is_word(b"%PDF-1.7"));
    assert!(refused(b"%PDF-1.7").contains("不是 Word 文件"));
}

#[test]
fn old_and_locked_files_are_told_apart() {
    let compound = |stream: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    for (stream, said) in [
        ("WordDocument", "另存为 .docx"),
        ("EncryptedPackage", "密码"),
        ("Workbook", ".xls"),
        ("PowerPoint Document", ".ppt"),
        ("Other", ".doc"),
    ] {
        let bytes = compound(stream);
        assert!(is_word(&bytes));
        assert!(refused(&bytes).contains(said), "{}", refused(&bytes));
    }
}

#[test]
fn broken_files_are_refused() {
    let whole = docx(&p("文")).bytes();
    for end in [0, 4, 30, whole.len() / 2, whole.len() - 1] {
        assert!(read(&whole[..end], Tracked::Accept).is_err(), "{end}");
    }
    assert!(refused(&whole[..whole.len() / 2]).contains("已损坏"));
    let mut file = docx("");
    file.parts[1].1 = format!("<w:document {SPACES}/>").into_bytes();
    assert_eq!(file.refusal(), Refusal::NoBody);
    file.parts[1].1 = b"<w:document".to_vec();
    assert!(matches!(file.refusal(), Refusal::Malformed { .. }));
    file.parts[1].1 = vec![0xFF; 9];
    assert!(matches!(file.refusal(), Refusal::Malformed { .. }));
}

#[test]
fn document_types_are_refused() {
    for start in ["<!DOCTYPE w:document [<!ENTITY a \"b\">]>", "<!DOCTYPE x SYSTEM \"http://x/\">"]
    {
        let mut file = docx(&p("&amp;"));
        file.parts[1].1 = [start.as_bytes(), &file.parts[1].1].concat();
        assert!(matches!(file.refusal(), Refusal::Dtd { .. }), "{start}");
    }
}

#[test]
fn files_that_two_readers_could_see_differently_are_refused() {
    let mut twice = docx(&p("甲"));
    twice.parts.push(part("WORD\\document.xml", twice.parts[1].1.clone().as_slice()));
    assert!(matches!(twice.refusal(), Refusal::Damaged { .. }));
    // Another name in the directory than before the content.
    let mut bytes = docx(&p("甲")).bytes();
    let at = bytes.windows(17).position(|name| name == b"word/document.xml").unwrap();
    bytes[at] = b'v';
    assert!(refused(&bytes).contains("名字不同"));
}

#[test]
fn parts_that_share_their_bytes_are_refused() {
    let inner = stored(&[part("b", b"inner")]);
    let local = inner.windows(4).position(|sign| sign == b"PK\x01\x02").unwrap();
    let whole = stored(&[part("a", &inner[..local]), part("b", b"inner")]);
    let outer = whole.windows(local).position(|bytes| bytes == &inner[..local]).unwrap();
    // The directory's second entry now leads into the first one's content.
    let second = whole.windows(4).rposition(|sign| sign == b"PK\x01\x02").unwrap();
    let mut bytes = whole;
    bytes[second + 42..second + 46].copy_from_slice(&u32::try_from(outer).unwrap().to_le_bytes());
    assert!(refused(&bytes).contains("重叠"), "{}", refused(&bytes));
}

#[test]
fn a_flipped_byte_is_found() {
    let whole = docx(&p(&"文字".repeat(500))).bytes();
    let start = whole.windows(17).position(|name| name == b"word/document.xml").unwrap();
    let mut bytes = whole;
    bytes[start + 60] ^= 0x10;
    assert!(read(&bytes, Tracked::Accept).is_err());
}
