//! A paragraph or a cell of a report as it is read, with the texts of the filing in it.

use std::ops::Range;

use crate::import::seen;
use crate::source_map::{Match, Traced};

/// A paragraph or a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Passage {
    /// As a reader sees it.
    pub(super) text: String,
    /// Where each character of the text begins in what was printed, and where it ends there; one
    /// more for the end.
    places: Vec<(usize, Range<usize>)>,
    /// The texts of the filing, by bytes of what was printed.
    traces: Vec<Trace>,
}

/// A text of the filing in a passage.
#[derive(Debug, Clone)]
struct Trace {
    /// Bytes of what was printed.
    range: Range<usize>,
    /// The text's number.
    text: usize,
    /// How many bytes of the text stand before, in another passage.
    skipped: usize,
}

impl Trace {
    /// Whether another goes on with the same text right behind it.
    fn goes_on_with(&self, other: &Self) -> bool {
        self.text == other.text
            && self.range.end == other.range.start
            && self.skipped + self.range.len() == other.skipped
    }
}

/// A part of an element of the report.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartOfElement<'p> {
    pub(super) element: usize,
    /// How many bytes of the element stand before it.
    pub(super) at: usize,
    pub(super) text: &'p str,
}

/// A part of a text of the filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartOfText {
    /// The text's number.
    pub(super) text: usize,
    /// Bytes of it.
    pub(super) range: Range<usize>,
}

impl Passage {
    /// What some runs say one behind the other, each a part of an element.
    pub(super) fn of(runs: &[PartOfElement<'_>], traced: &Traced<'_>) -> Self {
        let mut printed = String::new();
        let mut traces = Vec::new();
        for PartOfElement { element, at, text } in runs {
            let start = printed.len();
            printed.push_str(text);
            for Match { range: whole, text: id } in &traced.matches[*element] {
                let from = whole.start.max(*at);
                let to = whole.end.min(at + text.len());
                if from < to {
                    let range = start + from - at..start + to - at;
                    let skipped = from - whole.start;
                    traces.push(Trace { range, text: *id, skipped });
                }
            }
        }
        let mut joined: Vec<Trace> = Vec::new();
        for trace in traces {
            match joined.last_mut() {
                Some(last) if last.goes_on_with(&trace) => last.range.end = trace.range.end,
                _ => joined.push(trace),
            }
        }
        let text = seen(&printed);
        let places = places(&text, &printed);
        Self { text, places, traces: joined }
    }

    /// The texts in it, in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = usize> {
        self.traces.iter().map(|trace| trace.text)
    }

    /// Where the first text of the filing begins in it.
    pub(super) fn first_text_at(&self) -> Option<usize> {
        let start = self.traces.first()?.range.start;
        let place = self.places.iter().find(|(_, printed)| printed.start >= start);
        place.map(|(at, _)| *at)
    }

    /// The text of the filing that a range of this one is of, if it is of one alone. An insertion
    /// belongs to what stands before it, else to what stands behind.
    pub(super) fn part(&self, range: &Range<usize>) -> Option<PartOfText> {
        let printed = self.printed(range);
        let holds =
            |trace: &&Trace| trace.range.start <= printed.start && printed.end <= trace.range.end;
        let found = if printed.is_empty() {
            let before = self
                .traces
                .iter()
                .rev()
                .find(|trace| holds(trace) && trace.range.start < printed.start);
            before.or_else(|| self.traces.iter().find(holds))
        } else {
            self.traces.iter().find(holds)
        };
        let Trace { range, text, skipped } = found?;
        let place = |at: usize| skipped + at - range.start;
        Some(PartOfText { text: *text, range: place(printed.start)..place(printed.end) })
    }

    /// A range of the text in what was printed.
    fn printed(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let found = self.places.binary_search_by_key(&at, |(own, _)| *own);
            found.unwrap_or_else(|next| next.saturating_sub(1))
        };
        let start = place(range.start);
        if range.is_empty() {
            // Behind the character before it: what nobody sees stands between.
            let before = start.checked_sub(1).map(|n| self.places[n].1.end);
            let at = before.unwrap_or_else(|| self.places[start].1.start);
            return at..at;
        }
        let last = place(range.end).saturating_sub(1).max(start);
        self.places[start].1.start..self.places[last].1.end
    }
}

/// Where what was printed has each character of the text that is seen of it.
fn places(text: &str, printed: &str) -> Vec<(usize, Range<usize>)> {
    let mut places = Vec::with_capacity(text.len() / 3 + 1);
    let mut rest = printed.char_indices().peekable();
    for (at, c) in text.char_indices() {
        let is_same = |other: char| other == c || seen_as(other) == Some(c);
        let found = loop {
            match rest.next() {
                Some((n, other)) if is_same(other) => break n..n + other.len_utf8(),
                Some(_) => {}
                None => break printed.len()..printed.len(),
            }
        };
        places.push((at, found));
    }
    let end = places.last().map_or(0, |(_, range)| range.end);
    places.push((text.len(), end..end));
    places
}

/// The character that is seen for another.
fn seen_as(c: char) -> Option<char> {
    if c.is_whitespace() {
        return Some(' ');
    }
    seen(c.encode_utf8(&mut [0; 4])).chars().next()
}
