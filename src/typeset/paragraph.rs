//! Paragraphs and headings to lines: a paragraph in the several ways that a page may choose from.

use super::breaking::{Breaker, Broken, Line, Measure, Wish};
use super::elements::StyledText;
use super::heading::heading_lines;
use super::justify::{SetLine, fitted_line, natural_width, placed};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::words::Lexicon;
use super::{Geometry, Length};

/// A paragraph's lines as they may be set.
#[derive(Debug, Clone)]
pub(super) struct SetWay {
    pub lines: Vec<SetLine>,
    /// By how much they are set worse than those that are set best.
    pub cost: i64,
    /// Whether a word is torn behind each.
    pub torn: Vec<bool>,
}

impl SetWay {
    /// The only way.
    pub(super) fn only(lines: Vec<SetLine>) -> Self {
        let torn = vec![false; lines.len()];
        Self { lines, cost: 0, torn }
    }
}

/// A paragraph of which lines of other lengths are not asked for.
const MOST_CLUSTERS: usize = 3_000;

/// Where a paragraph stands: how far in its first line begins, and all of its lines.
#[derive(Clone, Copy)]
pub(super) struct Indents {
    pub first: Length,
    pub left: Length,
}

/// A text's clusters and what stands between them, the room of its lines, and where they begin.
struct Shaped {
    clusters: Vec<Cluster>,
    joints: Vec<Joint>,
    measure: Measure,
    x: Length,
}

fn shaped(
    runs: &[StyledText],
    Indents { first, left }: Indents,
    lexicon: &Lexicon,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Shaped {
    let em = geometry.em;
    let clusters = shaper.shape(runs, em);
    let mut joints = joints(&clusters, em);
    lexicon.mark(&clusters, &mut joints);
    let room = geometry.width - left;
    let measure = Measure { first: room - first, rest: room, em };
    Shaped { clusters, joints, measure, x: geometry.left + left }
}

/// Sets a paragraph, the best way first.
pub(super) fn paragraph(
    runs: &[StyledText],
    indents: Indents,
    lexicon: &Lexicon,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetWay> {
    let Shaped { clusters, joints, measure, x } = shaped(runs, indents, lexicon, shaper, geometry);
    let breaker = Breaker::new(&clusters, &joints, measure);
    let natural = breaker.lines(Wish::NATURAL);
    let others = if clusters.len() > MOST_CLUSTERS { Vec::new() } else { breaker.others(&natural) };
    let least = natural.cost;
    let set = |broken: &Broken| SetWay {
        lines: placed((&clusters, &joints), &broken.lines, measure, (x + indents.first, x)),
        cost: (broken.cost - least).max(0),
        torn: broken.lines.iter().map(|line| breaker.is_torn(line.end)).collect(),
    };
    std::iter::once(&natural).chain(&others).map(set).collect()
}

/// Sets a heading: the lines of one that takes several are of like length, and end where its sense
/// allows a pause.
pub(super) fn heading(
    runs: &[StyledText],
    indents: Indents,
    lexicon: &Lexicon,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Vec<SetLine> {
    let Shaped { clusters, joints, measure, x } = shaped(runs, indents, lexicon, shaper, geometry);
    let lines = heading_lines(&clusters, &joints, measure);
    let count = lines.len();
    let set = |(n, line): (usize, &Line)| {
        let (room, x) = if n == 0 { (measure.first, x + indents.first) } else { (measure.rest, x) };
        // A line that comes near the edge is filled as those of the text are.
        let missing = room - natural_width(&clusters, &joints, *line);
        let is_ragged = n + 1 == count || missing > geometry.em * 2;
        fitted_line(&clusters, &joints, *line, room, is_ragged, x)
    };
    lines.iter().enumerate().map(set).collect()
}
