//! Words and signs of what is not written yet.

use serde::Deserialize;

/// The file `data/standard/unfinished.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnfinishedWords {
    /// Words that make what stands in 【】 a prompt.
    pub(crate) prompts: Vec<String>,
    /// What is a prompt if it is all that stands there.
    pub(crate) whole: Vec<String>,
    /// 待….
    pub(crate) pending: Pending,
    /// What follows a person's name.
    pub(crate) titles: Vec<String>,
    /// What a person's name follows.
    pub(crate) persons: Vec<String>,
    /// Names of families, a character each.
    pub(crate) surnames: String,
    /// How a prompt ends that stands for a number.
    pub(crate) number_ends: Vec<String>,
    /// What a number is to follow.
    pub(crate) counted: Vec<String>,
    /// Words whose last character is a measure word.
    pub(crate) measured: Vec<String>,
    /// Words that a measure word begins.
    pub(crate) begun: Vec<String>,
    /// What is counted or measured in.
    pub(crate) units: Vec<String>,
}

/// 待…: what is still to come.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pending {
    /// Words that may stand before it.
    pub(crate) subjects: Vec<String>,
    /// What is still to be done.
    pub(crate) verbs: Vec<String>,
    /// Words that may stand behind it.
    pub(crate) objects: Vec<String>,
    /// What says as much by itself.
    pub(crate) whole: Vec<String>,
    /// What it may be the predicate of in a sentence.
    pub(crate) said: Vec<String>,
}
