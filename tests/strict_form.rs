//! A file is what every reader agrees on, or it is not passed: whatever would make one reader
//! search the file for its objects, or take them from another place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fmt::Write;
use std::sync::LazyLock;

use chengbao::pdf::{FormFaultKind as Kind, form};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, dictionary};
use support::signed::{PDF, desk, fields, reference, signed, stream, updated};
use support::verdicts::{SIGNED, assert_good, attacked, content, said};

/// An update as somebody writes it by hand: objects, and a stream of entries.
struct Hand {
    objects: Vec<(u32, String)>,
    /// What is appended to the stream's dictionary.
    size: String,
    root: String,
    prev: String,
    more: String,
    widths: [usize; 3],
    /// What stands before and behind the objects.
    before: String,
    behind: String,
    start: String,
    /// Numbers that are not listed.
    unlisted: Vec<u32>,
    /// Changes the rows: number, kind, place, generation.
    rows: fn(&mut Vec<(u32, u8, usize, u16)>),
    number: Option<u32>,
}

/// What a key of the newest trailer says.
fn trailer(pdf: &[u8], key: &str) -> String {
    let at = pdf.windows(key.len()).rposition(|part| part == key.as_bytes()).unwrap() + key.len();
    let rest = &pdf[at..];
    let end = rest.iter().skip(1).position(|b| b"/>\n".contains(b)).unwrap() + 1;
    std::str::from_utf8(&rest[..end]).unwrap().trim().to_owned()
}

/// Where the newest entries stand.
fn newest(pdf: &[u8]) -> usize {
    let text = &pdf[pdf.windows(9).rposition(|part| part == b"startxref").unwrap() + 9..];
    let text = std::str::from_utf8(&text[..text.len() - 6]).unwrap();
    text.trim_end_matches('%').trim().parse().unwrap()
}

static SIZE: LazyLock<u32> = LazyLock::new(|| trailer(&SIGNED, "/Size").parse().unwrap());

/// The catalog as it is, with an empty place for what validation needs: the trial's carrier.
fn catalog(more: &str) -> (u32, String) {
    let root = trailer(&SIGNED, "/Root");
    let number = root.split(' ').next().unwrap();
    let text = raw(&format!("{number} 0 obj\n"), "\nendobj");
    (number.parse().unwrap(), format!("{}{more}>>", text.strip_suffix(">>").unwrap()))
}

impl Hand {
    /// What is in order but that it does nothing: the catalog again.
    fn new(objects: Vec<(u32, String)>) -> Self {
        Self {
            objects,
            size: String::new(),
            root: trailer(&SIGNED, "/Root"),
            prev: newest(&SIGNED).to_string(),
            more: String::new(),
            widths: [1, 4, 2],
            before: String::new(),
            behind: String::new(),
            start: String::new(),
            unlisted: Vec::new(),
            rows: |_| {},
            number: None,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = SIGNED.clone();
        let text = |out: &mut Vec<u8>, text: &str| out.extend_from_slice(text.as_bytes());
        text(&mut out, &self.before);
        let mut rows = Vec::new();
        for (number, object) in &self.objects {
            if !self.unlisted.contains(number) {
                rows.push((*number, 1, out.len(), 0));
            }
            text(&mut out, &format!("{number} 0 obj\n{object}\nendobj\n"));
        }
        text(&mut out, &self.behind);
        let number = self.number.unwrap_or(*SIZE);
        let at = out.len();
        rows.push((number, 1, at, 0));
        rows.sort_unstable();
        (self.rows)(&mut rows);
        let (mut index, mut packed) = (String::new(), Vec::new());
        for (number, kind, place, generation) in &rows {
            write!(index, "{number} 1 ").unwrap();
            let fields = [u64::from(*kind), *place as u64, u64::from(*generation)];
            for (field, width) in fields.iter().zip(self.widths) {
                packed.extend_from_slice(&field.to_be_bytes()[8 - width..]);
            }
        }
        let size = match self.size.as_str() {
            "" => format!("/Size {}", rows.iter().map(|row| row.0).max().unwrap() + 1),
            size => size.to_owned(),
        };
        let [a, b, c] = self.widths;
        let (root, prev, more) = (&self.root, &self.prev, &self.more);
        let id = identifier();
        let info = trailer(&SIGNED, "/Info");
        let about = format!(
            "<</Type/XRef/W[{a} {b} {c}]/Index[{}]{size}/Root {root}/Info {info}/Prev {prev}\
             /ID {id}/Length {}{more}>>",
            index.trim_end(),
            packed.len(),
        );
        text(&mut out, &format!("{number} 0 obj\n{about}\nstream\n"));
        out.extend_from_slice(&packed);
        text(&mut out, "\nendstream\nendobj\n");
        let start = if self.start.is_empty() { at.to_string() } else { self.start.clone() };
        text(&mut out, &format!("startxref\n{start}\n%%EOF\n"));
        out
    }
}

/// The signed report's last text between two others.
fn raw(from: &str, to: &str) -> String {
    let find = |bytes: &[u8], text: &str| {
        bytes.windows(text.len()).rposition(|part| part == text.as_bytes()).unwrap()
    };
    let rest = &SIGNED[find(&SIGNED, from) + from.len()..];
    let end = rest.windows(to.len()).position(|part| part == to.as_bytes()).unwrap();
    String::from_utf8(rest[..end].to_vec()).unwrap()
}

fn identifier() -> String {
    format!("[{}]", raw("/ID [", "]"))
}

/// The number of the first page's content, and a content that shows another figure.
fn planted() -> (u32, String) {
    let mut number = 0;
    attacked(|update| number = content(update, 1).0.0);
    (number, "<</Length 9>>\nstream\nBT () Tj ET\nendstream".replace("9>>", "11>>"))
}

/// Not passed, and named for what it is.
#[track_caller]
fn assert_refused(pdf: &[u8], kind: Kind) {
    let fault = form(pdf).unwrap_or_else(|| panic!("{kind:?}"));
    assert_eq!(fault.kind, kind, "{fault:?} {fault}");
    let said = said(pdf);
    assert!(!said.ok, "{}", said.human);
    let told = said.codes.contains(&format!("file:{}", fault.code()));
    let unread = said.codes.contains(&"file:unreadable".to_owned())
        || (kind == Kind::Trailing && said.codes.contains(&"1:bytes_appended".to_owned()));
    assert!(told || unread, "{:?} {}", said.codes, said.human);
    assert!(unread || said.human.contains(&format!("  ✗ {fault}")), "{}", said.human);
}

/// The trial's update: an empty store for validation, an object that nothing lists, and something
/// that makes a viewer search for it.
fn trial(edit: impl FnOnce(&mut Hand)) -> Vec<u8> {
    let mut hand = Hand::new(vec![catalog("/DSS<<>>")]);
    edit(&mut hand);
    hand.bytes()
}

#[test]
fn what_we_write_and_sign_is_in_form() {
    assert_eq!(form(&PDF), None);
    for key in ["rsa2048", "p256", "p384", "chain"] {
        let once = signed(&PDF, key, " --seal 章.svg");
        assert_eq!(form(&once), None);
        assert_good(&once);
        assert_good(&signed(&once, "p256", " --again"));
    }
}

/// The update by hand is in form: what it does is named for itself.
#[test]
fn an_update_in_form_is_judged_by_what_it_does() {
    let empty = said(&trial(|_| {}));
    assert_eq!(empty.codes, ["1:other_change"], "{}", empty.human);
    assert!(empty.human.contains("签名之后核验用的资料（DSS）被改动过"), "{}", empty.human);
    let same = said(&Hand::new(vec![catalog("")]).bytes());
    assert_eq!(same.codes, ["1:bytes_appended"], "{}", same.human);
}

#[test]
fn an_object_that_nothing_lists() {
    let (number, object) = planted();
    let plant = |hand: &mut Hand| {
        hand.objects.push((number, object.clone()));
        hand.unlisted.push(number);
    };
    assert_refused(&trial(plant), Kind::Unlisted);
    // The same where the reader is given a reason to search.
    assert_refused(
        &trial(|hand| {
            plant(hand);
            hand.size = "/Size 3".to_owned()
        }),
        Kind::Unlisted,
    );
    assert_refused(
        &trial(|hand| {
            plant(hand);
            hand.before = "% x\n".to_owned()
        }),
        Kind::Trailing,
    );
    // In the bytes of another stream, or in a string.
    let text = format!("{number} 0 obj\n<<>>\nendobj\n");
    let stream = format!("<</Length {}>>\nstream\n{text}\nendstream", text.len());
    assert_refused(&trial(|hand| hand.objects.push((*SIZE + 1, stream.clone()))), Kind::Hidden);
    let string = format!("<</A({number} 0 obj)>>");
    assert_refused(&trial(|hand| hand.objects.push((*SIZE + 1, string.clone()))), Kind::Hidden);
    // The stream of entries itself, in the place of the page's content.
    assert_refused(&trial(|hand| hand.number = Some(number)), Kind::Twice);
    // Behind the mark of an end, where some see a comment.
    let end = SIGNED.len() - 1;
    let glued = [&SIGNED[..end], format!("{number} 0 obj\n<<>>\nendobj\n").as_bytes()].concat();
    assert_eq!(form(&glued).map(|fault| fault.kind), Some(Kind::Trailing));
    // Twice in one revision, and one of the two listed.
    let twice = |hand: &mut Hand| {
        hand.objects.push((number, object.clone()));
        hand.objects.push((number, object.clone()));
        hand.rows = |rows| rows.dedup_by_key(|row| row.0);
    };
    let fault = form(&trial(twice)).unwrap();
    assert!(matches!(fault.kind, Kind::Entry | Kind::Twice | Kind::Unlisted), "{fault:?}");
    assert!(!said(&trial(twice)).ok);
}

#[test]
fn sizes_and_numbers_that_readers_take_differently() {
    for size in ["/Size 3", "/Size 9000", "/A 1", "/Size +80", "/Size 1.5"] {
        let kind = match size {
            "/Size +80" => Kind::Number,
            "/A 1" => Kind::Packing,
            _ => Kind::Size,
        };
        assert_refused(&trial(|hand| hand.size = size.to_owned()), kind);
    }
    let plus = |text: &str| format!("+{text}");
    assert_refused(&trial(|hand| hand.prev = plus(&hand.prev)), Kind::Number);
    assert_refused(&trial(|hand| hand.start = "+1".to_owned()), Kind::Number);
    assert_refused(&trial(|hand| hand.start = "0".to_owned()), Kind::End);
    let number = "9000000";
    assert_refused(&trial(|hand| hand.number = number.parse().ok()), Kind::Number);
    assert_refused(&trial(|hand| hand.root = hand.root.replace(" 0 ", " 1 ")), Kind::Generation);
    assert_refused(&trial(|hand| hand.root = hand.root.replace(" 0 ", " 00 ")), Kind::Generation);
    assert_refused(&trial(|hand| hand.root = hand.root.replace(" 0 ", "  0 ")), Kind::Object);
    assert_refused(&trial(|hand| hand.root = "9999 0 R".to_owned()), Kind::Dangling);
}

#[test]
fn entries_that_lead_elsewhere() {
    assert_refused(&trial(|hand| hand.rows = |rows| rows[0].3 = 1), Kind::Generation);
    assert_refused(&trial(|hand| hand.rows = |rows| rows[0].2 += 1), Kind::Entry);
    assert_refused(&trial(|hand| hand.rows = |rows| rows[0].2 = 15), Kind::Entry);
    assert_refused(&trial(|hand| hand.rows = |rows| rows.insert(0, (3, 0, 0, 0))), Kind::Freed);
    assert_refused(&trial(|hand| hand.rows = |rows| rows.insert(0, (3, 1, 15, 0))), Kind::Entry);
    assert_refused(&trial(|hand| hand.rows = |rows| rows.insert(0, (3, 3, 15, 0))), Kind::Places);
    assert_refused(&trial(|hand| hand.rows = |rows| rows.reverse()), Kind::Places);
    assert_refused(&trial(|hand| hand.rows = |rows| rows.push(rows[1])), Kind::Places);
    // A type that is left out, and a generation.
    assert_refused(&trial(|hand| hand.widths = [0, 4, 2]), Kind::Places);
    assert_refused(&trial(|hand| hand.widths = [1, 4, 0]), Kind::Places);
    for (prev, kind) in [("15", Kind::Previous), ("0", Kind::Previous), ("(1)", Kind::Previous)] {
        assert_refused(&trial(|hand| hand.prev = prev.to_owned()), kind);
    }
    let own = SIGNED.len().to_string();
    assert_refused(&trial(|hand| hand.prev = own), Kind::Previous);
    for more in ["/XRefStm 15", "/Encrypt 3 0 R", "/DecodeParms<<>>", "/Filter[/FlateDecode]"] {
        let said = said(&trial(|hand| hand.more = more.to_owned()));
        assert!(!said.ok, "{}", said.human);
        let fault = form(&trial(|hand| hand.more = more.to_owned())).unwrap();
        assert_eq!(fault.kind, Kind::Packing, "{more}");
    }
}

#[test]
fn objects_that_are_written_in_a_way_of_their_own() {
    let number = *SIZE + 1;
    for (object, kind) in [
        ("<</A 1/A 2>>", Kind::Key),
        ("<</AB 1/A#42 2>>", Kind::Name),
        ("<</A %\n1>>", Kind::Comment),
        ("<</A \t1>>", Kind::Space),
        ("<</A 1>>\r", Kind::Space),
        ("<</A +1>>", Kind::Number),
        ("<</A 1>> 2", Kind::Object),
        ("<</A 1 0 R /B 9999 0 R>>", Kind::Dangling),
        ("<</Length 3>>\nstream\nabcd\nendstream", Kind::Stream),
        ("<</Length 5>>\nstream\nabcd\nendstream", Kind::Stream),
        ("<</Length 4>>\nstream\rabcd\nendstream", Kind::Stream),
        ("<</Length 4>>\nstream\nabcdendstream", Kind::Stream),
        ("<</Length 3 0 R>>\nstream\nabcd\nendstream", Kind::Stream),
        ("<</Length 4/F(x)>>\nstream\nabcd\nendstream", Kind::Stream),
        ("<</Length 22>>\nstream\nab\nendstream\nendobj\nab\nendstream", Kind::Hidden),
        ("<</Length 8>>\nstream\n\ntrailer\nendstream", Kind::Hidden),
        ("<</Length 9>>\nstream\nstartxref\nendstream", Kind::Hidden),
        ("(%%EOF)", Kind::Hidden),
        ("[1 0 R", Kind::Object),
    ] {
        let bytes = trial(|hand| hand.objects.push((number, object.to_owned())));
        assert_refused(&bytes, kind);
    }
    let cut = trial(|hand| hand.behind = "x".to_owned());
    assert!(form(&cut).is_some() && !said(&cut).ok);
    let whole = trial(|_| {});
    let end = whole.windows(7).rposition(|part| part == b"endobj\n").unwrap();
    let without = [&whole[..end], &whole[end + 7..]].concat();
    assert_refused(&without, Kind::Object);
    let second = [&whole[..], b"startxref\n15\n%%EOF\n"].concat();
    assert_eq!(form(&second).map(|fault| fault.kind), Some(Kind::Trailing));
    assert!(!said(&second).ok);
}

/// A file with a table, of the same objects.
fn with_table(edit: impl FnOnce(&mut String, &mut String)) -> Vec<u8> {
    let mut out = "%PDF-1.7\n%éé\n".to_owned();
    let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
    for (number, object) in [
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
    ] {
        write!(table, "{:010} 00000 n \n", out.len()).unwrap();
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

#[test]
fn a_table_behind_a_stream() {
    let (number, object) = catalog("");
    let mut bytes = SIGNED.clone();
    let place = bytes.len();
    bytes.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    let (at, id) = (bytes.len(), identifier());
    let (size, prev) = (*SIZE, newest(&SIGNED));
    let root = trailer(&SIGNED, "/Root");
    let table = format!(
        "xref\n{number} 1\n{place:010} 00000 n \ntrailer\n<</Size {size}/Root {root}/Prev {prev}\
         /ID {id}>>\nstartxref\n{at}\n%%EOF\n"
    );
    bytes.extend_from_slice(table.as_bytes());
    assert_refused(&bytes, Kind::Mixed);
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

/// The move itself: an update that says that a page's object is another of the stream.
#[test]
fn an_entry_moved_within_a_stream_of_objects() {
    let bytes = trial(|hand| {
        hand.rows = |rows| rows.insert(0, (3, 2, 61, 1));
    });
    assert_refused(&bytes, Kind::Entry);
}

#[test]
fn another_program_that_wrote_the_file_anew_is_named() {
    let mut bytes = PDF.clone();
    bytes[10..14].copy_from_slice(b"\xBF\xF7\xA2\xFE");
    let fault = form(&bytes).unwrap();
    assert_eq!((fault.kind, fault.code()), (Kind::Rewritten, "rewritten"));
    let run = desk(&bytes, "p256").call("sign 甲.pdf --p12 证书.p12").run();
    assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
    assert!(run.stderr.contains("经别的软件（如 qpdf）改写过"), "{}", run.stderr);
    // What is before the file, and in its first lines.
    let junk = [b"junk\n", &PDF[..]].concat();
    assert_eq!(form(&junk).map(|fault| fault.kind), Some(Kind::Header));
    let comment = [&PDF[..15], b"% x\n", &PDF[15..]].concat();
    assert_eq!(form(&comment).map(|fault| fault.kind), Some(Kind::Number));
    let ends = [b"%PDF-1.7\r\n", &PDF[9..]].concat();
    assert_eq!(form(&ends).map(|fault| fault.kind), Some(Kind::Header));
    let data = desk(&bytes, "p256").call("extract 甲.pdf").run().done();
    assert!(data.stdout.contains("企业"));
}

/// A later signature that shows something, and a field that waits with a picture.
#[test]
fn what_a_later_field_shows() {
    let area: Object = vec![0.into(), 0.into(), 600.into(), 800.into()].into();
    for (signed, shown) in [(true, true), (true, false), (false, true), (false, false)] {
        let bytes = attacked(|update| {
            let look = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => area.clone(),
            };
            let page = update.page(1);
            let mut field = dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => 132,
                "T" => Object::string_literal("Later"), "P" => page,
                "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
            };
            if shown {
                let look = update.add(lopdf::Stream::new(look, b"1 g 0 0 600 800 re f".to_vec()));
                field.set("Rect", area.clone());
                field.set("AP", dictionary! { "N" => look });
            }
            if signed {
                let own = update.before().get_dictionary(fields(update.before())[0]).unwrap();
                let value = update.before().get_dictionary(reference(own, "V")).unwrap().clone();
                let value = update.add(value);
                field.set("V", value);
            }
            let field = update.add(field);
            let form = update.of_catalog("AcroForm");
            let form = update.dictionary(form);
            form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(field.into());
        });
        assert_eq!(form(&bytes), None);
        let said = said(&bytes);
        assert!(!said.ok, "{}", said.human);
        let picture = said.codes.contains(&"1:picture_added".to_owned());
        assert_eq!(picture, signed && shown, "{}", said.human);
        assert_eq!(said.codes.contains(&"1:other_change".to_owned()), !signed, "{}", said.human);
    }
}

#[test]
fn what_validation_needs_is_der_and_nothing_else() {
    let good = [0x30, 0x02, 0x05, 0x00];
    let store = |content: &[u8], edit: fn(&mut lopdf::Dictionary)| {
        let content = content.to_vec();
        attacked(move |update| {
            let one = update.add(stream(&content));
            let mut store = dictionary! { "Certs" => vec![one.into()] };
            edit(&mut store);
            let store = update.add(store);
            update.catalog().set("DSS", store);
        })
    };
    assert_good(&store(&good, |_| {}));
    for content in [&b"a certificate"[..], &good[..3], b"", &[0x30, 0x02, 0x05, 0x00, 0x00]] {
        let said = said(&store(content, |_| {}));
        assert_eq!(said.codes, ["1:other_change"], "{}", said.human);
    }
    let edits: [fn(&mut lopdf::Dictionary); 4] = [
        |store| store.set("Other", 1),
        |store| store.set("Certs", Object::Array(Vec::new())),
        |store| store.set("VRI", dictionary! { "A" => lopdf::Dictionary::new() }),
        |store| store.set("CRLs", vec![Object::Reference((1, 0))]),
    ];
    for edit in edits {
        let said = said(&store(&good, edit));
        assert!(!said.ok && said.codes.contains(&"1:other_change".to_owned()), "{}", said.human);
    }
}

#[test]
fn what_the_file_says_of_itself_may_not_change_beside_a_store() {
    let both = |old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        updated(&SIGNED, move |update| {
            let one = update.add(stream(&[0x30, 0x00]));
            let store = update.add(dictionary! { "Certs" => vec![one.into()] });
            update.catalog().set("DSS", store);
            let metadata = update.of_catalog("Metadata");
            let packet = update.before().get_object(metadata).unwrap().as_stream().unwrap();
            let text = String::from_utf8(packet.content.clone()).unwrap();
            assert!(text.contains(&old));
            update.set_content(metadata, text.replacen(&old, &new, 1).as_bytes());
        })
    };
    let end = "</xmp:ModifyDate>";
    assert_good(&both(end, end));
    assert_good(&both("12:00:00+08:00</xmp:ModifyDate>", "13:00:00+08:00</xmp:ModifyDate>"));
    for (old, new) in [
        ("公司", "集团"),
        ("<pdfaid:part>3", "<pdfaid:part>2"),
        ("x-default", "zh"),
        (end, "</xmp:ModifyDate><xmp:Label>x</xmp:Label>"),
        (end, "</xmp:ModifyDate><!-- x -->"),
        ("<pdf:Producer>", "<pdf:Producer xml:lang=\"zh\">"),
        ("</rdf:RDF>", "<rdf:Description rdf:about=\"x\"/></rdf:RDF>"),
    ] {
        let said = said(&both(old, new));
        assert!(
            !said.ok && said.codes.contains(&"1:about_changed".to_owned()),
            "{new} {:?} {}",
            said.codes,
            said.human
        );
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
