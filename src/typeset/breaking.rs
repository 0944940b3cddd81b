//! Where a paragraph's lines end, chosen over the whole paragraph (after Knuth and Plass,
//! "Breaking paragraphs into lines", with CLREQ's squeezing and stretching as the glue).

use super::Length;
use super::characters::Class;
use super::shape::Cluster;
use super::spacing::{Joint, Squeeze};

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

/// A last line of one character is never made where it can be helped.
const ORPHAN: i64 = 10_000_000;
/// A word is torn only where it is wider than a line: behind a mark as in a URL, else anywhere.
const TORN_AT_MARK: i64 = 20_000;
const TORN: i64 = 200_000_000;
/// … and a Chinese mark is put where it may not stand only where there is no other way.
const MISPLACED: i64 = 1_000_000_000;
/// A line costs something, so that fewer lines win where all else is equal.
const LINE: i64 = 100;
/// A gap that grows by more than a quarter em is seen as a hole.
const HOLE: i64 = 1_000_000;

/// Breaks a paragraph into lines.
pub(super) fn break_lines(clusters: &[Cluster], joints: &[Joint], measure: Measure) -> Vec<Line> {
    if clusters.is_empty() {
        return Vec::new();
    }
    let sums = Sums::new(clusters, joints);
    let emergency = emergencies(&sums, joints, measure);
    let may_end: Vec<bool> = joints
        .iter()
        .zip(&emergency)
        .map(|(joint, emergency)| joint.breaks || *emergency)
        .collect();
    let count = clusters.len();
    // The best way to have a line end before each cluster: what it costs, and the line's start.
    let mut best: Vec<i64> = vec![i64::MAX; count + 1];
    let mut from: Vec<Option<usize>> = vec![None; count + 1];
    best[0] = 0;
    for start in 0..count {
        let cost = best[start];
        if start > 0 && from[start].is_none() {
            continue;
        }
        let room = if start == 0 { measure.first } else { measure.rest };
        for end in start + 1..=count {
            if end > start + 1 && sums.is_over(start, end, room) {
                break;
            }
            // No line costs less than the cheapest, so most need not be looked at.
            if !may_end[end - 1] || cost.saturating_add(LINE) >= best[end] {
                continue;
            }
            let mut line = sums.cost(start, end, room, end == count, measure.em);
            if !joints[end - 1].breaks {
                line += tear_cost(clusters, end);
            }
            let total = cost.saturating_add(line);
            if total < best[end] {
                best[end] = total;
                from[end] = Some(start);
            }
        }
    }
    let mut lines = Vec::new();
    let mut end = count;
    while end > 0 {
        // Every place is reached: an unbreakable part fits a line or may be torn.
        let Some(start) = from[end] else { break };
        lines.push(Line { start, end: sums.trimmed(start, end) });
        end = start;
    }
    lines.reverse();
    lines
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

/// Running sums over a paragraph, so that any line's width is a difference.
struct Sums<'c> {
    clusters: &'c [Cluster],
    /// Advances and natural gaps up to a cluster.
    width: Vec<Length>,
    /// What may be squeezed, in the order of [`Squeeze::ORDER`].
    squeeze: [Vec<Length>; Squeeze::ORDER.len()],
    /// What may be stretched early.
    early: Vec<Length>,
    /// How many gaps grow.
    grows: Vec<i64>,
    natural: Vec<Length>,
    /// By where a line starts and ends, its two parts of the least width: nearly every pair of
    /// places in a line's reach is asked for it.
    least_from: Vec<Length>,
    least_to: Vec<Length>,
    /// How many spaces stand before a place.
    spaces: Vec<usize>,
}

impl<'c> Sums<'c> {
    fn new(clusters: &'c [Cluster], joints: &[Joint]) -> Self {
        let count = clusters.len() + 1;
        let mut sums = Self {
            clusters,
            width: Vec::with_capacity(count),
            squeeze: Default::default(),
            early: Vec::with_capacity(count),
            grows: Vec::with_capacity(count),
            natural: joints.iter().map(|j| j.natural).collect(),
            least_from: Vec::with_capacity(count),
            least_to: Vec::with_capacity(count),
            spaces: Vec::with_capacity(count),
        };
        let (mut width, mut early, mut grows) = (Length::ZERO, Length::ZERO, 0);
        let mut squeeze = [Length::ZERO; Squeeze::ORDER.len()];
        let mut push = |width, early, grows, squeeze: &[Length]| {
            sums.width.push(width);
            sums.early.push(early);
            sums.grows.push(grows);
            for (sum, now) in sums.squeeze.iter_mut().zip(squeeze) {
                sum.push(*now);
            }
        };
        push(width, early, grows, &squeeze);
        for (cluster, joint) in clusters.iter().zip(joints) {
            width += cluster.advance + joint.natural;
            early += joint.early;
            grows += i64::from(joint.grows);
            if let Some((what, amount)) = joint.squeeze {
                let sums = Squeeze::ORDER.iter().zip(&mut squeeze);
                sums.filter(|(turn, _)| **turn == what).for_each(|(_, sum)| *sum += amount);
            }
            push(width, early, grows, &squeeze);
        }
        sums.prepare();
        sums
    }

    /// What can be said of a line's start and end alone.
    fn prepare(&mut self) {
        let squeezed = |at: usize| self.squeeze.iter().map(|sums| sums[at]).sum::<Length>();
        let mut spaces = 0;
        for at in 0..self.width.len() {
            let before = at.checked_sub(1).map(|last| (last, &self.clusters[last]));
            let is_space = before.is_some_and(|(_, cluster)| cluster.class == Class::Space);
            spaces = if is_space { spaces + 1 } else { 0 };
            self.spaces.push(spaces);
            let start = self.clusters.get(at).map(trim_start).unwrap_or_default();
            self.least_from.push(self.width[at] + start - squeezed(at));
            self.least_to.push(before.map_or(Length::ZERO, |(last, cluster)| {
                self.width[at] - self.natural[last] - trim_end(cluster) - squeezed(last)
            }));
        }
    }

    /// The end of a line without the spaces before it.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        let spaces = self.spaces[end];
        if spaces >= end - start { end } else { end - spaces }
    }

    /// A line's width as it stands, its outer blank halves taken away.
    fn width(&self, start: usize, end: usize) -> Length {
        let inner = self.width[end] - self.width[start] - self.natural[end - 1];
        let (first, last) = (&self.clusters[start], &self.clusters[end - 1]);
        inner - trim_start(first) - if end - start > 1 { trim_end(last) } else { Length::ZERO }
    }

    /// A line's width with all squeezed that may be.
    fn least(&self, start: usize, end: usize) -> Length {
        let least = self.least_to[end] - self.least_from[start];
        // A mark that stands alone on its line keeps its blank half.
        if end - start > 1 { least } else { least + trim_end(&self.clusters[start]) }
    }

    /// Whether a line of more than one cluster is too wide with all squeezed that may be.
    fn is_over(&self, start: usize, end: usize, room: Length) -> bool {
        match self.spaces[end] {
            0 => self.least_to[end] - self.least_from[start] > room,
            _ => self.least(start, self.trimmed(start, end)) > room,
        }
    }

    /// How badly a line is set: what each gap loses or gains, squared, over all gaps. A mark that
    /// is squeezed is seen less than a gap that grows as much (先挤进，后推出), but one comma
    /// squeezed to the half is seen more than a whole line a hair looser.
    fn cost(&self, start: usize, end: usize, room: Length, last: bool, em: Length) -> i64 {
        let end = self.trimmed(start, end);
        let missing = room - self.width(start, end);
        if missing < Length::ZERO {
            return LINE + self.squeeze_cost(start, end, -missing, em);
        }
        if last {
            let seen = self.clusters[start..end].iter().filter(|c| !c.class.closes()).count();
            let orphan = seen == 1 && start > 0 && self.clusters[start].class == Class::Han;
            return LINE + if orphan { ORPHAN } else { 0 };
        }
        let early = self.early[end - 1] - self.early[start];
        let gaps = self.grows[end - 1] - self.grows[start];
        let share = early_share(early, missing, gaps);
        let rest = permille(missing - share, em);
        let each = rest / gaps.max(1);
        let looseness = rest * each + permille(share, em).pow(2) / 20;
        let hole = if each > 250 { HOLE.saturating_add(rest * rest) } else { 0 };
        LINE + looseness + hole
    }

    fn squeeze_cost(&self, start: usize, end: usize, needed: Length, em: Length) -> i64 {
        let mut left = needed;
        let mut cost = 0;
        for (turn, sums) in self.squeeze.iter().enumerate() {
            let available = sums[end - 1] - sums[start];
            let taken = available.min(left);
            if taken > Length::ZERO {
                // Of n marks that can give half an em each, every one gives its part.
                let half_each = permille(taken, em) * 500 / permille(available, em).max(1);
                cost += permille(taken, em) * half_each * (2 + turn as i64) / 40;
            }
            left -= taken;
        }
        if left > Length::ZERO { HOLE * 10 + left.0 } else { cost }
    }
}

fn permille(length: Length, em: Length) -> i64 {
    length.0 * 1000 / em.0
}

/// What spaces and Han–Latin gaps take of a line's missing width before all gaps grow: half of
/// it, so that no single gap takes the whole; all of it where nothing else grows.
pub(super) fn early_share(early: Length, missing: Length, gaps: i64) -> Length {
    if gaps > 0 { early.min(missing / 2) } else { early.min(missing) }
}

/// What an opening mark loses at a line's start.
pub(super) fn trim_start(cluster: &Cluster) -> Length {
    if cluster.class == Class::Open { cluster.advance / 2 } else { Length::ZERO }
}

/// What a closing mark loses at a line's end (GB/T 15834-2011 5.1.10).
pub(super) fn trim_end(cluster: &Cluster) -> Length {
    if cluster.class.closes() { cluster.advance - cluster.advance / 2 } else { Length::ZERO }
}
