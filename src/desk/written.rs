//! Where the characters of a value stand in the file: its quotes, its indentation and its line ends
//! are in between. Offsets within a value are in UTF-16 units, as the browser counts.

use std::ops::Range;

use super::form::text_of;
use crate::prose::Paragraph;
use crate::source::{Encoding, Node, Source, Spanned, Value};

/// A text of the file by its characters.
#[derive(Debug)]
pub(super) struct Written {
    /// For each character where it stands in the value, and in the file.
    characters: Vec<(usize, Range<usize>)>,
    /// How long the value is.
    length: usize,
}

impl Written {
    /// `None` for what is no text.
    pub(super) fn of(source: &Source, node: &Node) -> Option<Self> {
        let Value::Text(_) = &node.value else { return None };
        let value = text_of(source, node);
        let places = block(source, node, &value).unwrap_or_else(|| aligned(source, node, &value));
        let mut length = 0;
        let mut characters = Vec::with_capacity(places.len());
        for (c, place) in value.chars().zip(places) {
            characters.push((length, place));
            length += c.len_utf16();
        }
        Some(Self { characters, length })
    }

    /// The part of the value that a range of the file is; where it is between two characters, the
    /// place of the second.
    pub(super) fn part(&self, span: &Range<usize>) -> [usize; 2] {
        let at = |n: usize| self.characters.get(n).map_or(self.length, |(at, _)| *at);
        let first = self.characters.partition_point(|(_, place)| place.end <= span.start);
        let end = self.characters.partition_point(|(_, place)| place.start < span.end);
        [at(first), at(end.max(first))]
    }
}

/// The places of the characters of a block whose lines are kept (`|`): each stands in a line of its
/// own, behind the block's indentation. `None` of anything else.
fn block(source: &Source, node: &Node, value: &str) -> Option<Vec<Range<usize>>> {
    let text = source.plain();
    let start = node.span.start;
    let line = source.lines_of(&(start..start)).start;
    let indent = text.get(line..start)?;
    if !indent.bytes().all(|byte| byte == b' ') || !value.contains('\n') && !is_below(text, line) {
        return None;
    }
    let mut places = Vec::with_capacity(value.len() / 3);
    let mut at = line;
    for (n, own) in value.split('\n').enumerate() {
        if n > 0 {
            let end = at + text.get(at..)?.find('\n')?;
            // \r\n is one character of the value.
            let begin = end - usize::from(text[..end].ends_with('\r'));
            places.push(begin..end + 1);
            at = end + 1;
        }
        let rest = text.get(at..)?;
        if !own.is_empty() {
            let rest = rest.strip_prefix(indent)?;
            rest.strip_prefix(own)?;
            at += indent.len();
            for c in own.chars() {
                places.push(at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
        // Nothing else stands in the line.
        let end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
        text[at..end].trim().is_empty().then_some(())?;
    }
    Some(places)
}

/// Whether a line's value begins below its key: the line before ends with a block's header.
fn is_below(text: &str, line: usize) -> bool {
    let above = text[..line].trim_end();
    let header = above[above.rfind('\n').map_or(0, |at| at + 1)..].split(" #").next();
    header.is_some_and(|header| header.trim_end().trim_end_matches(['-', '+']).ends_with('|'))
}

/// The places of any other text's characters.
fn aligned(source: &Source, node: &Node, value: &str) -> Vec<Range<usize>> {
    // Without what references print: the value has them as they are written.
    let bare = Source::new("", source.plain(), Encoding::Utf8);
    let whole = Spanned { value: value.to_owned(), span: node.span.clone() };
    let paragraph = Paragraph::of_line(&whole, &bare);
    let places = value.char_indices().map(|(at, c)| paragraph.span(at..at + c.len_utf8()));
    places.collect()
}
