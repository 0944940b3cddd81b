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
    // A working day counts as a day of the clock here; whoever compares the two allows for it.
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

/// The longest unit that a text begins with.
#[must_use]
pub(crate) fn leading_unit(text: &str) -> Option<&'static str> {
    let units = UNITS.iter().map(|(unit, ..)| *unit).filter(|unit| !unit.is_empty());
    units.filter(|unit| text.starts_with(unit)).max_by_key(|unit| unit.len())
}

/// Whether a unit counts working days, which are days of the clock only by the calendar.
#[must_use]
pub fn in_working_days(unit: &str) -> bool {
    unit.ends_with("工作日")
}

/// A number of a unit, in the base of its dimension (seconds, or a number of one); `None` where
/// the unit is not known or the number cannot be represented exactly.
#[must_use]
pub fn in_base(value: Decimal, unit: &str) -> Option<(Dimension, Decimal)> {
    let (_, dimension, many, of) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    Some((*dimension, exact(value, *many, *of)?))
}

/// A number of a dimension's base, in a unit; `None` where the unit is not known or the number
/// cannot be represented exactly, as 10 minutes cannot in hours.
#[must_use]
pub fn from_base(value: Decimal, unit: &str) -> Option<Decimal> {
    let (_, _, many, of) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    exact(value, *of, *many)
}

/// A number times a whole number, over another; `None` where digits would be lost.
fn exact(value: Decimal, times: i64, over: i64) -> Option<Decimal> {
    if value.is_zero() {
        return Some(value);
    }
    let (times, over) = (Decimal::from(times), Decimal::from(over));
    let product = value.checked_mul(times).filter(|p| p.scale() == value.scale())?;
    let quotient = product.checked_div(over)?;
    (quotient.checked_mul(over)? == product).then_some(quotient)
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
    use rust_decimal::Decimal;

    use super::from_base;
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

    #[test]
    fn what_cannot_be_held_exactly_is_not_given() {
        let base = |text: &str| parse_figure(text).unwrap().amount.unwrap().in_base();
        let (_, minutes) = base("90分钟").unwrap();
        assert_eq!(from_base(minutes, "小时"), Some(Decimal::new(15, 1)));
        let (_, minutes) = base("10分钟").unwrap();
        assert_eq!(from_base(minutes, "小时"), None);
        assert_eq!(from_base(minutes, "分钟"), Some(Decimal::TEN));
        assert_eq!(base("1.234567890123456789012345678小时"), None);
        assert_eq!(base("0.00%").map(|(_, value)| value.is_zero()), Some(true));
    }
}
