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
