//! The sequences of marked content on the pages (ISO 32000-1 14.6): each says what its element is
//! or is an artifact, and nothing is said in the place of the text beside an ActualText.

use std::collections::BTreeMap;

use super::Result;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Reader, Token, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::pdf::read::words::Matrix;

/// How long a content may be.
const MAX_CONTENT: usize = 16 * 1024 * 1024;
/// How many operands an operator may have.
const MAX_OPERANDS: usize = 64;
/// How deep states may be in one another.
const MAX_DEPTH: usize = 64;

/// A sequence that belongs to an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sequence {
    /// It reads as it is shown, and has its element's type.
    Shown(Vec<u8>),
    /// It reads as an ActualText.
    Replaced,
}

/// A picture that is drawn.
#[derive(Debug, Clone)]
pub(super) struct DrawnPicture {
    /// The sequence's number.
    pub(super) number: i64,
    /// What it is called among the page's resources.
    pub(super) name: Vec<u8>,
    pub(super) matrix: [f64; 6],
}

/// Where a line of a sequence's text begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The sequence's number.
    pub(super) number: i64,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// What a page's content is made of.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The sequences by their numbers, which go up from nought.
    pub(super) sequences: Vec<Sequence>,
    pub(super) pictures: Vec<DrawnPicture>,
    pub(super) starts: Vec<Start>,
    /// Whether something is marked as we never mark it.
    pub(super) is_odd: bool,
}

/// Reads the content of each page.
pub(super) fn read(file: &PdfFile<'_>, leaves: &[Leaf]) -> Result<Vec<PageContent>> {
    let of_page = |leaf: &Leaf| {
        let page = leaf.page(file)?;
        let content = page.get("Contents").ok_or(ReadFault::Damaged)?;
        let (_, bytes) = file.stream(content, MAX_CONTENT)?;
        let mut scan = Scan::default();
        scan.run(&bytes)?;
        Ok(scan.out)
    };
    leaves.iter().map(of_page).collect()
}

/// An open sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Element(i64),
    Artifact,
    /// The ActualText of an artifact.
    Said,
}

struct Scan {
    out: PageContent,
    open: Vec<Open>,
    matrix: Matrix,
    kept: Vec<Matrix>,
    /// The size of the text, and where the next of it begins.
    size: f64,
    start: Option<(f64, f64)>,
}

impl Default for Scan {
    fn default() -> Self {
        let (out, open, kept) = (PageContent::default(), Vec::new(), Vec::new());
        Self { out, open, matrix: Matrix::IDENTITY, kept, size: 0.0, start: None }
    }
}

impl Scan {
    fn run(&mut self, bytes: &[u8]) -> Result<()> {
        let mut reader = Reader::new(bytes, 0);
        let mut operands = Vec::new();
        while !reader.ended() {
            match reader.token().ok_or(ReadFault::Damaged)? {
                Token::Operand(value) if operands.len() < MAX_OPERANDS => operands.push(value),
                Token::Operand(_) => return Err(ReadFault::Damaged),
                Token::Operator(operator) => {
                    self.operate(operator, &operands)?;
                    operands.clear();
                }
            }
        }
        self.out.is_odd |= !self.open.is_empty() || !operands.is_empty();
        Ok(())
    }

    fn operate(&mut self, operator: &[u8], operands: &[Value]) -> Result<()> {
        match operator {
            b"BDC" => self.begin(operands),
            b"BMC" | b"MP" | b"DP" | b"BX" | b"EX" => self.out.is_odd = true,
            b"EMC" => self.out.is_odd |= self.open.pop().is_none(),
            b"q" if self.kept.len() >= MAX_DEPTH => return Err(ReadFault::Damaged),
            b"q" => self.kept.push(self.matrix),
            b"Q" => self.matrix = self.kept.pop().ok_or(ReadFault::Damaged)?,
            b"cm" => {
                let matrix = Matrix::of(operands).ok_or(ReadFault::Damaged)?;
                self.matrix = matrix.then(self.matrix);
            }
            b"Tf" => self.size = operands.last().and_then(Value::number).unwrap_or(0.0),
            b"Tm" => {
                let Matrix([.., x, y]) = Matrix::of(operands).ok_or(ReadFault::Damaged)?;
                self.start = Some((x, y));
            }
            b"Tj" | b"TJ" => {
                if let (Some((x, y)), Some(Open::Element(number))) =
                    (self.start.take(), self.open.last())
                {
                    self.out.starts.push(Start { number: *number, x, y, size: self.size });
                }
            }
            b"Do" => match (operands, self.open.last()) {
                ([Value::Name(name)], Some(Open::Element(number))) => {
                    let (number, name) = (*number, name.clone());
                    self.out.pictures.push(DrawnPicture { number, name, matrix: self.matrix.0 });
                }
                _ => self.out.is_odd = true,
            },
            _ => {}
        }
        Ok(())
    }

    /// Begins a sequence, as one of those that we write.
    fn begin(&mut self, operands: &[Value]) {
        let open = match operands {
            [Value::Name(tag), Value::Map(properties)] => self.begun(tag, properties),
            _ => None,
        };
        self.out.is_odd |= open.is_none();
        self.open.push(open.unwrap_or(Open::Artifact));
    }

    fn begun(&mut self, tag: &[u8], properties: &Map) -> Option<Open> {
        let keys: Vec<&[u8]> = properties.entries().map(|(key, _)| key).collect();
        let said = matches!(properties.get("ActualText"), Some(Value::Text(_)));
        match (tag, &keys[..], self.open.last()) {
            (b"Artifact", [b"Type"], None) => {
                let kind = properties.name("Type")?;
                matches!(kind, b"Pagination" | b"Layout").then_some(Open::Artifact)
            }
            (b"Artifact", [b"Subtype", b"Type"], None) => {
                let is_mark = properties.name("Subtype")? == b"Watermark"
                    && properties.name("Type")? == b"Pagination";
                is_mark.then_some(Open::Artifact)
            }
            (b"Span", [b"ActualText"], Some(Open::Artifact)) if said => Some(Open::Said),
            (b"Span", [b"ActualText", b"MCID"], None) if said => {
                self.number(properties, Sequence::Replaced)
            }
            (tag, [b"MCID"], None) => self.number(properties, Sequence::Shown(tag.to_vec())),
            _ => None,
        }
    }

    fn number(&mut self, properties: &Map, sequence: Sequence) -> Option<Open> {
        let number = properties.integer("MCID")?;
        let next = i64::try_from(self.out.sequences.len()).ok()?;
        (number == next).then_some(())?;
        self.out.sequences.push(sequence);
        Some(Open::Element(number))
    }
}

/// Which pictures are drawn, by page from 0 and sequence.
pub(super) fn drawn(pages: &[PageContent]) -> BTreeMap<(usize, i64), Vec<&DrawnPicture>> {
    let mut drawn: BTreeMap<(usize, i64), Vec<&DrawnPicture>> = BTreeMap::new();
    for (n, page) in pages.iter().enumerate() {
        for picture in &page.pictures {
            drawn.entry((n, picture.number)).or_default().push(picture);
        }
    }
    drawn
}
