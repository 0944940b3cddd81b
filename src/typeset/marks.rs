//! What stands on a page beside the text: the page number, 落款, 送审稿.

use super::breaking::{Measure, break_lines};
use super::elements::StyledText;
use super::justify::{SetLine, natural_line, natural_width, shifted, single_line, whole};
use super::shape::Shaper;
use super::spacing::joints;
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
        run.baseline += baseline;
    }
    line
}

/// 加盖印章的落款 (GB/T 9704-2012 7.3.5.1): the date ends four characters from the edge and the
/// name above is centred on it. Where the name would then come near the edge, it is the name that
/// ends four characters from the edge, and the date is centred below it. Returns the lines
/// and the place of their common middle.
pub(super) fn sign_off(
    unit: &StyledText,
    date: &StyledText,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> (Vec<SetLine>, Length) {
    let em = geometry.em;
    let units = unit_lines(unit, shaper, geometry);
    let unit_width = units.iter().map(|(_, width)| *width).max().unwrap_or_default();
    let (date, date_width) = single_line(std::slice::from_ref(date), em, shaper);
    let right = geometry.left + geometry.width - em * 4;
    let on_date = right - date_width / 2;
    let near_edge = on_date + unit_width / 2 > right + em;
    let middle = if near_edge { right - unit_width / 2 } else { on_date };
    let lines = units.into_iter().chain([(date, date_width)]);
    let lines = lines.map(|(line, width)| shifted(line, middle - width / 2)).collect();
    (lines, middle)
}

/// Who signs, on one line; on several of like length where one would not stand in the type area.
fn unit_lines(
    unit: &StyledText,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<(SetLine, Length)> {
    let em = geometry.em;
    let room = geometry.width - em * 4;
    let clusters = shaper.shape(std::slice::from_ref(unit), em);
    let between = joints(&clusters, em);
    let width = natural_width(&clusters, &between, whole(&clusters));
    if width <= room {
        return vec![natural_line(&clusters, &between)];
    }
    let count = width.0 / room.0 + 1;
    let even = (width / count + em).min(room);
    let measure = Measure { first: even, rest: even, em };
    break_lines(&clusters, &between, measure)
        .iter()
        .map(|line| natural_line(&clusters[line.start..line.end], &between[line.start..line.end]))
        .collect()
}

/// 送审稿, three large characters along the type area's diagonal.
pub(super) fn draft_mark(shaper: &mut Shaper<'_>, geometry: &Geometry) -> DraftMark {
    let size = geometry.width / 4;
    let mut runs = Vec::new();
    for (text, n) in ["送", "审", "稿"].into_iter().zip([1, 3, 5]) {
        let text = text.to_owned();
        let text = StyledText { element: NONE, link: None, role: Role::Heading, text };
        let (line, width) = single_line(&[text], size, shaper);
        let x = geometry.left + geometry.width * n / 6 - width / 2;
        let top = geometry.top + geometry.height * n / 6 - size / 2;
        for mut run in shifted(line, x) {
            run.element = None;
            run.baseline += top + Geometry::above_baseline(size);
            runs.push(run);
        }
    }
    DraftMark { runs }
}
