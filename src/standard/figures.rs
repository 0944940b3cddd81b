//! When a figure's movement has to be explained, and what counts as an explanation.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::ours;
use crate::pattern::pattern;

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
    /// Patterns of reasons and of what was put right.
    pub(crate) reasons: Vec<String>,
    /// Patterns of causes and measures.
    pub(crate) measures: Vec<String>,
    /// Patterns that only tell of a movement.
    pub(crate) movements: Vec<String>,
    /// Words for what goes up.
    pub(crate) rises: Vec<String>,
    /// Words for what goes down.
    pub(crate) falls: Vec<String>,
    /// Words for what gets better.
    pub(crate) betters: Vec<String>,
    /// What may stand where there is no figure: no such service, or nothing happened.
    pub(crate) not_applicable: Vec<String>,
    /// What stands where a figure is missing, without saying why.
    pub(crate) no_figure: Vec<String>,
    /// What stands where a figure is still to come.
    pub(crate) unfilled: Vec<String>,
    /// How names of quantities end.
    pub(crate) quantity_endings: Vec<String>,
    /// Those of them that are none.
    pub(crate) no_quantity_endings: Vec<String>,
    /// Below how many per cent the decimal point of a rate that ought to be high is misplaced.
    pub(crate) shifted: u32,
}

/// The bounds.
pub(crate) static BOUNDS: LazyLock<FigureBounds> =
    LazyLock::new(|| ours(include_str!("../../data/standard/figures.yaml")));

// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
fn any_of(patterns: &[String]) -> Regex {
    pattern(&patterns.join("|")).unwrap()
}

static REASONS: LazyLock<Regex> = LazyLock::new(|| any_of(&BOUNDS.reasons));
static MEASURES: LazyLock<Regex> = LazyLock::new(|| any_of(&BOUNDS.measures));
static MOVEMENTS: LazyLock<Regex> = LazyLock::new(|| any_of(&BOUNDS.movements));

/// Whether a sentence gives a reason or says what was put right.
pub(crate) fn gives_reason(sentence: &str) -> bool {
    REASONS.is_match(sentence)
}

/// Whether a sentence speaks of a cause or a measure.
pub(crate) fn tells_measure(sentence: &str) -> bool {
    gives_reason(sentence) || MEASURES.is_match(sentence)
}

/// Whether a sentence tells that something moved.
pub(crate) fn tells_movement(sentence: &str) -> bool {
    MOVEMENTS.is_match(sentence)
}
