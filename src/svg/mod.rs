//! A typeset page as SVG, exactly as the PDF has it: outlines of the same glyphs at the same
//! places, rules and pictures. This room knows SVG, and nothing of who shows it.
//!
//! Units are points, y goes down, and every number is a whole thousandth, as in the page's data.
//! Each outline stands once in `<defs>`, and a `<use>` puts it wherever the page has it. What
//! belongs to an element of the report is in a `<g data-element="number">`. Over the outlines
//! lies their text, without ink: it can be selected, and is read aloud.

mod digest;
mod glyphs;
mod pictures;
mod shapes;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write;

pub use digest::{Identity, identity};
use glyphs::Glyphs;
pub use glyphs::Outlines;
pub use pictures::{PreparedPicture, prepare};

use crate::decimal::Decimal;
use crate::fonts::FaceSet;
use crate::typeset::{
    A4, Area, DRAFT_GREY, DraftMark, Length, Page, PlacedPicture, Surface, TextRun, paint,
};
use crate::xml;

/// What pages are drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'d> {
    /// The faces that the page was set in.
    pub faces: &'d FaceSet,
    /// The outlines of the faces' glyphs, as far as they were drawn.
    pub outlines: &'d Outlines,
    /// The pictures by file, as [`prepare`] gives them.
    pub pictures: &'d BTreeMap<String, PreparedPicture>,
    /// 送审稿, on a draft.
    pub draft: Option<&'d DraftMark>,
}

/// A page as an SVG document. `name` begins every identifier in it, so that several pages can
/// stand in one document: letters, digits and hyphens, a letter first.
#[must_use]
pub fn page(page: &Page, name: &str, drawing: Drawing<'_>) -> String {
    let mut canvas =
        Canvas { body: String::new(), glyphs: Glyphs::new(name, drawing.outlines), drawing, name };
    let Ok(()) = paint(page, drawing.draft, &mut canvas);
    let (width, height) = (points(A4.width()), points(A4.height()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" \
         viewBox=\"0 0 {width} {height}\">\n<defs>\n{}</defs>\n{}</svg>\n",
        A4.width_mm,
        A4.height_mm,
        canvas.glyphs.definitions(),
        canvas.body
    )
}

struct Canvas<'c> {
    body: String,
    glyphs: Glyphs<'c>,
    drawing: Drawing<'c>,
    name: &'c str,
}

impl Surface for Canvas<'_> {
    type Fault = Infallible;

    fn draft_mark(&mut self, mark: &DraftMark) -> Result<(), Infallible> {
        let grey = (u32::from(DRAFT_GREY) * 255 + 50) / 100;
        self.write(format_args!(
            "<g class=\"draft\" aria-hidden=\"true\" fill=\"#{grey:02x}{grey:02x}{grey:02x}\">\n"
        ));
        for run in &mark.runs {
            self.outlines(run);
        }
        self.body.push_str("</g>\n");
        Ok(())
    }

    /// Runs that follow each other in one element share its group; what is no one's (a page's
    /// number, a table's head shown again) is not read aloud, as in the PDF.
    fn text(&mut self, runs: &[TextRun]) -> Result<(), Infallible> {
        for same in runs.chunk_by(|a, b| a.element == b.element) {
            match same.first().and_then(|run| run.element) {
                Some(element) => self.write(format_args!("<g data-element=\"{element}\">\n")),
                None => self.body.push_str("<g aria-hidden=\"true\">\n"),
            }
            for run in same {
                self.outlines(run);
                self.words(run);
            }
            self.body.push_str("</g>\n");
        }
        Ok(())
    }

    fn rules(&mut self, rules: &[Area]) -> Result<(), Infallible> {
        for rule in rules {
            self.write(format_args!("<rect {}/>\n", bounds(*rule)));
        }
        Ok(())
    }

    fn picture(&mut self, number: usize, placed: &PlacedPicture) -> Result<(), Infallible> {
        let Some(prepared) = self.drawing.pictures.get(&placed.file) else { return Ok(()) };
        let name = format!("{}-p{number}", self.name);
        let inside = prepared.at(placed.area, &name);
        self.write(format_args!(
            "<g data-element=\"{}\" role=\"img\" aria-label=\"{}\">\n{inside}</g>\n",
            placed.element,
            escaped(&placed.alt)
        ));
        Ok(())
    }
}

impl Canvas<'_> {
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(text);
    }

    fn outlines(&mut self, run: &TextRun) {
        let face = self.drawing.faces.face(run.face);
        for glyph in &run.glyphs {
            if let Some(id) = self.glyphs.id(face, run.face, run.size, glyph.id) {
                let (x, y) = (points(glyph.x), points(run.baseline));
                self.write(format_args!("<use href=\"#{id}\" x=\"{x}\" y=\"{y}\"/>\n"));
            }
        }
    }

    /// A run's text, as wide as its outlines, without ink.
    fn words(&mut self, run: &TextRun) {
        let text: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let Some(area) = self.width(run).filter(|_| !text.trim().is_empty()) else { return };
        let (start, width) = area;
        self.write(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\" \
             lengthAdjust=\"spacingAndGlyphs\" fill=\"none\" xml:space=\"preserve\">{}</text>\n",
            points(start),
            points(run.baseline),
            points(run.size),
            points(width),
            escaped(&text)
        ));
    }

    /// Where a run begins, and how wide it is.
    fn width(&self, run: &TextRun) -> Option<(Length, Length)> {
        let (first, last) = run.glyphs.first().zip(run.glyphs.last())?;
        let face = self.drawing.faces.face(run.face);
        let advance = run.size.scaled(face.advance(last.id), face.metrics().units_per_em);
        Some((first.x, last.x + advance - first.x))
    }
}

/// A rectangle's attributes.
fn bounds(area: Area) -> String {
    let Area { x, y, width, height } = area;
    let (x, y, width, height) = (points(x), points(y), points(width), points(height));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// A length in points.
fn points(length: Length) -> Decimal<3> {
    Decimal(length.0)
}

/// A text in an element or an attribute; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| xml::has(*c))
        .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
        .collect();
    xml::escape(&text)
}
