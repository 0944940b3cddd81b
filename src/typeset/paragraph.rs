//! Paragraphs and headings to lines: a paragraph in the several ways that a page may choose from.

use super::breaking::{Breaker, Broken, Line, Measure, Wish};
use super::elements::StyledText;
use super::heading::heading_lines;
use super::justify::{SetLine, fitted_line, natural_width};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::words::Lexicon;
use super::{Geometry, Length};

/// A paragraph with the ways in which it may be broken, the best first. Its lines are made when one
/// of the ways was chosen.
#[derive(Debug)]
pub(super) struct SetParagraph {
    shaped: Shaped,
    /// Where the first line begins.
    first: Length,
    pub ways: Vec<SetWay>,
    /// How badly the best way is set.
    least: i64,
    /// Whether a word is torn within, and no way was looked for yet that keeps all of them.
    pub may_keep_words: bool,
}

/// A way to break a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SetWay {
    lines: Vec<Line>,
    /// By how much they are set worse than those that are set best.
    pub cost: i64,
    /// Whether a word is torn behind each of the lines.
    pub torn: Vec<bool>,
}

impl SetWay {
    fn new(broken: Broken, least: i64, breaker: &Breaker<'_>) -> Self {
        let torn = broken.lines.iter().map(|line| breaker.is_torn(line.end)).collect();
        Self { lines: broken.lines, cost: (broken.cost - least).max(0), torn }
    }

    /// Whether a word is torn where a page may end: none ends behind a paragraph's first line or
    /// before its last.
    fn is_torn(&self) -> bool {
        let count = self.torn.len();
        self.torn.get(1..count.saturating_sub(2)).is_some_and(|inner| inner.contains(&true))
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
#[derive(Debug)]
struct Shaped {
    clusters: Vec<Cluster>,
    joints: Vec<Joint>,
    measure: Measure,
    x: Length,
}

impl Shaped {
    fn breaker(&self) -> Breaker<'_> {
        Breaker::new(&self.clusters, &self.joints, self.measure)
    }
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

/// Sets a paragraph.
pub(super) fn paragraph(
    runs: &[StyledText],
    indents: Indents,
    lexicon: &Lexicon,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> SetParagraph {
    let shaped = shaped(runs, indents, lexicon, shaper, geometry);
    let breaker = shaped.breaker();
    let natural = breaker.lines(Wish::NATURAL);
    let is_long = shaped.clusters.len() > MOST_CLUSTERS;
    let others = if is_long { Vec::new() } else { breaker.others(&natural) };
    let least = natural.cost;
    let ways = std::iter::once(natural).chain(others);
    let ways: Vec<SetWay> = ways.map(|way| SetWay::new(way, least, &breaker)).collect();
    let may_keep_words = !is_long && ways.first().is_some_and(SetWay::is_torn);
    let first = shaped.x + indents.first;
    SetParagraph { shaped, first, ways, least, may_keep_words }
}

impl SetParagraph {
    /// A line of one of its ways.
    pub(super) fn line(&self, way: usize, n: usize) -> SetLine {
        let Shaped { clusters, joints, measure, x } = &self.shaped;
        let lines = self.ways.get(way).map_or(&[][..], |way| &way.lines);
        let Some(line) = lines.get(n) else { return Vec::new() };
        let (room, x) = if n == 0 { (measure.first, self.first) } else { (measure.rest, *x) };
        fitted_line(clusters, joints, *line, room, n + 1 == lines.len(), x)
    }

    /// Looks for a way that tears no word.
    pub(super) fn keep_words(&mut self) {
        self.may_keep_words = false;
        let breaker = self.shaped.breaker();
        let way = SetWay::new(breaker.lines(Wish::WHOLE), self.least, &breaker);
        if self.ways.iter().all(|known| known.lines != way.lines) {
            self.ways.push(way);
        }
    }
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
