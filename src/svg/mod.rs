//! A typeset page as SVG, exactly as the PDF has it: outlines of the same glyphs at the same
//! places, rules and pictures. This room knows SVG, and nothing of who shows it.
//!
//! Units are points, y goes down, and every number is a whole thousandth, as in the page's data.
//! Each outline stands once in `<defs>`, and a `<use>` puts it wherever the page has it. What
//! belongs to an element of the report is in a `<g data-element="number">`. Over the outlines
//! lies their text, without ink: it can be selected, and is read aloud.

mod digest;
mod glyphs;
mod number;
mod pictures;
mod shapes;

use std::collections::BTreeMap;
use std::fmt::Write;

pub use digest::{Identity, identity};
use glyphs::Glyphs;
pub use glyphs::Outlines;
use number::points;
pub use pictures::{Drawn, drawn};

use crate::fonts::FaceSet;
use crate::typeset::{Area, DraftMark, Geometry, Length, Page, PlacedPicture, TextRun};

/// 送审稿, the grey that the PDF has too: 88 % of white.
const DRAFT_GREY: &str = "#e0e0e0";

/// What pages are drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'d> {
    /// The faces that the page was set in.
    pub faces: &'d FaceSet,
    /// The outlines of the faces' glyphs, as far as they were drawn.
    pub outlines: &'d Outlines,
    /// The pictures by file, as [`drawn`] gives them.
    pub pictures: &'d BTreeMap<String, Drawn>,
    /// 送审稿, on a draft.
    pub draft: Option<&'d DraftMark>,
}

/// A page as an SVG document. `name` begins every identifier in it, so that several pages can
/// stand in one document: letters, digits and hyphens, a letter first.
#[must_use]
pub fn page(page: &Page, name: &str, drawing: Drawing<'_>) -> String {
    let mut writer =
        Writer { body: String::new(), glyphs: Glyphs::new(name, drawing.outlines), drawing, name };
    if let Some(mark) = drawing.draft {
        writer.draft(mark);
    }
    writer.text(&page.runs);
    writer.rules(&page.rules);
    for (n, picture) in page.pictures.iter().enumerate() {
        writer.picture(n, picture);
    }
    let Geometry { page_width, page_height, .. } = Geometry::gbt_9704();
    let (width, height) = (points(page_width), points(page_height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" \
         viewBox=\"0 0 {width} {height}\">\n<defs>\n{}</defs>\n{}</svg>\n",
        writer.glyphs.definitions(),
        writer.body
    )
}

struct Writer<'w> {
    body: String,
    glyphs: Glyphs<'w>,
    drawing: Drawing<'w>,
    name: &'w str,
}

impl Writer<'_> {
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(text);
    }

    fn draft(&mut self, mark: &DraftMark) {
        self.write(format_args!(
            "<g class=\"draft\" aria-hidden=\"true\" fill=\"{DRAFT_GREY}\">\n"
        ));
        for run in &mark.runs {
            self.outlines(run);
        }
        self.body.push_str("</g>\n");
    }

    /// Runs that follow each other in one element share its group; what is no one's (a page's
    /// number, a table's head shown again) is not read aloud, as in the PDF.
    fn text(&mut self, runs: &[TextRun]) {
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

    fn rules(&mut self, rules: &[Area]) {
        for rule in rules {
            self.write(format_args!("<rect {}/>\n", place(*rule)));
        }
    }

    fn picture(&mut self, number: usize, placed: &PlacedPicture) {
        let Some(drawn) = self.drawing.pictures.get(&placed.file) else { return };
        let name = format!("{}-p{number}", self.name);
        let inside = drawn.at(placed.area, &name);
        self.write(format_args!(
            "<g data-element=\"{}\" role=\"img\" aria-label=\"{}\">\n{inside}</g>\n",
            placed.element,
            escaped(&placed.alt)
        ));
    }
}

/// A rectangle's attributes.
fn place(area: Area) -> String {
    let Area { x, y, width, height } = area;
    let (x, y, width, height) = (points(x), points(y), points(width), points(height));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// Text as XML has it, in an attribute too; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}
