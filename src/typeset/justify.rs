//! Lines to placed glyphs: full lines are squeezed or stretched in CLREQ's order until they end
//! exactly at the edge.

use super::breaking::{Line, Measure, break_lines, early_share, trim_end, trim_start};
use super::realise::{Element, Form, StyledText};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, SQUEEZES, joints};
use super::title::title_lines;
use super::{DraftMark, Geometry, Length, PlacedGlyph, TextRun};
use crate::fonts::Role;

/// A line's runs; baselines are from the line's own baseline, downwards.
pub(super) type SetLine = Vec<TextRun>;

/// Sets an element's lines.
pub(super) fn lines(
    element: &Element,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetLine> {
    match element.form {
        Form::Justified { first, left } => justified(element, first, left, shaper, geometry),
        Form::Title => title_lines(&element.runs, shaper, geometry)
            .iter()
            .map(|clusters| {
                let joints = joints(clusters, geometry.title_size);
                let whole = Line { start: 0, end: clusters.len() };
                let width = natural_width(clusters, &joints, whole);
                let x = geometry.left + (geometry.width - width) / 2;
                place(clusters, &joints, whole, &[], x)
            })
            .collect(),
        Form::At { x } => {
            let clusters = shaper.shape(&element.runs, geometry.em);
            let joints = joints(&clusters, geometry.em);
            let whole = Line { start: 0, end: clusters.len() };
            vec![place(&clusters, &joints, whole, &[], geometry.left + x)]
        }
    }
}

fn justified(
    element: &Element,
    first: Length,
    left: Length,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetLine> {
    let em = geometry.em;
    let clusters = shaper.shape(&element.runs, em);
    let joints = joints(&clusters, em);
    let room = geometry.width - left;
    let measure = Measure { first: room - first, rest: room, em };
    let lines = break_lines(&clusters, &joints, measure);
    let count = lines.len();
    lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let room = if n == 0 { measure.first } else { measure.rest };
            let extra = fit(&clusters, &joints, *line, room, n + 1 == count);
            let x = geometry.left + left + if n == 0 { first } else { Length::ZERO };
            place(&clusters, &joints, *line, &extra, x)
        })
        .collect()
}

/// The page number between its rules, — 3 —, from x = 0 and its top at the baseline given as 0.
/// Returns the run and its width.
pub(super) fn page_number(
    number: usize,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> (TextRun, Length) {
    let text = format!("— {number} —");
    let runs = [StyledText { role: Role::Song, text }];
    let clusters = shaper.shape(&runs, geometry.number_size);
    let mut x = Length::ZERO;
    let mut glyphs = Vec::new();
    for cluster in &clusters {
        push_cluster(cluster, x, &mut glyphs);
        x += cluster.advance;
    }
    let dash = &clusters[0];
    let top = dash
        .glyphs
        .first()
        .and_then(|g| shaper.ink_height(dash.face, g.id, dash.size))
        .map_or(Length::ZERO, |(_, top)| top);
    let run = TextRun {
        element: None,
        line: None,
        face: dash.face,
        size: dash.size,
        baseline: top,
        glyphs,
    };
    (run, x)
}

/// 送审稿, three large characters along the type area's diagonal.
pub(super) fn draft_mark(shaper: &mut Shaper<'_>, geometry: &Geometry) -> DraftMark {
    let size = geometry.width / 4;
    let text = "送审稿".to_owned();
    let clusters = shaper.shape(&[StyledText { role: Role::Heading, text }], size);
    let runs = clusters.iter().zip(1..).map(|(cluster, n)| {
        let mut glyphs = Vec::new();
        let x = geometry.left + geometry.width * (2 * n - 1) / 6 - cluster.advance / 2;
        push_cluster(cluster, x, &mut glyphs);
        let middle = geometry.top + geometry.height * (2 * n - 1) / 6;
        let baseline = middle - size / 2 + Geometry::above_baseline(size);
        let (face, size) = (cluster.face, cluster.size);
        TextRun { element: None, line: None, face, size, baseline, glyphs }
    });
    DraftMark { runs: runs.collect() }
}

/// A line's width as it stands.
pub(super) fn natural_width(clusters: &[Cluster], joints: &[Joint], line: Line) -> Length {
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

/// What each joint of a line gives or takes so that the line fills its room. A last line is only
/// ever squeezed.
fn fit(
    clusters: &[Cluster],
    joints: &[Joint],
    line: Line,
    room: Length,
    last: bool,
) -> Vec<Length> {
    let inner = &joints[line.start..line.end - 1];
    let mut extra = vec![Length::ZERO; inner.len()];
    let missing = room - natural_width(clusters, joints, line);
    if missing < Length::ZERO {
        squeeze(inner, -missing, &mut extra);
    } else if !last {
        stretch(inner, missing, &mut extra);
    }
    extra
}

/// Takes away in order; within an order every joint gives alike of what it has.
fn squeeze(joints: &[Joint], needed: Length, extra: &mut [Length]) {
    let mut left = needed;
    for order in 0..SQUEEZES {
        let amount = |j: &Joint| match j.squeeze {
            Some((squeeze, amount)) if squeeze as usize == order => amount,
            _ => Length::ZERO,
        };
        let total: Length = joints.iter().map(amount).sum();
        if total == Length::ZERO {
            continue;
        }
        let take = total.min(left);
        let (mut seen, mut taken) = (0, 0);
        for (joint, extra) in joints.iter().zip(extra.iter_mut()) {
            seen += amount(joint).0;
            let upto = take.0 * seen / total.0;
            *extra -= Length(upto - taken);
            taken = upto;
        }
        left -= take;
        if left == Length::ZERO {
            break;
        }
    }
}

/// Adds to spaces and Han–Latin gaps first, up to a half em each, then to all gaps alike.
fn stretch(joints: &[Joint], missing: Length, extra: &mut [Length]) {
    let early: Length = joints.iter().map(|j| j.early).sum();
    let growing = joints.iter().filter(|j| j.grows).count() as i64;
    let share = early_share(early, missing, growing);
    let (mut seen, mut given) = (0, 0);
    for (joint, extra) in joints.iter().zip(extra.iter_mut()) {
        seen += joint.early.0;
        let upto = if early.0 > 0 { share.0 * seen / early.0 } else { 0 };
        *extra += Length(upto - given);
        given = upto;
    }
    let rest = missing - Length(given);
    let (mut gaps, mut given) = (0, 0);
    let growing_gaps = joints.iter().zip(extra.iter_mut()).filter(|(joint, _)| joint.grows);
    for (_, extra) in growing_gaps {
        gaps += 1;
        let upto = rest.0 * gaps / growing;
        *extra += Length(upto - given);
        given = upto;
    }
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
    // Spaces behind the last word are kept for who takes the text out; they have no width left.
    let after = clusters[line.end..].iter().take_while(|c| c.text == " ").count();
    for n in line.start..line.end + after {
        let cluster = &clusters[n];
        let fits = |run: &TextRun| {
            run.face == cluster.face && run.size == cluster.size && run.baseline == -cluster.raise
        };
        if !runs.last().is_some_and(fits) {
            runs.push(TextRun {
                element: None,
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
