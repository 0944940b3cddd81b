//! A file is what every reader agrees on, or it is not passed: whatever would make one reader
//! search the file for its objects, or take them from another place.

use std::fmt::Write;
use std::sync::LazyLock;

use chengbao::pdf::{FormFaultKind as Kind, form};

use crate::support::signed::{PDF, desk, signed};
use crate::support::verdicts::{SIGNED, assert_good, attacked, content, said};

/// An entry: number, kind, place, generation.
type Row = (u32, u8, usize, u16);

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
    rows: fn(&mut Vec<Row>),
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
    let message = said.codes.contains(&format!("file:{}", fault.code()));
    let unread = said.codes.contains(&"file:unreadable".to_owned())
        || (kind == Kind::Trailing && said.codes.contains(&"1:bytes_appended".to_owned()));
    assert!(message || unread, "{:?} {}", said.codes, said.human);
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
