//! Which rates ought to be high, and which may be more than all.

use crate::standard::{Direction, PlacedFigure};

/// Names of rates that ought to be high, for indicators that the catalogue does not know.
const GOOD: [&str; 7] = ["及时率", "满意率", "成功率", "接通率", "达标率", "合格率", "完好率"];

/// Words of rates that may well exceed 100 %.
const GROWTH: [&str; 6] = ["增长", "增幅", "提升", "下降", "同比", "环比"];

/// Whether a name is of something that grows.
pub(super) fn is_growth(name: &str) -> bool {
    GROWTH.iter().any(|word| name.contains(word))
}

/// Whether a share may be more than all of it.
pub(crate) fn may_exceed(figure: &PlacedFigure<'_>) -> bool {
    figure.known.is_some_and(|known| known.entry.above_hundred) || is_growth(&figure.name())
}

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
