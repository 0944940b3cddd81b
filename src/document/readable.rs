//! A filer's text as the Markdown that is meant: stars that are signs are none of the parser's
//! ([`super::emphasis`]), and a paragraph that stands further in is a paragraph. CommonMark takes
//! it for code (4.4); nobody at the desk means code by blanks, and fences are there for it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::emphasis::{GUARD, guard, unguard};

/// How often a text is looked through for indentation: what stands further in inside of what was
/// further in, as `-     -     甲`, and deeper than anything that is meant.
const MOST_TURNS: usize = 4;

/// What the parser is to read in place of a filer's text.
pub(super) fn readable(markdown: &str) -> String {
    let mut text = Cow::Borrowed(markdown);
    for _ in 0..MOST_TURNS {
        match without_indents(&text) {
            Some(flush) => text = Cow::Owned(flush),
            None => break,
        }
    }
    guard(&text)
}

/// The same, with the way back to the filer's text.
pub(super) struct Readable {
    text: String,
    /// Where each character begins, in the readable text and in the filer's; one more for the end.
    positions: Vec<(usize, usize)>,
}

impl Readable {
    pub(super) fn of(markdown: &str) -> Self {
        let text = readable(markdown);
        let mut own = markdown.char_indices();
        let mut positions = Vec::with_capacity(text.len() / 2);
        let mut at = 0;
        for (n, c) in text.char_indices() {
            let was = unguard(c.encode_utf8(&mut [0; 4]));
            if c != GUARD
                && let Some((found, _)) = own.by_ref().find(|(_, own)| was.starts_with(*own))
            {
                positions.push((n, found));
                at = found + was.len();
            } else {
                positions.push((n, at));
            }
        }
        positions.push((text.len(), markdown.len()));
        Self { text, positions }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the filer's text has a piece of this one. Its end is that of its last character.
    pub(super) fn original(&self, piece: &Range<usize>) -> Range<usize> {
        let start = self.original_at(piece.start);
        let last = self.text.get(..piece.end).and_then(|text| text.char_indices().next_back());
        match last.filter(|_| !piece.is_empty()) {
            Some((at, c)) => {
                let width = unguard(c.encode_utf8(&mut [0; 4])).len();
                start..(self.original_at(at) + width).max(start)
            }
            None => start..start,
        }
    }

    fn original_at(&self, at: usize) -> usize {
        let found = self.positions.binary_search_by_key(&at, |(own, _)| *own);
        let n = found.unwrap_or_else(|next| next.saturating_sub(1));
        self.positions.get(n).map_or(0, |(_, original)| *original)
    }
}

/// A text whose indented code is flush with what it stands in; `None` where there is none.
fn without_indents(markdown: &str) -> Option<String> {
    // What is not further in is not parsed for it.
    if !markdown.contains("    ") && !markdown.contains('\t') {
        return None;
    }
    let indents = indents(markdown);
    let mut rest = 0;
    let mut out = String::with_capacity(markdown.len());
    for indent in &indents {
        out.push_str(markdown.get(rest..indent.start).unwrap_or_default());
        rest = indent.end;
    }
    out.push_str(markdown.get(rest..).unwrap_or_default());
    (!indents.is_empty()).then_some(out)
}

/// The blanks that make code of what they stand before, in the order of the text.
fn indents(markdown: &str) -> Vec<Range<usize>> {
    let mut indents = Vec::new();
    let mut is_indented = false;
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    for (event, span) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => is_indented = true,
            Event::End(TagEnd::CodeBlock) => is_indented = false,
            Event::Text(_) if is_indented => {
                indents.extend(indent(markdown, span, indents.last()));
            }
            _ => {}
        }
    }
    indents
}

/// The blanks before a line of code and those that it begins with: one tab or four spaces are
/// taken by the parser.
fn indent(markdown: &str, line: Range<usize>, last: Option<&Range<usize>>) -> Option<Range<usize>> {
    let text = markdown.get(line.clone())?;
    let own = text.len() - text.trim_start_matches([' ', '\t']).len();
    let before = markdown.get(..line.start)?;
    let taken = match before.as_bytes() {
        [.., b'\t'] => 1,
        bytes => bytes.iter().rev().take(4).take_while(|b| **b == b' ').count(),
    };
    let start = (line.start - taken).max(last.map_or(0, |last| last.end));
    (start < line.start + own).then_some(start..line.start + own)
}
