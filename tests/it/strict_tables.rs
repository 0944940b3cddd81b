//! Tables, streams of entries and streams of objects that readers take differently.

use std::fmt::Write;

use chengbao::pdf::{FormFaultKind as Kind, form};
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A file with a table, of the same objects.
fn with_table(edit: impl FnOnce(&mut String, &mut String)) -> Vec<u8> {
    let mut out = "%PDF-1.7\n%éé\n".to_owned();
    let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
    for (number, object) in [
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
    ] {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let at = out.len();
    let mut trailer = "<</Size 4/Root 1 0 R/ID[<00><00>]>>".to_owned();
    edit(&mut table, &mut trailer);
    write!(out, "{table}trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n").unwrap();
    out.into_bytes()
}

#[test]
fn tables_that_readers_take_differently() {
    assert_eq!(form(&with_table(|_, _| {})), None);
    let crlf = with_table(|table, _| *table = table.replace(" \n", "\r\n"));
    assert_eq!(form(&crlf), None);
    let table = |from: &str, to: &str| {
        let bytes = with_table(|table, _| {
            assert!(table.contains(from));
            *table = table.replacen(from, to, 1);
        });
        form(&bytes).unwrap_or_else(|| panic!("{to:?}")).kind
    };
    // An entry of nineteen bytes, and one with a sign.
    assert_eq!(table("00000 n \n", "00000 n\n"), Kind::Table);
    assert_eq!(table("00000 n \n", "00000 n\r"), Kind::Table);
    assert_eq!(table("00000 n \n", "+0000 n \n"), Kind::Table);
    assert_eq!(table("0 4\n", "+0 4\n"), Kind::Table);
    assert_eq!(table("0 4\n", "00 4\n"), Kind::Table);
    assert_eq!(table("0 4\n", "0  4\n"), Kind::Table);
    assert_eq!(table("0 4\n", "0 4\r\n"), Kind::Table);
    assert_eq!(table("0 4\n", "0 4 % x\n"), Kind::Table);
    assert_eq!(table("xref\n", "xref % x\n"), Kind::Table);
    assert_eq!(table("xref\n", "% x\nxref\n"), Kind::Number);
    assert_eq!(table("xref\n", "xref \n"), Kind::Table);
    assert_eq!(table("0 4\n", "1 4\n"), Kind::Freed);
    assert_eq!(table("0 4\n", "0 3\n"), Kind::Table);
    assert_eq!(table("0 4\n", "0 0\n0 4\n"), Kind::Table);
    assert_eq!(table(" 65535 f", " 00000 f"), Kind::Freed);
    assert_eq!(table(" 00000 n", " 00001 n"), Kind::Generation);
    assert_eq!(table(" 00000 n", " 00000 f"), Kind::Freed);
    let trailer = |trailer: &str| {
        let bytes = with_table(|_, own| *own = trailer.to_owned());
        form(&bytes).unwrap_or_else(|| panic!("{trailer:?}")).kind
    };
    assert_eq!(trailer("<</Root 1 0 R/ID[<00><00>]>>"), Kind::Size);
    assert_eq!(trailer("<</Size 3/Root 1 0 R/ID[<00><00>]>>"), Kind::Size);
    assert_eq!(trailer("<</Size 4/Root 1 1 R/ID[<00><00>]>>"), Kind::Generation);
    assert_eq!(trailer("<</Size 4/Root 1 0 R/ID[<00><00>]/XRefStm 15>>"), Kind::Trailer);
    assert_eq!(trailer("<</Size 4/Root 1 0 R/ID[<00><00>]/Encrypt<<>>>>"), Kind::Trailer);
    assert_eq!(trailer("<</Size 4/Root 1 0 R/ID[<00><00>]/Prev 15>>"), Kind::Previous);
    assert_eq!(trailer("<</Size 4/Root 1 0 R/ID[<00>]>>"), Kind::Trailer);
    assert_eq!(trailer("<</Size 4/Size 4/Root 1 0 R/ID[<00><00>]>>"), Kind::Key);
    assert_eq!(trailer("<</Size 4/Root 1 0 R/ID[<00><00>]>>\ntrailer<<>>"), Kind::End);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

/// The objects of a file whose catalog, pages and page are in a stream of objects.
const OBJECTS: [&str; 4] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 8 8]>>",
];

/// The head of a stream with these numbers, each object where it stands or so many bytes on.
fn head(numbers: [u32; 4], by: [usize; 4]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for ((number, by), object) in numbers.iter().zip(by).zip(OBJECTS) {
        write!(out, "{number} {} ", at + by).unwrap();
        at += object.len() + 1;
    }
    out
}

fn with_container(head: &str, first: usize, count: usize, rows: &[[u8; 3]]) -> Vec<u8> {
    let content = packed(format!("{head}{}", OBJECTS.join(" ")).as_bytes());
    let mut out = b"%PDF-1.7\n%\xE9\xE9\xE9\xE9\n".to_vec();
    let place = out.len() as u8;
    let length = content.len();
    out.extend_from_slice(
        format!(
            "9 0 obj\n<</Type/ObjStm/N {count}/First {first}/Filter/FlateDecode/Length {length}>>\
             \nstream\n"
        )
        .as_bytes(),
    );
    out.extend_from_slice(&content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    let at = out.len();
    let mut all: Vec<u8> = rows.iter().flat_map(|[kind, a, b]| [*kind, 0, *a, *b]).collect();
    all.extend([1, 0, place, 0, 1, (at >> 8) as u8, at as u8, 0]);
    let numbers = rows.len();
    out.extend_from_slice(
        format!(
            "10 0 obj\n<</Type/XRef/W[1 2 1]/Index[1 {numbers} 9 2]/Size 11/Root 1 0 R\
             /ID[<00><00>]/Length {}>>\nstream\n",
            all.len()
        )
        .as_bytes(),
    );
    out.extend_from_slice(&all);
    out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").as_bytes());
    out
}

/// Two objects of one number in a stream of objects: readers take the one or the other, or the
/// one that the entry's index says.
#[test]
fn two_objects_of_one_number_in_a_stream() {
    let good = &head([1, 2, 3, 4], [0; 4]);
    let rows = [[2, 9, 0], [2, 9, 1], [2, 9, 2], [2, 9, 3]];
    let kind = |bytes: &[u8]| form(bytes).map(|fault| fault.kind);
    assert_eq!(kind(&with_container(good, good.len(), 4, &rows)), None);
    // The same number twice, whichever the entry says.
    let twice = head([1, 2, 3, 3], [0; 4]);
    for index in [2, 3] {
        let rows = [[2, 9, 0], [2, 9, 1], [2, 9, index]];
        let bytes = with_container(&twice, good.len(), 4, &rows);
        assert_eq!(kind(&bytes), Some(Kind::Container));
    }
    // An index that is another's, two that are exchanged, and one that nobody lists.
    for rows in [
        [[2, 9, 0], [2, 9, 1], [2, 9, 3], [2, 9, 3]],
        [[2, 9, 0], [2, 9, 1], [2, 9, 3], [2, 9, 2]],
        [[2, 9, 3], [2, 9, 2], [2, 9, 1], [2, 9, 0]],
        [[2, 9, 0], [2, 9, 1], [2, 9, 2], [2, 8, 3]],
    ] {
        assert_eq!(kind(&with_container(good, good.len(), 4, &rows)), Some(Kind::Container));
    }
    assert_eq!(kind(&with_container(good, good.len(), 4, &rows[..3])), Some(Kind::Container));
    assert_eq!(kind(&with_container(good, good.len(), 3, &rows[..3])), Some(Kind::Container));
    assert!(kind(&with_container(good, good.len() - 1, 4, &rows)).is_some());
    // Objects that do not begin or end where the next one says.
    for by in [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 30, 0, 0], [0, 0, 0, 9]] {
        let head = head([1, 2, 3, 4], by);
        assert!(kind(&with_container(&head, head.len(), 4, &rows)).is_some(), "{head}");
    }
}

/// A hundred fields over a stream of entries for objects that are not there: each revision is read
/// once, and no more is unpacked than objects can need.
#[test]
fn many_fields_over_a_stream_of_many_entries() {
    let rows = packed(&vec![0; 900_000 * 7]);
    let mut out = b"%PDF-1.7\n%\xE9\xE9\xE9\xE9\n".to_vec();
    let at = out.len();
    out.extend_from_slice(
        format!(
            "1 0 obj\n<</Type/XRef/W[1 4 2]/Index[0 900000]/Size 900000/Root 1 0 R/ID[<00><00>]\
             /Filter/FlateDecode/Length {}>>\nstream\n",
            rows.len()
        )
        .as_bytes(),
    );
    out.extend_from_slice(&rows);
    out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").as_bytes());
    assert_eq!(form(&out).map(|fault| fault.kind), Some(Kind::Large));
}
