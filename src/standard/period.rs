//! Words that say of which time a sentence speaks.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ours;

/// The file `data/standard/period.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodWords {
    /// Words of a sentence that compares or looks back.
    pub(crate) comparisons: Vec<String>,
    /// Words for the half-year that is reported on.
    pub(crate) own_period: Vec<String>,
    /// Words of plans.
    pub(crate) plans: Vec<String>,
    /// What may stand before the year that opens a sentence of 结语.
    pub(crate) openings: Vec<String>,
    /// Words for who files.
    pub(crate) subjects: Vec<String>,
    /// Words of awards, which are named by the year.
    pub(crate) honours: Vec<String>,
    /// Words for a whole year.
    pub(crate) whole_year: Vec<Word>,
    /// Words that make a year before them a whole one.
    pub(crate) after_year: Vec<Word>,
    /// Words that make a year after them a whole one.
    pub(crate) before_year: Vec<String>,
    /// Words that say a time only beside another.
    pub(crate) relative: Vec<Word>,
    /// Words for a year's end.
    pub(crate) year_ends: Vec<Word>,
}

/// A word, and where the same characters are another one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    /// The word.
    pub(crate) word: String,
    /// Right behind these it is another word.
    #[serde(default)]
    pub(crate) unless_after: Vec<String>,
    /// Right before these it is another word.
    #[serde(default)]
    pub(crate) unless_before: Vec<String>,
}

impl Word {
    /// Whether the word stands at a place of a text.
    #[must_use]
    pub(crate) fn is_at(&self, text: &str, at: usize) -> bool {
        let (before, rest) = text.split_at(at);
        let Some(after) = rest.strip_prefix(self.word.as_str()) else { return false };
        !self.unless_after.iter().any(|w| before.ends_with(w.as_str()))
            && !self.unless_before.iter().any(|w| after.starts_with(w.as_str()))
    }

    /// Where the word stands.
    pub(crate) fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let found = text.match_indices(self.word.as_str()).map(|(at, _)| at);
        found.filter(|at| self.is_at(text, *at))
    }
}

static WORDS: LazyLock<PeriodWords> =
    LazyLock::new(|| ours(include_str!("../../data/standard/period.yaml")));

/// The words.
#[must_use]
pub(crate) fn period_words() -> &'static PeriodWords {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_characters_in_another_word_are_passed_over() {
        let word = &period_words().relative[0];
        assert_eq!(word.word, "目前");
        assert_eq!(word.places("项目前期，目前已建成").collect::<Vec<_>>(), ["项目前期，".len()]);
    }
}
