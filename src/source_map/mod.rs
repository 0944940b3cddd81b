//! From pages to the file and back: which bytes each printed character comes from, and where a
//! range of the file is printed.
//!
//! A page is made from Markdown, which does not know the file's positions. But what a filer wrote
//! is printed in the order of the form, as it was written. So the texts of the filing, whose
//! characters know their positions, are found again among the report's elements, one after the
//! other. What matches no text of the filing comes from the template.

mod elements;
mod matching;
mod printed;

use std::ops::Range;

use crate::document::Block;
use crate::filing::Filing;
use crate::fonts::FaceSet;
use crate::prose::Paragraph;
use crate::source::Source;
use crate::typeset::{Area, ElementText, Geometry, Page, Pages, TextRun};

pub(crate) use elements::Traced;
pub(crate) use matching::Match;
pub(crate) use printed::PrintedText;

/// An area of a page, and the bytes of the file that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// From 0.
    pub page: usize,
    /// The index of the report's element.
    pub element: usize,
    /// On the page.
    pub area: Area,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// The source map of a report's pages.
#[derive(Debug, Default)]
pub struct SourceMap {
    /// In reading order within an element.
    characters: Vec<Character>,
}

#[derive(Debug)]
struct Character {
    spot: Spot,
    /// Neighbours of the same run and text are joined into one spot.
    run: usize,
    text: usize,
}

impl SourceMap {
    /// `blocks` are those that the pages were set from.
    #[must_use]
    pub fn of(
        filing: &Filing,
        source: &Source,
        blocks: &[Block],
        pages: &Pages,
        faces: &FaceSet,
    ) -> Self {
        let Traced { elements, texts, matches } = Traced::of(filing, source, blocks);
        let mut walk = Walk {
            faces,
            elements: &elements,
            texts: &texts,
            matches: &matches,
            at: vec![0; elements.len()],
            runs: 0,
            source_map: Self::default(),
        };
        for (number, page) in pages.pages.iter().enumerate() {
            walk.page(number, page);
        }
        walk.source_map
    }

    /// A spot for each line of the pages and each text of the file in it.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        joined(self.characters.iter())
    }

    /// Where a range of the file is printed.
    #[must_use]
    pub fn spots_of(&self, span: &Range<usize>) -> Vec<Spot> {
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
    texts: &'w [PrintedText<'w>],
    matches: &'w [Vec<Match>],
    /// How many bytes of each element the pages have shown so far.
    at: Vec<usize>,
    runs: usize,
    source_map: SourceMap,
}

impl Walk<'_> {
    fn page(&mut self, number: usize, page: &Page) {
        for (n, run) in page.runs.iter().enumerate() {
            let next = page.runs.get(n + 1).filter(|next| goes_on(run, next));
            if let Some(element) = run.element {
                self.run(number, element, run, next);
            }
            // In another face a line goes on; what is raised has a place of its own.
            let alike = |next: &TextRun| (next.baseline, next.size) == (run.baseline, run.size);
            if !next.is_some_and(alike) {
                self.runs += 1;
            }
        }
        for placed in &page.pictures {
            let first = self.matches.get(placed.element).and_then(|matches| matches.first());
            if let Some(first) = first.filter(|first| self.is_picture(first)) {
                let span = self.paragraph(first).span(0..first.range.len());
                let spot = Spot { page: number, element: placed.element, area: placed.area, span };
                self.add(spot, first.text);
            }
            self.runs += 1;
        }
    }

    fn is_picture(&self, found: &Match) -> bool {
        self.texts[found.text].is_picture
    }

    fn paragraph(&self, found: &Match) -> &Paragraph {
        &self.texts[found.text].paragraph
    }

    fn run(&mut self, page: usize, element: usize, run: &TextRun, next: Option<&TextRun>) {
        let Some(ElementText { text, .. }) = self.elements.get(element) else { return };
        for (n, glyph) in run.glyphs.iter().enumerate() {
            let at = self.at[element];
            // A space at a line's end is not shown; nothing else is passed over.
            let ahead = text.get(at..).and_then(|rest| rest.find(glyph.text.as_str()));
            let Some(offset) = ahead.filter(|_| !glyph.text.is_empty()) else { continue };
            let range = at + offset..at + offset + glyph.text.len();
            self.at[element] = range.end;
            let Some(found) = self.matches.get(element).and_then(|all| covering(all, &range))
            else {
                continue;
            };
            let (text, start) = (found.text, found.range.start);
            let span = self.paragraph(found).span(range.start - start..range.end - start);
            self.add(Spot { page, element, area: self.area(run, n, next), span }, text);
        }
    }

    fn add(&mut self, spot: Spot, text: usize) {
        self.source_map.characters.push(Character { spot, run: self.runs, text });
    }

    /// A glyph's box: from its origin to its neighbour's, as high as a Han character's.
    fn area(&self, run: &TextRun, n: usize, next: Option<&TextRun>) -> Area {
        let x = run.glyphs[n].x;
        let behind = || next.and_then(|next| next.glyphs.first());
        let width = match run.glyphs.get(n + 1).or_else(behind) {
            Some(next) => next.x - x,
            None => {
                let face = self.faces.face(run.face);
                let advance = face.advance(run.glyphs[n].id);
                run.size.scaled(advance, face.metrics().units_per_em)
            }
        };
        let y = run.baseline - Geometry::above_baseline(run.size);
        Area { x, y, width, height: run.size }
    }
}

/// Whether a run goes on the line of another, in another face or height.
fn goes_on(run: &TextRun, next: &TextRun) -> bool {
    let apart = (next.baseline - run.baseline).0.abs();
    let place = |run: &TextRun| run.glyphs.first().map(|glyph| glyph.x);
    next.element == run.element && apart < run.size.0 / 2 && place(run) < place(next)
}

fn covering<'m>(matches: &'m [Match], range: &Range<usize>) -> Option<&'m Match> {
    matches.iter().find(|m| m.range.start <= range.start && range.end <= m.range.end)
}
