//! Where a range of the file is printed, by the report's elements: for what has no pages.

use std::ops::Range;

use super::matching::{Match, matches};
use super::printed::{PrintedText, printed_texts};
use crate::document::Block;
use crate::filing::Filing;
use crate::source::Source;
use crate::typeset::{self, ElementText};

/// A report's elements, and the texts of the filing that stand in each, whatever pages they are on.
#[derive(Debug)]
pub(crate) struct Traced<'f> {
    pub(crate) elements: Vec<ElementText>,
    /// In the order of the form.
    pub(crate) texts: Vec<PrintedText<'f>>,
    /// Of each element, the texts in it; what is in none is the template's.
    pub(crate) matches: Vec<Vec<Match>>,
}

impl<'f> Traced<'f> {
    /// Traces the blocks that a filing's report is made of.
    pub(crate) fn of(filing: &'f Filing, source: &Source, blocks: &[Block]) -> Self {
        let elements = typeset::texts(blocks);
        let texts = printed_texts(filing, source);
        let matches = matches(&texts, &elements);
        Self { elements, texts, matches }
    }

    /// Where a range of the file is printed: elements, and bytes of their texts; of a picture, of
    /// its alternative text. In the order of the report.
    pub(crate) fn all<'p>(
        &'p self,
        span: &'p Range<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'p {
        let elements = self.matches.iter().enumerate();
        let all = elements.flat_map(|(element, all)| all.iter().map(move |one| (element, one)));
        all.filter_map(|(element, found)| Some((element, self.within(found, span)?)))
    }

    /// The first place where a range of the file is printed.
    pub(crate) fn first(&self, span: &Range<usize>) -> Option<(usize, Range<usize>)> {
        self.all(span).next()
    }

    /// The part of a match that comes from a range of the file; of a picture, all of it.
    fn within(&self, found: &Match, span: &Range<usize>) -> Option<Range<usize>> {
        let wanted = self.texts.get(found.text)?;
        let paragraph = &wanted.paragraph;
        let length = found.range.len();
        let touches = |part: &Range<usize>| {
            part.start < span.end.max(span.start + 1) && span.start < part.end
        };
        if !touches(&paragraph.span(0..length)) {
            return None;
        }
        if wanted.is_picture {
            return Some(found.range.clone());
        }
        let characters = paragraph.text.char_indices();
        let characters = characters.map(|(at, c)| at..at + c.len_utf8());
        let mut inside = characters.filter(|one| touches(&paragraph.span(one.clone())));
        let first = inside.next()?;
        let end = inside.next_back().unwrap_or_else(|| first.clone()).end;
        let start = found.range.start;
        Some(start + first.start..start + end)
    }
}
