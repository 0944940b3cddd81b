//! What hostile bytes are put through, by the fuzzer (`fuzz/`) and by the tests that keep what it
//! found (`tests/it/hostile.rs`). Each takes any bytes and falls over if the program does.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use chengbao::check::Against;
use chengbao::cms::{self, Certificate, Identity, Times, Trust};
use chengbao::desk::ops::{self, Op};
use chengbao::diagnostic::{FileFindings, Style, draw_all, fix, json, sarif};
use chengbao::filing::{Filing, parse_figure};
use chengbao::finding::{Code, Edit};
use chengbao::fonts::{self, FaceSet};
use chengbao::moment::Moment;
use chengbao::render::{REPORT, Templates};
use chengbao::report::{self, Format, Making, Outputs, Reading, Refusal};
use chengbao::sheet::{self as spreadsheet, Content};
use chengbao::standard::Standard;
use chengbao::verify::{AtHand, Policy};
use chengbao::{document, pdf, verify as verifying};
use lopdf::Object;
use lopdf::xref::XrefEntry;

// The fuzzer's programs have this file alone.
#[allow(clippy::duplicate_mod)]
#[path = "filing.rs"]
mod filing;

/// 2025-01-12 in China.
const NOW: Moment = Moment(1_736_643_900);

static STANDARD: LazyLock<Standard> = LazyLock::new(Standard::newest);

static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read(here.join("fonts").join(file));
    let above = |file: &str| std::fs::read(here.join("../fonts").join(file));
    fonts::load(|file| read(file).or_else(|_| above(file)).ok()).unwrap()
});

static TRUST: LazyLock<Option<Trust>> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/keys/ca.pem");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys/ca.pem");
    let bytes = std::fs::read(beside).or_else(|_| std::fs::read(file)).ok()?;
    Trust::from_pem(&bytes).ok()
});

/// Reads and checks a file; its findings can be drawn, and written for programs.
fn examined(bytes: &[u8]) -> Reading {
    let mut reading = report::read("甲.yaml", bytes);
    report::check(&mut reading, Against { standard: &STANDARD, compared: &[] });
    let text = reading.source.text();
    for span in reading.findings.iter().filter_map(|finding| finding.span.as_ref()) {
        assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
    }
    assert!(reading.filing.is_some() || !reading.findings.is_empty());
    reading
}

/// A filing from its bytes.
pub(crate) fn yaml(data: &[u8]) {
    let reading = examined(data);
    let drawn = draw_all(&reading.findings, &reading.source, Style::Plain);
    assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
    let waived: Vec<_> = reading.waived.iter().map(|w| (&w.finding, w.reason.as_str())).collect();
    let findings = &reading.findings;
    let files = [FileFindings { source: &reading.source, findings, waived: &waived }];
    serde_json_like(&json(&files));
    serde_json_like(&sarif(&files, &[], &[]));
    // Mended, nothing that is wrong is new.
    if data.len().is_multiple_of(4) {
        let mended = fix(data, |bytes| {
            let reading = report::read("甲.yaml", bytes);
            (reading.source, reading.findings)
        });
        drop(std::hint::black_box(mended));
    }
}

/// Whether a text is at least whole JSON in form; the tests read it with a parser.
fn serde_json_like(text: &str) {
    assert!(text.trim_end().ends_with('}'), "{text}");
    assert!(!text.contains(|c: char| c < ' ' && c != '\n'), "{text:?}");
}

/// A figure.
pub(crate) fn figure(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(figure) = parse_figure(text) else { return };
    let again = parse_figure(&figure.as_written);
    assert_eq!(again.as_ref(), Ok(&figure), "{text:?}");
    // Only a typed power prints otherwise than it was written.
    if !text.contains('^') {
        assert_eq!(figure.as_written, text.trim());
    }
}

/// Outputs of a filing that was read.
fn made(reading: &mut Reading, templates: &Templates, pdf: bool) -> Result<Outputs, Refusal> {
    let making = Making {
        draft: Some(&chengbao::draft::Draft::new(None, "3f9a1c07")),
        templates,
        faces: &FACES,
        standard: &STANDARD,
        pictures: &BTreeMap::new(),
        last: None,
    };
    let formats: &[Format] = if pdf { Format::REPORT } else { &[Format::Markdown, Format::Html] };
    let outputs = report::make(reading, &making, formats, "a");
    let outputs = reading.keep(outputs);
    if !pdf {
        let _ = report::set(reading, &making);
    }
    outputs
}

/// What a page asks to have done, a JSON list of edits, up to a zero; then the filing, or none for a
/// small one. Done, it is in the file as its edits say, and a form that was one is one still.
pub(crate) fn page_ops(data: &[u8]) {
    let (asked, given) = parted(data);
    let Ok(asked) = serde_json::from_slice::<Vec<Op>>(asked) else { return };
    let filing = if given.is_empty() { filing::FILING } else { &String::from_utf8_lossy(given) };
    let Ok(done) = ops::made(filing, &asked, &[]) else { return };
    let mut text = String::new();
    let mut at = 0;
    for Edit { span, text: new } in &done.edits {
        assert!(at <= span.start && span.start <= span.end, "{span:?} behind {at}");
        text.push_str(&filing[at..span.start]);
        text.push_str(new);
        at = span.end;
    }
    text.push_str(&filing[at..]);
    assert_eq!(text, done.text);
    let read = |text: &str| report::read("甲.yaml", text.as_bytes());
    let is_broken = |reading: &Reading| {
        reading.findings.iter().any(|found| matches!(found.code, Code::Y01 | Code::Y09))
    };
    let before = read(filing);
    let was_form = before.filing.is_some() && !is_broken(&before);
    let is_typed = asked.iter().any(|op| matches!(op, Op::Text { .. }));
    assert!(is_typed || !was_form || !is_broken(&read(&text)), "{asked:?}\n{text}");
    assert!(!done.label.is_empty() || asked.is_empty());
}

/// What stands before the first zero, and behind it.
fn parted(data: &[u8]) -> (&[u8], &[u8]) {
    let end = data.iter().position(|byte| *byte == 0);
    end.map_or((data, &[]), |end| (&data[..end], &data[end + 1..]))
}

/// Markdown in a filing.
pub(crate) fn pages(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let body: String = text.lines().map(|line| format!("        {line}\n")).collect();
    let filing = filing::FILING.replace("        建成5G基站8900余座。\n", &body);
    let mut reading = examined(filing.as_bytes());
    if reading.filing.is_none() {
        return;
    }
    let outputs = made(&mut reading, &Templates::default(), data.len().is_multiple_of(16));
    if let Ok(outputs) = outputs {
        let markdown = outputs.text(Format::Markdown).unwrap();
        let html = outputs.text(Format::Html).unwrap();
        let again = document::to_markdown(&document::parse(markdown), 1);
        drop(std::hint::black_box(document::parse(&again)));
        assert_eq!(html.matches("<script").count(), 1);
    }
    drop(std::hint::black_box(reading.findings));
}

/// A template for the report, or the fields of a filing in the program's own.
pub(crate) fn template(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut reading = examined(filing::FILING.as_bytes());
    if first % 2 == 0 {
        let report = (REPORT.to_owned(), text.to_owned());
        let templates = Templates { report, ..Templates::default() };
        if let Err(Refusal::Template(fault)) = made(&mut reading, &templates, false) {
            let drawn = draw_all(&[fault.finding], &fault.source, Style::Plain);
            assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "{drawn:?}");
        }
        return;
    }
    let Some(filing) = &mut reading.filing else { return };
    fill(filing, text);
    let outputs = made(&mut reading, &Templates::default(), false);
    assert!(!matches!(outputs, Err(Refusal::Template(_))), "{outputs:?}");
    if let Some(html) = outputs.as_ref().ok().and_then(|outputs| outputs.text(Format::Html)) {
        assert_eq!(html.matches("<script").count(), 1);
    }
}

/// Puts texts, parted by zeros, into a filing's fields.
fn fill(filing: &mut Filing, text: &str) {
    let mut texts = text.split('\0').map(str::to_owned);
    let mut put = |field: &mut String| {
        if let Some(text) = texts.next() {
            *field = text;
        }
    };
    put(&mut filing.company.name.value);
    put(&mut filing.declaration.value);
    filing.profile.iter_mut().for_each(|profile| put(&mut profile.value));
    for initiative in filing.chapters.iter_mut().flat_map(|chapter| &mut chapter.initiatives) {
        put(&mut initiative.title.value);
        initiative.body.iter_mut().for_each(|body| put(&mut body.value));
    }
    for group in &mut filing.groups {
        put(&mut group.name.value);
        for indicator in &mut group.indicators {
            put(&mut indicator.name.value);
        }
    }
}

/// What is taken out of a PDF.
pub(crate) fn extract(data: &[u8]) {
    let _ = pdf::attachment(data, report::ATTACHED_SOURCE);
    let _ = pdf::attachment(data, report::ATTACHED_DATA);
    let _ = pdf::words(data);
    let _ = pdf::extras(data, &[report::ATTACHED_SOURCE, report::ATTACHED_DATA]);
}

/// What is reported of a PDF.
pub(crate) fn verify(data: &[u8]) {
    let templates = Templates::default();
    let at_hand = AtHand { templates: &templates, faces: Some(&FACES) };
    let asking = Policy { trust: TRUST.as_ref(), signers: &[], now: NOW };
    let verdict = verifying::verdict(data, &asking, &at_hand);
    let (text, json) = (verifying::human(&verdict), verifying::json(&verdict));
    assert!(text.ends_with('\n'));
    serde_json_like(&json);
}

/// What the strict reader takes, another reader sees alike: each object where it stands, and what
/// it is.
pub(crate) fn strict(data: &[u8]) {
    let Ok(listed) = pdf::listing(data) else { return };
    let other = lopdf::Document::load_mem(data).expect("another reader reads it too");
    let table = &other.reference_table;
    let numbers = table.entries.iter().filter(|(_, entry)| {
        matches!(entry, XrefEntry::Normal { .. } | XrefEntry::Compressed { .. })
    });
    for (number, _) in numbers {
        assert!(listed.contains_key(number), "{number} is not listed");
    }
    for (number, one) in &listed {
        match (table.get(*number), one.at) {
            (Some(XrefEntry::Normal { offset, generation: 0 }), Some(at)) => {
                assert_eq!(*offset as usize, at, "{number}");
            }
            (Some(XrefEntry::Compressed { .. }), None) => {}
            (entry, at) => panic!("{number}: {entry:?} {at:?}"),
        }
        let Some(object) = other.objects.get(&(*number, 0)) else { continue };
        // It keeps a stream of objects unpacked.
        if object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"ObjStm")) {
            continue;
        }
        let mut text = Vec::new();
        spell(object, &mut text);
        let (ours, theirs) = (one.text.escape_ascii(), text.escape_ascii());
        assert_eq!(one.text, text, "{number}\n{ours}\n{theirs}");
    }
}

/// An object as the strict reader spells it.
fn spell(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(truth) => out.extend_from_slice(truth.to_string().as_bytes()),
        Object::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Real(_) => out.push(b'.'),
        Object::Name(name) => spell_digits(b'/', name, out),
        Object::String(text, _) => spell_digits(b'(', text, out),
        Object::Reference((number, _)) => {
            out.extend_from_slice(format!("{number} 0 R").as_bytes());
        }
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| spell(item, out));
            out.push(b']');
        }
        Object::Dictionary(entries) => spell_map(entries, out),
        Object::Stream(stream) => {
            spell_map(&stream.dict, out);
            out.push(b' ');
            out.extend_from_slice(&stream.content);
            return;
        }
    }
    out.push(b' ');
}

fn spell_map(entries: &lopdf::Dictionary, out: &mut Vec<u8>) {
    let sorted: BTreeMap<&Vec<u8>, &Object> = entries.iter().collect();
    out.push(b'<');
    for (key, value) in sorted {
        spell_digits(b'/', key, out);
        spell(value, out);
    }
    out.push(b'>');
}

fn spell_digits(mark: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(mark);
    bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02x}").as_bytes()));
    out.push(b' ');
}

/// Keys, and what a signature is made of.
pub(crate) fn pkcs12(data: &[u8]) {
    if let Ok(identity) = Identity::open(data, "chengbao") {
        let _ = (identity.fit_at(NOW), identity.has_issuer());
        let certificate = identity.certificate();
        let _ = (certificate.subject(), certificate.issuer(), certificate.serial());
    }
    let _ = Trust::from_pem(data);
    let _ = Certificate::from_der(data).map(|one| (one.subject(), one.key_kind()));
    let times = Times { claimed: None, covered_by: None, now: NOW };
    let _ = cms::verify(data, &[b"content"], times, TRUST.as_ref());
    let _ = cms::verify_time_stamp(data, &[b"content"], TRUST.as_ref(), NOW);
}

/// A spreadsheet, whole or put into a package.
pub(crate) fn sheet(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let bytes = match kind {
        b'1' => xlsx(rest),
        b'2' => {
            let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
            package(&[("mimetype", mimetype.as_bytes()), ("content.xml", rest)])
        }
        _ => rest.to_vec(),
    };
    let Ok(workbook) = spreadsheet::read("表.csv", &bytes) else { return };
    for sheet in &workbook.sheets {
        let places: Vec<_> = sheet.cells.iter().map(|cell| (cell.row, cell.column)).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        for cell in &sheet.cells {
            assert!(cell.row < 1 << 20 && cell.column < 1 << 14, "{cell:?}");
            let Content::Number(number) = &cell.content else { continue };
            assert!(number.value.parse::<f64>().unwrap().is_finite(), "{cell:?}");
            let shown = number.shown.as_deref().unwrap_or_default();
            assert!(!number.exact || shown.contains(|c: char| c.is_ascii_digit()), "{cell:?}");
        }
    }
}

/// A workbook of a sheet, styles and shared texts, parted by zeros.
fn xlsx(parts: &[u8]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |targets: &[(&str, &str)]| {
        let of_target = |(kind, target): &(&str, &str)| {
            format!(r#"<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let content: String = targets.iter().map(of_target).collect();
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!(r#"<Relationships xmlns="{space}">{content}</Relationships>"#)
    };
    let root = rels(&[("officeDocument", "xl/workbook.xml")]);
    let of_book = rels(&[("worksheet", "a.xml"), ("styles", "b.xml"), ("sharedStrings", "c.xml")]);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="worksheet"/></sheets></workbook>"#
    );
    let mut given = parts.split(|byte| *byte == 0);
    let mut part = |name: &str| -> Vec<u8> {
        let content = given.next().unwrap_or_default();
        let start = format!("<{name} xmlns=\"{main}\">");
        [start.as_bytes(), content, format!("</{name}>").as_bytes()].concat()
    };
    let (sheet, styles, strings) = (part("worksheet"), part("styleSheet"), part("sst"));
    package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/a.xml", &sheet),
        ("xl/b.xml", &styles),
        ("xl/c.xml", &strings),
    ])
}

/// A zip of parts as they are.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let (mut entry, config) = archive.new_file(*name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}
