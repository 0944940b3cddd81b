//! Which half-year a filing speaks of.

mod agreement;
mod beyond;
mod calendar;
mod dates;
mod late;
mod openings;
mod stale;
mod whole_year;
mod years;

pub(super) use agreement::title_agrees;

use std::ops::Range;

use super::Rule;
use crate::finding::Code;
use crate::prose::Paragraph;

pub(super) const RULES: [Rule; 3] = [
    Rule { code: Code::P01, check: agreement::check },
    Rule { code: Code::P02, check: whole_year::check },
    Rule { code: Code::P03, check: late::check },
];

/// Whether a place's words are someone else's: a title in 《》, a quotation.
fn is_quoted(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.in_title(at) || paragraph.in_quotation(at)
}

/// The sentences of a text; ； does not end one.
struct Sentences<'t> {
    text: &'t str,
    /// Where 。, ！ and ？ stand.
    stops: Vec<usize>,
}

impl<'t> Sentences<'t> {
    fn of(text: &'t str) -> Self {
        let stops = text.match_indices(['。', '！', '？']).map(|(at, _)| at).collect();
        Self { text, stops }
    }

    /// Where the sentence of a place begins.
    fn start(&self, at: usize) -> usize {
        let n = self.stops.partition_point(|stop| *stop < at);
        self.stops[..n].last().map_or(0, |stop| stop + '。'.len_utf8())
    }

    /// Where the sentence of a place ends.
    fn end(&self, at: usize) -> usize {
        let n = self.stops.partition_point(|stop| *stop < at);
        self.stops.get(n).copied().unwrap_or(self.text.len())
    }

    /// The sentence of a place.
    fn around(&self, at: usize) -> Range<usize> {
        self.start(at)..self.end(at)
    }
}

/// Where the sentence of a place ends.
fn sentence_end(text: &str, at: usize) -> usize {
    text[at..].find(['。', '！', '？']).map_or(text.len(), |n| at + n)
}

fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

fn is_after_any(before: &str, words: &[String]) -> bool {
    words.iter().any(|word| before.ends_with(word.as_str()))
}
