//! What the catalogue knows of an indicator.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// The file `data/standard/indicators.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalogue {
    pub(super) rulesets: Vec<Ruleset>,
    pub(super) groups: Vec<CatalogueGroup>,
    pub(super) indicators: Vec<IndicatorEntry>,
}

impl Catalogue {
    pub(super) fn newest(&self) -> &Ruleset {
        // Compiled in; a test asks for it.
        #[allow(clippy::expect_used)]
        self.rulesets.last().expect("there is a ruleset")
    }
}

/// A norm that set thresholds, by its year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// The year that names it.
    pub year: u16,
    /// The norm.
    pub name: String,
}

/// A group of indicators.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueGroup {
    /// The canonical name.
    pub name: String,
    /// What filings also call it.
    pub also: Vec<String>,
    /// 经营业务 that need the group.
    pub services: Vec<String>,
    /// Whether every filing needs it.
    #[serde(default)]
    pub always: bool,
    /// The ruleset's year that has it first; the oldest where none is given.
    #[serde(default)]
    pub since: u16,
}

impl CatalogueGroup {
    /// Whether the group goes by a name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.also.iter().any(|a| a == name)
    }
}

/// An indicator of the catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    /// A stable name such as `mobile.repair.avg`.
    pub id: String,
    /// The canonical name of its group.
    pub group: String,
    /// The canonical name: 障碍修复平均时限.
    pub name: String,
    /// What filings also call it, as a whole.
    #[serde(default)]
    pub names: Vec<String>,
    /// What is measured, without the measure: 障碍修复. Empty where the name has no such part.
    #[serde(default)]
    pub subject: String,
    /// What filings also call the subject.
    #[serde(default)]
    pub also: Vec<String>,
    /// How it is measured.
    pub measure: Measure,
    /// The unit of the standard; 比率 for a bare ratio, 文字 for no quantity.
    pub unit: String,
    /// Other units that are usual.
    #[serde(default)]
    pub units: Vec<String>,
    /// Which way is better.
    pub direction: Direction,
    /// Whether filings with the group usually have it.
    #[serde(default)]
    pub usual: bool,
    /// Whether a rate may exceed 100 %.
    #[serde(default)]
    pub above_hundred: bool,
    /// Whether a low one is nothing to explain, though more is better.
    #[serde(default)]
    pub may_be_low: bool,
    /// The ruleset's year that has it first; the oldest where none is given.
    #[serde(default)]
    pub since: u16,
    /// Its thresholds.
    #[serde(default)]
    pub limits: Vec<Limit>,
}

impl IndicatorEntry {
    /// Whether the indicator is a rate in per cent.
    #[must_use]
    pub fn is_rate(&self) -> bool {
        self.unit == "%"
    }

    /// Whether it is given in points out of a hundred: 分, which are minutes elsewhere.
    #[must_use]
    pub fn is_score(&self) -> bool {
        self.unit == "分"
    }

    /// Whether a unit is the standard's, or one of the others that are usual.
    #[must_use]
    pub fn lists(&self, unit: &str) -> bool {
        let mut usual = std::iter::once(&self.unit).chain(&self.units);
        let unit = unit.replace('％', "%");
        usual.any(|usual| usual.eq_ignore_ascii_case(&unit))
    }

    /// What one of its figures looks like.
    #[must_use]
    pub fn example(&self) -> String {
        match self.unit.as_str() {
            "比率" => "≤4×10⁻⁶".to_owned(),
            "%" => "99.10%".to_owned(),
            "分" => "85.6分".to_owned(),
            unit @ ("户" | "件") => format!("1200{unit}"),
            unit => format!("4.01{unit}"),
        }
    }
}

/// How an indicator is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Measure {
    /// An average time.
    #[serde(rename = "平均")]
    Average,
    /// A longest time.
    #[serde(rename = "最大")]
    Maximum,
    /// The share done in time.
    #[serde(rename = "及时率")]
    Timeliness,
    /// Anything else.
    #[serde(rename = "数值")]
    Value,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Neither.
    None,
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Read in a source.
    Found,
    /// Read in second-hand sources only.
    Secondary,
    /// From memory: informs, never accuses.
    Memory,
}

/// A threshold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The ruleset's year that it is in force from.
    pub since: u16,
    /// The limit of the average.
    #[serde(default)]
    pub average: Option<LimitValue>,
    /// The limit of the maximum.
    #[serde(default)]
    pub maximum: Option<LimitValue>,
    /// Its unit where that is not the indicator's.
    #[serde(default)]
    pub unit: Option<String>,
    /// The norm and clause.
    pub source: String,
    /// How sure it is.
    pub sure: Confidence,
}

/// A limit, one for all or one for each area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitValue {
    /// One for all.
    One(Decimal),
    /// By area, in the file's order.
    ByArea(Vec<(String, Decimal)>),
}

impl<'de> Deserialize<'de> for LimitValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Numbers pass through their text: a float would not be exact.
        let value = serde_yaml::Value::deserialize(deserializer)?;
        let number = |value: &serde_yaml::Value| match value {
            serde_yaml::Value::Number(n) => n.to_string().parse().map_err(D::Error::custom),
            _ => Err(D::Error::custom("a limit is a number")),
        };
        let serde_yaml::Value::Mapping(areas) = &value else {
            return Ok(Self::One(number(&value)?));
        };
        let area = |(key, value): (&serde_yaml::Value, &serde_yaml::Value)| {
            let name = key.as_str().ok_or_else(|| D::Error::custom("an area is a text"))?;
            Ok((name.to_owned(), number(value)?))
        };
        Ok(Self::ByArea(areas.iter().map(area).collect::<Result<_, D::Error>>()?))
    }
}
