//! Where a paragraph's lines end, chosen over the whole paragraph (after Knuth and Plass,
//! "Breaking paragraphs into lines", with CLREQ's squeezing and stretching as the glue). Their
//! classes of tightness are finer here: a line is judged beside the one above it.

use super::Length;
use super::characters::Class;
use super::fitting::Look;
use super::shape::Cluster;
use super::spacing::Joint;
use super::sums::Sums;

/// A line: the clusters from `start` to `end`, without the spaces at its end, which stand
/// between `end` and the next line's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
}

/// The room that lines have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The first line's.
    pub first: Length,
    /// Every other line's.
    pub rest: Length,
    pub em: Length,
}

impl Measure {
    /// The room of the line that begins at a place.
    fn room(&self, start: usize) -> Length {
        if start == 0 { self.first } else { self.rest }
    }

    /// Whether the lines are those of a text, not of a narrow cell.
    fn is_wide(&self) -> bool {
        self.rest >= self.em * 12
    }
}

/// What is wanted of a paragraph's lines besides evenness.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// What a line costs: fewer lines win where it is dear, more where it is less than nothing.
    pub line: i64,
    /// What a torn word costs.
    pub word: i64,
}

impl Wish {
    /// Fewer lines win, and words stay whole, where all else is about equal.
    pub(super) const NATURAL: Self = Self { line: 100, word: 30_000 };
    /// A line less, where that can be had.
    pub(super) const TIGHT: Self = Self { line: 1_000_000, ..Self::NATURAL };
    /// A line more.
    pub(super) const LOOSE: Self = Self { line: -500_000, ..Self::NATURAL };
    /// No word torn.
    pub(super) const WHOLE: Self = Self { word: 350_000, ..Self::NATURAL };
}

/// A paragraph's lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub lines: Vec<Line>,
    /// How badly they are set, whatever was wished.
    pub cost: i64,
}

/// A last line of one character is never made where it can be helped, and one of two or three
/// seldom.
const ORPHAN: i64 = 10_000_000;
const SHORT: [i64; 2] = [200_000, 120_000];
/// A word is torn only where it is wider than a line: behind a mark as in a URL, else anywhere.
const TORN_AT_MARK: i64 = 20_000;
const TORN: i64 = 200_000_000;
/// … and a Chinese mark is put where it may not stand only where there is no other way.
const MISPLACED: i64 = 1_000_000_000;
/// What a unit costs that is parted from its 万: a line that is as loose as that is seen more.
const YIELDS: i64 = 400_000;
/// Lines that miss more than this many ems are looked at only where there is nothing better.
const REACH: i64 = 3;

/// Up to which looseness lines are of one class; the last class has no end.
const CLASSES: [i16; 6] = [-15, -4, 4, 14, 26, 42];

fn class_of(look: &Look) -> u8 {
    CLASSES.iter().map(|end| u8::from(look.looseness > *end)).sum()
}

/// Breaks a paragraph into lines.
pub(super) fn break_lines(clusters: &[Cluster], joints: &[Joint], measure: Measure) -> Vec<Line> {
    Breaker::new(clusters, joints, measure).lines(Wish::NATURAL).lines
}

/// The best way to have a line end at a place, the line of one class. A long paragraph has seven
/// for each character, so they are small.
#[derive(Clone, Copy)]
struct Way {
    cost: i64,
    looseness: i16,
    pressed: i16,
    /// Where the line starts, and the class of the one above it.
    start: u32,
    above: u8,
}

/// The ways to have a line end at a place, by class.
type Ways = [Option<Way>; CLASSES.len() + 1];

/// A line that may be, and how it looks by itself, whatever is wished.
struct Candidate {
    // A filing is far shorter.
    start: u32,
    end: u32,
    look: Look,
    class: u8,
    /// Whether a word is torn behind it.
    in_word: bool,
}

/// A paragraph to be broken, in one or several ways.
pub(super) struct Breaker<'c> {
    sums: Sums<'c>,
    joints: &'c [Joint],
    measure: Measure,
    /// Every line that is worth a look, by where it starts.
    candidates: Vec<Candidate>,
}

impl<'c> Breaker<'c> {
    pub(super) fn new(clusters: &'c [Cluster], joints: &'c [Joint], measure: Measure) -> Self {
        let sums = Sums::new(clusters, joints, measure.em);
        let emergency = emergencies(&sums, joints, measure);
        let ends = joints.iter().zip(&emergency);
        let wide = measure.is_wide();
        let may_end = |(joint, emergency): (&Joint, &bool)| {
            joint.breaks || *emergency || (joint.yields && wide)
        };
        let may_end: Vec<bool> = ends.map(may_end).collect();
        let mut breaker = Self { sums, joints, measure, candidates: Vec::new() };
        breaker.look_around(&may_end);
        breaker
    }

    /// Finds the candidates.
    fn look_around(&mut self, may_end: &[bool]) {
        let count = self.joints.len();
        let mut reached = vec![false; count + 1];
        reached[0] = true;
        let mut far = 0;
        for start in 0..count {
            if !reached[start] {
                continue;
            }
            let room = self.measure.room(start);
            far = far.max(start + 1);
            while far < count && !self.sums.is_over(start, far + 1, room) {
                far += 1;
            }
            let mut has_near = false;
            for end in (start + 1..=far).rev() {
                if !may_end[end - 1] {
                    continue;
                }
                let missing = room - self.sums.width(start, self.sums.trimmed(start, end));
                let is_far = missing > self.measure.em * REACH;
                if is_far && has_near {
                    break;
                }
                self.candidates.push(self.candidate(start, end, missing));
                reached[end] = true;
                let breaks = missing >= Length::ZERO && self.joints[end - 1].breaks;
                if breaks && missing > self.measure.em * REACH * 2 {
                    break;
                }
                has_near |= breaks && !is_far;
            }
        }
    }

    /// The best lines for a wish.
    pub(super) fn lines(&self, wish: Wish) -> Broken {
        let mut ways: Vec<Ways> = vec![Default::default(); self.joints.len() + 1];
        let first = Way { cost: 0, looseness: 0, pressed: 0, start: 0, above: 0 };
        let mut above = [Some(first), None, None, None, None, None, None];
        let (mut least, mut start) = (0, 0);
        for candidate in &self.candidates {
            if candidate.start != start {
                start = candidate.start;
                above = ways[start as usize];
                least = above.iter().flatten().map(|way| way.cost).min().unwrap_or(0);
            }
            let word = if candidate.in_word { wish.word } else { 0 };
            let cost = candidate.look.cost.saturating_add(word + wish.line);
            put(&mut ways[candidate.end as usize], candidate, cost, (&above, least));
        }
        self.traced(&ways, wish)
    }

    /// Whether a word, or 万 and its unit, is torn by a line that ends at a place.
    pub(super) fn is_torn(&self, end: usize) -> bool {
        let joint = &self.joints[end - 1];
        joint.in_word || !joint.breaks
    }

    /// Other lines that are about as good: a line fewer, and a line more. Where the widths say that
    /// there are none, none are looked for.
    pub(super) fn others(&self, natural: &Broken) -> Vec<Broken> {
        let Some((last, above)) = natural.lines.split_last().filter(|(_, above)| !above.is_empty())
        else {
            return Vec::new();
        };
        let (em, count) = (self.measure.em, above.len() as i64);
        let width = self.sums.width(last.start, last.end);
        let mut ways: Vec<Broken> = Vec::new();
        let mut wish = |wish: Wish, wanted: bool| {
            let way = wanted.then(|| self.lines(wish));
            ways.extend(way.filter(|way| way.lines != natural.lines));
        };
        let gives: Length = above.iter().map(|line| self.gives(line)).sum();
        wish(Wish::TIGHT, width <= gives);
        wish(Wish::LOOSE, (self.measure.rest - width) * 2 <= em * 3 * count);
        ways
    }

    /// What a full line could take up at most: what is missing of it, and half of what its marks
    /// can give.
    fn gives(&self, line: &Line) -> Length {
        let missing = self.measure.room(line.start) - self.sums.width(line.start, line.end);
        missing + self.sums.slack(line.start, line.end).squeeze / 2
    }

    /// A line that is not beside another.
    fn candidate(&self, start: usize, end: usize, missing: Length) -> Candidate {
        let last = end == self.joints.len();
        let slack = self.sums.slack(start, self.sums.trimmed(start, end));
        let mut look = match last && missing >= Length::ZERO {
            true => Look::default(),
            false => Look::of(&slack, missing, self.measure.em),
        };
        let joint = &self.joints[end - 1];
        if last && missing >= Length::ZERO {
            look.cost = self.short(start, end);
        } else if joint.yields {
            look.cost = look.cost.saturating_add(YIELDS);
        } else if !joint.breaks {
            look.cost = look.cost.saturating_add(tear_cost(self.sums.clusters, end));
        }
        let class = class_of(&look);
        let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Candidate { start, end, look, class, in_word: joint.in_word && !last }
    }

    /// What a last line costs for being short.
    fn short(&self, start: usize, end: usize) -> i64 {
        if start == 0 {
            return 0;
        }
        let clusters = &self.sums.clusters[start..self.sums.trimmed(start, end)];
        let mut seen = clusters.iter().filter(|c| !c.class.closes());
        let is_han = seen.next().is_some_and(|c| c.class == Class::Han);
        match seen.take(3).count() {
            0 if is_han => ORPHAN,
            more @ (1 | 2) if self.measure.is_wide() => SHORT[more - 1],
            _ => 0,
        }
    }

    /// The lines of the best way, from the last to the first.
    fn traced(&self, ways: &[Ways], wish: Wish) -> Broken {
        let count = self.joints.len();
        let best = (0..=CLASSES.len()).filter_map(|class| Some((ways[count][class]?.cost, class)));
        let Some((cost, mut class)) = best.min() else {
            return Broken { lines: Vec::new(), cost: 0 };
        };
        let (mut lines, mut end, mut wished) = (Vec::new(), count, 0);
        while end > 0 {
            // Every place is reached: an unbreakable part fits a line or may be torn.
            let Some(way) = ways[end][class] else { break };
            let start = way.start as usize;
            lines.push(Line { start, end: self.sums.trimmed(start, end) });
            wished += wish.line;
            if end < count && self.joints[end - 1].in_word {
                wished += wish.word - Wish::NATURAL.word;
            }
            (end, class) = (start, usize::from(way.above));
        }
        lines.reverse();
        Broken { lines, cost: cost.saturating_sub(wished) }
    }
}

/// Puts a line that costs so much below the best of those that end where it starts, the least of
/// which costs so much, if no other of its class that ends where it does costs less.
fn put(ways: &mut Ways, line: &Candidate, cost: i64, (above, least): (&Ways, i64)) {
    let Candidate { start, look, class, .. } = line;
    let slot = &mut ways[usize::from(*class)];
    if slot.is_some_and(|known| least.saturating_add(cost) >= known.cost) {
        return;
    }
    let total = |way: &Way| {
        let beside = if *start == 0 { 0 } else { look.beside(way.looseness, way.pressed) };
        way.cost.saturating_add(cost).saturating_add(beside)
    };
    let above = (0..).zip(above);
    let best = above.filter_map(|(class, way)| Some((total(way.as_ref()?), class))).min();
    if let Some((cost, above)) = best
        && slot.is_none_or(|known| cost < known.cost)
    {
        let Look { looseness, pressed, .. } = *look;
        *slot = Some(Way { cost, looseness, pressed, start: *start, above });
    }
}

fn tear_cost(clusters: &[Cluster], end: usize) -> i64 {
    let (before, after) = (&clusters[end - 1], clusters.get(end));
    if before.class.may_not_end() || after.is_some_and(|c| c.class.may_not_start()) {
        return MISPLACED;
    }
    let numeric = |c: &Cluster| c.text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if numeric(before) && after.is_some_and(numeric) {
        return TORN * 3;
    }
    let at_mark = before.text.ends_with(['/', '?', '&', '=', '-', '_', '.', ',', ';', ':', '#']);
    if at_mark { TORN_AT_MARK } else { TORN }
}

/// Joints inside unbreakable parts that are wider than the narrower of the lines.
fn emergencies(sums: &Sums<'_>, joints: &[Joint], measure: Measure) -> Vec<bool> {
    let room = measure.first.min(measure.rest);
    let mut emergency = vec![false; joints.len()];
    let mut start = 0;
    for (n, joint) in joints.iter().enumerate() {
        if joint.breaks {
            if sums.least(start, n + 1) > room {
                (start..n).for_each(|k| emergency[k] = true);
            }
            start = n + 1;
        }
    }
    emergency
}
