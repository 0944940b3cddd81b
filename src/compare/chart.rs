//! The geometry of a row's chart: points, lines and labels as plain data, in thousandths of a
//! pixel, y downwards. The web page draws it as SVG; whoever draws elsewhere scales it.

use rust_decimal::Decimal;

use super::axis::Axis;
use super::{Cell, Comparison, Row, words};

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The same as text: every value, and the threshold.
    pub text: String,
    /// The whole's width.
    pub width: i64,
    /// The whole's height.
    pub height: i64,
    /// Where the values are drawn.
    pub plot: Frame,
    /// The axis's marks, from below.
    pub ticks: Vec<Label>,
    /// What the columns are called; several lines each, the first just below the plot.
    pub columns: Vec<Heading>,
    /// The values, one series a carrier.
    pub series: Vec<Series>,
    /// The standard's threshold.
    pub limit: Option<Limit>,
}

/// A frame by its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// x of its left edge.
    pub left: i64,
    /// y of its top.
    pub top: i64,
    /// x of its right edge.
    pub right: i64,
    /// y of its bottom.
    pub bottom: i64,
}

/// A text at a height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// y of what it labels.
    pub y: i64,
    /// The text.
    pub text: String,
}

/// What a column is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// x of its middle.
    pub x: i64,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The values of one carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The carrier's number.
    pub carrier: usize,
    /// Its points, by period; a line joins those that are neighbours.
    pub points: Vec<Point>,
    /// Pairs of points that a line joins.
    pub joined: Vec<[(i64, i64); 2]>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its column.
    pub column: usize,
    /// x.
    pub x: i64,
    /// y.
    pub y: i64,
    /// y of the label's base line: above the point, or below it where lines come from above.
    pub label_y: i64,
    /// The value with its unit.
    pub label: String,
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// y of its line: above the plot where it lies beyond it, none where it lies below.
    pub y: Option<i64>,
    /// What it says.
    pub text: String,
    /// Whether it lies beyond the plot.
    pub beyond: bool,
}

/// A thousand: one pixel.
const PX: i64 = 1000;
/// From one column to the next.
const COLUMN: i64 = 84 * PX;
/// The room above the plot: the threshold's text, and the label of the highest point.
const ABOVE: i64 = 44 * PX;
const PLOT: i64 = 104 * PX;
const LINE: i64 = 15 * PX;
/// The longest number that fits.
const MAX_NUMBER: usize = 12;

/// The chart of a row; `None` where fewer than two values can be compared, or one is too long to be
/// labelled.
#[must_use]
pub fn chart(comparison: &Comparison, row: &Row) -> Option<Chart> {
    let exact = |cell: &Option<Cell>| cell.as_ref()?.value.exact();
    let values: Vec<Option<Decimal>> = row.cells.iter().map(exact).collect();
    let known: Vec<Decimal> = values.iter().flatten().copied().collect();
    let is_short = |value: &Decimal| value.normalize().to_string().len() <= MAX_NUMBER;
    if known.len() < 2 || !known.iter().all(is_short) {
        return None;
    }
    let unit = row.unit.as_deref().unwrap_or_default();
    let threshold = row.thresholds.first().and_then(|t| Some((t, t.in_row?)));
    let limit = threshold.map(|(_, value)| value);
    let axis = Axis::of(&known, limit.as_slice(), unit)?;
    let y = |value: Decimal| Some(ABOVE + PLOT - axis.above(value, PLOT)?);
    let ticks = axis.ticks()?;
    let longest = ticks.iter().map(|(_, text)| width(text)).max().unwrap_or(0);
    let left = longest + 14 * PX;
    let spread = Spread { left, room: COLUMN };
    let count = i64::try_from(row.cells.len()).ok()?;
    let plot = Frame { left, top: ABOVE, right: left + count * COLUMN, bottom: ABOVE + PLOT };
    let columns: Vec<Heading> =
        (0..row.cells.len()).map(|n| heading(comparison, n, spread)).collect();
    let lines = columns.iter().map(|heading| heading.lines.len()).max().unwrap_or(0);
    let points = values.iter().enumerate().filter_map(|(column, value)| {
        let value = (*value)?;
        let label = label(row, (column, value), spread);
        let y = y(value)?;
        Some(Point { column, x: spread.middle(column), y, label_y: y - 9 * PX, label })
    });
    let points: Vec<Point> = points.collect();
    Some(Chart {
        title: match unit {
            "" => row.name.clone(),
            unit => format!("{}（{unit}）", row.name),
        },
        text: text(comparison, row),
        width: plot.right + 10 * PX,
        height: plot.bottom + 8 * PX + LINE * i64::try_from(lines).ok()?,
        plot,
        ticks: ticks.into_iter().filter_map(|(v, text)| Some(Label { y: y(v)?, text })).collect(),
        columns,
        series: series(comparison, &points),
        limit: threshold.and_then(|(threshold, value)| {
            let beyond = !axis.holds(value);
            let text = limit_text(&threshold.written, beyond, plot.right);
            let y = if beyond {
                (value > axis.high).then_some(ABOVE - 25 * PX)
            } else {
                Some(y(value)?)
            };
            Some(Limit { y, text, beyond })
        }),
    })
}

/// A threshold in the words that fit.
fn limit_text(written: &str, beyond: bool, room: i64) -> String {
    let whole = format!("标准：{written}");
    let ways = if beyond {
        vec![
            format!("{whole}（在图外）"),
            format!("{written}（在图外）"),
            format!("{written}（图外）"),
        ]
    } else {
        vec![whole, written.to_owned()]
    };
    let fits = ways.iter().find(|text| width(text) <= room).or(ways.last());
    fits.cloned().unwrap_or_default()
}

/// What a chart shows, as text.
fn text(comparison: &Comparison, row: &Row) -> String {
    let value = |(n, cell): (usize, &Option<Cell>)| {
        let written = cell.as_ref().map_or("没有", |cell| &cell.written);
        format!("{} {written}", comparison.heading(n))
    };
    let values: Vec<String> = row.cells.iter().enumerate().map(value).collect();
    let limit = row.thresholds.first();
    let limit = limit.map(|t| format!("标准：{}。", words::threshold(t))).unwrap_or_default();
    format!("{}。{limit}", values.join("；"))
}

fn series(comparison: &Comparison, points: &[Point]) -> Vec<Series> {
    let mut series: Vec<Series> = Vec::new();
    for point in points {
        let Some(column) = comparison.columns.get(point.column) else { continue };
        let known = series.iter().position(|series| series.carrier == column.carrier);
        let at = known.unwrap_or(series.len());
        if known.is_none() {
            let carrier = column.carrier;
            series.push(Series { carrier, points: Vec::new(), joined: Vec::new() });
        }
        let Some(series) = series.get_mut(at) else { continue };
        series.points.push(point.clone());
    }
    for series in &mut series {
        let of = |point: &Point| comparison.columns.get(point.column).and_then(|c| c.before);
        let place = |point: &Point| (point.x, point.y);
        let joined = series.points.iter().filter_map(|point| {
            let before = series.points.iter().find(|other| Some(other.column) == of(point))?;
            // A line goes onwards, and past no other of the carrier's periods.
            let between = (before.column + 1)..point.column;
            let past = series.points.iter().any(|other| between.contains(&other.column));
            (before.column < point.column && !past).then(|| [place(before), place(point)])
        });
        series.joined = joined.collect();
        for point in &mut series.points {
            let ends = series.joined.iter().filter(|line| line.contains(&(point.x, point.y)));
            let mut others = ends.flatten().filter(|end| **end != (point.x, point.y)).peekable();
            let valley = others.peek().is_some() && others.all(|(_, y)| *y < point.y - 6 * PX);
            if valley && point.y + 20 * PX < ABOVE + PLOT {
                point.label_y = point.y + 18 * PX;
            }
        }
    }
    series
}

/// A point's label: as it was written, else its value in the row's unit; the number alone where
/// there is no room for more.
fn label(row: &Row, (column, value): (usize, Decimal), spread: Spread) -> String {
    let unit = row.unit.as_deref().unwrap_or_default();
    let cell = row.cells.get(column).and_then(Option::as_ref);
    let written = cell.filter(|cell| cell.unit == unit).map(|cell| cell.written.clone());
    let written = written.unwrap_or_else(|| format!("{value}{unit}"));
    if width(&written) < spread.text() { written } else { value.normalize().to_string() }
}

/// Where columns stand.
#[derive(Clone, Copy)]
struct Spread {
    left: i64,
    room: i64,
}

impl Spread {
    fn middle(self, column: usize) -> i64 {
        self.left + i64::try_from(column).unwrap_or(0) * self.room + self.room / 2
    }

    /// The widest text that stays within a column.
    fn text(self) -> i64 {
        self.room - 4 * PX
    }
}

/// A column's name in lines that fit its width, three at most.
fn heading(comparison: &Comparison, column: usize, spread: Spread) -> Heading {
    const MOST: usize = 3;
    let name = comparison.heading(column).replace("年上", "年 上").replace("年下", "年 下");
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        let mut line = String::new();
        for c in word.chars() {
            if width(&line) + width(c.encode_utf8(&mut [0; 4])) > spread.text() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
        lines.push(line);
    }
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    Heading { x: spread.middle(column), lines }
}

/// About how wide a text of 12 pixels is.
fn width(text: &str) -> i64 {
    text.chars().map(|c| if c.is_ascii() { 7 * PX } else { 12 * PX }).sum()
}
