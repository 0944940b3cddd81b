//! When a figure's movement has to be explained, and what counts as an explanation.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

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
    /// How names of scores end that the catalogue does not know.
    pub(crate) score_endings: Vec<String>,
    /// What is surely one thing by several names.
    pub(crate) same_subjects: Vec<Vec<String>>,
    /// Below how many per cent the decimal point of a rate that ought to be high is misplaced.
    pub(crate) shifted: u32,
    #[serde(skip)]
    compiled: Compiled,
}

impl FigureBounds {
    /// Whether a sentence gives a reason or says what was put right.
    pub(crate) fn gives_reason(&self, sentence: &str) -> bool {
        any_of(&self.compiled.reasons, &self.reasons).is_match(sentence)
    }

    /// Whether a sentence speaks of a cause or a measure.
    pub(crate) fn tells_measure(&self, sentence: &str) -> bool {
        self.gives_reason(sentence)
            || any_of(&self.compiled.measures, &self.measures).is_match(sentence)
    }

    /// Whether a sentence tells that something moved.
    pub(crate) fn tells_movement(&self, sentence: &str) -> bool {
        any_of(&self.compiled.movements, &self.movements).is_match(sentence)
    }
}

/// The patterns of the file, each list as one, compiled when it is first asked for.
#[derive(Debug, Default)]
struct Compiled {
    reasons: OnceLock<Regex>,
    measures: OnceLock<Regex>,
    movements: OnceLock<Regex>,
}

// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
fn any_of<'c>(compiled: &'c OnceLock<Regex>, patterns: &[String]) -> &'c Regex {
    compiled.get_or_init(|| pattern(&patterns.join("|")).unwrap())
}
