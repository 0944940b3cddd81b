//! The text of a PDF as a reader would copy it: the shown codes through each font's `ToUnicode`,
//! `ActualText` in place of what it stands for (ISO 32000-1 9.10.2 and 14.9.4).

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

type Mapping = BTreeMap<u16, String>;

/// The text of each page, line by line: what has one baseline is one line.
pub(crate) fn pages(bytes: &[u8]) -> Vec<Vec<String>> {
    let document = Document::load_mem(bytes).unwrap();
    document.get_pages().into_values().map(|page| page_lines(&document, page)).collect()
}

/// The text of each page's sequences of marked content, by their numbers (MCID).
pub(crate) fn sequences(document: &Document) -> Vec<BTreeMap<i64, String>> {
    let pages = document.get_pages().into_values();
    pages.map(|page| read_page(document, page).1).collect()
}

/// The whole text without white space, and without the page numbers (`— 3 —`) and the lines that
/// say which draft it is (`送审稿 第2稿 3f9a1c07`).
pub(crate) fn text(bytes: &[u8]) -> String {
    let lines = pages(bytes).into_iter().flatten();
    lines.filter(|line| !is_page_number(line) && !is_draft_line(line)).collect::<String>()
}

fn is_page_number(line: &str) -> bool {
    let inner = line.strip_prefix('—').and_then(|l| l.strip_suffix('—'));
    inner.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn is_draft_line(line: &str) -> bool {
    let behind = line.strip_prefix("送审稿").unwrap_or_default();
    behind.len() >= 8 && behind[behind.len() - 8..].bytes().all(|b| b.is_ascii_hexdigit())
}

fn page_lines(document: &Document, page: ObjectId) -> Vec<String> {
    let bare = |(_, line): (f32, String)| line.split_whitespace().collect::<String>();
    let lines = read_page(document, page).0;
    lines.into_iter().map(bare).filter(|line| !line.is_empty()).collect()
}

/// A page's lines with their baselines, and the text of its sequences.
fn read_page(document: &Document, page: ObjectId) -> (Vec<(f32, String)>, BTreeMap<i64, String>) {
    let fonts: BTreeMap<Vec<u8>, Mapping> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, to_unicode(document, font)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut reader = Reader {
        fonts: &fonts,
        font: None,
        open: vec![],
        lines: vec![],
        sequences: BTreeMap::new(),
    };
    for operation in content.operations {
        reader.read(&operation.operator, &operation.operands);
    }
    (reader.lines, reader.sequences)
}

struct Reader<'f> {
    fonts: &'f BTreeMap<Vec<u8>, Mapping>,
    font: Option<&'f Mapping>,
    open: Vec<Open>,
    /// Each line's baseline and text.
    lines: Vec<(f32, String)>,
    sequences: BTreeMap<i64, String>,
}

/// An open sequence of marked content.
#[derive(Default)]
struct Open {
    /// Whether an `ActualText` stands for it.
    stood_for: bool,
    number: Option<i64>,
}

impl Reader<'_> {
    fn read(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "Tm" => self.line_at(operands[5].as_float().unwrap()),
            "Tf" => self.font = self.fonts.get(operands[0].as_name().unwrap()),
            "Tj" => self.show(&operands[0]),
            "TJ" => operands[0].as_array().unwrap().iter().for_each(|item| self.show(item)),
            "BMC" => self.open.push(Open::default()),
            "BDC" => self.open(&operands[1]),
            "EMC" => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Goes on in the last line, or begins one.
    fn line_at(&mut self, baseline: f32) {
        if self.lines.last().is_none_or(|(last, _)| (last - baseline).abs() > 0.01) {
            self.lines.push((baseline, String::new()));
        }
    }

    fn open(&mut self, properties: &Object) {
        let actual = properties.as_dict().ok().and_then(|d| d.get(b"ActualText").ok());
        let number = properties.as_dict().ok().and_then(|d| d.get(b"MCID").ok());
        let number = number.map(|n| n.as_i64().unwrap());
        if let Some(number) = number {
            assert!(self.sequences.insert(number, String::new()).is_none(), "MCID {number} again");
        }
        let already = self.is_stood_for();
        self.open.push(Open { stood_for: actual.is_some(), number });
        if let Some(text) = actual
            && !already
        {
            self.push(&utf16(text.as_str().unwrap()));
        }
    }

    fn is_stood_for(&self) -> bool {
        self.open.iter().any(|open| open.stood_for)
    }

    fn show(&mut self, item: &Object) {
        let Ok(codes) = item.as_str() else { return };
        if self.is_stood_for() {
            return;
        }
        let mapping = self.font.unwrap();
        let said: String = codes
            .chunks(2)
            .map(|code| u16::from_be_bytes([code[0], code[1]]))
            .map(|code| mapping.get(&code).map_or("\u{FFFD}", String::as_str))
            .collect();
        self.push(&said);
    }

    fn push(&mut self, text: &str) {
        if let Some((_, line)) = self.lines.last_mut() {
            line.push_str(text);
        }
        let number = self.open.iter().rev().find_map(|open| open.number);
        if let Some(sequence) = number.and_then(|n| self.sequences.get_mut(&n)) {
            sequence.push_str(text);
        }
    }
}

/// A text string with the mark of UTF-16.
fn utf16(bytes: &[u8]) -> String {
    let body = bytes.strip_prefix(&[0xFE, 0xFF]).unwrap();
    let units: Vec<u16> = body.chunks(2).map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn to_unicode(document: &Document, font: &Dictionary) -> Mapping {
    let stream = font.get_deref(b"ToUnicode", document).unwrap().as_stream().unwrap();
    let bytes = stream.get_plain_content().unwrap();
    let cmap = String::from_utf8(bytes).unwrap();
    let mut mapping = Mapping::new();
    for (section, ranges) in [("bfchar", false), ("bfrange", true)] {
        for body in cmap.split(&format!("begin{section}")).skip(1) {
            let body = body.split(&format!("end{section}")).next().unwrap();
            for line in body.lines().filter(|l| l.trim_start().starts_with('<')) {
                entry(line, ranges, &mut mapping);
            }
        }
    }
    mapping
}

/// `<0001> <4E00>` or `<0001> <0003> <4E00>`.
fn entry(line: &str, range: bool, mapping: &mut Mapping) {
    let fields: Vec<Vec<u16>> = line
        .split(['<', '>'])
        .map(str::trim)
        .filter(|f| !f.is_empty())
        .map(|hex| {
            let unit = |at: usize| u16::from_str_radix(&hex[at..at + 4], 16).unwrap();
            (0..hex.len()).step_by(4).map(unit).collect()
        })
        .collect();
    let (first, last) = (fields[0][0], fields[usize::from(range)][0]);
    let text = &fields[1 + usize::from(range)];
    for code in first..=last {
        let mut units = text.clone();
        *units.last_mut().unwrap() += code - first;
        mapping.insert(code, String::from_utf16(&units).unwrap());
    }
}
