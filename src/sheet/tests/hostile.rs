//! Files that are made to cost much. Their memory and time are measured elsewhere; here they end.

use super::ods::ods;
use super::xls::{begin, compound, number, record, workbook, xls};
use super::xlsx::xlsx;
use super::*;
use crate::package::tests::zip;
use crate::sheet::limits;

fn is_too_big(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::TooBig { .. })
}

#[test]
fn too_much_is_refused() {
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert!(matches!(xlsx(&deep).refusal(), Refusal::TooDeep { .. }));
    let attributes = "<row r=\"1\" spans=\"1:1\" ht=\"15\"/>".repeat(300_000);
    let long: String = "长".repeat(limits::CELL_TEXT + 1);
    for rows in [
        "<row/>".repeat(1_000_000),
        attributes,
        "<c/>".repeat(600_000),
        " ".repeat(crate::package::XML_PART),
        "<row r=\"1048577\"><c><v>1</v></c></row>".to_owned(),
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>".to_owned(),
        format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"),
    ] {
        let refusal = xlsx(&rows).refusal();
        assert!(is_too_big(&refusal), "{refusal}");
    }
}

#[test]
fn many_sheets_share_one_budget() {
    let cells = "<c><v>1</v></c>".repeat(16_000);
    let rows = format!("<row>{cells}</row>").repeat(4);
    let mut file = xlsx("");
    for at in 0..4 {
        file = file.sheet(&format!("表{at}"), "", &format!("<sheetData>{rows}</sheetData>"));
    }
    assert!(is_too_big(&file.refusal()));
}

#[test]
fn few_texts_in_many_cells_are_refused_before_they_fill_the_memory() {
    let text = "长".repeat(30_000);
    let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(1_000);
    let file = xlsx(&cells);
    let mut parts = file.parts();
    let strings = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{text}</t></si></sst>"
    );
    parts.push(("xl/sharedStrings.xml".to_owned(), strings.into_bytes()));
    assert!(is_too_big(&read("", &zip(&parts)).unwrap_err()));
}

#[test]
fn repetition_in_opendocument_is_refused_before_it_fills_the_memory() {
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" \
        office:value-type=\"string\"><text:p>文</text:p></table:table-cell>";
    let row =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let spanned = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell \
        table:number-columns-spanned=\"2\"/></table:table-row>";
    let blanks = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>\
        <text:s text:c=\"4000000000\"/>文</text:p></table:table-cell></table:table-row>";
    for content in [row.as_str(), spanned, blanks] {
        let refusal = read("", &ods(&format!("<table:table>{content}</table:table>"))).unwrap_err();
        assert!(is_too_big(&refusal), "{refusal}");
    }
    let wrong = "<table:table-row table:number-rows-repeated=\"-1\"/>";
    let refusal = read("", &ods(&format!("<table:table>{wrong}</table:table>"))).unwrap_err();
    assert!(matches!(refusal, Refusal::Damaged { .. }));
}

#[test]
fn records_without_an_end_are_refused() {
    let style = record(0x00E0, &[0; 20]);
    // Zeros are records without bytes, up to the end of the stream.
    for stream in [
        [begin(0x0600, 5), vec![0; 40_000]].concat(),
        workbook(std::slice::from_ref(&style), &[("表", 0, vec![record(0x0203, &[0; 4])])]),
        workbook(std::slice::from_ref(&style), &[("表", 0, vec![number(0, 0, 7, 1.0)])]),
        workbook(std::slice::from_ref(&style), &[("表", 0, vec![number(0, 0, 0, f64::NAN)])]),
    ] {
        let refusal = read("", &compound("Workbook", &stream)).unwrap_err();
        assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal}");
    }
    let many = [4_u32, u32::MAX].map(u32::to_le_bytes).concat();
    assert!(is_too_big(&read("", &xls(&[record(0x00FC, &many)], Vec::new())).unwrap_err()));
    let missing = [4_u32, 400_000].map(u32::to_le_bytes).concat();
    let refusal = read("", &xls(&[record(0x00FC, &missing)], Vec::new())).unwrap_err();
    assert!(matches!(refusal, Refusal::Damaged { .. }));
}

#[test]
fn circles_in_a_compound_file_end() {
    let whole = xls(&[record(0x00E0, &[0; 20])], vec![number(0, 0, 0, 1.0)]);
    assert!(read("", &whole).is_ok());
    let mut changed: Vec<Vec<u8>> = Vec::new();
    let mut change = |at: usize, word: u32| {
        let mut bytes = whole.clone();
        bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
        changed.push(bytes);
    };
    // The chain of the stream, and of the directory, back to its beginning.
    change(512 + 4 * 3, 2);
    change(512 + 4, 1);
    // The table is the next part of itself; it is named twice.
    change(68, 0);
    change(80, 0);
    // An entry beside itself; a start, a sector and a size that are nowhere.
    change(1024 + 128 + 68, 1);
    change(1024 + 128 + 116, 0xFFFF_0000);
    change(1024 + 128 + 120, u32::MAX);
    change(48, 0xFFFF_0000);
    change(28, 0x0063_FFFE);
    for bytes in changed {
        let refusal = read("", &bytes).unwrap_err();
        assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal}");
    }
}

#[test]
fn sheets_that_share_their_records_are_refused() {
    let style = record(0x00E0, &[0; 20]);
    let stream =
        workbook(&[style], &[("一", 0, vec![number(0, 0, 0, 1.0)]), ("二", 0, Vec::new())]);
    let second = stream.windows(2).rposition(|pair| pair == [0x09, 0x08]).unwrap();
    let listed = stream.windows(4).position(|at| at == (second as u32).to_le_bytes()).unwrap();
    let mut bytes = stream;
    let first = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == [0x09, 0x08]).nth(1);
    let first = u32::try_from(first.unwrap().0).unwrap();
    bytes[listed..listed + 4].copy_from_slice(&first.to_le_bytes());
    let refusal = read("", &compound("Workbook", &bytes)).unwrap_err();
    assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal}");
}

#[test]
fn any_byte_may_be_changed() {
    let style = record(0x00E0, &[0; 20]);
    let merged = [1_u16, 0, 1, 0, 0].map(u16::to_le_bytes).concat();
    let records = vec![number(0, 0, 0, 0.5), record(0x00E5, &merged)];
    let stream = workbook(&[style], &[("表", 0, records)]);
    let whole = compound("Workbook", &stream);
    for at in (0..stream.len()).map(|at| 1536 + at).chain(0..100).chain(512..544).chain(1024..1280)
    {
        for byte in [0, 1, 0x7F, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let _ = read("", &bytes);
        }
    }
    let file = xlsx("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>1.5</v></c></row>");
    let parts = file.parts();
    let sheet = parts.iter().position(|(name, _)| name == "xl/sheet0.xml").unwrap();
    for at in 0..parts[sheet].1.len() {
        for byte in [b'<', b'>', b'"', b'9', 0xFF] {
            let mut parts = parts.clone();
            parts[sheet].1[at] = byte;
            let _ = read("", &zip(&parts));
        }
    }
}
