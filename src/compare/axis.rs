//! A chart's axis of values: round marks around what there is.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The axis of values.
pub(super) struct Axis {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    step: Decimal,
}

impl Axis {
    /// An axis for values, from 0 except for high percentages, and with the thresholds that are
    /// not so far off that the values would be one line.
    pub(super) fn of(values: &[Decimal], limits: &[Decimal], unit: &str) -> Option<Self> {
        let (mut least, mut most) = (*values.iter().min()?, *values.iter().max()?);
        let own = Self::between(least, most, unit)?;
        let room = own.high.checked_sub(own.low)?.checked_mul(Decimal::from(4))?;
        let ends = (least, most);
        for limit in limits {
            let with = Self::between(ends.0.min(*limit), ends.1.max(*limit), unit)?;
            if with.high.checked_sub(with.low)? <= room {
                (least, most) = (least.min(*limit), most.max(*limit));
            }
        }
        Self::between(least, most, unit)
    }

    /// Whether a value stands on the axis.
    pub(super) fn holds(&self, value: Decimal) -> bool {
        (self.low..=self.high).contains(&value)
    }

    fn between(least: Decimal, most: Decimal, unit: &str) -> Option<Self> {
        let (mut low, mut high) = (least, most);
        let is_high = unit == "%" && least >= Decimal::from(50);
        if !is_high {
            low = low.min(Decimal::ZERO);
            high = high.max(Decimal::ZERO);
        }
        if is_high {
            // A point at least, so that a hundredth of one does not look like a cliff.
            high = high.ceil();
            low = low.min(high.checked_sub(Decimal::ONE)?);
        } else if low == high {
            high = Decimal::ONE;
        }
        let step = step(high.checked_sub(low)?.checked_div(Decimal::from(4))?)?;
        let low = low.checked_div(step)?.floor().checked_mul(step)?;
        let high = high.checked_div(step)?.ceil().checked_mul(step)?;
        Some(Self { low, high, step })
    }

    pub(super) fn ticks(&self) -> Option<Vec<(Decimal, String)>> {
        let mut ticks = Vec::new();
        let mut value = self.low;
        // Six at most, since a step is a quarter of the values' span or more.
        while value <= self.high && ticks.len() < 8 {
            ticks.push((value, value.normalize().to_string()));
            value = value.checked_add(self.step)?;
        }
        Some(ticks)
    }

    /// How far a value is above the axis's end, of so much from end to end.
    pub(super) fn above(&self, value: Decimal, plot: i64) -> Option<i64> {
        let span = self.high.checked_sub(self.low)?;
        let above = value.checked_sub(self.low)?.checked_mul(Decimal::from(plot))?;
        above.checked_div(span)?.round().to_i64()
    }
}

/// The least of 1, 2, 5, 10 … and their tenths that is no less.
fn step(wanted: Decimal) -> Option<Decimal> {
    let mut scale = Decimal::from_i128_with_scale(1, 20);
    while scale.checked_mul(Decimal::TEN)? < wanted {
        scale = scale.checked_mul(Decimal::TEN)?;
    }
    [1, 2, 5, 10].into_iter().find_map(|n| {
        let step = scale.checked_mul(Decimal::from(n))?;
        (step >= wanted).then_some(step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(values: &[&str], limit: Option<&str>, unit: &str) -> String {
        let values: Vec<Decimal> = values.iter().map(|v| v.parse().unwrap()).collect();
        let limits: Vec<Decimal> = limit.iter().map(|v| v.parse().unwrap()).collect();
        let axis = Axis::of(&values, &limits, unit).unwrap();
        let ticks: Vec<String> = axis.ticks().unwrap().into_iter().map(|(_, text)| text).collect();
        ticks.join(" ")
    }

    #[test]
    fn an_axis_has_round_marks_around_its_values() {
        assert_eq!(axis(&["4.01", "1.90"], None, "小时"), "0 2 4 6");
        assert_eq!(axis(&["99.10", "99.96"], None, "%"), "99 99.5 100");
        assert_eq!(axis(&["100", "100"], None, "%"), "99 99.5 100");
        assert_eq!(axis(&["0.02", "0.01"], None, "%"), "0 0.005 0.01 0.015 0.02");
        assert_eq!(axis(&["0", "0"], None, "小时"), "0 0.5 1");
        assert_eq!(axis(&["-3", "5"], None, ""), "-4 -2 0 2 4 6");
    }

    #[test]
    fn a_threshold_is_on_the_axis_unless_it_is_far_off() {
        assert_eq!(axis(&["4.01", "12"], Some("24"), "小时"), "0 10 20 30");
        assert_eq!(axis(&["4.01", "1.90"], Some("24"), "小时"), "0 2 4 6");
        assert_eq!(axis(&["99", "98"], Some("97"), "%"), "97 97.5 98 98.5 99");
    }

    #[test]
    fn values_at_the_edge_of_what_can_be_held_do_no_harm() {
        let (most, least) = (Decimal::MAX, Decimal::MIN);
        assert!(Axis::of(&[most, least], &[], "").is_none());
        assert!(Axis::of(&[most, most], &[least], "%").is_none());
        let tiny = Decimal::from_i128_with_scale(1, 28);
        assert!(Axis::of(&[tiny, tiny], &[most], "").is_none_or(|a| a.above(tiny, 100).is_some()));
    }
}
