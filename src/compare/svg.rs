//! A chart as SVG inside a page: marks of several shapes and colours that the colour-blind can
//! tell apart (Okabe and Ito), a title and a description for screen readers.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::chart::{Chart, Heading, Limit, Point};
use crate::render::escape_html;

/// How many colours the page's style has.
const COLOURS: usize = 6;
/// Half a mark, in thousandths of a pixel.
const R: i64 = 4500;

/// A chart as an SVG element. `number` keeps its ids apart from those of others on the page; the
/// page's style has its colours.
#[must_use]
pub fn svg(chart: &Chart, number: usize) -> String {
    let (width, height) = (px(chart.width), px(chart.height));
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"c{number}-t c{number}-d\">\n"
    );
    line(&mut out, &format!("<title id=\"c{number}-t\">{}</title>", escape_html(&chart.title)));
    line(&mut out, &format!("<desc id=\"c{number}-d\">{}</desc>", escape_html(&chart.text)));
    out.push_str(&shapes(chart));
    out.push_str("</svg>");
    out
}

/// What a chart is drawn of, without the element around it.
pub(super) fn shapes(chart: &Chart) -> String {
    let mut out = String::new();
    axis(&mut out, chart);
    if let Some(limit) = &chart.limit {
        threshold(&mut out, chart, limit);
    }
    for series in &chart.series {
        let colour = series.carrier % COLOURS;
        line(&mut out, &format!("<g class=\"s{colour}\">"));
        for [from, to] in &series.joined {
            line(&mut out, &segment("join", *from, *to));
        }
        for point in &series.points {
            line(&mut out, &mark(series.carrier, point));
        }
        line(&mut out, "</g>");
        for point in &series.points {
            line(&mut out, &text("value", (point.x, point.label_y), "middle", &point.label));
        }
    }
    out
}

pub(super) fn line(out: &mut String, element: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{element}");
}

fn axis(out: &mut String, chart: &Chart) {
    let plot = chart.plot;
    for tick in &chart.ticks {
        line(out, &segment("grid", (plot.left, tick.y), (plot.right, tick.y)));
        line(out, &text("tick", (plot.left - 6000, tick.y + 4000), "end", &tick.text));
    }
    for Heading { x, lines } in &chart.columns {
        let mut y = plot.bottom + 17_000;
        for words in lines {
            line(out, &text("name", (*x, y), "middle", words));
            y += 15_000;
        }
    }
}

fn threshold(out: &mut String, chart: &Chart, limit: &Limit) {
    let plot = chart.plot;
    if let Some(y) = limit.y {
        line(out, &segment("limit", (plot.left, y), (plot.right, y)));
    }
    line(out, &text("limit-text", (2000, 13_000), "start", &limit.text));
}

pub(super) fn segment(class: &str, from: (i64, i64), to: (i64, i64)) -> String {
    let (x1, y1, x2, y2) = (px(from.0), px(from.1), px(to.0), px(to.1));
    format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>")
}

pub(super) fn text(class: &str, at: (i64, i64), anchor: &str, words: &str) -> String {
    let (x, y, words) = (px(at.0), px(at.1), raised(&escape_html(words)));
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>")
}

/// Powers as ordinary figures, small and raised: hardly a face has a raised minus.
fn raised(words: &str) -> String {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
    const PLAIN: &str = "0123456789-";
    let place = |c: char| RAISED.chars().position(|raised| raised == c);
    let mut out = String::new();
    let chars: Vec<char> = words.chars().collect();
    for run in chars.chunk_by(|one, other| place(*one).is_some() == place(*other).is_some()) {
        let plain = |c: &char| place(*c).and_then(|n| PLAIN.chars().nth(n)).unwrap_or(*c);
        let text: String = run.iter().map(plain).collect();
        let is_up = run.first().is_some_and(|c| place(*c).is_some());
        out.push_str(&match (is_up, out.is_empty()) {
            (true, _) => format!("<tspan dy=\"-3\" font-size=\"7\">{text}</tspan>"),
            (false, true) => text,
            // Behind a power it is on the line again.
            (false, false) => format!("<tspan dy=\"3\">{text}</tspan>"),
        });
    }
    out
}

/// A mark of the carrier's shape; with each round of colours the shapes move on by one.
fn mark(carrier: usize, point: &Point) -> String {
    let shapes: [&[(i64, i64)]; 5] = [
        &[(-4, -4), (4, -4), (4, 4), (-4, 4)],
        &[(0, -5), (5, 4), (-5, 4)],
        &[(0, -5), (5, 0), (0, 5), (-5, 0)],
        &[(0, 5), (5, -4), (-5, -4)],
        &[(-2, -5), (2, -5), (5, -2), (5, 2), (2, 5), (-2, 5), (-5, 2), (-5, -2)],
    ];
    let kind = (carrier + carrier / COLOURS) % COLOURS;
    let (x, y) = (point.x, point.y);
    let Some(shape) = kind.checked_sub(1).and_then(|kind| shapes.get(kind)) else {
        return format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", px(x), px(y), px(R));
    };
    let corner = |(dx, dy): &(i64, i64)| format!("{},{}", px(x + dx * 1000), px(y + dy * 1000));
    let corners: Vec<String> = shape.iter().map(corner).collect();
    format!("<polygon points=\"{}\"/>", corners.join(" "))
}

/// Thousandths of a pixel as pixels, without needless zeros.
pub(super) fn px(length: i64) -> String {
    Decimal::new(length, 3).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::{px, raised};

    #[test]
    fn powers_are_raised_figures() {
        let power = "3×10<tspan dy=\"-3\" font-size=\"7\">-6</tspan>";
        assert_eq!(raised("3×10⁻⁶"), power);
        assert_eq!(raised("≤3×10⁻⁶（图外）"), format!("≤{power}<tspan dy=\"3\">（图外）</tspan>"));
        assert_eq!(raised("99.10%"), "99.10%");
    }

    #[test]
    fn lengths_are_written_without_loss() {
        let written = [0, 1000, 1500, -250, 84_001, 100_000].map(px);
        assert_eq!(written, ["0", "1", "1.5", "-0.25", "84.001", "100"]);
    }
}
