//! What the page asks for, as it comes: bounded, and nothing in it that is not known.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::super::path::Path;

/// The most edits of one request.
pub(crate) const MAX_OPS: usize = 5_000;

/// An edit of meaning.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
// What each field holds is said of the op.
#[allow(missing_docs)]
pub enum Op {
    /// A text. `None` takes an optional key out; an empty one that is required becomes a prompt.
    Set {
        path: Path,
        #[serde(default)]
        value: Option<String>,
    },
    /// One or several texts.
    Names { path: Path, values: Vec<String> },
    /// A figure, of an indicator or of a part of it; braces stay.
    Figure { path: Path, value: String },
    /// What stands beside a figure: 分子, 分母, 上期, 同比, 环比.
    Beside {
        path: Path,
        key: String,
        #[serde(default)]
        value: Option<String>,
    },
    /// 备注 of an indicator.
    Note {
        path: Path,
        #[serde(default)]
        value: Option<String>,
    },
    /// An indicator by areas or measures; none makes it one figure again.
    Parts { path: Path, labels: Vec<String> },
    /// A new item of a list, which need not be there yet.
    Insert { path: Path, index: usize, value: New },
    /// A new entry of a map: a group with its indicators' names, an indicator with its figure.
    Add {
        path: Path,
        key: String,
        value: New,
        #[serde(default)]
        index: Option<usize>,
    },
    /// An entry or an item is taken out.
    Remove { path: Path },
    /// An entry or an item goes to another place, where it then is the one of that number.
    Move {
        path: Path,
        to: usize,
        #[serde(default)]
        into: Option<Path>,
    },
    /// An entry gets another key.
    Rename { path: Path, key: String },
    /// Characters between two places, counted in UTF-16 with line ends as one.
    Text { from: usize, to: usize, insert: String },
    /// What fixes a finding.
    Fix { finding: String },
    /// A finding that is answered for.
    Waive {
        code: String,
        #[serde(default)]
        place: Option<String>,
        reason: String,
    },
}

impl Op {
    /// The paths that it names.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let (one, other) = match self {
            Self::Set { path, .. }
            | Self::Names { path, .. }
            | Self::Figure { path, .. }
            | Self::Beside { path, .. }
            | Self::Note { path, .. }
            | Self::Parts { path, .. }
            | Self::Insert { path, .. }
            | Self::Add { path, .. }
            | Self::Remove { path }
            | Self::Rename { path, .. } => (Some(path), None),
            Self::Move { path, into, .. } => (Some(path), into.as_ref()),
            Self::Text { .. } | Self::Fix { .. } | Self::Waive { .. } => (None, None),
        };
        one.into_iter().chain(other)
    }
}

/// What is put into a list or a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum New {
    /// A text, or a figure.
    Text(String),
    /// A group's indicators.
    Names(Vec<String>),
    /// An item's texts by their keys.
    Map(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for New {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Text(String),
            Names(Vec<String>),
            Map(BTreeMap<String, String>),
        }
        Ok(match Any::deserialize(deserializer)? {
            Any::Text(text) => Self::Text(text),
            Any::Names(names) => Self::Names(names),
            Any::Map(map) => Self::Map(map),
        })
    }
}
