//! Whatever is written into a filing's fields is the same text in each output, and nothing more.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chengbao::check::Against;
use chengbao::diagnostic::{FileFindings, json, sarif};
use chengbao::document::{self, Block, plain_text};
use chengbao::draft::Draft;
use chengbao::render::Templates;
use chengbao::report::{self, Format, Making, Outputs, Reading};
use chengbao::standard::Standard;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::faces::faces;
use crate::support::filing::FILING;
use crate::support::html;

/// What is a sign to one of the formats that a field is written into.
const PIECES: [&str; 40] = [
    "<script>alert(1)</script>",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "&",
    "&amp;",
    "&#60;",
    "\"",
    "'",
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(1)",
    "|",
    "||",
    "`",
    "``",
    "**",
    "*",
    "_",
    "[a](javascript:1)",
    "![a](b)",
    "[",
    "]",
    "<",
    ">",
    "# ",
    "> ",
    "- ",
    "1. ",
    "\\",
    "\\\\",
    "%s",
    "%3C",
    "{{ title }}",
    "{% raw %}",
    "甲",
    "“乙”",
    " ",
];

/// A text of a field: one line, nothing at its ends, not nothing, and no reference, which prints
/// what it refers to.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => proptest::string::string_regex("[ -~一-龥，。：]{1,6}").unwrap(),
    ];
    proptest::collection::vec(piece, 1..6)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("a text", |text| !text.is_empty() && !text.contains("${"))
}

static STANDARD: LazyLock<Standard> = LazyLock::new(Standard::newest);

/// A filing's fields.
#[derive(Debug, Clone)]
struct Fields {
    company: String,
    title: String,
    group: String,
    indicator: String,
    label: String,
    note: String,
    declaration: String,
    unit: String,
    reason: String,
}

fn fields() -> impl Strategy<Value = Fields> {
    proptest::collection::vec(text(), 9).prop_map(|texts| {
        let mut texts = texts.into_iter();
        let mut next = |before: &str| format!("{before}{}", texts.next().unwrap());
        Fields {
            company: next(""),
            title: next(""),
            // Names, which may not be the same.
            group: next("组"),
            indicator: next("项"),
            label: next("分"),
            note: next(""),
            declaration: next(""),
            unit: next(""),
            reason: next(""),
        }
    })
}

/// A text as YAML writes it without any sign of YAML's: JSON is YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn filing(f: &Fields) -> String {
    let [company, title, group, indicator, label, note, declaration, unit, reason] = [
        &f.company,
        &f.title,
        &f.group,
        &f.indicator,
        &f.label,
        &f.note,
        &f.declaration,
        &f.unit,
        &f.reason,
    ]
    .map(|text| quoted(text));
    FILING
        .replace("名称: 中国移动山西公司", &format!("名称: {company}"))
        .replace("标题: 做优网络质量", &format!("标题: {title}"))
        .replace(
            "  客户投诉:",
            &format!("  {group}:\n    {indicator}: {{ {label}: 4次, 备注: {note} }}\n  客户投诉:"),
        )
        .replace("声明: 本报告内容客观、真实、准确。", &format!("声明: {declaration}"))
        .replace("签署:", &format!("豁免:\n  - {{ 规则: S04, 位置: 声明, 理由: {reason} }}\n签署:"))
        .replace("  日期:", &format!("  单位: {unit}\n  日期:"))
}

fn read(source: &str) -> Reading {
    let mut reading = report::read("甲\u{202E}<b>&.yaml", source.as_bytes());
    report::check(&mut reading, Against { standard: &STANDARD, compared: &[] });
    reading
}

fn made(reading: &mut Reading, formats: &[Format]) -> Outputs {
    let templates = Templates::default();
    let making = Making {
        draft: Some(&Draft::new(None, "3f9a1c07")),
        templates: &templates,
        faces: faces(),
        standard: &STANDARD,
        pictures: &BTreeMap::new(),
        last: None,
    };
    let outputs = report::make(reading, &making, formats, "a");
    reading.keep(outputs).unwrap()
}

/// The text of blocks, one to a paragraph.
fn paragraphs(blocks: &[Block]) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => plain_text(text),
        Block::SignOff { units, date, note } => units.concat() + date + note,
        other => format!("{other:?}"),
    };
    blocks.iter().map(text).collect()
}

/// What the report's paragraphs have to be, by the fields: the outputs may say this and no more.
fn expected(f: &Fields) -> Vec<String> {
    vec![
        format!("{}2020年下半年服务质量状况报告", f.company),
        format!("（一）{}", f.title),
        format!("（二）{}", f.group),
        format!("企业声明：{}", f.declaration),
        format!("{}2021年1月12日", f.unit),
    ]
}

/// Runs of blanks are one to Markdown and HTML.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn markdown_and_html_say_the_fields_and_nothing_else(f in fields()) {
        let mut reading = read(&filing(&f));
        prop_assert!(reading.filing.is_some(), "{:?}", reading.findings);
        let outputs = made(&mut reading, &[Format::Markdown, Format::Html]);
        let markdown = outputs.text(Format::Markdown).unwrap().to_owned();
        let blocks = document::parse(&markdown);
        let paragraphs = paragraphs(&blocks);
        for wanted in expected(&f) {
            let wanted = folded(&wanted);
            prop_assert!(paragraphs.iter().any(|p| folded(p) == wanted), "{wanted}\n{markdown}");
        }
        // The indicator's line has its name, its label, its note.
        // By its whole name: a company may begin alike, and the title and the sign-off with it.
        let name = folded(&f.indicator);
        let line = paragraphs.iter().find(|p| folded(p).starts_with(&name)).unwrap();
        for part in [&f.indicator, &f.label, &f.note] {
            prop_assert!(folded(line).contains(&folded(part)), "{part}\n{line}");
        }
        // No field is a block, a mark, a link or a picture.
        prop_assert_eq!(blocks.len(), 16, "{}", markdown);
        let page = html::read(outputs.text(Format::Html).unwrap());
        let text = folded(&page.report);
        for wanted in expected(&f).iter().chain([&f.indicator, &f.label, &f.note]) {
            let wanted: String = wanted.split_whitespace().collect();
            let text: String = text.split_whitespace().collect();
            prop_assert!(text.contains(&wanted), "{wanted}\n{text}");
        }
        for name in ["script", "main", "title"] {
            prop_assert_eq!(page.tags.iter().filter(|tag| tag.name == name).count(), 1, "{}", name);
        }
        let marks = ["a", "img", "strong", "em", "code", "ul", "ol", "blockquote", "pre"];
        let in_report = |tag: &&html::Tag| marks.contains(&tag.name.as_str());
        let foreign: Vec<_> = page.tags.iter().filter(in_report)
            .filter(|tag| tag.get("href").is_none_or(|href| !href.starts_with('#')))
            .collect();
        prop_assert!(foreign.iter().all(|tag| tag.name == "ol" || tag.name == "ul"), "{foreign:?}");
        // The data inside is JSON with the same texts.
        let data: Value = serde_json::from_str(&page.data).unwrap();
        prop_assert_eq!(&data["company"]["name"], &f.company);
        prop_assert_eq!(&data["signatory"], &f.unit);
        let indicators = data["indicators"].as_array().unwrap();
        prop_assert!(indicators.iter().any(|i| i["service"] == f.group
            && i["indicator"] == f.indicator && i["label"] == f.label && i["note"] == f.note));
    }

    #[test]
    fn findings_for_machines_are_json(f in fields()) {
        let source = filing(&f).replace("  集团: 中国移动\n", &format!("  集团: {}\n", quoted(&f.title)));
        let reading = read(&source);
        let waived: Vec<_> =
            reading.waived.iter().map(|w| (&w.finding, w.reason.as_str())).collect();
        let findings = &reading.findings;
        let files = [FileFindings { source: &reading.source, findings, waived: &waived }];
        let message: Value = serde_json::from_str(&json(&files)).unwrap();
        let text = message.to_string();
        prop_assert!(text.contains(&quoted(&format!("“集团”不能是“{}”", f.title))), "{text}");
        let message: Value = serde_json::from_str(&sarif(&files, &[], &[])).unwrap();
        prop_assert!(message["runs"][0]["results"].as_array().unwrap().len() >= findings.len());
        let uri = message.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri");
        let uri = uri.and_then(Value::as_str).unwrap();
        prop_assert!(uri.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"".contains(&b)), "{uri}");
    }

    #[test]
    fn a_text_is_markdown_that_shows_it(texts in proptest::collection::vec(text(), 1..4)) {
        for text in &texts {
            let blocks = document::parse(&document::escape(text));
            let [Block::Paragraph(inlines)] = blocks.as_slice() else {
                return Err(TestCaseError::fail(format!("{text:?}: {blocks:?}")));
            };
            prop_assert_eq!(plain_text(inlines), text.clone());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn the_pdf_says_the_fields_as_xml_and_as_text(f in fields()) {
        let mut reading = read(&filing(&f));
        let outputs = made(&mut reading, Format::REPORT);
        let document = lopdf::Document::load_mem(&outputs.get(Format::Pdf).unwrap().bytes).unwrap();
        let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        let stream = document.get_object(metadata).unwrap().as_stream().unwrap();
        let xmp = String::from_utf8(stream.content.clone()).unwrap();
        let xmp = xmp.trim_start_matches(|c| c != '<');
        let tree = usvg::roxmltree::Document::parse(xmp).unwrap();
        let says = |name: &str| {
            let found = tree.descendants().find(|node| node.tag_name().name() == name).unwrap();
            found.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).map(str::trim).collect::<String>()
        };
        prop_assert_eq!(says("title"), format!("{}2020年下半年服务质量状况报告", f.company));
        prop_assert_eq!(says("creator"), f.company.clone());
    }
}

/// Quoted fields of a table (RFC 4180) again.
fn fields_of(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = csv.trim_start_matches('\u{FEFF}').chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.pop();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_comparison_is_the_same_in_each_format(f in fields()) {
        let one = read(&filing(&f));
        let later = [("2020年下半年", "2021年上半年"), ("2021年1月12日", "2021年7月12日")];
        let other = later.iter().fold(filing(&f), |text, (old, new)| text.replace(old, new));
        let other = read(&other);
        let entrants = [&one, &other].map(|reading| chengbao::compare::Entry {
            file: "甲.yaml", filing: reading.filing.as_ref().unwrap(), pdf: None, caveats: &[],
        });
        let comparison = chengbao::compare::compare(&entrants, &STANDARD);
        let csv = chengbao::compare::csv(&comparison);
        let rows = fields_of(&csv);
        prop_assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{csv}");
        let formula = |field: &String| field.starts_with(['=', '+', '-', '@', '\t', '\r'])
            && field.parse::<f64>().is_err() && field != "-";
        prop_assert!(!rows.iter().flatten().any(formula), "{csv}");
        let plain = |field: &str| field.strip_prefix('\'').unwrap_or(field).to_owned();
        prop_assert!(rows.iter().any(|row| plain(&row[0]) == f.group), "{csv}");
        let message: Value = serde_json::from_str(&chengbao::compare::json(&comparison)).unwrap();
        let groups = message["groups"].as_array().unwrap();
        prop_assert!(groups.iter().any(|group| group["name"] == f.group), "{message:#}");
        let page = html::read(&chengbao::compare::html(&comparison).unwrap());
        prop_assert!(page.tags.iter().all(|tag| tag.name != "script" || tag.get("src").is_none()));
        let html = chengbao::compare::html(&comparison).unwrap();
        prop_assert!(!html.contains("<script>alert"), "{html}");
        let blocks = document::parse(&chengbao::compare::markdown(&comparison));
        let cells = blocks.iter().filter_map(|block| match block {
            Block::Table { columns, rows, .. } => Some((columns.len(), rows)),
            _ => None,
        });
        for (columns, rows) in cells {
            prop_assert!(rows.iter().all(|row| row.len() == columns));
        }
    }
}
