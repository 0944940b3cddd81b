//! The title's lines: broken at units of sense, balanced, widest as a trapezoid or a lozenge
//! (GB/T 9704-2012 7.3.1).

use super::breaking::{Line, Measure, break_lines};
use super::realise::StyledText;
use super::shape::{Cluster, Shaper};
use super::spacing::joints;
use super::{Geometry, Length};

/// The clusters of each line of a title whose runs are its units of sense.
pub(super) fn title_lines(
    units: &[StyledText],
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<Vec<Cluster>> {
    let shaped: Vec<Vec<Cluster>> = units
        .iter()
        .map(|unit| shaper.shape(std::slice::from_ref(unit), geometry.title_size))
        .collect();
    let widths: Vec<Length> =
        shaped.iter().map(|unit| unit.iter().map(|c| c.advance).sum()).collect();
    let groups = best_groups(&widths, geometry.width);
    let mut lines = Vec::new();
    let mut units = shaped.into_iter();
    for size in groups {
        let line: Vec<Cluster> = units.by_ref().take(size).flatten().collect();
        lines.extend(fitted(line, geometry));
    }
    lines
}

/// How many units stand on each line: as few lines as fit, a long line before a short one or
/// the other way round rather than a ragged middle, and the most even of those.
fn best_groups(widths: &[Length], room: Length) -> Vec<usize> {
    let count = widths.len();
    let mut best: Option<((bool, usize, i64, bool), Vec<usize>)> = None;
    // A title has three units at most, so all ways to break it are four.
    for breaks in 0..1_usize << count.saturating_sub(1) {
        let mut groups = vec![1];
        for n in 1..count {
            if breaks >> (n - 1) & 1 == 1 {
                groups.push(1);
            } else if let Some(last) = groups.last_mut() {
                *last += 1;
            }
        }
        let mut at = 0;
        let lines: Vec<Length> = groups
            .iter()
            .map(|size| {
                at += size;
                widths[at - size..at].iter().copied().sum()
            })
            .collect();
        let overflow = lines.iter().any(|width| *width > room);
        let widest = lines.iter().map(|l| l.0).max().unwrap_or(0);
        let unevenness = lines.iter().map(|l| widest - l.0).sum::<i64>();
        // Where two ways are as even, the longer line stands above.
        let rising = lines.windows(2).any(|pair| pair[0] < pair[1]);
        let rank = (overflow, groups.len(), unevenness, rising);
        if best.as_ref().is_none_or(|(known, _)| rank < *known) {
            best = Some((rank, groups));
        }
    }
    best.map(|(_, groups)| groups).unwrap_or_default()
}

/// A line that is still too long is broken as a paragraph is, into lines of like length.
fn fitted(line: Vec<Cluster>, geometry: &Geometry) -> Vec<Vec<Cluster>> {
    let width: Length = line.iter().map(|c| c.advance).sum();
    if width <= geometry.width {
        return vec![line];
    }
    let lines = width.0 / geometry.width.0 + 1;
    let room = (width / lines + geometry.title_size).min(geometry.width);
    let joints = joints(&line, geometry.title_size);
    let measure = Measure { first: room, rest: room, em: geometry.title_size };
    break_lines(&line, &joints, measure)
        .iter()
        .map(|Line { start, end }| line[*start..*end].to_vec())
        .collect()
}
