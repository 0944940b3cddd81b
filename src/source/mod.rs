//! A file's text, its lines, and the YAML tree with a place for every key and value.

mod blanks;
mod comments;
mod copy;
mod decode;
mod encode;
mod flow;
mod foreign;
mod hidden;
mod keys;
mod parse;
mod quoting;
mod radicals;
mod references;
mod scalar;
mod sheet;
mod slips;
mod substitution;
mod survey;
mod syntax;
mod tree;

use std::ops::Range;

pub(crate) use comments::comments;
pub use decode::{Encoding, MAX_BYTES, decode};
pub use encode::{Piece, encode};
pub(crate) use foreign::is_other_package;
pub(crate) use keys::{Keys, Kind, Parent, keys_at, keys_of};
pub use parse::{Parsed, parse};
pub(crate) use radicals::plain as without_radicals;
pub(crate) use references::{Reference, places_of_references, references};
pub(crate) use scalar::{scalar, scalar_in_flow};
pub(crate) use sheet::sheet_fault;
pub use substitution::Substitution;
pub(crate) use tree::Below;
pub use tree::{Entry, Node, Value};

use crate::characters::is_invisible;

/// A file as read: its name for messages, its text, and where its lines start.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// The text as it is read, where that is another.
    plain: Option<String>,
    encoding: Encoding,
    line_starts: Vec<usize>,
    /// By their places.
    substitutions: Vec<Substitution>,
}

/// A place as people and editors count it: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// A source of text that is already decoded.
    pub fn new(name: impl Into<String>, text: impl Into<String>, encoding: Encoding) -> Self {
        let text = text.into();
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        let plain = radicals::plain(&text);
        let substitutions = Vec::new();
        Self { name: name.into(), text, plain, encoding, line_starts, substitutions }
    }

    /// The name that messages show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it is read: radicals are the characters that they stand for, so that one that was
    /// pasted has one finding, at its place, and no further ones about a name nobody knows. Every
    /// place is the file's.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.text)
    }

    /// The text as it may be shown in a terminal: characters that print as nothing and could
    /// change what is read are replaced, byte for byte, so that places stay.
    #[must_use]
    pub fn shown(&self) -> String {
        self.shown_part(&(0..self.text.len()))
    }

    /// The same of a part of the text, which must not begin or end inside a character.
    #[must_use]
    pub fn shown_part(&self, part: &Range<usize>) -> String {
        let text = self.text.get(part.clone()).unwrap_or_default();
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let hidden = is_invisible(c) && !matches!(c, '\n' | '\r' | '\t');
            match (hidden, c.len_utf8()) {
                (false, _) => out.push(c),
                (true, 1) => out.push('?'),
                (true, 2) => out.push('¿'),
                (true, 3) => out.push('\u{FFFD}'),
                (true, _) => out.push('\u{1F4A1}'),
            }
        }
        out
    }

    /// How the file's bytes were read.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The line of a byte offset, from 1; an offset past the end is the end.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset.min(self.text.len()))
    }

    /// The range as a snippet should underline it: inside the text, not over a line's end, and
    /// at least one character wide where there is one.
    #[must_use]
    pub fn visible(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.floor(span.start);
        let rest = &self.text[start..];
        let line_end = start + rest.find(['\r', '\n']).unwrap_or(rest.len());
        let end = self.floor(span.end).clamp(start, line_end);
        let widened = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        start..if end == start && start < line_end { widened } else { end }
    }

    /// The lines that a range is in, from the first one's start to the last one's end, without
    /// the sign that ends it.
    #[must_use]
    pub fn lines_of(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.floor(span.start);
        let start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.floor(span.end).max(start);
        let line_end = self.text[end..].find(['\r', '\n']).map_or(self.text.len(), |at| end + at);
        start..line_end
    }

    /// What stands around a place in its line, so many bytes on both sides and of itself at most.
    #[must_use]
    pub fn around(&self, place: &Range<usize>, bytes: usize) -> Range<usize> {
        let line = self.lines_of(&(place.start..place.start));
        let start = self.floor(place.start.saturating_sub(bytes).max(line.start));
        let end = place.end.min(place.start + bytes).saturating_add(bytes);
        start..self.floor(end.min(line.end))
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where, as a byte range of the source's text.
    pub span: Range<usize>,
}
