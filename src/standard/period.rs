//! Words that say of which time a sentence speaks.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::pattern::pattern;

/// The file `data/standard/period.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodWords {
    /// Patterns of a sentence that compares.
    pub(crate) comparisons: Vec<String>,
    /// Words of a sentence that tells how something came about.
    pub(crate) history: Vec<String>,
    /// Words for the half-year that is reported on.
    pub(crate) own_period: Vec<String>,
    /// Words of plans.
    pub(crate) plans: Vec<String>,
    /// Words of what has not come yet, beside a time behind the half-year.
    pub(crate) ahead: Vec<String>,
    /// The same, right before the time.
    pub(crate) ahead_before: Vec<String>,
    /// The same, right behind it.
    pub(crate) ahead_after: Vec<String>,
    /// What months in brackets are of, where they are planned.
    pub(crate) schemes: Vec<String>,
    /// Words of plans in a sentence that the coming half-year opens.
    pub(crate) intends: Vec<String>,
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
    /// The patterns of comparisons as one.
    #[serde(skip)]
    compiled: OnceLock<Regex>,
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

impl PeriodWords {
    /// Whether a sentence compares one time with another.
    pub(crate) fn compares(&self, sentence: &str) -> bool {
        // Patterns of ours; a test uses them.
        #[allow(clippy::unwrap_used)]
        let compile = || pattern(&self.comparisons.join("|")).unwrap();
        self.compiled.get_or_init(compile).is_match(sentence)
    }
}

#[cfg(test)]
mod tests {
    use crate::standard::Standard;

    #[test]
    fn only_a_real_comparison_compares() {
        let words = Standard::newest().period_words();
        for text in [
            "投诉量同比下降",
            "环比增长",
            "与2019年下半年相比",
            "较2019年下半年提升",
            "较上期提高",
            "比上半年多",
            "去年同期",
            "满意率由90%提高到95%",
            "从三天缩短至一天",
            "开办以来",
        ] {
            assert!(words.compares(text), "{text}");
        }
        for text in [
            "服务水平显著提升",
            "提高效率",
            "比较完善",
            "取得较好成效",
            "比例较高",
            "开展比武",
            "由公司提供",
        ] {
            assert!(!words.compares(text), "{text}");
        }
    }

    #[test]
    fn the_same_characters_in_another_word_are_passed_over() {
        let word = &Standard::newest().period_words().relative[0];
        assert_eq!(word.word, "目前");
        assert_eq!(word.places("项目前期，目前已建成").collect::<Vec<_>>(), ["项目前期，".len()]);
    }
}
