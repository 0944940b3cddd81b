//! Where things stand in the file: lines, items, entries, and where a comment can stand.

use std::ops::Range;

use crate::source::{Entry, Node, Source, Value};

/// Lines of the file that belong together: from the first one's start to the last one's end,
/// without the sign that ends it.
pub(crate) type Chunk = Range<usize>;

/// The file that is written into.
#[derive(Clone, Copy)]
pub(crate) struct File<'f> {
    pub(crate) source: &'f Source,
    pub(crate) tree: &'f Node,
}

impl<'f> File<'f> {
    pub(crate) fn text(self) -> &'f str {
        self.source.text()
    }

    /// How many blanks a line begins with, by any place in it.
    pub(crate) fn column(self, at: usize) -> usize {
        let line = self.source.lines_of(&(at..at));
        let line = &self.text()[line];
        line.len() - line.trim_start_matches(' ').len()
    }

    /// The lines of a value that stands after a dash, with the comments right above; `None` where it
    /// shares a line with something else.
    pub(crate) fn item(self, item: &Range<usize>) -> Option<Chunk> {
        let text = self.text();
        let line = self.source.lines_of(&(item.start..item.start));
        let before = text.get(line.start..item.start)?.trim();
        (before == "-").then_some(())?;
        let dash = self.column(item.start);
        let end = self.end_of(item, dash + 2);
        Some(self.with_comments(line.start, dash)..end)
    }

    /// The lines of an entry that has its lines to itself.
    pub(crate) fn entry(self, entry: &Entry) -> Option<Chunk> {
        let text = self.text();
        let line = self.source.lines_of(&entry.key_span);
        text.get(line.start..entry.key_span.start)?.trim().is_empty().then_some(())?;
        let column = self.column(entry.key_span.start);
        let whole = line.start..entry.value.span.end.max(entry.key_span.end);
        Some(line.start..self.end_of(&whole, column).max(line.end))
    }

    /// Where a value ends: its last line that is neither blank nor a comment of what stands around,
    /// which is no further in than `column`.
    pub(crate) fn end_of(self, span: &Range<usize>, column: usize) -> usize {
        let text = self.text();
        // A block's span may reach to where the next thing begins.
        let last = text[..span.end].trim_end().len().max(span.start);
        let mut end = self.source.lines_of(&(last..last)).end;
        loop {
            let kept = text[..end].trim_end().len();
            let line = self.source.lines_of(&(kept..kept));
            let is_comment =
                text[line.clone()].trim_start().starts_with('#') && self.column(kept) <= column;
            if !is_comment || line.start <= span.start {
                return kept.max(span.start);
            }
            end = line.start;
        }
    }

    /// The start of the comments right above a line.
    pub(crate) fn with_comments(self, line: usize, column: usize) -> usize {
        let text = self.text();
        let mut start = line;
        while let Some(before) = start.checked_sub(1) {
            let above = self.source.lines_of(&(before..before));
            let is_comment = text[above.clone()].trim_start().starts_with('#')
                && self.column(above.start) == column;
            if !is_comment {
                break;
            }
            start = above.start;
        }
        start
    }

    /// The innermost line at or above a place where an entry or an item begins, before which a
    /// comment can stand.
    pub(crate) fn comment_line(self, at: usize) -> usize {
        let mut node = self.tree;
        let mut found = self.source.lines_of(&(at..at)).start;
        let mut is_found = false;
        loop {
            let (start, below) = match &node.value {
                Value::Map(entries) => {
                    let n = entries.partition_point(|entry| entry.key_span.start <= at);
                    let Some(entry) = n.checked_sub(1).and_then(|n| entries.get(n)) else { break };
                    (entry.key_span.start, &entry.value)
                }
                Value::List(items) => {
                    let n = items.partition_point(|item| item.span.start <= at);
                    let Some(item) = n.checked_sub(1).and_then(|n| items.get(n)) else { break };
                    (item.span.start, item)
                }
                _ => break,
            };
            let line = self.source.lines_of(&(start..start)).start;
            let before = self.text()[line..start].trim();
            if before.is_empty() || before == "-" {
                (found, is_found) = (line, true);
            }
            node = below;
        }
        // The file's first line, where nothing else is.
        if is_found { found } else { 0 }
    }

    /// The entry that a key is of.
    pub(crate) fn entry_of_key(self, key: &Range<usize>) -> Option<&'f Entry> {
        self.entries_with(key)?.iter().find(|entry| entry.key_span == *key)
    }

    /// The entry that a key is of, and those beside it.
    pub(crate) fn entries_with(self, key: &Range<usize>) -> Option<&'f [Entry]> {
        let mut rest = vec![self.tree];
        while let Some(node) = rest.pop() {
            match &node.value {
                Value::Map(entries) => {
                    if entries.iter().any(|entry| entry.key_span == *key) {
                        return Some(entries);
                    }
                    rest.extend(entries.iter().map(|entry| &entry.value));
                }
                Value::List(items) => rest.extend(items),
                _ => {}
            }
        }
        None
    }

    /// The entry that a value is of.
    pub(crate) fn entry_of_value(self, value: &Range<usize>) -> Option<&'f Entry> {
        let mut node = self.tree;
        loop {
            let next = match &node.value {
                Value::Map(entries) => {
                    let n = entries.partition_point(|entry| entry.key_span.start <= value.start);
                    let entry = entries.get(n.checked_sub(1)?)?;
                    if entry.value.span == *value {
                        return Some(entry);
                    }
                    &entry.value
                }
                Value::List(items) => {
                    let n = items.partition_point(|item| item.span.start <= value.start);
                    items.get(n.checked_sub(1)?)?
                }
                _ => return None,
            };
            node = next;
        }
    }

    /// Whether a value stands within brackets.
    pub(crate) fn is_in_flow(self, value: &Range<usize>) -> bool {
        let mut node = self.tree;
        loop {
            let is_collection = matches!(node.value, Value::Map(_) | Value::List(_));
            let begins = self.text().get(node.span.start..).unwrap_or_default();
            if is_collection && begins.starts_with(['{', '[']) {
                return true;
            }
            let below = match &node.value {
                Value::Map(entries) => entries
                    .iter()
                    .find(|e| e.value.span.start <= value.start && value.end <= e.value.span.end)
                    .map(|entry| &entry.value),
                Value::List(items) => items
                    .iter()
                    .find(|item| item.span.start <= value.start && value.end <= item.span.end),
                _ => None,
            };
            match below {
                Some(below) => node = below,
                None => return false,
            }
        }
    }

    /// A value of the top or below it, by its keys.
    pub(crate) fn at(self, keys: &[&str]) -> Option<&'f Entry> {
        let (last, above) = keys.split_last()?;
        let mut node = self.tree;
        for key in above {
            node = &entry(node, key)?.value;
        }
        entry(node, last)
    }
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    }
}
