//! When a figure's movement has to be explained, and what counts as an explanation.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

/// The file `data/standard/figures.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureBounds {
    /// How many times away is a slip of unit or decimal point.
    pub(crate) tenfold: u32,
    /// Percentage points that a rate may move.
    pub(crate) points: u32,
    /// Per cent that anything else may move.
    pub(crate) percent: u32,
    /// Below how many per cent a rate needs an explanation.
    pub(crate) low: u32,
    /// Words that explain.
    pub(crate) explains: Vec<String>,
}

/// The bounds.
pub(crate) static BOUNDS: LazyLock<FigureBounds> =
    LazyLock::new(|| ours(include_str!("../../data/standard/figures.yaml")));
