//! Units: what kind of quantity a unit measures, and how much of the kind's base it is.

use rust_decimal::Decimal;

use super::Amount;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// 秒 分钟 小时 天 工作日; in seconds.
    Time,
    /// % ‰ or none; as a number of one.
    Ratio,
}

/// Units that are known, each with what one of it is in its dimension's base: `(unit, how many,
/// in how many)`.
const UNITS: [(&str, Dimension, i64, i64); 21] = [
    ("秒", Dimension::Time, 1, 1),
    ("秒钟", Dimension::Time, 1, 1),
    ("s", Dimension::Time, 1, 1),
    ("毫秒", Dimension::Time, 1, 1000),
    ("ms", Dimension::Time, 1, 1000),
    ("分", Dimension::Time, 60, 1),
    ("分钟", Dimension::Time, 60, 1),
    ("min", Dimension::Time, 60, 1),
    ("时", Dimension::Time, 3600, 1),
    ("小时", Dimension::Time, 3600, 1),
    ("个小时", Dimension::Time, 3600, 1),
    ("h", Dimension::Time, 3600, 1),
    ("天", Dimension::Time, 86_400, 1),
    ("日", Dimension::Time, 86_400, 1),
    // A working day is a day of the clock here; who compares the two allows for it.
    ("工作日", Dimension::Time, 86_400, 1),
    ("个工作日", Dimension::Time, 86_400, 1),
    ("%", Dimension::Ratio, 1, 100),
    ("％", Dimension::Ratio, 1, 100),
    ("‰", Dimension::Ratio, 1, 1000),
    ("‱", Dimension::Ratio, 1, 10_000),
    ("", Dimension::Ratio, 1, 1),
];

/// What a unit measures, where it is known. No unit at all is a ratio.
#[must_use]
pub fn dimension(unit: &str) -> Option<Dimension> {
    UNITS.iter().find(|(name, ..)| *name == unit).map(|(_, dimension, ..)| *dimension)
}

/// A number of a unit, in the base of its dimension (seconds, or a number of one).
#[must_use]
pub fn in_base(value: Decimal, unit: &str) -> Option<(Dimension, Decimal)> {
    let (_, dimension, many, of) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    let value = value.checked_mul(Decimal::from(*many))?.checked_div(Decimal::from(*of))?;
    Some((*dimension, value))
}

impl Amount {
    /// What the amount's unit measures.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        dimension(&self.unit)
    }

    /// The amount in the base of its dimension, where its unit is known.
    #[must_use]
    pub fn in_base(&self) -> Option<(Dimension, Decimal)> {
        in_base(self.value, &self.unit)
    }
}

#[cfg(test)]
mod tests {
    use crate::filing::parse_figure;

    #[test]
    fn equal_amounts_of_different_units_have_one_base() {
        let base = |text: &str| parse_figure(text).unwrap().amount.unwrap().in_base();
        for (one, other) in [
            ("24小时", "1天"),
            ("90分钟", "1.5小时"),
            ("36秒", "0.01小时"),
            ("99.10%", "0.991"),
            ("4×10⁻⁶", "0.0004%"),
        ] {
            assert_eq!(base(one), base(other), "{one} {other}");
        }
        assert_eq!(base("3.5人次/百万用户"), None);
    }
}
