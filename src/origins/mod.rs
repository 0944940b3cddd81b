//! Where in the file each character of a page comes from, and where on the pages a place of the
//! file is seen.
//!
//! A page is made from Markdown, which has forgotten the file. But what a filer wrote is printed
//! in the order of the form, as it was written: so the texts of the filing, each with the places
//! of its characters, are found again among the report's elements, one behind the other. What no
//! text of the filing is found for is the template's.

mod matching;
mod written;

use std::ops::Range;

use crate::document::Block;
use crate::filing::Filing;
use crate::fonts::FaceSet;
use crate::prose::Paragraph;
use crate::source::Source;
use crate::typeset::{self, Area, ElementText, Length, Page, Pages, TextRun};

use matching::{Found, found};
use written::{Written, written};

/// A place on a page, and the bytes of the file that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// The element of the report.
    pub element: usize,
    /// Where on the page.
    pub area: Area,
    /// The bytes of the file.
    pub span: Range<usize>,
}

/// The origins of a report's pages.
#[derive(Debug, Default)]
pub struct Origins {
    /// A spot for each character and picture, in reading order within an element.
    characters: Vec<Character>,
}

#[derive(Debug)]
struct Character {
    spot: Spot,
    /// Which line of which text: neighbours with the same are seen as one.
    run: usize,
    text: usize,
}

impl Origins {
    /// Finds where the pages' characters come from. `blocks` are those that the pages were set
    /// from.
    #[must_use]
    pub fn of(
        filing: &Filing,
        source: &Source,
        blocks: &[Block],
        pages: &Pages,
        faces: &FaceSet,
    ) -> Self {
        let elements = typeset::texts(blocks);
        let written = written(filing, source);
        let found = found(&written, &elements);
        let mut walk = Walk {
            faces,
            elements: &elements,
            written: &written,
            found: &found,
            at: vec![0; elements.len()],
            runs: 0,
            origins: Self::default(),
        };
        for (number, page) in pages.pages.iter().enumerate() {
            walk.page(number, page);
        }
        walk.origins
    }

    /// Lines of the page, each a spot for each text of the file that it shows.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        joined(self.characters.iter())
    }

    /// Where a range of the file is seen.
    #[must_use]
    pub fn seen(&self, span: &Range<usize>) -> Vec<Spot> {
        let wanted = |character: &&Character| {
            let Range { start, end } = character.spot.span;
            start < span.end.max(span.start + 1) && span.start < end
        };
        joined(self.characters.iter().filter(wanted))
    }
}

/// Characters of one line and text as one spot, from the first to the last.
fn joined<'c>(characters: impl Iterator<Item = &'c Character>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut last = None;
    for Character { spot, run, text } in characters {
        match spots.last_mut() {
            Some(open) if last == Some((*run, *text)) => {
                let right = (spot.area.x + spot.area.width).max(open.area.x + open.area.width);
                open.area.width = right - open.area.x;
                open.span.end = open.span.end.max(spot.span.end);
            }
            _ => spots.push(spot.clone()),
        }
        last = Some((*run, *text));
    }
    spots
}

struct Walk<'w> {
    faces: &'w FaceSet,
    elements: &'w [ElementText],
    written: &'w [Written],
    found: &'w [Vec<Found>],
    /// How far the pages have shown each element.
    at: Vec<usize>,
    runs: usize,
    origins: Origins,
}

impl Walk<'_> {
    fn page(&mut self, number: usize, page: &Page) {
        for run in &page.runs {
            if let Some(element) = run.element {
                self.run(number, element, run);
            }
            self.runs += 1;
        }
        for placed in &page.pictures {
            let found = self.found.get(placed.element).and_then(|found| found.first());
            if let Some(found) = found.filter(|found| self.is_picture(found)) {
                let span = self.paragraph(found).span(0..found.range.len());
                self.add(number, placed.element, (placed.area, span), found.text);
            }
            self.runs += 1;
        }
    }

    fn is_picture(&self, found: &Found) -> bool {
        self.written.get(found.text).is_some_and(|text| text.is_picture)
    }

    fn paragraph(&self, found: &Found) -> &Paragraph {
        &self.written[found.text].paragraph
    }

    fn run(&mut self, page: usize, element: usize, run: &TextRun) {
        let Some(told) = self.elements.get(element) else { return };
        for (n, glyph) in run.glyphs.iter().enumerate() {
            let at = self.at[element];
            // A space at a line's end is not shown; nothing else is passed over.
            let ahead = told.text.get(at..).and_then(|rest| rest.find(glyph.text.as_str()));
            let Some(offset) = ahead.filter(|_| !glyph.text.is_empty()) else { continue };
            let range = at + offset..at + offset + glyph.text.len();
            self.at[element] = range.end;
            let Some(found) = self.found.get(element).and_then(|found| holding(found, &range))
            else {
                continue;
            };
            let (text, start) = (found.text, found.range.start);
            let span = self.paragraph(found).span(range.start - start..range.end - start);
            let area = self.area(run, n);
            self.add(page, element, (area, span), text);
        }
    }

    fn add(
        &mut self,
        page: usize,
        element: usize,
        (area, span): (Area, Range<usize>),
        text: usize,
    ) {
        let spot = Spot { page, element, area, span };
        self.origins.characters.push(Character { spot, run: self.runs, text });
    }

    /// A glyph's box: from its origin to its neighbour's, as high as a Han character's.
    fn area(&self, run: &TextRun, n: usize) -> Area {
        let x = run.glyphs[n].x;
        let width = match run.glyphs.get(n + 1) {
            Some(next) => next.x - x,
            None => {
                let face = self.faces.face(run.face);
                let advance = face.advance(run.glyphs[n].id);
                run.size.scaled(advance, face.metrics().units_per_em)
            }
        };
        let y = run.baseline - Length(run.size.0 * 88 / 100);
        Area { x, y, width, height: run.size }
    }
}

/// The text that a range of an element is of.
fn holding<'f>(found: &'f [Found], range: &Range<usize>) -> Option<&'f Found> {
    found.iter().find(|f| f.range.start <= range.start && range.end <= f.range.end)
}
