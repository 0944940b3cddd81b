//! Text shown (ISO 32000-1 9.4): where the pen goes, and what is said and seen there.

use super::limits::{Result, take};
use super::matrix::Matrix;
use super::state::{Colour, Content, Text};
use super::{Anomaly, Glyph, Piece};
use crate::pdf::read::objects::{ReadFault, Value};
use crate::typeset::{A4, Length};

/// The smallest and the largest size that we set in, in points: a raised digit in the smallest
/// table, and a draft's mark.
const SIZES: std::ops::RangeInclusive<f64> = 4.0..=120.0;
/// How far glyphs may go by rounding: back, or over the paper's edge.
const ROUNDING: f64 = 0.02;

/// A glyph as its font has it: its ink in parts of the size.
struct FontGlyph {
    face: usize,
    code: u16,
    width: f64,
    ink: Option<[f64; 4]>,
}

/// Whether an operator is of text; fonts are chosen elsewhere.
pub(super) fn is_text_operator(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"BT" | b"ET" | b"Tm" | b"TL" | b"Td" | b"TD" | b"T*" | b"Tj" | b"'" | b"\"" | b"TJ"
    )
}

impl Content<'_, '_> {
    /// Does what an operator of text asks.
    pub(super) fn show_operator(&mut self, operator: &[u8], operands: &[Value]) -> Result<()> {
        let number = |at: usize| operands.get(at).and_then(Value::number).ok_or(ReadFault::Damaged);
        match (operator, operands) {
            (b"BT" | b"ET", _) => {
                self.end_piece()?;
                self.text = Text::default();
            }
            (b"Tm", _) => {
                let matrix = Matrix::of(operands).ok_or(ReadFault::Damaged)?;
                if matrix.0[..4] != [1.0, 0.0, 0.0, 1.0] {
                    self.note(Anomaly::Placement);
                }
                self.put(matrix)?;
            }
            (b"TL", _) => self.state.leading = number(0)?,
            (b"Td" | b"TD", _) => {
                let (x, y) = (number(0)?, number(1)?);
                if operator == b"TD" {
                    self.state.leading = -y;
                }
                self.go(x, y)?;
            }
            (b"T*", _) => self.go(0.0, -self.state.leading)?,
            (b"Tj", [text]) => self.show(text)?,
            (b"'", [text]) => {
                self.go(0.0, -self.state.leading)?;
                self.show(text)?;
            }
            (b"\"", [_, _, text]) => {
                // It sets spaces, too, as we never do.
                self.note(Anomaly::Operator("\"".to_owned()));
                self.go(0.0, -self.state.leading)?;
                self.show(text)?;
            }
            (b"TJ", [Value::List(items)]) => items.iter().try_for_each(|item| self.show(item))?,
            // The wrong operands.
            _ => return Err(ReadFault::Damaged),
        }
        if self.depth > 0 {
            // Pictures have no text, only shapes.
            self.note(Anomaly::Operator(String::from_utf8_lossy(operator).into_owned()));
        }
        Ok(())
    }

    fn go(&mut self, x: f64, y: f64) -> Result<()> {
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text.line);
        self.put(moved)
    }

    fn put(&mut self, matrix: Matrix) -> Result<()> {
        self.end_piece()?;
        (self.text.line, self.text.at, self.text.pen) = (matrix, matrix, 0.0);
        Ok(())
    }

    /// Glyphs, or a move of the pen.
    fn show(&mut self, item: &Value) -> Result<()> {
        let codes = match item {
            Value::Text(codes) => codes,
            back => {
                let back = back.number().ok_or(ReadFault::Damaged)?;
                self.text.pen -= back / 1000.0 * self.state.size;
                return Ok(());
            }
        };
        let Some(font) = self.state.font.clone() else {
            self.note(Anomaly::Resource);
            return Ok(());
        };
        for pair in codes.chunks(2) {
            let code = match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => return Err(ReadFault::Damaged),
            };
            let text = font.text(code).unwrap_or_else(|| {
                self.note(Anomaly::Unreadable);
                "\u{FFFD}"
            });
            let width = font.width(code) / 1000.0 * self.state.size;
            let ink = font.ink(code, &mut self.limits.steps)?;
            self.glyph(text, width)?;
            self.see(text, FontGlyph { face: font.number, code, width, ink })?;
            self.text.pen += width;
        }
        Ok(())
    }

    /// Notes a glyph by itself.
    fn see(&mut self, text: &str, seen: FontGlyph) -> Result<()> {
        take(&mut self.limits.glyphs, 1)?;
        let size = self.state.size;
        let (x, y) = self.text.at.then(self.state.matrix).point(self.text.pen, 0.0);
        let ink = seen.ink.map(|[left, bottom, right, top]| {
            [x + left * size, y + bottom * size, x + right * size, y + top * size]
        });
        let is_artifact = self.artifact.is_some();
        self.shown.glyphs.push(Glyph {
            shows: text.chars().next().unwrap_or('\u{FFFD}'),
            face: seen.face,
            code: seen.code,
            x,
            y,
            size,
            advance: seen.width,
            ink,
            piece: (!is_artifact).then_some(self.shown.pieces.len()),
            place: if is_artifact { None } else { self.place() },
            artifact: is_artifact.then_some(self.shown.artifacts.len()),
        });
        Ok(())
    }

    fn glyph(&mut self, text: &str, width: f64) -> Result<()> {
        take(&mut self.limits.bytes_of_text, text.len().max(1))?;
        let size = self.state.size;
        // The left half of an opening mark is blank, and may lie over what stands before it.
        let blank =
            if text.starts_with(is_opening) && width > 0.9 * size { width / 2.0 } else { 0.0 };
        let (x, y) = self.text.at.then(self.state.matrix).point(self.text.pen + blank, 0.0);
        let upright = self.state.matrix == Matrix::IDENTITY;
        if !(upright && SIZES.contains(&size) && is_on_paper(x, y)) {
            self.note(Anomaly::Placement);
        }
        let new = || Piece { x, last: x, y, size, ..Piece::default() };
        let piece = self.text.piece.get_or_insert_with(new);
        piece.shows.push_str(text);
        // A combining mark stands over the glyph before it.
        if !text.starts_with(is_combining) {
            let forward = x >= piece.last - ROUNDING;
            piece.last = x;
            if !forward {
                self.note(Anomaly::Backwards);
            }
        }
        Ok(())
    }

    /// What was shown since the pen was put down is one piece.
    pub(super) fn end_piece(&mut self) -> Result<()> {
        let Some(mut piece) = self.text.piece.take() else { return Ok(()) };
        piece.says = match &mut self.actual {
            Some(actual) if actual.used => String::new(),
            Some(actual) => {
                actual.used = true;
                actual.says.clone()
            }
            None => piece.shows.clone(),
        };
        take(&mut self.limits.things, 1)?;
        take(&mut self.limits.bytes_of_text, piece.says.len())?;
        let colour = self.state.colour;
        if let Some(artifact) = &mut self.artifact {
            artifact.pale &= colour == Colour::Pale;
            artifact.pieces.push(piece);
            if colour == Colour::Other {
                self.note(Anomaly::Colour);
            }
            return Ok(());
        }
        piece.place = self.place();
        if piece.place.is_none() {
            self.note(Anomaly::Untagged);
        }
        if colour != Colour::Black {
            self.note(Anomaly::Colour);
        }
        self.shown.text.push_str(&piece.says);
        self.shown.pieces.push(piece);
        Ok(())
    }
}

fn is_on_paper(x: f64, y: f64) -> bool {
    let within = |at: f64, side: Length| (0.0..=side.points() + ROUNDING).contains(&at);
    within(x, A4.width()) && within(y, A4.height())
}

/// Marks that stand in the right half of their em (CLREQ 3.1.6).
fn is_opening(c: char) -> bool {
    "“‘（《〈【〔「『［｛〖〘〚｟".contains(c)
}

/// Marks drawn over the character before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
}
