//! Where a value stands in a file: the keys and the numbers of items that lead to it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::source::{Below, Node, Value};

/// A step to a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// The number of an item, from 0.
    Item(usize),
    /// A key.
    Key(String),
}

/// The way to a value, from the file's root.
pub type Path = Vec<Step>;

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(item: usize) -> Self {
        Self::Item(item)
    }
}

/// A way with one step more.
pub(crate) fn below(path: &[Step], step: impl Into<Step>) -> Path {
    path.iter().cloned().chain([step.into()]).collect()
}

/// The value that a path leads to.
pub(crate) fn node_at<'t>(tree: &'t Node, path: &[Step]) -> Option<&'t Node> {
    path.iter().try_fold(tree, |node, step| match (&node.value, step) {
        (Value::Map(entries), Step::Key(key)) => {
            entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.value)
        }
        (Value::List(items), Step::Item(n)) => items.get(*n),
        _ => None,
    })
}

/// The innermost value whose entry or item holds a range of the file; the root's where it lies in
/// none. A key's own place counts to its entry.
pub(crate) fn path_of<'t>(tree: &'t Node, span: &Range<usize>) -> (Path, &'t Node) {
    let (mut path, mut node) = (Path::new(), tree);
    while let Some(below) = node.below(span) {
        path.push(match below {
            Below::Entry(entry) => Step::Key(entry.key.clone()),
            Below::Item(n, _) => Step::Item(n),
        });
        node = below.node();
    }
    (path, node)
}
