//! The standard as data: the catalogue of indicators with their thresholds, by the year of the
//! norm in force; the operators; the provinces. Compiled in from `data/standard/`.

mod catalogue;
mod change;
mod expected;
pub(crate) mod figures;
mod find;
mod lexicon;
pub(crate) mod names;
mod origins;
pub(crate) mod period;
mod placed;
mod places;
pub(crate) mod stale;
pub(crate) mod structure;
mod text;
mod threshold;
pub(crate) mod unfinished;
mod words;

use std::sync::LazyLock;

pub use catalogue::{
    CatalogueGroup, Confidence, Direction, IndicatorEntry, Limit, LimitValue, Measure, Ruleset,
};
pub(crate) use change::{BETTER, LEVEL, WORSE, change_unit, change_words};
pub(crate) use expected::{Expected, is_blank};
pub use find::{Match, canonical_area, is_measure, same_area, subject};
pub(crate) use lexicon::is_word;
pub(crate) use placed::figure_name;
pub use placed::{FigureKey, PlacedFigure};
pub use places::{Hotline, Operator, Province, Territory};
pub use text::{
    Confusion, Hedge, Imperative, Language, Particles, Phrase, Quantities, Repeats, Results, Term,
};
pub use threshold::{Limited, Threshold};

/// The catalogue as it was in force in a year.
#[derive(Debug, Clone)]
pub struct Standard {
    ruleset: Ruleset,
    groups: Vec<CatalogueGroup>,
    indicators: Vec<IndicatorEntry>,
    operators: Vec<Operator>,
    provinces: Vec<Province>,
}

static CATALOGUE: LazyLock<catalogue::Catalogue> =
    LazyLock::new(|| ours(include_str!("../../data/standard/indicators.yaml")));
static OPERATORS: LazyLock<Vec<Operator>> =
    LazyLock::new(|| ours(include_str!("../../data/standard/operators.yaml")));
static PROVINCES: LazyLock<Vec<Province>> =
    LazyLock::new(|| ours(include_str!("../../data/standard/provinces.yaml")));

/// Reads a file of ours.
pub(crate) fn ours<T: serde::de::DeserializeOwned>(text: &str) -> T {
    // Compiled in; a test reads each of them.
    #[allow(clippy::expect_used)]
    serde_yaml::from_str(text).expect("a compiled-in file is well formed")
}

/// The rulesets that there are, the oldest first.
#[must_use]
pub fn rulesets() -> &'static [Ruleset] {
    &CATALOGUE.rulesets
}

/// The rulesets' years as a list for people.
pub(crate) fn ruleset_years() -> String {
    let years = rulesets().iter().map(|ruleset| ruleset.year.to_string());
    years.collect::<Vec<_>>().join("、")
}

impl Standard {
    /// The standard as of a ruleset's year; `None` where there is no ruleset of that year.
    #[must_use]
    pub fn of(year: u16) -> Option<Self> {
        rulesets().iter().find(|ruleset| ruleset.year == year).map(Self::as_of)
    }

    /// The standard as of the newest ruleset.
    #[must_use]
    pub fn newest() -> Self {
        Self::as_of(CATALOGUE.newest())
    }

    /// Without what later rulesets brought.
    fn as_of(ruleset: &Ruleset) -> Self {
        let year = ruleset.year;
        let groups = CATALOGUE.groups.iter().filter(|group| group.since <= year);
        let indicators = CATALOGUE.indicators.iter().filter(|entry| entry.since <= year);
        let in_force = |entry: &IndicatorEntry| {
            let mut entry = entry.clone();
            entry.limits.retain(|limit| limit.since <= year);
            entry
        };
        Self {
            ruleset: ruleset.clone(),
            groups: groups.cloned().collect(),
            indicators: indicators.map(in_force).collect(),
            operators: OPERATORS.clone(),
            provinces: PROVINCES.clone(),
        }
    }

    /// The same with those thresholds only that were read in their source.
    #[must_use]
    pub fn sourced(&self) -> Self {
        let mut standard = self.clone();
        for entry in &mut standard.indicators {
            entry.limits.retain(|limit| limit.sure == Confidence::Found);
        }
        standard
    }

    /// The ruleset in use.
    #[must_use]
    pub fn ruleset(&self) -> &Ruleset {
        &self.ruleset
    }

    /// The groups, in the order that filings have them.
    #[must_use]
    pub fn groups(&self) -> &[CatalogueGroup] {
        &self.groups
    }

    /// The indicators, in the catalogue's order.
    #[must_use]
    pub fn indicators(&self) -> &[IndicatorEntry] {
        &self.indicators
    }

    /// The operators.
    #[must_use]
    pub fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// The provinces.
    #[must_use]
    pub fn provinces(&self) -> &[Province] {
        &self.provinces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ruleset_has_only_what_was_in_force() {
        let rate = |year| {
            let standard = Standard::of(year).unwrap();
            let entry = standard.indicators().iter().find(|e| e.id == "bb.speed.ratio").unwrap();
            entry.limits.len()
        };
        assert_eq!((rate(2009), rate(2013)), (0, 1));
        assert_eq!(Standard::newest().ruleset().year, 2016);
        assert!(Standard::of(2006).is_none());
        assert_eq!(ruleset_years(), "2005、2009、2013、2016");
    }

    #[test]
    fn every_indicator_has_a_group_and_no_two_have_a_name() {
        let standard = Standard::newest();
        let mut names = std::collections::BTreeSet::new();
        for entry in standard.indicators() {
            assert!(standard.groups().iter().any(|g| g.name == entry.group), "{}", entry.id);
            for name in std::iter::once(&entry.name).chain(&entry.names) {
                assert!(names.insert((&entry.group, name)), "{} {name}", entry.id);
            }
        }
    }
}
