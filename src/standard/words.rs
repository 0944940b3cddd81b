//! The word lists as a ruleset has them, each file read when a rule first asks for it.

use std::sync::{LazyLock, OnceLock};

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::figures::FigureBounds;
use super::lexicon::LexiconWords;
use super::names::Names;
use super::period::PeriodWords;
use super::stale::StaleWords;
use super::structure::StructureWords;
use super::text::Language;
use super::unfinished::UnfinishedWords;
use super::{Standard, ours, rulesets};

/// The word lists of a ruleset.
#[derive(Debug)]
pub(super) struct Words {
    year: u16,
    figures: OnceLock<FigureBounds>,
    lexicon: OnceLock<LexiconWords>,
    names: OnceLock<Names>,
    period: OnceLock<PeriodWords>,
    stale: OnceLock<StaleWords>,
    structure: OnceLock<StructureWords>,
    language: OnceLock<Language>,
    unfinished: OnceLock<UnfinishedWords>,
}

static ALL: LazyLock<Vec<Words>> =
    LazyLock::new(|| rulesets().iter().map(|ruleset| Words::new(ruleset.year)).collect());

impl Words {
    fn new(year: u16) -> Self {
        Self {
            year,
            figures: OnceLock::new(),
            lexicon: OnceLock::new(),
            names: OnceLock::new(),
            period: OnceLock::new(),
            stale: OnceLock::new(),
            structure: OnceLock::new(),
            language: OnceLock::new(),
            unfinished: OnceLock::new(),
        }
    }

    fn read<T: DeserializeOwned>(&self, text: &str) -> T {
        as_of(self.year, text)
    }
}

/// Reads a file of ours as a ruleset of a year has it: an item of a list that has a later `since`
/// is left out. A mere text that came later is written `{ text: 不适用, since: 2013 }`.
fn as_of<T: DeserializeOwned>(year: u16, text: &str) -> T {
    // Most files have no such item, and are read in half the time.
    if !text.contains("since:") {
        return ours(text);
    }
    let mut value = ours(text);
    keep_until(year, &mut value);
    // Compiled in; a test reads each of them.
    #[allow(clippy::expect_used)]
    serde_yaml::from_value(value).expect("a compiled-in file is well formed")
}

fn keep_until(year: u16, value: &mut Value) {
    match value {
        Value::Sequence(items) => {
            items.retain_mut(|item| {
                let since = match item {
                    Value::Mapping(item) => item.remove("since"),
                    _ => None,
                };
                let Some(since) = since else { return true };
                if let Some(text) = item.get_mut("text").map(std::mem::take) {
                    *item = text;
                }
                since.as_u64().is_some_and(|since| since <= u64::from(year))
            });
            items.iter_mut().for_each(|item| keep_until(year, item));
        }
        Value::Mapping(entries) => {
            entries.values_mut().for_each(|value| keep_until(year, value));
        }
        _ => {}
    }
}

impl Standard {
    fn words(&self) -> &'static Words {
        let of_year = |words: &&Words| words.year == self.ruleset.year;
        // A ruleset is one of the list.
        ALL.iter().find(of_year).unwrap_or(&ALL[ALL.len() - 1])
    }

    /// Bounds of figures' movements, and words about figures.
    pub(crate) fn bounds(&self) -> &'static FigureBounds {
        let words = self.words();
        words.figures.get_or_init(|| words.read(include_str!("../../data/standard/figures.yaml")))
    }

    /// Words of the trade and the office.
    pub(super) fn lexicon_words(&self) -> &'static LexiconWords {
        let words = self.words();
        words.lexicon.get_or_init(|| words.read(include_str!("../../data/standard/lexicon.yaml")))
    }

    /// Words of names, comparisons and statements in the prose.
    pub(crate) fn names(&self) -> &'static Names {
        let words = self.words();
        words.names.get_or_init(|| words.read(include_str!("../../data/standard/names.yaml")))
    }

    /// Words that say of which time a sentence speaks.
    pub(crate) fn period_words(&self) -> &'static PeriodWords {
        let words = self.words();
        words.period.get_or_init(|| words.read(include_str!("../../data/standard/period.yaml")))
    }

    /// Words that tell which times and numbers are of one half-year only.
    pub(crate) fn stale_words(&self) -> &'static StaleWords {
        let words = self.words();
        words.stale.get_or_init(|| words.read(include_str!("../../data/standard/stale.yaml")))
    }

    /// Words and signs that say how a filing's text is built.
    pub(crate) fn structure_words(&self) -> &'static StructureWords {
        let words = self.words();
        words
            .structure
            .get_or_init(|| words.read(include_str!("../../data/standard/structure.yaml")))
    }

    /// Words that the rules about language look for.
    pub(crate) fn language(&self) -> &'static Language {
        let words = self.words();
        words.language.get_or_init(|| words.read(include_str!("../../data/standard/text.yaml")))
    }

    /// Words and signs of what is not written yet.
    pub(crate) fn unfinished_words(&self) -> &'static UnfinishedWords {
        let words = self.words();
        words
            .unfinished
            .get_or_init(|| words.read(include_str!("../../data/standard/unfinished.yaml")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_later_is_left_out() {
        let file = "a: [甲, { text: 乙, since: 2013 }]\nb: [{ word: 丙, since: 2009 }]\n";
        let read = |year| serde_yaml::to_string(&as_of::<Value>(year, file)).unwrap();
        assert_eq!(read(2005), "a:\n- 甲\nb: []\n");
        assert_eq!(read(2009), "a:\n- 甲\nb:\n- word: 丙\n");
        assert_eq!(read(2016), "a:\n- 甲\n- 乙\nb:\n- word: 丙\n");
    }

    #[test]
    fn every_ruleset_has_every_file() {
        for ruleset in rulesets() {
            let standard = Standard::of(ruleset.year).unwrap();
            assert!(standard.bounds().tenfold > 0);
            for word in ["光纤", "陕西", "中国移动"] {
                assert!(standard.lexicon().any(|known| known == word), "{word}");
            }
            assert!(!standard.names().stated.links.is_empty());
            assert!(!standard.period_words().plans.is_empty());
            assert!(!standard.stale_words().units.is_empty());
            assert!(!standard.structure_words().count_nouns.is_empty());
            assert!(!standard.language().confusions.is_empty());
            assert!(!standard.unfinished_words().units.is_empty());
        }
    }
}
