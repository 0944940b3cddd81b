//! Trends: what became of each figure over the half-years, as small charts that are alike in scale
//! within a group. As plain data, in thousandths of a pixel, y downwards.

mod draw;

use rust_decimal::Decimal;

use super::axis::Axis;
use super::halves::{HalfYear, LEAST, half_years};
use super::rows::{Group, Row};
use super::{Comparison, words};
use crate::filing::{Half, Period};

pub(super) use draw::{Strip, strips, svg};

/// The longest number that fits.
const MAX_NUMBER: usize = 10;

/// The trends of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trends {
    /// Those of each group that has any.
    pub(super) groups: Vec<GroupTrends>,
    /// Figures that have none, by name.
    pub(super) without: Vec<String>,
}

/// The trends of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupTrends {
    /// The group's name.
    pub(super) name: String,
    /// One for each figure that has a trend.
    pub(super) panels: Vec<Panel>,
}

/// A small chart. Heights are of a thousand, from the axis's lower end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Panel {
    /// What it shows, with its unit.
    pub(super) title: String,
    /// The same as text: every value, and the threshold.
    pub(super) text: String,
    /// The axis's ends.
    pub(super) ends: [String; 2],
    /// What the first and the last half-year are called.
    pub(super) halves: [String; 2],
    /// A value for each half-year that has one.
    pub(super) points: Vec<Option<Point>>,
    /// The standard's threshold.
    pub(super) limit: Option<Limit>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) height: i64,
    pub(super) label: String,
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limit {
    /// Where its line is; `None` where it lies beyond the axis.
    pub(super) height: Option<i64>,
    pub(super) text: String,
}

/// What heights are of.
pub(super) const WHOLE: i64 = 1000;

/// The trends of a comparison of one carrier's filings.
pub(super) fn trends(comparison: &Comparison) -> Trends {
    let halves = half_years(comparison);
    // Those too far apart to be a row have no line from one to the next.
    let is_row = halves.windows(2).all(|pair| pair[0].period.next() == pair[1].period);
    let mut trends = Trends { groups: Vec::new(), without: Vec::new() };
    for group in &comparison.groups {
        let (with, without): (Vec<&Row>, Vec<&Row>) =
            group.rows.iter().partition(|row| is_row && is_shown(row));
        let panels = with.iter().map(|row| panel(comparison, group, row, &halves).ok_or(*row));
        let (panels, odd): (Vec<_>, Vec<_>) = panels.partition(Result::is_ok);
        let odd = odd.into_iter().filter_map(Result::err);
        let name = |row: &Row| format!("{}的{}", group.name, row.name);
        trends.without.extend(without.into_iter().chain(odd).map(name));
        let panels: Vec<Panel> = panels.into_iter().flatten().collect();
        if !panels.is_empty() {
            trends.groups.push(GroupTrends { name: group.name.clone(), panels });
        }
    }
    trends
}

/// A row's values.
fn values(row: &Row) -> impl Iterator<Item = Decimal> {
    row.cells.iter().filter_map(|cell| cell.as_ref()?.value.exact())
}

/// Whether a row's values make a trend, and each can be labelled.
fn is_shown(row: &Row) -> bool {
    let is_short = |value: Decimal| words::number(value).chars().count() <= MAX_NUMBER;
    values(row).count() >= LEAST && values(row).all(is_short)
}

/// The threshold of a row in its unit.
fn limit(row: &Row) -> Option<Decimal> {
    row.thresholds.first()?.in_row
}

/// The axis of all rows of a group that have a unit and are better the same way: shares of what
/// succeeds and of what fails are at opposite ends.
fn axis(group: &Group, of: &Row) -> Option<Axis> {
    let unit = of.unit.as_deref().unwrap_or_default();
    let rows = || {
        let alike = move |row: &&Row| row.unit == of.unit && row.direction == of.direction;
        group.rows.iter().filter(alike).filter(|row| is_shown(row))
    };
    let all: Vec<Decimal> = rows().flat_map(values).collect();
    let limits: Vec<Decimal> = rows().filter_map(limit).collect();
    Axis::of(&all, &limits, unit)
}

fn panel(comparison: &Comparison, group: &Group, row: &Row, halves: &[HalfYear]) -> Option<Panel> {
    let unit = row.unit.as_deref().unwrap_or_default();
    let axis = axis(group, row)?;
    let point = |half: &HalfYear| {
        let cell = row.cells.get(half.column?)?.as_ref()?;
        let value = cell.value.exact()?;
        // As it was written, where it was written in the row's unit.
        let own = cell.written.strip_suffix(unit).filter(|_| cell.unit == unit);
        let label = own.map_or_else(|| words::number(value), |own| own.trim().to_owned());
        Some(Point { height: axis.above(value, WHOLE)?, label })
    };
    let threshold = row.thresholds.first().and_then(|t| Some((t, t.in_row?)));
    let [first, last] = [halves.first()?, halves.last()?].map(|half| brief(half.period));
    Some(Panel {
        title: if unit.is_empty() { row.name.clone() } else { format!("{}（{unit}）", row.name) },
        text: text(comparison, row, halves),
        ends: [axis.low, axis.high].map(words::number),
        halves: [first, last],
        points: halves.iter().map(point).collect(),
        limit: threshold.and_then(|(threshold, value)| {
            Some(if axis.holds(value) {
                Limit {
                    height: Some(axis.above(value, WHOLE)?),
                    text: format!("标准：{}", threshold.written),
                }
            } else {
                Limit { height: None, text: format!("标准：{}（图外）", threshold.written) }
            })
        }),
    })
}

/// A half-year in little room: 2022上.
fn brief(Period { year, half }: Period) -> String {
    format!("{year}{}", if half == Half::First { "上" } else { "下" })
}

/// What a panel shows, as text.
fn text(comparison: &Comparison, row: &Row, halves: &[HalfYear]) -> String {
    let value = |half: &HalfYear| {
        let cell = half.column.and_then(|n| row.cells.get(n)?.as_ref());
        let written = cell.map_or("没有", |cell| &cell.written);
        match half.column {
            Some(column) => format!("{} {written}", comparison.heading(column)),
            None => format!("{} {written}", half.period),
        }
    };
    let values: Vec<String> = halves.iter().map(value).collect();
    let limit = row.thresholds.first();
    let limit = limit.map(|t| format!("标准：{}。", words::threshold(t))).unwrap_or_default();
    format!("{}。{limit}", values.join("；"))
}
