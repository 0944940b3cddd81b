//! A page's content, operator by operator (ISO 32000-1 annex A): marks, shapes and pictures here,
//! text in `show`.

use super::fonts::Fonts;
use super::limits::{Limits, Result, take};
use super::matrix::Matrix;
use super::reading_order::Structure;
use super::show::is_text_operator;
use super::state::{ActualText, Colour, Content, Sequence};
use super::{Anomaly, Artifact, PageWords, Piece};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Reader, Token, Value, string};
use crate::pdf::read::page_tree::Leaf;
use crate::typeset::DRAFT_GREYS;

/// How long a content may be.
const MAX_CONTENT: usize = 16 * 1024 * 1024;
/// How many streams a page's content may have.
const MAX_STREAMS: usize = 1_000;
/// How many operands an operator may have.
const MAX_OPERANDS: usize = 64;
/// How deep states, marks and forms may be in one another.
const MAX_DEPTH: usize = 64;
const MAX_FORMS: usize = 8;

/// Reads a page's content.
pub(super) fn read_page(
    file: &PdfFile<'_>,
    leaf: &Leaf,
    page: &Map,
    structure: &Structure,
    limits: &mut Limits,
    fonts: &mut Fonts,
) -> Result<PageWords> {
    let resources = match leaf.get(page, "Resources") {
        Some(resources) => file.map(resources)?,
        None => Map::default(),
    };
    let mut content = Content::new(file, leaf.object, structure, limits, fonts);
    content.run(&bytes(file, page)?, &resources)?;
    content.finish()
}

/// The page's streams as one.
fn bytes(file: &PdfFile<'_>, page: &Map) -> Result<Vec<u8>> {
    let Some(contents) = page.get("Contents") else { return Ok(Vec::new()) };
    let streams = match file.resolved(contents)? {
        Value::List(streams) => streams,
        _ => vec![contents.clone()],
    };
    if streams.len() > MAX_STREAMS {
        return Err(ReadFault::Swollen);
    }
    let mut all: Vec<u8> = Vec::new();
    for stream in &streams {
        let left = MAX_CONTENT.saturating_sub(all.len());
        all.extend(file.stream(stream, left)?.1);
        all.push(b'\n');
    }
    Ok(all)
}

impl Content<'_, '_> {
    fn run(&mut self, bytes: &[u8], resources: &Map) -> Result<()> {
        let mut reader = Reader::new(bytes, 0);
        let mut operands = Vec::new();
        while !reader.ended() {
            match reader.token().ok_or(ReadFault::Damaged)? {
                Token::Operand(value) if operands.len() < MAX_OPERANDS => operands.push(value),
                Token::Operand(_) => return Err(ReadFault::Damaged),
                // What follows is no longer in tokens.
                Token::Operator(b"BI") => {
                    self.note(Anomaly::Operator("BI".to_owned()));
                    return Ok(());
                }
                Token::Operator(operator) => {
                    take(&mut self.limits.operators, 1)?;
                    self.operate(operator, &operands, resources)?;
                    operands.clear();
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<PageWords> {
        self.end_piece()?;
        self.end_artifact();
        self.shown.anomalies = self.anomalies.into_iter().collect();
        Ok(self.shown)
    }

    fn operate(&mut self, operator: &[u8], operands: &[Value], resources: &Map) -> Result<()> {
        match operator {
            b"BMC" | b"BDC" => self.open(operands, resources)?,
            b"EMC" => self.close()?,
            b"q" if self.kept.len() >= MAX_DEPTH => return Err(ReadFault::Damaged),
            b"q" => self.kept.push(self.state.clone()),
            b"Q" => {
                self.end_piece()?;
                self.state = self.kept.pop().ok_or(ReadFault::Damaged)?;
            }
            b"cm" => {
                self.end_piece()?;
                let matrix = Matrix::of(operands).ok_or(ReadFault::Damaged)?;
                self.state.matrix = matrix.then(self.state.matrix);
            }
            b"Do" => self.draw(operands, resources)?,
            b"Tf" => self.choose_font(operands, resources)?,
            _ if is_text_operator(operator) => self.show_operator(operator, operands)?,
            // A picture of shapes is its own matter.
            _ if self.depth > 0 => {}
            b"rg" | b"g" => {
                self.end_piece()?;
                self.state.colour = colour(operands);
            }
            b"re" => {
                let Some(rectangle) = rectangle(operands) else { return Err(ReadFault::Damaged) };
                self.path.push(rectangle);
            }
            b"f" => self.fill()?,
            other => {
                let name: String = String::from_utf8_lossy(other).chars().take(16).collect();
                self.note(Anomaly::Operator(name));
            }
        }
        Ok(())
    }

    /// The rectangles of a path become the page's.
    fn fill(&mut self) -> Result<()> {
        take(&mut self.limits.things, self.path.len())?;
        if self.state.colour != Colour::Black {
            self.note(Anomaly::Colour);
        }
        let (artifact, matrix) = (self.is_artifact(), self.state.matrix);
        self.shown.rules.extend(self.path.drain(..).map(|path| matrix.around(path, artifact)));
        Ok(())
    }

    fn open(&mut self, operands: &[Value], resources: &Map) -> Result<()> {
        if self.sequences.len() >= MAX_DEPTH {
            return Err(ReadFault::Damaged);
        }
        self.end_piece()?;
        let properties = match operands.get(1) {
            Some(Value::Map(properties)) => properties.clone(),
            Some(Value::Name(name)) => self.named(resources, "Properties", name)?.1,
            _ => Map::default(),
        };
        let mut sequence = Sequence { number: properties.integer("MCID"), ..Sequence::default() };
        let is_tagged =
            |as_what: &[u8]| matches!(operands.first(), Some(Value::Name(tag)) if tag == as_what);
        sequence.artifact = is_tagged(b"Artifact");
        if is_tagged(b"OC") {
            self.note(Anomaly::Layer);
        }
        if sequence.artifact && !self.is_artifact() {
            let over_text = !self.shown.pieces.is_empty();
            self.artifact = Some(Artifact { pieces: Vec::new(), pale: true, over_text });
        }
        if let Some(said) = properties.get("ActualText")
            && self.actual.is_none()
        {
            let said = string(&self.file.resolved(said)?).ok_or(ReadFault::Damaged)?;
            self.actual = Some(ActualText { says: said, used: false });
            sequence.actual = true;
        }
        self.sequences.push(sequence);
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.end_piece()?;
        let Some(sequence) = self.sequences.pop() else { return Err(ReadFault::Damaged) };
        if sequence.actual {
            // What is said of nothing is said all the same.
            if self.actual.take_if(|actual| actual.used || actual.says.is_empty()).is_none() {
                self.text.piece = Some(Piece::default());
                self.end_piece()?;
                self.actual = None;
            }
        }
        if sequence.artifact && !self.is_artifact() {
            self.end_artifact();
        }
        Ok(())
    }

    fn end_artifact(&mut self) {
        let artifact = self.artifact.take();
        self.shown.artifacts.extend(artifact.filter(|artifact| !artifact.pieces.is_empty()));
    }

    /// What a resource's name stands for: the value, and its dictionary.
    fn named(&self, resources: &Map, kind: &str, name: &[u8]) -> Result<(Value, Map)> {
        let of_kind = self.file.map(resources.get(kind).ok_or(ReadFault::Damaged)?)?;
        let value = of_kind.named(name).ok_or(ReadFault::Damaged)?;
        Ok((value.clone(), self.file.map(value)?))
    }

    fn choose_font(&mut self, operands: &[Value], resources: &Map) -> Result<()> {
        self.end_piece()?;
        let [Value::Name(name), size] = operands else { return Err(ReadFault::Damaged) };
        let (font, _) = self.named(resources, "Font", name)?;
        self.state.font = self.fonts.get(self.file, &font)?;
        self.state.size = size.number().ok_or(ReadFault::Damaged)?;
        if self.state.font.is_none() {
            self.note(Anomaly::Resource);
        }
        Ok(())
    }

    /// A picture, or a form with what is in it.
    fn draw(&mut self, operands: &[Value], resources: &Map) -> Result<()> {
        let [Value::Name(name)] = operands else { return Err(ReadFault::Damaged) };
        let (object, about) = self.named(resources, "XObject", name)?;
        if self.depth >= MAX_FORMS {
            return Err(ReadFault::Damaged);
        }
        take(&mut self.limits.things, 1)?;
        let is_form = about.name("Subtype") == Some(b"Form");
        let bounds = match about.get("BBox").filter(|_| is_form) {
            Some(bounds) => corners(&self.file.list(bounds)?).ok_or(ReadFault::Damaged)?,
            None => [0.0, 0.0, 1.0, 1.0],
        };
        if self.depth == 0 {
            let artifact = self.is_artifact();
            self.shown.pictures.push(self.state.matrix.around(bounds, artifact));
            if artifact || self.place().is_none() {
                self.note(Anomaly::Untagged);
            }
        }
        let image = about.name("Subtype") == Some(b"Image");
        if about.get("OC").is_some() {
            self.note(Anomaly::Layer);
        }
        if about.get("Matrix").is_some() || !(is_form || image) {
            self.note(Anomaly::Resource);
        }
        if is_form {
            let (_, bytes) = self.file.stream(&object, MAX_CONTENT)?;
            let inner = match about.get("Resources") {
                Some(inner) => self.file.map(inner)?,
                None => Map::default(),
            };
            let (state, kept) = (self.state.clone(), std::mem::take(&mut self.kept));
            self.depth += 1;
            let run = self.run(&bytes, &inner);
            self.depth -= 1;
            (self.state, self.kept) = (state, kept);
            run?;
        }
        Ok(())
    }
}

fn colour(operands: &[Value]) -> Colour {
    let parts: Option<Vec<f64>> = operands.iter().map(Value::number).collect();
    let all = |fits: fn(&f64) -> bool| parts.iter().any(|p| !p.is_empty() && p.iter().all(fits));
    if all(|part| *part == 0.0) {
        Colour::Black
    } else if all(|part| DRAFT_GREYS.contains(part)) {
        Colour::Pale
    } else {
        Colour::Other
    }
}

/// The corners of `x y width height`.
fn rectangle(operands: &[Value]) -> Option<[f64; 4]> {
    let [x, y, width, height] = corners(operands)?;
    Some([x, y, x + width, y + height])
}

fn corners(numbers: &[Value]) -> Option<[f64; 4]> {
    let [a, b, c, d] = numbers else { return None };
    Some([a.number()?, b.number()?, c.number()?, d.number()?])
}
