//! Words and marks that say how a filing's text is built.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

/// The file `data/standard/structure.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StructureWords {
    /// The words of 声明.
    pub(crate) declaration: String,
    /// What is counted before an enumeration.
    pub(crate) count_nouns: Vec<String>,
    /// What word processors leave behind.
    pub(crate) residues: Vec<Residue>,
    /// Words that look ahead.
    pub(crate) outlook: OutlookWords,
    /// Words for problems and improvement.
    pub(crate) problems: ProblemWords,
}

/// Something that a word processor leaves behind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Residue {
    /// What it is.
    pub(crate) what: String,
    /// A regular expression; its first group, if it has one, is the residue.
    pub(crate) pattern: String,
    /// One of these stands in whatever the pattern finds; none where nothing can be said.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
}

/// Words that look ahead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutlookWords {
    /// Words that open a sentence about what comes.
    pub(crate) openings: Vec<String>,
    /// Words of such a sentence.
    pub(crate) marks: Vec<String>,
    /// Words behind 将 where it means what comes.
    pub(crate) adverbs: Vec<String>,
    /// What closes 将在….
    pub(crate) frames: Vec<String>,
    /// Characters behind 在 that make it another word.
    pub(crate) in_words: Vec<String>,
    /// Words of a clause where 将 means 把.
    pub(crate) disposals: Vec<String>,
}

/// Words for problems and improvement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemWords {
    /// The words.
    pub(crate) words: Vec<String>,
    /// Right before these they are quantities.
    pub(crate) unless_before: Vec<String>,
    /// How many characters 电信服务质量状况 has to have before anything is missed.
    pub(crate) from_characters: usize,
}

static WORDS: LazyLock<StructureWords> =
    LazyLock::new(|| ours(include_str!("../../data/standard/structure.yaml")));

/// The words.
#[must_use]
pub(crate) fn structure_words() -> &'static StructureWords {
    &WORDS
}
