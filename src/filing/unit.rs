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

/// What a figure is a number of. Figures of one kind can be set against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind<'u> {
    /// What is measured.
    Measured(Dimension),
    /// What is counted: 户 of 万户.
    Counted(&'u str),
}

/// What a unit is of.
#[must_use]
pub fn unit_kind(unit: &str) -> UnitKind<'_> {
    dimension(unit).map_or_else(|| UnitKind::Counted(multiple(unit).1), UnitKind::Measured)
}

/// A number of any unit in the base of its kind: 1.20万户 as 12000. `None` where it cannot be
/// represented exactly.
#[must_use]
pub fn in_kind(value: Decimal, unit: &str) -> Option<(UnitKind<'_>, Decimal)> {
    if dimension(unit).is_some() {
        return in_base(value, unit).map(|(kind, value)| (UnitKind::Measured(kind), value));
    }
    let (many, of) = multiple(unit);
    Some((UnitKind::Counted(of), exact(value, many, 1)?))
}

/// How many a unit begins with, and what of: 百万 and 用户 of 百万用户.
#[must_use]
pub(crate) fn multiple(unit: &str) -> (i64, &str) {
    const MULTIPLES: [(&str, i64); 9] = [
        ("百万", 1_000_000),
        ("十万", 100_000),
        ("千万", 10_000_000),
        ("百亿", 10_000_000_000),
        ("万亿", 1_000_000_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1000),
        ("百", 100),
    ];
    let found = MULTIPLES.iter().find_map(|(word, many)| Some((*many, unit.strip_prefix(word)?)));
    found.unwrap_or((1, unit))
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

    use super::{UnitKind, from_base, in_kind};
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
    fn what_is_counted_in_thousands_is_of_one_kind() {
        let base = |text: &str| {
            let amount = parse_figure(text).unwrap().amount.unwrap();
            let (kind, value) = in_kind(amount.value, &amount.unit).unwrap();
            (format!("{kind:?}"), value.normalize())
        };
        for (one, other) in [
            ("1.20万户", "12000户"),
            ("0.5亿次", "5000万次"),
            ("1.2万", "1.2万"),
            ("90分钟", "1.5小时"),
        ] {
            assert_eq!(base(one), base(other), "{one} {other}");
        }
        assert_ne!(base("1户").0, base("1件").0);
        assert_eq!(in_kind(1.into(), "万户"), Some((UnitKind::Counted("户"), 10_000.into())));
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
