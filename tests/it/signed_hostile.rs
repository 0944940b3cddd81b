//! Signed reports, keys and certificates that somebody broke: never a panic, and soon reported.

use std::fmt::Write;
use std::time::{Duration, Instant};

use chengbao::cms::{Identity, Trust};
use chengbao::moment::Moment;
use chengbao::pdf::ReadFault;
use chengbao::verify::{human, json, signatures, verdict};

use crate::support::Chengbao;
use crate::support::at_hand::at_hand;
use crate::support::signed::{ANY_SIGNER, NOW, PDF, Random, asking, desk, key, signed, updated};

/// What takes longer hangs, also on a busy machine. What a file costs, `.ci/bounds.py` measures.
const PATIENCE: Duration = Duration::from_secs(60);

/// Judges, and is done in time. Whether all is well.
#[track_caller]
fn judged(pdf: &[u8], what: &dyn std::fmt::Display) -> bool {
    let since = Instant::now();
    let verdict = verdict(pdf, &asking(None, &ANY_SIGNER), &at_hand());
    let texts = (human(&verdict), json(&verdict));
    let took = since.elapsed();
    assert!(took < PATIENCE, "{what}: {took:?}");
    assert!(texts.0.ends_with('\n') && texts.1.ends_with("}\n"));
    verdict.is_sound()
}

#[test]
fn no_damage_is_a_crash() {
    let once = signed(&PDF, "p256", " --seal 章.svg");
    let whole = signed(&once, "rsa2048", " --again");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for n in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(20) {
            // Half of it where the signatures are.
            let from = if random.below(2) == 0 { 0 } else { PDF.len() };
            let at = from + random.below(bytes.len() - from);
            bytes[at] = random.below(256) as u8;
        }
        let _ = judged(&bytes, &n);
    }
    for n in 0..100 {
        let from = if n % 2 == 0 { 0 } else { PDF.len() };
        let length = from + random.below(whole.len() - from);
        assert!(!judged(&whole[..length], &length) || length + 8 > whole.len());
    }
    for piece in [0, 1, 7, 100, 3000] {
        // A piece taken out of the middle.
        let at = PDF.len() + 500;
        let bytes = [&whole[..at], &whole[at + piece..]].concat();
        assert_eq!(judged(&bytes, &piece), piece == 0);
    }
}

/// A PDF of these objects, with a table of places that is right.
fn pdf(objects: &[(u32, String)]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut table = "xref\n".to_owned();
    for (number, object) in objects {
        write!(table, "{number} 1\n{:010} 00000 n\r\n", out.len()).unwrap();
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let at = out.len();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap();
    write!(out, "{table}trailer\n<</Root 1 0 R /Size {size}>>\nstartxref\n{at}\n%%EOF\n").unwrap();
    out.into_bytes()
}

/// A file whose form has these fields.
fn with_fields(fields: &str, further: &[(u32, String)]) -> Vec<u8> {
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields {fields}>>>>");
    let mut objects = vec![
        (1, catalog),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_owned()),
    ];
    objects.extend_from_slice(further);
    pdf(&objects)
}

fn found(pdf: &[u8]) -> Result<usize, ReadFault> {
    let since = Instant::now();
    let found = signatures(pdf, None, Moment(NOW));
    let took = since.elapsed();
    assert!(took < PATIENCE, "{took:?}");
    if let Ok(found) = &found {
        assert!(!found.is_sound());
    }
    found.map(|found| found.signatures.len())
}

#[test]
fn fields_that_lead_nowhere_or_round() {
    let damaged = Err(ReadFault::Damaged);
    let one = |object: &str| [(9, object.to_owned())];
    assert_eq!(found(&with_fields("[]", &[])), Ok(0));
    assert_eq!(found(&with_fields("[9 0 R]", &[])), damaged);
    assert_eq!(found(&with_fields("9 0 R", &one("<</A 1>>"))), damaged);
    assert_eq!(found(&with_fields("[1 (text) null]", &[])), damaged);
    assert_eq!(found(&with_fields("[9 0 R 9 0 R]", &one("<</FT/Sig>>"))), damaged);
    assert_eq!(found(&with_fields("[9 0 R]", &one("<</Kids[9 0 R]>>"))), damaged);
    assert_eq!(found(&with_fields("9 0 R", &one("[9 0 R]"))), damaged);
    // Fields without numbers, each with the same list below it.
    let list = "[<</Kids 9 0 R>> <</Kids 9 0 R>> <</Kids 9 0 R>>]";
    assert_eq!(found(&with_fields("9 0 R", &one(list))), damaged);
    let round = "<</FT/Sig/Parent 9 0 R/V 9 0 R/T 9 0 R/P 9 0 R/AP 9 0 R>>";
    assert_eq!(found(&with_fields("[9 0 R]", &one(round))), Ok(1));
    let deep: Vec<(u32, String)> =
        (9..5000).map(|n| (n, format!("<</Kids[{} 0 R]>>", n + 1))).collect();
    assert_eq!(found(&with_fields("[9 0 R]", &deep)), damaged);
    let nested = format!("[{}{}]", "<</Kids[".repeat(60), "]>>".repeat(60));
    assert_eq!(found(&with_fields(&nested, &[])), damaged);
    let many: String = (9..5000).map(|n| format!("{n} 0 R ")).collect();
    let each: Vec<(u32, String)> = (9..5000).map(|n| (n, "<</FT/Sig/V<<>>>>".to_owned())).collect();
    assert_eq!(found(&with_fields(&format!("[{many}]"), &each)), damaged);
    let few: String = (9..59).map(|n| format!("{n} 0 R ")).collect();
    assert_eq!(found(&with_fields(&format!("[{few}]"), &each[..50])), Ok(50));
}

/// A hundred signatures that end before a last revision, over entries of a million objects: no
/// revision is opened again for each.
#[test]
fn many_signatures_over_many_entries() {
    const ENTRIES: usize = 900_000;
    let fields: String = (10..110).map(|n| format!("{n} 0 R ")).collect();
    let mut objects = vec![
        (1, format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>")),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_owned()),
    ];
    let value = "<</ByteRange[0 @@@@@@ ###### $$$$$$]/Contents<30>/SubFilter/ETSI.CAdES.detached>>";
    objects.extend((10..110).map(|n| (n, format!("<</FT/Sig/T(a{n})/V{value}>>"))));
    let (mut out, mut rows) = ("%PDF-1.7\n%éé\n".to_owned(), vec![0; ENTRIES * 7]);
    let entry = |at: usize| [&[1], &(at as u32).to_be_bytes()[..], &[0, 0]].concat();
    for (number, object) in &objects {
        rows[number * 7..number * 7 + 7].copy_from_slice(&entry(out.len()));
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let section = |number: usize, index: &str, prev: &str, rows: &[u8], at: usize| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
        std::io::Write::write_all(&mut encoder, rows).unwrap();
        let (rows, size) = (encoder.finish().unwrap(), number + 1);
        let length = rows.len();
        let head = format!(
            "{number} 0 obj\n<</Type/XRef/W[1 4 2]/Index[{index}]/Size {size}{prev}/Root 1 0 R\
             /ID[<00><00>]/Filter/FlateDecode/Length {length}>>\nstream\n"
        );
        let tail = format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n");
        [head.as_bytes(), &rows, tail.as_bytes()].concat()
    };
    let at = out.len();
    let mut bytes = out.into_bytes();
    rows.extend(entry(at));
    let index = format!("0 {}", ENTRIES + 1);
    bytes.extend(section(ENTRIES, &index, "", &rows, at));
    let end = bytes.len();
    for gap in 0..end - 4 {
        if &bytes[gap..gap + 4] == b"<30>" {
            let start = gap - "/Contents".len() - "@@@@@@ ###### $$$$$$]".len();
            let range = format!("{gap:06} {:06} {:06}", gap + 4, end - gap - 4);
            bytes[start..start + range.len()].copy_from_slice(range.as_bytes());
        }
    }
    let (next, last) = (ENTRIES + 1, bytes.len());
    let index = format!("{next} 1");
    bytes.extend(section(next, &index, &format!("/Prev {at}"), &entry(last), last));
    assert_eq!(found(&bytes), Ok(100));
}

#[test]
fn pages_that_lead_round() {
    for pages in ["<</Kids[2 0 R]>>", "<</Kids 2 0 R>>", "[2 0 R]", "<</Kids[2 0 R 2 0 R]>>"] {
        let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>".to_owned();
        assert_eq!(found(&pdf(&[(1, catalog), (2, pages.to_owned())])), Err(ReadFault::Damaged));
    }
}

#[test]
fn values_of_every_odd_kind() {
    for value in [
        "(text)",
        "[1 2]",
        "null",
        "9 0 R",
        "<<>>",
        "<</ByteRange(text)/Contents[1]/SubFilter 7/M/Name/Reason 3>>",
        "<</ByteRange[0 1 2 3]/Contents<30>/SubFilter/ETSI.CAdES.detached/M(D:99999999999999)>>",
        "<</ByteRange[0 0 0 0]/Contents<>/SubFilter/ETSI.CAdES.detached>>",
        "<</ByteRange[0 9 9 9 9]/Contents<3>/SubFilter/adbe.pkcs7.sha1>>",
        "<</ByteRange[0 1.5 9 9]/Contents<3>/SubFilter/ETSI.RFC3161>>",
        "<</ByteRange[9 0 R 9 0 R]/Contents 9 0 R/SubFilter 9 0 R>>",
    ] {
        let field = [(9, format!("<</FT/Sig/T({value})/V {value}>>"))];
        let _ = found(&with_fields("[9 0 R]", &field));
        let field = [(9, "<</FT/Sig/V 8 0 R>>".to_owned()), (8, value.to_owned())];
        let _ = found(&with_fields("[9 0 R]", &field));
    }
}

#[test]
fn a_value_as_long_as_a_file_may_be() {
    let digits = "30".repeat(30 << 20);
    let range = "/ByteRange[0 9 9 9]/SubFilter/ETSI.CAdES.detached";
    let value =
        [(9, "<</FT/Sig/V 8 0 R>>".to_owned()), (8, format!("<<{range}/Contents<{digits}>>>"))];
    assert_eq!(found(&with_fields("[9 0 R]", &value)), Err(ReadFault::Damaged));
    // The same behind a signed report.
    let whole = signed(&PDF, "p256", "");
    let large = updated(&whole, |update| {
        let text = lopdf::Object::String(vec![b'0'; 30 << 20], lopdf::StringFormat::Literal);
        let value = update.add(lopdf::dictionary! { "Contents" => text });
        let field = crate::support::signed::fields(update.before())[0];
        update.dictionary(field).set("V", value);
    });
    assert!(!judged(&large, &"large"));
}

#[test]
fn a_key_or_certificate_that_is_garbage() {
    let mut random = Random(7);
    for name in ["p256", "rsa2048-legacy", "chain"] {
        let whole = key(&format!("{name}.p12"));
        for _ in 0..20 {
            let mut bytes = whole.clone();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
            let since = Instant::now();
            let _ = Identity::open(&bytes, "chengbao");
            assert!(since.elapsed() < PATIENCE, "{name} {:?}", since.elapsed());
            let cut = random.below(whole.len());
            assert!(Identity::open(&whole[..cut], "chengbao").is_err());
        }
    }
    let whole = key("ca.pem");
    for _ in 0..200 {
        let mut bytes = whole.clone();
        let at = random.below(bytes.len());
        bytes[at] = random.below(256) as u8;
        let _ = Trust::from_pem(&bytes);
        let _ = Trust::from_pem(&whole[..at]);
    }
}

#[test]
fn the_program_says_so_in_a_line() {
    let bytes = pdf(&[(1, "<</Pages 1 0 R/AcroForm 1 0 R/Fields 1 0 R>>".to_owned())]);
    let run = Chengbao::new().file("甲.pdf", &bytes).call("verify 甲.pdf").run();
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert!(run.stdout.contains("✗ 这个 PDF 不完整或已损坏，读不了里面的数据"), "{}", run.stdout);
    let run = desk(&bytes, "p256").call("sign 甲.pdf --p12 证书.p12").run();
    assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
}
