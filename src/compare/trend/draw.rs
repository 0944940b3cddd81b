//! Small charts drawn: several to a row as a picture that stands alone, for a printed page, or each
//! by itself inside a web page.

use super::{Limit, Panel, Point, WHOLE};
use crate::compare::svg::{line, px, segment, text};
use crate::render::escape_html;

/// A thousand: one pixel.
const PX: i64 = 1000;
/// The type area's width, 156 mm, at 96 pixels to the inch.
const ROW: i64 = 589_600;
/// How many stand in a row.
const BESIDE: usize = 4;
/// How many rows a picture has at most: more do not stand on a page.
const ROWS: usize = 6;
/// How wide one is.
const WIDTH: i64 = ROW / BESIDE as i64;
/// From line to line of a name.
const LINE: i64 = 13 * PX;
/// The left edge and the width of the plot.
const LEFT: i64 = 30 * PX;
const PLOT_WIDTH: i64 = WIDTH - LEFT - 16 * PX;
/// Its height.
const PLOT: i64 = 42 * PX;
/// What the threshold's words, and the label of a point at the top take above it.
const ABOVE: i64 = 26 * PX;
/// What the half-years' names take below it, and a label of a point at the bottom.
const BELOW: i64 = 21 * PX;
/// How many of a line's units fit in one: a Han character is two.
const UNITS: usize = 28;

/// Colours and sizes, on paper.
const STYLE: &str = "text{font:10px sans-serif;fill:#111}.small{font-size:9px;fill:#57534a}\
    .limit-text{font-size:9px;fill:#b3261e}.value{font-size:9.5px;paint-order:stroke;stroke:#fff;\
    stroke-width:2.5px;stroke-linejoin:round}.grid{stroke:#c9c4b8}\
    .limit{stroke:#b3261e;stroke-width:1.2;stroke-dasharray:5 3}\
    .s0{fill:#0072b2;stroke:#0072b2}.join{stroke-width:1.6}";

/// Rows of small charts as one picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compare) struct Strip {
    /// The picture.
    pub(in crate::compare) svg: String,
    /// How many it shows.
    pub(in crate::compare) count: usize,
    /// What it shows, as text.
    pub(in crate::compare) text: String,
}

/// A group's charts as pictures, each no higher than a page.
pub(in crate::compare) fn strips(panels: &[Panel]) -> Vec<Strip> {
    panels.chunks(BESIDE * ROWS).map(strip).collect()
}

fn strip(panels: &[Panel]) -> Strip {
    let mut shapes = String::new();
    let mut top = 0;
    for row in panels.chunks(BESIDE) {
        let titles: Vec<Vec<String>> = row.iter().map(|panel| lines(&panel.title)).collect();
        let most = titles.iter().map(Vec::len).max().unwrap_or(1);
        let head = LINE * i64::try_from(most).unwrap_or(1) + 2 * PX;
        let mut left = 0;
        for (panel, title) in row.iter().zip(&titles) {
            line(&mut shapes, &format!("<g transform=\"translate({} {})\">", px(left), px(top)));
            // The last line of each name stands right above its chart.
            let first = head - LINE * i64::try_from(title.len()).unwrap_or(1) + 8 * PX;
            for (n, words) in (0..).zip(title) {
                line(&mut shapes, &text("name", (0, first + LINE * n), "start", words));
            }
            line(&mut shapes, &format!("<g transform=\"translate(0 {})\">", px(head)));
            shapes.push_str(&plot(panel));
            line(&mut shapes, "</g></g>");
            left += WIDTH;
        }
        top += head + height() + 4 * PX;
    }
    let (width, height) = (px(ROW), px(top));
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<style>{STYLE}</style>\n{shapes}</svg>\n"
    );
    let said = panels.iter().map(|panel| format!("{}：{}", panel.title, panel.text));
    Strip { svg, count: panels.len(), text: said.collect() }
}

/// One chart as an SVG element. `number` keeps its ids apart from those of others on the page; the
/// page's style has its colours.
pub(in crate::compare) fn svg(panel: &Panel, number: usize) -> String {
    let (width, height) = (px(WIDTH), px(height()));
    let (title, said) = (escape_html(&panel.title), escape_html(&panel.text));
    format!(
        "<svg class=\"trend\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"c{number}-t c{number}-d\">\n<title id=\"c{number}-t\">{title}</title>\n<desc id=\"c{number}-d\">{said}</desc>\n{}</svg>",
        plot(panel)
    )
}

/// A chart's height without its name.
fn height() -> i64 {
    ABOVE + PLOT + BELOW
}

/// A chart without its name.
fn plot(panel: &Panel) -> String {
    let mut out = String::new();
    let (bottom, right) = (ABOVE + PLOT, LEFT + PLOT_WIDTH);
    for (at, end) in [bottom, ABOVE].into_iter().zip(&panel.ends) {
        line(&mut out, &segment("grid", (LEFT, at), (right, at)));
        line(&mut out, &text("small", (LEFT - 4 * PX, at + 3 * PX), "end", end));
    }
    let names = [(LEFT, "start"), (right, "end")].into_iter().zip(&panel.halves);
    for ((x, anchor), name) in names {
        line(&mut out, &text("small", (x, bottom + BELOW - 4 * PX), anchor, name));
    }
    if let Some(Limit { height, text: words }) = &panel.limit {
        if let Some(height) = height {
            line(&mut out, &segment("limit", (LEFT, y(*height)), (right, y(*height))));
        }
        line(&mut out, &text("limit-text", (0, 8 * PX), "start", words));
    }
    line(&mut out, "<g class=\"s0\">");
    let places = places(panel);
    for pair in places.windows(2) {
        // Where a half-year is missing, no line goes on.
        if let [Some(from), Some(to)] = pair {
            line(&mut out, &segment("join", *from, *to));
        }
    }
    for (x, y) in places.iter().flatten() {
        line(&mut out, &format!("<circle cx=\"{}\" cy=\"{}\" r=\"2.2\"/>", px(*x), px(*y)));
    }
    line(&mut out, "</g>");
    labels(panel, &places, &mut out);
    out
}

/// Where the points stand.
fn places(panel: &Panel) -> Vec<Option<(i64, i64)>> {
    let steps = i64::try_from(panel.points.len().saturating_sub(1)).unwrap_or(1).max(1);
    let place = |(n, point): (i64, &Option<Point>)| {
        let point = point.as_ref()?;
        Some((LEFT + 4 * PX + (PLOT_WIDTH - 8 * PX) * n / steps, y(point.height)))
    };
    (0..).zip(&panel.points).map(place).collect()
}

fn y(height: i64) -> i64 {
    ABOVE + PLOT - PLOT * height / WHOLE
}

/// The labels of the first and the last value: above the point, or below it where the line comes
/// from above.
fn labels(panel: &Panel, places: &[Option<(i64, i64)>], out: &mut String) {
    let known: Vec<(&Point, (i64, i64))> =
        panel.points.iter().flatten().zip(places.iter().flatten().copied()).collect();
    let ends = [known.first().zip(known.get(1)), known.last().zip(known.iter().rev().nth(1))];
    for (end, anchor) in ends.into_iter().zip(["start", "end"]) {
        let Some(((point, (x, at)), (_, (_, next)))) = end else { continue };
        let is_below = next < at && at + 12 * PX < ABOVE + PLOT + BELOW - 12 * PX;
        let label = if is_below { at + 11 * PX } else { at - 5 * PX };
        let x = if anchor == "start" { x - 4 * PX } else { x + 4 * PX };
        line(out, &text("value", (x, label), anchor, &point.label));
    }
}

/// A name in lines that fit, broken before a bracket where it has one; of a longer one than three
/// the rest is in the picture's text.
fn lines(name: &str) -> Vec<String> {
    const MOST: usize = 3;
    let mut lines = vec![String::new()];
    for c in name.chars() {
        let Some(last) = lines.last_mut() else { break };
        last.push(c);
        if width(last) > UNITS {
            let bracket = last.rfind('（').filter(|at| *at > 0);
            let next = last.split_off(bracket.unwrap_or(last.len() - c.len_utf8()));
            lines.push(next);
        }
    }
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

/// How many units a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_long_name_is_broken_before_its_bracket() {
        assert_eq!(lines("掉话率（%）"), ["掉话率（%）"]);
        assert_eq!(
            lines("障碍修复平均时限（城镇）（小时）"),
            ["障碍修复平均时限（城镇）", "（小时）"]
        );
        let long = "甲".repeat(60);
        assert_eq!(lines(&long).len(), 3);
        assert!(lines(&long)[2].ends_with('…'));
    }
}
