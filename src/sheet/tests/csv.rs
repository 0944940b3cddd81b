//! Texts: encodings, separators, quotation marks.

use super::*;

fn text(bytes: &[u8]) -> Vec<String> {
    let workbook = read("表.csv", bytes).unwrap();
    assert_eq!(workbook.sheets.len(), 1);
    lines(&workbook.sheets[0])
}

fn refused(bytes: &[u8]) -> Refusal {
    read("表.csv", bytes).unwrap_err()
}

#[test]
fn values_are_read_as_they_stand() {
    let read = ["A1 指标", "B1 数值", "A2 满意率", "B2 99.10%", "A4  留空 ", "B4 4.0100"];
    assert_eq!(text("指标,数值\r\n满意率,99.10%\r\n,\r\n 留空 ,4.0100\r\n".as_bytes()), read);
    assert_eq!(text(b"a\nb"), ["A1 a", "A2 b"]);
}

#[test]
fn encodings_of_windows_are_known() {
    let table = "指标\t数值\r\n满意率\t99.10%\r\n";
    let read = ["A1 指标", "B1 数值", "A2 满意率", "B2 99.10%"];
    let with_mark = [b"\xEF\xBB\xBF", table.as_bytes()].concat();
    let gb18030 = encoding_rs::GB18030.encode(table).0;
    let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little = [b"\xFF\xFE".as_slice(), &little].concat();
    let big = [b"\xFE\xFF".as_slice(), &big].concat();
    for bytes in [table.as_bytes(), &with_mark, &gb18030, &little, &big] {
        assert_eq!(text(bytes), read);
    }
    assert_eq!(refused(&little[..little.len() - 1]), Refusal::Encoding);
    assert_eq!(refused(b"a,\xFF\xFF\xFF"), Refusal::Encoding);
    assert_eq!(refused(b"a,b\0,c"), Refusal::Encoding);
    // UTF-8 that lost a byte, which GB18030 would read as other words.
    let lost = [&"满意率,指标".as_bytes()[..10], b"\xE6\xA0,1"].concat();
    assert_eq!(refused(&lost), Refusal::Encoding);
}

#[test]
fn quotation_marks_hold_values_together() {
    let read = text("a,\"1,234\"\n\"多\n行\",\"说\"\"好\"\"\"\n6\" 管,x".as_bytes());
    assert_eq!(read, ["A1 a", "B1 1,234", "A2 多\n行", "B2 说\"好\"", "A3 6\" 管", "B3 x"]);
    assert_eq!(refused(b"a,b\n\"c\nd\",\"e"), Refusal::Quote { line: 3 });
    assert_eq!(refused(b"a,b\n\"c\"d,e"), Refusal::Quote { line: 2 });
}

#[test]
fn separators_are_told_apart() {
    assert_eq!(text(b"a;b\n1;2"), ["A1 a", "B1 b", "A2 1", "B2 2"]);
    // A remark with a semicolon among values with commas, and the other way round.
    assert_eq!(text(b"a,b\n1,x;y\n2,z"), ["A1 a", "B1 b", "A2 1", "B2 x;y", "A3 2", "B3 z"]);
    assert_eq!(text(b"a\tb\n1,5\tx\n2\tz"), ["A1 a", "B1 b", "A2 1,5", "B2 x", "A3 2", "B3 z"]);
    // A title above a table.
    assert_eq!(text(b"t\na,b\n1,2;3"), ["A1 t", "A2 a", "B2 b", "A3 1", "B3 2;3"]);
    assert_eq!(text(b"sep=;\r\na,1;b"), ["A1 a,1", "B1 b"]);
    let names = lines(&read("表.TSV", b"a,b\tc").unwrap().sheets[0]);
    assert_eq!(names, ["A1 a,b", "B1 c"]);
    for both in ["a,1;b\n2,3;4", "1,5;2,5", "a;b,c\nd,e;f"] {
        assert!(matches!(refused(both.as_bytes()), Refusal::Separator { .. }), "{both}");
    }
}

#[test]
fn formulas_of_texts_are_not_computed() {
    let read = text(b"=A2*2,\"=\"\"0.10\"\"\",=\"a\"&\"b\"");
    assert_eq!(read, ["A1 ==?", "B1 0.10", "C1 ==?"]);
}

#[test]
fn other_files_are_named() {
    for (bytes, named) in [
        (b"%PDF-1.7".as_slice(), "PDF"),
        (b"<html><table><tr><td>1", "网页"),
        (b"\xEF\xBB\xBF\r\n<table>", "网页"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "2003",
        ),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", "Excel 97 以前"),
        (b"", "一格内容也没有"),
        (b",,\r\n,,", "一格内容也没有"),
    ] {
        let refusal = refused(bytes).to_string();
        assert!(refusal.contains(named), "{refusal}");
    }
    // Texts that begin like them.
    assert_eq!(text(b"BM,1"), ["A1 BM", "B1 1"]);
    assert_eq!(text(b"<5,1"), ["A1 <5", "B1 1"]);
}

#[test]
fn too_much_is_refused() {
    let long = "长".repeat(40_000);
    for bytes in [",1".repeat(20_000), "1\n".repeat(300_000), long] {
        assert!(matches!(refused(bytes.as_bytes()), Refusal::TooBig { .. }));
    }
    assert!(matches!(refused(&vec![b'a'; super::super::MAX_BYTES + 1]), Refusal::TooBig { .. }));
}
