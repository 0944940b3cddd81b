//! Who files and where: operators with their hotlines, provinces.

use serde::Deserialize;

use super::{Confidence, Standard};

/// A carrier's group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// 集团, such as 中国移动.
    pub group: String,
    /// The word that a provincial short name has: 移动 in 山西移动.
    pub brand: String,
    /// The word that file names have: mobile in shanxi-mobile-2020h2.
    pub slug: String,
    /// Other names of the group.
    pub also: Vec<String>,
    /// Numbers that its users call.
    pub hotlines: Vec<Hotline>,
}

/// A number that users call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// The number.
    pub number: String,
    /// Whether it was read in a source.
    pub sure: Confidence,
}

/// A province, autonomous region or municipality.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// 山西省.
    pub name: String,
    /// 山西.
    pub short: String,
    /// The word that file names have: shanxi; 陕西 is shaanxi.
    pub pinyin: String,
}

impl Standard {
    /// The operator of a 集团.
    #[must_use]
    pub fn operator(&self, group: &str) -> Option<&Operator> {
        self.operators().iter().find(|o| o.group == group)
    }

    /// A province by its full or short name.
    #[must_use]
    pub fn province(&self, name: &str) -> Option<&Province> {
        self.provinces().iter().find(|p| p.name == name || p.short == name)
    }
}
