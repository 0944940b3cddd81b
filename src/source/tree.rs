//! The YAML tree: scalars stay text as written (`99.10%` and `10086` are never numbers here).

use std::ops::Range;

/// A value with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Byte range of the source's text.
    pub span: Range<usize>,
    /// What stands there.
    pub value: Value,
}

impl Node {
    /// Where a map's key stands; nowhere where there is none.
    #[must_use]
    pub(crate) fn key_span(&self, key: &str) -> Range<usize> {
        match &self.value {
            Value::Map(entries) => {
                entries.iter().find(|e| e.key == key).map_or(0..0, |e| e.key_span.clone())
            }
            _ => 0..0,
        }
    }

    /// The entry or item of this node that holds a range of the file; a key's own place counts to
    /// its entry.
    pub(crate) fn below(&self, span: &Range<usize>) -> Option<Below<'_>> {
        let holds = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
        match &self.value {
            Value::Map(entries) => {
                let before = entries.partition_point(|entry| entry.key_span.start <= span.start);
                let entry = entries[..before].last()?;
                let whole = entry.key_span.start..entry.value.span.end.max(entry.key_span.end);
                holds(&whole).then_some(Below::Entry(entry))
            }
            Value::List(items) => {
                let before = items.partition_point(|item| item.span.start <= span.start);
                let item = items[..before].last()?;
                holds(&item.span).then_some(Below::Item(before - 1, item))
            }
            _ => None,
        }
    }
}

/// What is right below a node.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Below<'t> {
    Entry(&'t Entry),
    /// An item and its number, from 0.
    Item(usize, &'t Node),
}

impl<'t> Below<'t> {
    /// Its value.
    pub(crate) fn node(self) -> &'t Node {
        match self {
            Self::Entry(entry) => &entry.value,
            Self::Item(_, item) => item,
        }
    }
}

/// What a node can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written, or `~` or `null`.
    Empty,
    /// Something that was refused and reported.
    Refused,
    /// Text, with YAML's quoting and folding undone.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<Entry>),
}

impl Value {
    /// What messages call such a value.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "空白",
            Self::Refused => "不能用的写法",
            Self::Text(_) => "文字",
            Self::List(_) => "列表",
            Self::Map(_) => "一组“键: 值”",
        }
    }
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's position.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node,
}
