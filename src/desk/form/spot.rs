//! A place of the form in the file's tree, whether the file has something there or not.

use std::ops::Range;

use crate::desk::form::shape::FieldValue;
use crate::desk::path::{Path, below};
use crate::source::{Entry, Node, Source, Value};

/// A value of the file, or where one would stand.
#[derive(Debug, Clone)]
pub(super) struct Spot<'f> {
    source: &'f Source,
    pub(super) path: Path,
    pub(super) node: Option<&'f Node>,
    key: Option<Range<usize>>,
}

impl<'f> Spot<'f> {
    pub(super) fn root(source: &'f Source, tree: &'f Node) -> Self {
        Self { source, path: Path::new(), node: Some(tree), key: None }
    }

    /// What stands at a key of it.
    pub(super) fn key(&self, key: &str) -> Self {
        let entry = self.entries().iter().find(|entry| entry.key == key);
        Self {
            source: self.source,
            path: below(&self.path, key),
            node: entry.map(|entry| &entry.value),
            key: entry.map(|entry| entry.key_span.clone()),
        }
    }

    /// What stands at one of its entries.
    pub(super) fn entry(&self, entry: &'f Entry) -> Self {
        Self {
            source: self.source,
            path: below(&self.path, entry.key.as_str()),
            node: Some(&entry.value),
            key: Some(entry.key_span.clone()),
        }
    }

    /// The entries of a map; none of anything else.
    pub(super) fn entries(&self) -> &'f [Entry] {
        match self.node.map(|node| &node.value) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> {
        let items: &'f [Node] = match self.node.map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        };
        items.iter().enumerate().map(|(n, item)| Self {
            source: self.source,
            path: below(&self.path, n),
            node: Some(item),
            key: None,
        })
    }

    pub(super) fn is_there(&self) -> bool {
        self.node.is_some()
    }

    /// Whether it is missing or blank, or a map.
    pub(super) fn may_be_map(&self) -> bool {
        self.node.is_none_or(|node| matches!(node.value, Value::Map(_) | Value::Empty))
    }

    /// Whether it is missing or blank, or a list.
    pub(super) fn may_be_list(&self) -> bool {
        self.node.is_none_or(|node| matches!(node.value, Value::List(_) | Value::Empty))
    }

    pub(super) fn is_map(&self) -> bool {
        self.node.is_some_and(|node| matches!(node.value, Value::Map(_)))
    }

    /// Its text; what is no text as the file has it.
    pub(super) fn text(&self) -> Option<String> {
        self.node.map(|node| text_of(self.source, node))
    }

    /// Its texts: one, or those of a list; what is neither as the file has it.
    pub(super) fn names(&self) -> Option<FieldValue> {
        let node = self.node?;
        Some(FieldValue::Several(match &node.value {
            Value::List(items) => items.iter().map(|item| text_of(self.source, item)).collect(),
            Value::Empty => Vec::new(),
            _ => vec![text_of(self.source, node)],
        }))
    }

    /// Where it stands: its value, or the key of one that is blank.
    pub(super) fn place(&self) -> Option<[usize; 2]> {
        let node = self.node?;
        let at = match (&node.value, &self.key) {
            (Value::Empty, Some(key)) => key.start,
            _ => node.span.start,
        };
        Some(position(self.source, at))
    }

    /// Where its key stands.
    pub(super) fn key_place(&self) -> Option<[usize; 2]> {
        self.key.as_ref().map(|key| position(self.source, key.start))
    }
}

fn position(source: &Source, at: usize) -> [usize; 2] {
    let position = source.position(at);
    [position.line, position.column]
}

/// The text of a value with its quotes and its indentation undone; what is no text as the file has
/// it.
pub(crate) fn text_of(source: &Source, node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.trim_end_matches('\n').to_owned(),
        Value::Empty => String::new(),
        _ => {
            let text = source.text();
            let end = node.span.end.max(closing(text, node).unwrap_or_default());
            text.get(node.span.start..end).unwrap_or_default().trim_end().to_owned()
        }
    }
}

/// Where what stands in brackets ends; its place may leave the last of them out.
fn closing(text: &str, node: &Node) -> Option<usize> {
    let rest = text.get(node.span.start..).filter(|rest| rest.starts_with(['{', '[']))?;
    let mut depth = 0_usize;
    let mut brackets = rest.char_indices().filter(|(_, c)| matches!(c, '{' | '[' | '}' | ']'));
    let last = brackets.find(|(_, c)| {
        depth = if matches!(c, '{' | '[') { depth + 1 } else { depth.saturating_sub(1) };
        depth == 0
    });
    last.map(|(at, _)| node.span.start + at + 1)
}
