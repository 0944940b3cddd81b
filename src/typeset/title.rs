//! The title's lines: broken at units of sense, balanced, a trapezoid or a lozenge
//! (GB/T 9704-2012 7.3.1).

use super::breaking::{Line, Measure, break_lines};
use super::elements::StyledText;
use super::justify::{SetLine, natural_line, shifted};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::{Geometry, Length};

/// More units of sense than a name has.
const MOST_UNITS: usize = 6;
/// Between Han characters and figures of a title, this part of the size at most.
const TITLE_GAP: i64 = 6;

/// The lines of a title whose runs are its units of sense, each centred.
pub(super) fn title_lines(
    units: &[StyledText],
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetLine> {
    let size = geometry.title_size;
    let shaped: Vec<Vec<Cluster>> =
        units.iter().map(|unit| shaper.shape(std::slice::from_ref(unit), size)).collect();
    let widths: Vec<Length> = shaped.iter().map(|unit| width(unit)).collect();
    let mut lines = Vec::new();
    let mut units = shaped.into_iter();
    for count in title_groups(&widths, size, geometry.width) {
        let line: Vec<Cluster> = units.by_ref().take(count).flatten().collect();
        lines.extend(broken(line, geometry));
    }
    lines
        .iter()
        .map(|clusters| {
            let (line, width) = natural_line(clusters, &title_joints(clusters, size));
            shifted(line, geometry.left + (geometry.width - width) / 2)
        })
        .collect()
}

/// The joints of a title: its figures are as dark as its Han characters and stand among them, so
/// a gap as wide as the text's would part the year from its title.
fn title_joints(clusters: &[Cluster], size: Length) -> Vec<Joint> {
    let mut joints = joints(clusters, size);
    joints.iter_mut().for_each(|joint| joint.natural = joint.natural.min(size / TITLE_GAP));
    joints
}

fn width(clusters: &[Cluster]) -> Length {
    clusters.iter().map(|cluster| cluster.advance).sum()
}

/// What makes one way to break a title worse than another, in this order: a line too long, more
/// lines, less even, a shorter line above.
type Rank = (bool, usize, i64, bool);

/// How many units of a title stand on each line: a character is free at either side where that can
/// be, since a title from edge to edge is a band and no title.
pub(crate) fn title_groups(widths: &[Length], size: Length, room: Length) -> Vec<usize> {
    let inner = room - size * 2;
    let groups = groups_of_units(widths, inner);
    if fit(&groups, widths, inner) { groups } else { groups_of_units(widths, room) }
}

/// The same of a name's units, which goes on in further lines as it is; `None` where it has none
/// that would do.
pub(crate) fn name_groups(widths: &[Length], room: Length) -> Option<Vec<usize>> {
    if !(2..=MOST_UNITS).contains(&widths.len()) {
        return None;
    }
    let groups = groups_of_units(widths, room);
    fit(&groups, widths, room).then_some(groups)
}

/// Whether no line is wider than its room.
fn fit(groups: &[usize], widths: &[Length], room: Length) -> bool {
    let mut rest = widths.iter().copied();
    groups.iter().all(|count| rest.by_ref().take(*count).sum::<Length>() <= room)
}

/// How many units stand on each line: as few lines as fit, the most even of those, and where two
/// ways are as even, the longer line above.
fn groups_of_units(widths: &[Length], room: Length) -> Vec<usize> {
    let count = widths.len();
    let mut best: Option<(Rank, Vec<usize>)> = None;
    // A title has three units at most and a name six, so all ways are four, or thirty-two.
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
        let rising = lines.windows(2).any(|pair| pair[0] < pair[1]);
        let rank = (overflow, groups.len(), unevenness, rising);
        if best.as_ref().is_none_or(|(known, _)| rank < *known) {
            best = Some((rank, groups));
        }
    }
    best.map(|(_, groups)| groups).unwrap_or_default()
}

/// A line that is still too long is broken as a paragraph is, into lines of like length.
fn broken(line: Vec<Cluster>, geometry: &Geometry) -> Vec<Vec<Cluster>> {
    let width = width(&line);
    if width <= geometry.width {
        return vec![line];
    }
    let lines = width.0 / geometry.width.0 + 1;
    let room = (width / lines + geometry.title_size).min(geometry.width);
    let joints = title_joints(&line, geometry.title_size);
    let measure = Measure { first: room, rest: room, em: geometry.title_size };
    break_lines(&line, &joints, measure)
        .iter()
        .map(|Line { start, end }| line[*start..*end].to_vec())
        .collect()
}
