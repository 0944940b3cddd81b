//! How a value moved, and whether that is for the better.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::standard::Direction;

/// How a value moved from one filing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The column that it moved from.
    pub from: usize,
    /// By how much, exact, in the row's unit; percentage points where that is %.
    pub difference: Decimal,
    /// By how many per cent, rounded to two places; `None` for rates, whose difference says it,
    /// and where it was 0.
    pub percent: Option<Decimal>,
    /// Whether for the better.
    pub verdict: Verdict,
}

/// Whether a change is for the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Better,
    /// It is for the worse.
    Worse,
    /// Nothing changed.
    Same,
    /// It moved, and nobody says which way is better.
    Moved,
}

/// How the changes of a row are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judging {
    /// Whether the values are rates in per cent.
    pub(super) is_rate: bool,
    /// Which way is better.
    pub(super) direction: Option<Direction>,
}

impl Change {
    /// From one value to another; `None` where the difference cannot be held exactly.
    pub(super) fn between(from: (usize, Decimal), to: Decimal, judging: Judging) -> Option<Self> {
        let (column, from) = from;
        let difference = to.checked_sub(from)?;
        if difference.checked_add(from)? != to {
            return None;
        }
        let percent = || {
            let hundredfold = difference.checked_mul(Decimal::ONE_HUNDRED)?;
            let share = hundredfold.checked_div(from).filter(|_| from > Decimal::ZERO)?;
            let rounding = RoundingStrategy::MidpointAwayFromZero;
            Some(share.round_dp_with_strategy(2, rounding).normalize())
        };
        Some(Self {
            from: column,
            difference: difference.normalize(),
            percent: if judging.is_rate { None } else { percent() },
            verdict: verdict(difference, judging.direction),
        })
    }
}

fn verdict(difference: Decimal, direction: Option<Direction>) -> Verdict {
    let higher = difference > Decimal::ZERO;
    match direction {
        _ if difference.is_zero() => Verdict::Same,
        Some(Direction::Higher) if higher => Verdict::Better,
        Some(Direction::Lower) if !higher => Verdict::Better,
        Some(Direction::Higher | Direction::Lower) => Verdict::Worse,
        Some(Direction::None) | None => Verdict::Moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: &str, to: &str, rate: bool, direction: Option<Direction>) -> String {
        let change = Change::between(
            (0, from.parse().unwrap()),
            to.parse().unwrap(),
            Judging { is_rate: rate, direction },
        );
        let change = change.unwrap();
        let percent = change.percent.map_or("-".to_owned(), |p| p.to_string());
        format!("{} {percent} {:?}", change.difference, change.verdict)
    }

    #[test]
    fn a_change_is_exact_and_judged_by_the_direction() {
        let (lower, higher) = (Some(Direction::Lower), Some(Direction::Higher));
        assert_eq!(change("4.50", "4.01", false, lower), "-0.49 -10.89 Better");
        assert_eq!(change("4.01", "4.50", false, lower), "0.49 12.22 Worse");
        assert_eq!(change("99.10", "99.2", true, higher), "0.1 - Better");
        assert_eq!(change("4.0", "4.00", false, lower), "0 0 Same");
        assert_eq!(change("0", "3", false, None), "3 - Moved");
        assert_eq!(change("0.3", "0.1", true, None), "-0.2 - Moved");
    }
}
