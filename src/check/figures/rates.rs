//! Which rates ought to be high.

use crate::standard::{Direction, PlacedFigure};

/// Names of rates that ought to be high, for indicators that the catalogue does not know.
const GOOD: [&str; 7] = ["及时率", "满意率", "成功率", "接通率", "达标率", "合格率", "完好率"];

/// Whether a figure is a rate that ought to be high.
pub(super) fn ought_to_be_high(figure: &PlacedFigure<'_>) -> bool {
    let share = || figure.part.figure.value.amount.as_ref().is_some_and(|a| a.unit == "%");
    match figure.known {
        Some(known) => {
            let entry = known.entry;
            entry.is_rate() && entry.direction == Direction::Higher && !entry.may_be_low
        }
        None => share() && GOOD.iter().any(|word| figure.name().ends_with(word)),
    }
}
