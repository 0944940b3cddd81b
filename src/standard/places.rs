//! Who files and where: operators with their hotlines, provinces.

use serde::Deserialize;

use super::{Confidence, Standard};
use crate::filing::{NATIONWIDE, Provinces};

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

/// Where a carrier files for: what the names of its 省份 stand for.
#[derive(Debug, Clone)]
pub enum Territory<'s> {
    /// 全国: a whole group, or a carrier of the whole country.
    Nationwide,
    /// One province, or several in the order of the file.
    Of(Vec<&'s Province>),
}

impl<'s> Territory<'s> {
    /// Its provinces; none that are named where it is the whole country.
    #[must_use]
    pub fn provinces(&self) -> &[&'s Province] {
        match self {
            Self::Nationwide => &[],
            Self::Of(provinces) => provinces,
        }
    }

    /// The province, where it is one.
    #[must_use]
    pub fn only(&self) -> Option<&'s Province> {
        match self.provinces() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether it is the whole country.
    #[must_use]
    pub fn is_nationwide(&self) -> bool {
        matches!(self, Self::Nationwide)
    }

    /// Whether a province is another's: of the whole country none is.
    #[must_use]
    pub fn excludes(&self, province: &Province) -> bool {
        !self.is_nationwide() && !self.names(province)
    }

    /// Whether a province is one of those that it names.
    #[must_use]
    pub fn names(&self, province: &Province) -> bool {
        self.provinces().iter().any(|own| own.short == province.short)
    }

    /// As messages have it: `山西省、陕西省`, `全国`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Nationwide => NATIONWIDE.to_owned(),
            Self::Of(provinces) => {
                let names: Vec<&str> = provinces.iter().map(|p| p.name.as_str()).collect();
                names.join("、")
            }
        }
    }
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

    /// Where a carrier files for; `None` where a name is that of no province, or 全国 among others.
    #[must_use]
    pub fn territory(&self, provinces: &Provinces) -> Option<Territory<'_>> {
        if provinces.named().iter().all(|name| name.value == NATIONWIDE) {
            return Some(Territory::Nationwide);
        }
        let mut own: Vec<&Province> = Vec::new();
        for name in provinces.named() {
            let province = self.province(&name.value)?;
            if !own.iter().any(|other| other.short == province.short) {
                own.push(province);
            }
        }
        Some(Territory::Of(own))
    }
}
