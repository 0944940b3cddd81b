//! The half-years of one carrier's filings in a row: those that are missing in between, too.

use super::Comparison;
use crate::filing::{MAX_LASTS, Period};

/// A half-year of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HalfYear {
    /// Which one.
    pub(super) period: Period,
    /// The column of its filing; `None` where there is none.
    pub(super) column: Option<usize>,
}

/// So many half-years make a row: two points on a chart say nothing.
pub(super) const LEAST: usize = 3;

/// The half-years from the first filing's to the last one's. Only the filings' own of two, of which
/// no row is made, and of those that are too far apart to be one.
pub(super) fn half_years(comparison: &Comparison) -> Vec<HalfYear> {
    let columns = comparison.columns.iter().enumerate();
    let own: Vec<HalfYear> =
        columns.map(|(n, c)| HalfYear { period: c.period, column: Some(n) }).collect();
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return own };
    let count = last.period.half_years_since(first.period);
    if own.len() < LEAST || count > MAX_LASTS as i64 {
        return own;
    }
    let all = std::iter::successors(Some(first.period), |period| Some(period.next()));
    let all = all.take_while(|period| *period <= last.period);
    let column = |period: Period| own.iter().find(|half| half.period == period)?.column;
    all.map(|period| HalfYear { period, column: column(period) }).collect()
}
