//! Words and marks that say how a filing's text is built.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::pattern::pattern;

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
    pattern: String,
    /// One of these stands in whatever the pattern finds; none where nothing can be said.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
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

impl Residue {
    /// Its pattern, compiled when a text may have it first.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        // Patterns of ours; a test compiles all of them.
        self.compiled.get_or_init(|| pattern(&self.pattern).ok()).as_ref()
    }
}
