//! Charts side by side as a picture that stands alone, for a printed page.

use super::chart::Chart;
use super::svg::{line, px, shapes};
use crate::render::escape_html;

/// A thousand: one pixel.
const PX: i64 = 1000;
/// The type area's width, 156 mm, at 96 pixels to the inch.
pub(super) const WIDTH: i64 = 589_600;
/// Room above a chart for its name.
const NAME: i64 = 20 * PX;

/// Colours and sizes as on the page of a comparison, on paper.
const STYLE: &str = "text{font:12px sans-serif;fill:#111}.tick{font-size:11px;fill:#57534a}\
    .limit-text{fill:#b3261e}.value{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}.grid{stroke:#c9c4b8}\
    .limit{stroke:#b3261e;stroke-width:1.5;stroke-dasharray:6 4}.join{stroke-width:2}\
    .s0{fill:#0072b2;stroke:#0072b2}";

/// How many charts of a comparison stand side by side: as many as the widest leaves room for.
pub(super) fn beside(charts: &[Chart]) -> usize {
    let widest = charts.iter().map(|chart| chart.width).max().unwrap_or(WIDTH).max(1);
    usize::try_from(WIDTH / widest).unwrap_or(1).max(1)
}

/// Charts side by side, each in a share of the width as if there were so many.
pub(super) fn strip(charts: &[Chart], beside: usize) -> String {
    let share = WIDTH / i64::try_from(beside).unwrap_or(1).max(1);
    let height = NAME + charts.iter().map(|chart| chart.height).max().unwrap_or(0);
    let (width, height) = (px(WIDTH), px(height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"
    );
    line(&mut out, &format!("<style>{STYLE}</style>"));
    let mut left = 0;
    for chart in charts {
        let (middle, name) = (px(left + share / 2), escape_html(&chart.title));
        line(
            &mut out,
            &format!("<text x=\"{middle}\" y=\"13\" text-anchor=\"middle\">{name}</text>"),
        );
        let at = left + (share - chart.width) / 2;
        line(&mut out, &format!("<g transform=\"translate({} {})\">", px(at), px(NAME)));
        out.push_str(&shapes(chart));
        line(&mut out, "</g>");
        left += share;
    }
    out.push_str("</svg>\n");
    out
}
