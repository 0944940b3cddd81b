//! Where the file has the characters of a reader's text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::OBJECT;
use crate::source::{Source, Spanned, Substitution};

/// How many bytes may stand between two characters of a text.
const NEAR: usize = 8192;

/// Where the file has each character of a text.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// For each character where it begins in the text, and in the file its beginning and end; one
    /// more for the text's end. What the file writes otherwise (a blank, an escape) is between
    /// what is before it and behind it.
    all: Vec<(u32, u32, u32)>,
}

impl Places {
    /// The place of the character that begins at a byte of the text.
    pub(super) fn of(&self, at: usize) -> (usize, usize) {
        let found = self.all.binary_search_by_key(&at, |(own, ..)| *own as usize);
        let place = found.ok().and_then(|n| self.all.get(n));
        place.map_or((0, 0), |(_, start, end)| (*start as usize, *end as usize))
    }

    fn add(&mut self, at: usize, start: usize, end: usize) {
        // A file has a few megabytes.
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.all.push((short(at), short(start), short(end)));
    }
}

/// Whether a line is a block's header, as `|` or `>-`: a text may begin with such a sign.
fn is_header(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['|', '>']) else { return false };
    let rest = rest.trim_start_matches(|c: char| matches!(c, '-' | '+') || c.is_ascii_digit());
    let rest = rest.trim_start_matches([' ', '\r']);
    rest.is_empty() || rest.starts_with('#')
}

/// Finds the characters of a reader's text in the file, one behind the other: what stands
/// between them is indentation, markup or an escape. Where something else is read than what stands
/// there, each of its characters has the whole place.
pub(super) struct Aligner<'s> {
    whole: &'s Source,
    source: &'s str,
    at: usize,
    end: usize,
    /// Characters that were looked for in vain, and how far.
    missed: BTreeMap<char, usize>,
    /// What is read here instead of what stands here, and how much of it is still to come.
    open: Option<(&'s Substitution, &'s str)>,
}

impl<'s> Aligner<'s> {
    pub(super) fn new(whole: &'s Source, text: &Spanned<String>) -> Self {
        let source = whole.plain();
        let (start, end) = (text.span.start.min(source.len()), text.span.end.min(source.len()));
        let value = source.get(start..end).unwrap_or_default();
        // A block's header is not its text.
        let first = value.split('\n').next().unwrap_or_default();
        let header = if is_header(first) { (first.len() + 1).min(value.len()) } else { 0 };
        Self { whole, source, at: start + header, end, missed: BTreeMap::new(), open: None }
    }

    pub(super) fn places(&mut self, text: &str) -> Places {
        let mut places = Places { all: Vec::with_capacity(text.len() / 3 + 1) };
        for (n, c) in text.char_indices() {
            if let Some(end) = self.entity(c) {
                places.add(n, self.at, end);
                self.at = end;
                continue;
            }
            let found = self.find(c);
            if let Some(span) = self.substituted(c, found) {
                places.add(n, span.start, span.end);
                continue;
            }
            let end = found.map_or(self.at, |start| start + c.len_utf8());
            places.add(n, found.unwrap_or(self.at), end);
            self.at = end;
        }
        places.add(text.len(), self.at, self.at);
        places
    }

    /// The place of a character of what is read instead of what stands there; `found` is where such
    /// a character stands.
    fn substituted(&mut self, c: char, found: Option<usize>) -> Option<Range<usize>> {
        if self.open.is_none() {
            let next = self.whole.substitution_from(self.at)?;
            let is_next = next.span.end <= self.end && found.is_none_or(|at| next.span.start < at);
            self.open = is_next.then_some((next, next.text.as_str()));
        }
        let (one, rest) = self.open?;
        // Markdown is told by a backslash that a sign is none of its own.
        let rest =
            if c == '\\' && !rest.starts_with(c) { Some(rest) } else { rest.strip_prefix(c) };
        let Some(rest) = rest else {
            self.open = None;
            return None;
        };
        self.open = if rest.is_empty() { None } else { Some((one, rest)) };
        self.at = one.span.end;
        Some(one.span.clone())
    }

    /// Where an entity ends that stands for a character right here: &lt; is no `<` further on.
    fn entity(&self, c: char) -> Option<usize> {
        let rest = self.source.get(self.at..self.end)?.strip_prefix('&').filter(|_| c != '&')?;
        let length = rest.bytes().take(12).position(|byte| byte == b';')?;
        let named = rest[..length].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        (named && length > 1).then_some(self.at + length + 2)
    }

    /// Where the next such character stands, as far as markup or an address may reach. What was
    /// looked through in vain for it is not looked through again.
    fn find(&mut self, c: char) -> Option<usize> {
        if c == OBJECT {
            return None;
        }
        let from = self.missed.get(&c).map_or(self.at, |upto| self.at.max(*upto));
        let end = self.near_end();
        let rest = self.source.get(from..end).unwrap_or_default();
        // A tab is read as a blank.
        let found = rest.find(|other| other == c || (c == ' ' && other == '\t'));
        if found.is_none() {
            self.missed.insert(c, end.max(from));
        }
        found.map(|offset| from + offset)
    }

    fn near_end(&self) -> usize {
        let mut end = self.end.min(self.at + NEAR);
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        end
    }
}
