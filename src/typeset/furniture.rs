//! What stands on a page beside the text: the page number, 送审稿 and which one it is.

use super::elements::StyledText;
use super::justify::{shifted, single_line, tight_line};
use super::shape::Shaper;
use super::{DraftMark, Geometry, Length, NumberPosition, TextRun};
use crate::fonts::Role;

/// The element of text that is not the report's.
const NONE: usize = usize::MAX;

/// The page number between its rules, — 3 —, at its place: the rules' upper edge 7 mm below the
/// type area (GB/T 9704-2012 7.5).
pub(super) fn page_number(
    number: usize,
    place: NumberPosition,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<TextRun> {
    let text = format!("— {number} —");
    let runs = [StyledText { element: NONE, link: None, role: Role::Song, text }];
    let (line, width) = single_line(&runs, geometry.number_size, shaper);
    let free = geometry.width - width;
    let x = match place {
        NumberPosition::Centred => free / 2,
        NumberPosition::Outer if number % 2 == 1 => free - geometry.number_size,
        NumberPosition::Outer => geometry.number_size,
    };
    let top = line
        .first()
        .and_then(|run| shaper.ink_height(run.face, run.glyphs.first()?.id, run.size))
        .map_or(Length::ZERO, |(_, top)| top);
    let baseline = geometry.top + geometry.height + geometry.number_gap + top;
    let mut line = shifted(line, geometry.left + x);
    for run in &mut line {
        run.element = None;
        run.baseline = baseline;
    }
    line
}

/// 送审稿, three large characters along the type area's diagonal, and a line that says which one.
pub(super) fn draft_mark(line: &str, shaper: &mut Shaper<'_>, geometry: &Geometry) -> DraftMark {
    let size = geometry.width / 4;
    let mut runs = Vec::new();
    for (text, n) in ["送", "审", "稿"].into_iter().zip([1, 3, 5]) {
        let text = text.to_owned();
        let text = StyledText { element: NONE, link: None, role: Role::Hei, text };
        let (line, width) = single_line(&[text], size, shaper);
        let x = geometry.left + geometry.width * n / 6 - width / 2;
        let top = geometry.top + geometry.height * n / 6 - size / 2;
        for mut run in shifted(line, x) {
            run.element = None;
            run.baseline += top + Geometry::above_baseline(size);
            runs.push(run);
        }
    }
    DraftMark { runs, line: draft_line(line, shaper, geometry) }
}

/// Which draft it is: small, in the upper margin, flush with the type area's right edge. There the
/// standard has nothing, and who leafs through a pile sees it.
fn draft_line(line: &str, shaper: &mut Shaper<'_>, geometry: &Geometry) -> Vec<TextRun> {
    let text = StyledText { element: NONE, link: None, role: Role::Hei, text: line.to_owned() };
    let (line, width) = tight_line(&[text], geometry.draft_size, shaper);
    let mut line = shifted(line, geometry.left + geometry.width - width);
    for run in &mut line {
        run.element = None;
        run.baseline += geometry.top - geometry.draft_gap;
    }
    line
}
