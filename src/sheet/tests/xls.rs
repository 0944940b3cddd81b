//! The binary file of Excel 97: records, and the compound file that they are in.

use super::*;

/// A record.
pub(super) fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), bytes].concat()
}

/// The beginning of a stream: 5 for a workbook, 0x10 for a sheet.
pub(super) fn begin(version: u16, kind: u16) -> Vec<u8> {
    record(0x0809, &[&version.to_le_bytes(), &kind.to_le_bytes(), [0; 12].as_slice()].concat())
}

fn end() -> Vec<u8> {
    record(0x000A, &[])
}

/// A record of one cell.
fn cell(kind: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    record(kind, &[&place, value].concat())
}

pub(super) fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    cell(0x0203, row, column, style, &value.to_le_bytes())
}

/// A text with its length in two bytes, wide.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
    let count = u16::try_from(units.len()).unwrap().to_le_bytes();
    count.into_iter().chain([1]).chain(bytes).collect()
}

/// A workbook: what its own stream holds beside its list of sheets, then name, state and records
/// of each sheet.
pub(super) fn workbook(globals: &[Vec<u8>], sheets: &[(&str, u8, Vec<Vec<u8>>)]) -> Vec<u8> {
    let list = |starts: &[usize]| -> Vec<u8> {
        let records = sheets.iter().zip(starts).map(|((name, state, _), start)| {
            let text = wide(name);
            let start = u32::try_from(*start).unwrap().to_le_bytes();
            let count = [text[0]];
            record(0x0085, &[&start, [*state, 0].as_slice(), &count, &text[2..]].concat())
        });
        let globals = globals.concat();
        [begin(0x0600, 5), globals, records.collect::<Vec<_>>().concat(), end()].concat()
    };
    let mut starts = vec![0; sheets.len()];
    let mut at = list(&starts).len();
    let mut streams = Vec::new();
    for (start, (_, _, records)) in starts.iter_mut().zip(sheets) {
        *start = at;
        let stream = [begin(0x0600, 0x10), records.concat(), end()].concat();
        at += stream.len();
        streams.push(stream);
    }
    [list(&starts), streams.concat()].concat()
}

/// A compound file with a stream in its root.
pub(super) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    let size = stream.len().max(4096);
    stream.resize(size.next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let tables = (1..).find(|tables| tables * 128 > sectors + tables + 1).unwrap();
    let mut table = vec![0xFFFF_FFFD; tables as usize];
    table.push(0xFFFF_FFFE);
    table.extend(tables + 2..tables + 1 + sectors);
    table.push(0xFFFF_FFFE);
    table.resize(tables as usize * 128, 0xFFFF_FFFF);
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(512, 0xFF);
    header[24..30].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF]);
    header[30..34].copy_from_slice(&[9, 0, 6, 0]);
    header[44..48].copy_from_slice(&tables.to_le_bytes());
    header[48..52].copy_from_slice(&tables.to_le_bytes());
    header[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    for number in 0..tables.min(109) {
        let at = 76 + 4 * number as usize;
        header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap().to_le_bytes();
        entry.resize(64, 0);
        entry.extend([length[0], length[1], kind, 1]);
        entry.extend([u32::MAX, u32::MAX, child].map(u32::to_le_bytes).concat());
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(u32::try_from(size).unwrap().to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    let root = entry("Root Entry", 5, 1, 0xFFFF_FFFE, 0);
    let mut directory = [root, entry(name, 2, u32::MAX, tables + 1, size)].concat();
    directory.resize(512, 0);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, stream].concat()
}

/// The formats of cells: General, then one for each code.
fn formats(codes: &[&str]) -> Vec<Vec<u8>> {
    let mut records = vec![record(0x00E0, &[0; 20])];
    for (id, code) in (164_u16..).zip(codes) {
        records.push(record(0x041E, &[&id.to_le_bytes(), wide(code).as_slice()].concat()));
        let style = [[0, 0].as_slice(), &id.to_le_bytes(), &[0; 16]].concat();
        records.push(record(0x00E0, &style));
    }
    records
}

pub(super) fn xls(globals: &[Vec<u8>], records: Vec<Vec<u8>>) -> Vec<u8> {
    compound("Workbook", &workbook(globals, &[("表", 0, records)]))
}

fn sheet(globals: &[Vec<u8>], records: Vec<Vec<u8>>) -> Vec<String> {
    lines(&read("表.xls", &xls(globals, records)).unwrap().sheets[0])
}

#[test]
fn cells_are_read_by_their_records() {
    let two = |numbers: [u16; 2]| numbers.map(u16::to_le_bytes).concat();
    let rk = |parts: i32, bits: u32| (parts.cast_unsigned() << 2 | bits).to_le_bytes();
    let mul = [
        two([1, 0]),
        two([0, 0])[..2].to_vec(),
        rk(9910, 3).to_vec(),
        vec![1, 0],
        rk(5, 2).to_vec(),
        vec![1, 0],
    ];
    let formula = |column, result: [u8; 8]| {
        cell(0x0006, 3, column, 0, &[result.as_slice(), &[0; 8]].concat())
    };
    let records = vec![
        number(0, 0, 0, 0.1 + 0.2),
        number(0, 1, 1, 0.991),
        cell(0x027E, 0, 2, 2, &rk(401, 3)),
        cell(0x027E, 0, 3, 0, &(0x3FF0_0000_u32).to_le_bytes()),
        record(0x00BD, &mul.concat()),
        cell(0x0204, 2, 0, 0, &wide("文字")),
        cell(0x0205, 2, 1, 0, &[1, 0]),
        cell(0x0205, 2, 2, 0, &[0x17, 1]),
        number(2, 3, 3, 45_658.0),
        formula(0, 198.2_f64.to_le_bytes()),
        formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x0207, &wide("算出的字")),
        formula(2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        formula(3, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
        formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
    ];
    let styles = formats(&["0.00%", "0.0000", "yyyy\"年\""]);
    let read = [
        "A1 #0.3 ≈ 0.30000000000000004",
        "B1 #99.10%",
        "C1 #4.0100",
        "D1 #1",
        "A2 #99.1",
        "B2 #500.00%",
        "A3 文字",
        "B3 TRUE",
        "C3 !#REF!",
        "D3 @2025年",
        "A4 =#198.2",
        "B4 =算出的字",
        "C4 =TRUE",
        "D4 =!#DIV/0!",
        "E4 ==?",
    ];
    assert_eq!(sheet(&styles, records.clone()), read);
    // A program that computes formulas says so; an empty text is nothing then.
    let computed = [styles, vec![record(0x01C1, &[0; 8])]].concat();
    assert_eq!(sheet(&computed, records), read[..14]);
}

#[test]
fn shared_texts_go_on_in_the_next_record() {
    // One narrow; one that is rich, has a pronunciation, and goes on narrow behind a wide start.
    let mut first = [1_u32, 2].map(u32::to_le_bytes).concat();
    first.extend([3, 0, 0]);
    first.extend(b"abc");
    first.extend([4, 0, 0x0D, 1, 0, 2, 0, 0, 0]);
    first.extend("满意".encode_utf16().flat_map(u16::to_le_bytes));
    let second = [b"\0Az".as_slice(), &[9, 9, 9, 9], &[7, 7]].concat();
    let globals = [formats(&[]), vec![record(0x00FC, &first), record(0x003C, &second)]].concat();
    let shared = |column, index: u32| cell(0x00FD, 0, column, 0, &index.to_le_bytes());
    let read = sheet(&globals, vec![shared(0, 0), shared(1, 1)]);
    assert_eq!(read, ["A1 abc", "B1 满意Az"]);
    let beyond = read_refusal(&xls(&globals, vec![shared(0, 2)]));
    assert!(matches!(beyond, Refusal::Damaged { .. }));
}

fn read_refusal(bytes: &[u8]) -> Refusal {
    read("表.xls", bytes).unwrap_err()
}

#[test]
fn what_is_not_shown_is_marked() {
    let mut row = vec![0; 16];
    row[0] = 1;
    row[12] = 0x20;
    let column = [2_u16, 2, 2000, 0, 1, 0].map(u16::to_le_bytes).concat();
    let merged = [1_u16, 2, 3, 0, 0].map(u16::to_le_bytes).concat();
    let records = vec![
        record(0x007D, &column),
        record(0x0208, &row),
        number(0, 0, 0, 1.0),
        number(0, 2, 0, 2.0),
        number(1, 0, 0, 3.0),
        number(2, 0, 0, 4.0),
        number(3, 0, 0, 5.0),
        record(0x00E5, &merged),
    ];
    let stream = workbook(&formats(&[]), &[("表", 0, records), ("藏", 2, Vec::new())]);
    let sheets = read("", &compound("Workbook", &stream)).unwrap().sheets;
    assert_eq!(lines(&sheets[0]), ["A1 #1", "C1 ~#2", "A2 ~#3", "A3 #4", "A4 ~#5"]);
    assert_eq!((sheets[0].hidden, sheets[1].hidden), (false, true));
}

#[test]
fn charts_within_a_sheet_are_none_of_its_cells() {
    let records = vec![
        number(0, 0, 0, 1.0),
        begin(0x0600, 0x20),
        number(0, 0, 0, 9.0),
        end(),
        number(1, 0, 0, 2.0),
    ];
    assert_eq!(sheet(&formats(&[]), records), ["A1 #1", "A2 #2"]);
}

#[test]
fn dates_of_old_macs_count_from_1904() {
    let globals = [formats(&["yyyy-mm-dd"]), vec![record(0x0022, &[1, 0])]].concat();
    assert_eq!(sheet(&globals, vec![number(0, 0, 1, 0.0)]), ["A1 @1904-01-01"]);
}

#[test]
fn other_compound_files_are_named() {
    let locked = [formats(&[]), vec![record(0x002F, &[1, 0])]].concat();
    assert_eq!(read_refusal(&xls(&locked, Vec::new())), Refusal::Encrypted);
    let old = [begin(0x0500, 5), end()].concat();
    for (name, stream, said) in [
        ("EncryptedPackage", b"".as_slice(), "密码"),
        ("Book", b"", "Excel 97 以前"),
        ("Workbook", &old, "Excel 97 以前"),
        ("WordDocument", b"", "Word"),
        ("PowerPoint Document", b"", "演示"),
        ("Other", b"", "别的程序"),
    ] {
        let refusal = read_refusal(&compound(name, stream)).to_string();
        assert!(refusal.contains(said), "{name} {refusal}");
    }
}
