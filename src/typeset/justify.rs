//! Lines to placed glyphs: full lines are squeezed or stretched in CLREQ's order until they end
//! exactly at the edge.

use super::breaking::{Line, Measure, break_lines};
use super::characters::Class;
use super::elements::StyledText;
use super::fitting::{squeeze, stretch};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::sums::{trim_end, trim_start};
use super::{Geometry, Length, PlacedGlyph, TextRun};

/// A line's runs; baselines are from the line's own baseline, downwards.
pub(super) type SetLine = Vec<TextRun>;

/// A paragraph whose turned lines stand below what is behind its first characters, a label.
pub(super) fn hanging(
    (runs, label): (&[StyledText], usize),
    size: Length,
    (x, room): (Length, Length),
    shaper: &mut Shaper<'_>,
) -> Vec<SetLine> {
    let clusters = shaper.shape(runs, size);
    let joints = joints(&clusters, size);
    let (mut seen, mut width) = (0, Length::ZERO);
    for (cluster, joint) in clusters.iter().zip(&joints) {
        if seen >= label {
            break;
        }
        seen += cluster.text.chars().count();
        width += cluster.advance + joint.natural;
    }
    // A label that fills the line leaves no room for what is behind it.
    let width = if width * 2 > room { Length::ZERO } else { width };
    let measure = Measure { first: room, rest: room - width, em: size };
    lines((&clusters, &joints), measure, (x, x + width))
}

/// The lines of a paragraph; the first begins at one place, the others at another.
fn lines(
    (clusters, joints): (&[Cluster], &[Joint]),
    measure: Measure,
    (first, rest): (Length, Length),
) -> Vec<SetLine> {
    let lines = break_lines(clusters, joints, measure);
    let count = lines.len();
    let set = |(n, line): (usize, &Line)| {
        let (room, x) = if n == 0 { (measure.first, first) } else { (measure.rest, rest) };
        fitted_line(clusters, joints, *line, room, n + 1 == count, x)
    };
    lines.iter().enumerate().map(set).collect()
}

/// 附注: a paragraph that is set in one way.
pub(super) fn indented(
    runs: &[StyledText],
    first: Length,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetLine> {
    let Geometry { left, width, em, .. } = *geometry;
    let clusters = shaper.shape(runs, em);
    let joints = joints(&clusters, em);
    let measure = Measure { first: width - first, rest: width, em };
    lines((&clusters, &joints), measure, (left + first, left))
}

/// One line as it is wide, and its width.
pub(super) fn single_line(
    runs: &[StyledText],
    size: Length,
    shaper: &mut Shaper<'_>,
) -> (SetLine, Length) {
    let clusters = shaper.shape(runs, size);
    let joints = joints(&clusters, size);
    natural_line(&clusters, &joints)
}

/// The same without gaps between Han and Latin: what is said of a page is one piece when it is
/// extracted.
pub(super) fn tight_line(
    runs: &[StyledText],
    size: Length,
    shaper: &mut Shaper<'_>,
) -> (SetLine, Length) {
    let clusters = shaper.shape(runs, size);
    let mut joints = joints(&clusters, size);
    joints.iter_mut().for_each(|joint| joint.natural = Length::ZERO);
    natural_line(&clusters, &joints)
}

/// Clusters as one line from x = 0, and its width.
pub(super) fn natural_line(clusters: &[Cluster], joints: &[Joint]) -> (SetLine, Length) {
    let line = whole(clusters);
    let width = natural_width(clusters, joints, line);
    (place(clusters, joints, line, &[], Length::ZERO), width)
}

/// Moves a line's runs to the right.
pub(super) fn shifted(mut line: SetLine, by: Length) -> SetLine {
    line.iter_mut().flat_map(|run| &mut run.glyphs).for_each(|glyph| glyph.x += by);
    line
}

/// All of the clusters as a line.
pub(super) fn whole(clusters: &[Cluster]) -> Line {
    Line { start: 0, end: clusters.len() }
}

/// A line's width as it stands.
pub(super) fn natural_width(clusters: &[Cluster], joints: &[Joint], line: Line) -> Length {
    if line.start >= line.end {
        return Length::ZERO;
    }
    let inner: Length = (line.start..line.end)
        .map(|n| {
            let joint = if n + 1 < line.end { joints[n].natural } else { Length::ZERO };
            clusters[n].advance + joint
        })
        .sum();
    let alone = line.end - line.start < 2;
    let end = if alone { Length::ZERO } else { trim_end(&clusters[line.end - 1]) };
    inner - trim_start(&clusters[line.start]) - end
}

/// A line placed from `x` in its room: filled, or a last one only ever squeezed.
pub(super) fn fitted_line(
    clusters: &[Cluster],
    joints: &[Joint],
    line: Line,
    room: Length,
    last: bool,
    x: Length,
) -> SetLine {
    if line.start >= line.end {
        return Vec::new();
    }
    let inner = &joints[line.start..line.end - 1];
    let mut extra = vec![Length::ZERO; inner.len()];
    let missing = room - natural_width(clusters, joints, line);
    if missing < Length::ZERO {
        squeeze(inner, -missing, &mut extra);
    } else if !last {
        stretch(inner, missing, clusters[line.start].size, &mut extra);
    }
    place(clusters, joints, line, &extra, x)
}

/// Places a line's clusters from `x`.
fn place(
    clusters: &[Cluster],
    joints: &[Joint],
    line: Line,
    extra: &[Length],
    x: Length,
) -> SetLine {
    let mut runs: SetLine = Vec::new();
    if line.start >= line.end {
        return runs;
    }
    let mut x = x - trim_start(&clusters[line.start]);
    // Spaces behind the last word are kept for those who copy the text; they have no width left.
    let spaces = clusters[line.end..].iter().take_while(|c| c.class == Class::Space);
    let after = spaces.count();
    for n in line.start..line.end + after {
        let cluster = &clusters[n];
        let fits = |run: &TextRun| {
            run.face == cluster.face
                && run.size == cluster.size
                && run.baseline == -cluster.raise
                && run.element == Some(cluster.element)
                && run.link == cluster.link
        };
        if !runs.last().is_some_and(fits) {
            runs.push(TextRun {
                element: Some(cluster.element),
                link: cluster.link,
                line: None,
                face: cluster.face,
                size: cluster.size,
                baseline: -cluster.raise,
                glyphs: Vec::new(),
            });
        }
        if let Some(run) = runs.last_mut() {
            push_cluster(cluster, x, &mut run.glyphs);
        }
        let own = extra.get(n - line.start).copied().unwrap_or_default();
        let joint = if n + 1 < line.end { joints[n].natural + own } else { Length::ZERO };
        x += cluster.advance + joint;
    }
    runs
}

fn push_cluster(cluster: &Cluster, x: Length, glyphs: &mut Vec<PlacedGlyph>) {
    for (n, glyph) in cluster.glyphs.iter().enumerate() {
        glyphs.push(PlacedGlyph {
            id: glyph.id,
            x: x + glyph.x,
            text: if n == 0 { cluster.text.clone() } else { String::new() },
            substitute: cluster.substitute,
        });
    }
}
