//! 省份: one province, several, or the whole country.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::source::Spanned;

/// What 省份 says where a whole group files, or a carrier of the whole country.
pub const NATIONWIDE: &str = "全国";

/// 省份 as the file has it; what the names stand for [`crate::standard::Standard::territory`] knows.
#[derive(Debug, Clone)]
pub struct Provinces {
    named: Vec<Spanned<String>>,
}

impl Provinces {
    /// `named` has one at least: what is missing is marked.
    pub(super) fn new(named: Vec<Spanned<String>>) -> Self {
        Self { named }
    }

    /// Those of a list, without their places.
    #[cfg(test)]
    pub(crate) fn of(names: &[&str]) -> Self {
        let spanned = |name: &&str| Spanned { value: (*name).to_owned(), span: 0..0 };
        Self::new(names.iter().map(spanned).collect())
    }

    /// The names, in the order of the file.
    #[must_use]
    pub fn named(&self) -> &[Spanned<String>] {
        &self.named
    }

    /// The names in one: `山西省、陕西省`.
    #[must_use]
    pub fn label(&self) -> String {
        let names: Vec<&str> = self.named.iter().map(|name| name.value.as_str()).collect();
        names.join("、")
    }

    /// From the first name to the last.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        let start = self.named.first().map_or(0, |name| name.span.start);
        start..self.named.last().map_or(start, |name| name.span.end)
    }

    /// Whether the same ones are named, in whatever order.
    #[must_use]
    pub fn are_those_of(&self, other: &Self) -> bool {
        let names = |provinces: &Self| -> BTreeSet<String> {
            provinces.named.iter().map(|name| name.value.clone()).collect()
        };
        names(self) == names(other)
    }
}
