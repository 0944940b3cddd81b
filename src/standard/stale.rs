//! Words that tell which times and numbers of a text are of one half-year only.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

type Words = Vec<String>;

/// The file `data/standard/stale.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaleWords {
    /// Units of numbers that change.
    pub(crate) units: Words,
    /// Those of them that small numbers have for good: 3个方面.
    pub(crate) small: Words,
    /// What follows a number of bodies: 12个分公司.
    pub(crate) bodies: Words,
    /// What follows a length of time that is an arrangement: 24小时客服.
    pub(crate) arranged: Words,
    /// Words of a clause whose numbers are rules, promises or prices.
    pub(crate) fixed: Words,
    /// Words of a clause whose years and months are history.
    pub(crate) facts: Words,
    /// Words of a sentence that compares with the last period.
    pub(crate) past: Words,
}

static WORDS: LazyLock<StaleWords> =
    LazyLock::new(|| ours(include_str!("../../data/standard/stale.yaml")));

/// The words.
#[must_use]
pub(crate) fn stale_words() -> &'static StaleWords {
    &WORDS
}
