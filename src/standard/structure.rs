//! Words and marks that say how a filing's text is built.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

/// The file `data/standard/structure.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureWords {
    /// The words of 声明.
    pub declaration: String,
    /// What is counted before an enumeration.
    pub count_nouns: Vec<String>,
    /// What word processors leave behind.
    pub residues: Vec<Residue>,
    /// Words that look ahead.
    pub outlook: OutlookWords,
    /// Words for problems and improvement.
    pub problems: ProblemWords,
}

/// Something that a word processor leaves behind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Residue {
    /// What it is.
    pub what: String,
    /// A regular expression; its first group, if it has one, is the residue.
    pub pattern: String,
}

/// Words that look ahead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlookWords {
    /// Words that open a sentence about what comes.
    pub openings: Vec<String>,
    /// Words of such a sentence.
    pub marks: Vec<String>,
    /// Words behind 将 where it means what comes.
    pub adverbs: Vec<String>,
    /// What closes 将在….
    pub frames: Vec<String>,
    /// Characters behind 在 that make it another word.
    pub in_words: Vec<String>,
    /// Words of a clause where 将 means 把.
    pub disposals: Vec<String>,
}

/// Words for problems and improvement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemWords {
    /// The words.
    pub words: Vec<String>,
    /// Right before these they are quantities.
    pub unless_before: Vec<String>,
    /// How many characters 电信服务质量状况 has to have before anything is missed.
    pub from_characters: usize,
}

static WORDS: LazyLock<StructureWords> =
    LazyLock::new(|| ours(include_str!("../../data/standard/structure.yaml")));

/// The words.
#[must_use]
pub fn structure_words() -> &'static StructureWords {
    &WORDS
}
