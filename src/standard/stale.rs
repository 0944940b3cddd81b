//! Words that tell which times and numbers of a text are of one half-year only.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::pattern::pattern;

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
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

impl StaleWords {
    /// `72.45万人次`, `8900余座`, `27.4%`: the number, how many, and its unit.
    pub(crate) fn numbers(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            let mut units: Vec<String> =
                self.units.iter().map(|unit| regex::escape(unit)).collect();
            units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
            let units = units.join("|");
            let number = r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*[余多]?([万亿千百]*)[余多]?";
            // A pattern of ours; tests use it.
            #[allow(clippy::unwrap_used)]
            pattern(&format!("{number}({units})")).unwrap()
        })
    }
}
