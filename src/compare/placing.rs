//! Figures held against the standard, and against those of other carriers in the same period.

use rust_decimal::Decimal;

use super::columns::Column;
use super::value::Value;
use super::{Cell, plain};
use crate::filing::from_base;
use crate::standard::{Confidence, Direction, Measure, PlacedFigure, Threshold};

/// A threshold of the standard for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowThreshold {
    /// As it is shown: 平均不超过24小时.
    pub written: String,
    /// The number, in `unit`.
    pub value: Decimal,
    /// Its unit.
    pub unit: String,
    /// The number in the row's unit, where it can be converted exactly.
    pub in_row: Option<Decimal>,
    /// The norm and clause.
    pub source: String,
    /// How sure it is.
    pub sure: Confidence,
    /// The same in words.
    pub caveat: &'static str,
    /// Whether it is the laxest of several, as the figure names no area.
    pub laxest: bool,
}

/// How a figure stands to the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It keeps to the threshold.
    Met,
    /// It is worse than a threshold, which may be one that nobody read in its source.
    Broken,
    /// Neither is certain.
    Unclear,
}

/// How a figure stands among the carriers of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// None is better.
    Best,
    /// None is worse.
    Worst,
}

/// The thresholds of a row by one of its figures; its own first.
pub(super) fn thresholds(figure: &PlacedFigure<'_>, unit: Option<&str>) -> Vec<RowThreshold> {
    figure.thresholds().iter().map(|threshold| row_threshold(threshold, unit)).collect()
}

pub(super) fn row_threshold(threshold: &Threshold<'_>, unit: Option<&str>) -> RowThreshold {
    let (value, own_unit) = threshold.shown();
    let in_row = unit.and_then(|unit| {
        if unit == own_unit {
            return Some(value);
        }
        // Working days are no days of the clock.
        let clock = !crate::filing::in_working_days(unit)
            && !crate::filing::in_working_days(threshold.unit);
        let (kind, base) = threshold.in_base().filter(|_| clock)?;
        from_base(base, unit).filter(|_| crate::filing::dimension(unit) == Some(kind))
    });
    RowThreshold {
        written: threshold.written(),
        value: value.normalize(),
        unit: own_unit.to_owned(),
        in_row: in_row.map(|value| value.normalize()),
        source: plain(threshold.source),
        sure: threshold.sure,
        caveat: threshold.caveat(),
        laxest: threshold.value != threshold.strictest,
    }
}

/// How a figure stands to the standard; `None` where that says nothing of it.
pub(super) fn standing(figure: &PlacedFigure<'_>) -> Option<Standing> {
    let thresholds = figure.thresholds();
    let first = thresholds.first()?;
    let measure = figure.known.map_or(Measure::Value, |known| known.measure);
    let Some(amount) = &figure.part.figure.value.amount else { return Some(Standing::Unclear) };
    if thresholds.iter().any(|threshold| threshold.is_broken_by(amount)) {
        return Some(Standing::Broken);
    }
    Some(if first.is_met_by(amount, measure) { Standing::Met } else { Standing::Unclear })
}

/// Marks the best and the worst of each period that several carriers have figures of.
pub(super) fn place(cells: &mut [Option<Cell>], columns: &[Column], direction: Option<Direction>) {
    let lower = match direction {
        Some(Direction::Lower) => true,
        Some(Direction::Higher) => false,
        Some(Direction::None) | None => return,
    };
    for n in 0..cells.len() {
        let peers = peers(cells, columns, n);
        let least = peers.iter().map(|(_, value)| *value).min();
        let most = peers.iter().map(|(_, value)| *value).max();
        let several = peers.iter().any(|(carrier, _)| Some(*carrier) != peers.first().map(|p| p.0));
        let Some(cell) = cells.get_mut(n).and_then(Option::as_mut) else { continue };
        let Some(own) = cell.value.exact().filter(|_| several && least != most) else { continue };
        let (best, worst) = if lower { (least, most) } else { (most, least) };
        cell.place = match Some(own) {
            own if own == best => Some(Place::Best),
            own if own == worst => Some(Place::Worst),
            _ => None,
        };
    }
}

/// The carriers and values of a cell's period.
fn peers(cells: &[Option<Cell>], columns: &[Column], n: usize) -> Vec<(usize, Decimal)> {
    let period = columns.get(n).map(|column| column.period);
    let of_period = columns.iter().zip(cells).filter(|(c, _)| Some(c.period) == period);
    let exact = |cell: &Option<Cell>| match &cell.as_ref()?.value {
        Value::Exact(value) => Some(*value),
        Value::Incomparable(_) => None,
    };
    of_period.filter_map(|(column, cell)| Some((column.carrier, exact(cell)?))).collect()
}
