//! The file that ops are done to: its tree, and where the parts of an entry stand.

use std::ops::Range;

use super::super::path::{Step, node_at};
use super::plain::Plain;
use crate::edit::{Chunk, File};
use crate::source::{Entry, Node, Value};

/// A file as it is before an op.
pub(super) struct Ground<'g> {
    pub(super) file: File<'g>,
    pub(super) plain: Plain,
}

/// A place for a value: behind a key's colon or behind a dash.
pub(super) struct Spot<'g> {
    /// Where the colon or the dash ends.
    pub(super) from: usize,
    pub(super) node: &'g Node,
    /// The key's column, or the dash's.
    pub(super) column: usize,
    pub(super) in_flow: bool,
    /// The entry, where there is a key.
    pub(super) entry: Option<&'g Entry>,
}

/// A block of text.
pub(super) struct Block {
    /// `|`, `>-`, `|2`.
    pub(super) header: Range<usize>,
    /// From the end of the header's line to that of the last line.
    pub(super) content: Range<usize>,
    /// How far in its text stands, where it has some.
    pub(super) column: Option<usize>,
}

impl<'g> Ground<'g> {
    pub(super) fn text(&self) -> &'g str {
        self.file.text()
    }

    pub(super) fn node(&self, path: &[Step]) -> Option<&'g Node> {
        node_at(self.file.tree, path)
    }

    /// The entry that a path leads to.
    pub(super) fn entry(&self, path: &[Step]) -> Option<&'g Entry> {
        let (Step::Key(last), above) = path.split_last()? else { return None };
        match &self.node(above)?.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == *last),
            _ => None,
        }
    }

    /// Which of its holder's entries or items a path leads to.
    pub(super) fn number(&self, path: &[Step]) -> Option<usize> {
        let (last, above) = path.split_last()?;
        match (last, &self.node(above)?.value) {
            (Step::Key(key), Value::Map(entries)) => entries.iter().position(|e| e.key == *key),
            (Step::Item(n), Value::List(items)) => (*n < items.len()).then_some(*n),
            _ => None,
        }
    }

    pub(super) fn spot(&self, path: &[Step]) -> Option<Spot<'g>> {
        let node = self.node(path)?;
        let (last, above) = path.split_last()?;
        if let Step::Key(_) = last {
            let entry = self.entry(path)?;
            let in_flow = self.file.is_in_flow(&entry.key_span);
            let (from, column) = (self.colon(entry)?, self.key_column(entry));
            return Some(Spot { from, node, column, in_flow, entry: Some(entry) });
        }
        let holder = self.node(above)?;
        if self.is_flow(holder) {
            let from = node.span.start;
            return Some(Spot { from, node, column: 0, in_flow: true, entry: None });
        }
        let column = self.file.column(node.span.start);
        let line = self.line(node.span.start);
        let from = line.start + column + 1;
        let is_dash = self.text().get(line.start + column..from) == Some("-");
        is_dash.then_some(Spot { from, node, column, in_flow: false, entry: None })
    }

    pub(super) fn line(&self, at: usize) -> Range<usize> {
        self.file.source.lines_of(&(at..at))
    }

    /// Where a key's colon ends.
    pub(super) fn colon(&self, entry: &Entry) -> Option<usize> {
        let behind = self.text().get(entry.key_span.end..)?;
        let skipped = behind.len() - behind.trim_start_matches(['"', '\'', ' ']).len();
        behind[skipped..].starts_with(':').then_some(entry.key_span.end + skipped + 1)
    }

    /// How far in a key stands, a dash before it counted.
    pub(super) fn key_column(&self, entry: &Entry) -> usize {
        let start = entry.key_span.start;
        start - self.line(start).start
    }

    /// Whether a map or a list stands in brackets.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        let is_collection = matches!(node.value, Value::Map(_) | Value::List(_));
        let begins = self.text().get(node.span.start..).unwrap_or_default();
        is_collection && begins.starts_with(['{', '[', '｛', '［'])
    }

    /// What a value takes on its line or lines, without what stands around it; behind the colon
    /// where there is none.
    pub(super) fn value_span(&self, spot: &Spot<'_>) -> Option<Range<usize>> {
        let span = spot.node.span.clone();
        let written = self.text().get(span.clone())?.trim_end();
        match &spot.node.value {
            Value::Map(_) | Value::List(_) if self.is_flow(spot.node) => {
                Some(span.start..self.flow_end(spot.node)?)
            }
            Value::Text(_) => Some(span.start..span.start + written.len()),
            Value::Empty if !written.is_empty() && span.start >= spot.from => {
                Some(span.start..span.start + written.len())
            }
            Value::Empty => Some(spot.from..spot.from),
            _ => None,
        }
    }

    /// Where a map or list in brackets ends.
    fn flow_end(&self, node: &Node) -> Option<usize> {
        let text = self.text();
        let at = match self.parts(node).last() {
            Some(part) => part.end,
            None => node.span.start + text.get(node.span.start..)?.chars().next()?.len_utf8(),
        };
        let rest = text.get(at..)?;
        let closing = rest.find(|c: char| !c.is_whitespace() && c != ',' && c != '，')?;
        let end = rest[closing..].chars().next().filter(|c| ['}', ']', '｝', '］'].contains(c))?;
        Some(at + closing + end.len_utf8())
    }

    /// The entries or items in brackets, each with its key.
    pub(super) fn parts(&self, node: &Node) -> Vec<Range<usize>> {
        let end = |node: &Node| {
            let written = self.text().get(node.span.clone()).unwrap_or_default().trim_end();
            match self.is_flow(node) {
                true => self.flow_end(node).unwrap_or(node.span.end),
                false => node.span.start + written.len(),
            }
        };
        match &node.value {
            Value::List(items) => items.iter().map(|item| item.span.start..end(item)).collect(),
            Value::Map(entries) => entries
                .iter()
                .map(|entry| {
                    let colon = self.colon(entry).unwrap_or(entry.key_span.end);
                    entry.key_span.start..end(&entry.value).max(colon)
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The lines of each entry or item of a block, with the comments right above it; `None` where
    /// one shares its lines.
    pub(super) fn chunks(&self, node: &Node) -> Option<Vec<Chunk>> {
        let chunks: Option<Vec<Chunk>> = match &node.value {
            Value::List(items) => items.iter().map(|item| self.file.item(&item.span)).collect(),
            Value::Map(entries) => entries.iter().map(|entry| self.chunk(entry)).collect(),
            _ => None,
        };
        chunks.filter(|chunks| chunks.windows(2).all(|pair| pair[0].end < pair[1].start))
    }

    /// The lines of an entry, with the comments right above it.
    pub(super) fn chunk(&self, entry: &Entry) -> Option<Chunk> {
        let lines = self.file.entry(entry)?;
        let column = self.key_column(entry);
        Some(self.file.with_comments(lines.start, column)..lines.end)
    }

    /// Where an entry's lines end, whether its key is alone on its line or behind a dash.
    pub(super) fn entry_end(&self, entry: &Entry) -> usize {
        let line = self.line(entry.key_span.start);
        let whole = line.start..entry.value.span.end.max(entry.key_span.end);
        let end = self.file.end_of(&whole, self.key_column(entry));
        end.max(self.line(entry.key_span.end).end)
    }

    /// Whether an entry's key is the first thing on its line.
    pub(super) fn is_on_own_line(&self, entry: &Entry) -> bool {
        let line = self.line(entry.key_span.start);
        self.text()[line.start..entry.key_span.start].trim().is_empty()
    }

    /// The block of text that a value is.
    pub(super) fn block(&self, spot: &Spot<'_>) -> Option<Block> {
        if spot.in_flow || !matches!(spot.node.value, Value::Text(_) | Value::Empty) {
            return None;
        }
        let line_end = self.line(spot.from).end;
        let rest = self.text().get(spot.from..line_end)?;
        let start = spot.from + rest.len() - rest.trim_start().len();
        let behind = self.text()[start..line_end].strip_prefix(['|', '>'])?;
        let marks = |c: char| matches!(c, '+' | '-' | '1'..='9');
        let rest = behind.trim_start_matches(marks);
        let is_header = rest.trim().is_empty() || rest.trim_start().starts_with('#');
        let header = start..start + 1 + behind.len() - rest.len();
        let whole = spot.from..spot.node.span.end.max(line_end);
        let end = self.file.end_of(&whole, spot.column).max(line_end);
        let content = line_end..end;
        let lines = self.text()[content.clone()].lines();
        let first = lines.map(|line| line.trim_end()).find(|line| !line.is_empty());
        let column = first.map(|line| line.len() - line.trim_start_matches(' ').len());
        is_header.then_some(Block { header, content, column })
    }
}
