//! Running sums over a paragraph: how wide any line of it is, what it can give and take.

use super::Length;
use super::characters::Class;
use super::fitting::Slack;
use super::shape::Cluster;
use super::spacing::Joint;

/// Running sums over a paragraph, so that any line's width is a difference.
pub(super) struct Sums<'c> {
    pub clusters: &'c [Cluster],
    /// Advances and natural gaps up to a cluster.
    width: Vec<Length>,
    /// What the joints up to there can give and take.
    slack: Vec<Slack>,
    natural: Vec<Length>,
    /// By where a line starts and ends, its two parts of the least width: nearly every pair of
    /// places in a line's reach is asked for it.
    least_from: Vec<Length>,
    least_to: Vec<Length>,
    /// How many spaces stand before a place.
    spaces: Vec<usize>,
}

impl<'c> Sums<'c> {
    pub(super) fn new(clusters: &'c [Cluster], joints: &[Joint], em: Length) -> Self {
        let count = clusters.len() + 1;
        let mut sums = Self {
            clusters,
            width: Vec::with_capacity(count),
            slack: Vec::with_capacity(count),
            natural: joints.iter().map(|j| j.natural).collect(),
            least_from: Vec::with_capacity(count),
            least_to: Vec::with_capacity(count),
            spaces: Vec::with_capacity(count),
        };
        let (mut width, mut slack) = (Length::ZERO, Slack::default());
        sums.width.push(width);
        sums.slack.push(slack);
        for (cluster, joint) in clusters.iter().zip(joints) {
            width += cluster.advance + joint.natural;
            slack = slack.with(joint, em);
            sums.width.push(width);
            sums.slack.push(slack);
        }
        sums.prepare();
        sums
    }

    /// What can be said of a line's start and end alone.
    fn prepare(&mut self) {
        let squeezed = |at: usize| self.slack[at].squeeze;
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
    pub(super) fn trimmed(&self, start: usize, end: usize) -> usize {
        let spaces = self.spaces[end];
        if spaces >= end - start { end } else { end - spaces }
    }

    /// What the joints inside a line can give and take.
    pub(super) fn slack(&self, start: usize, end: usize) -> Slack {
        self.slack[end - 1] - self.slack[start]
    }

    /// A line's width as it stands, its outer blank halves taken away.
    pub(super) fn width(&self, start: usize, end: usize) -> Length {
        let inner = self.width[end] - self.width[start] - self.natural[end - 1];
        let (first, last) = (&self.clusters[start], &self.clusters[end - 1]);
        inner - trim_start(first) - if end - start > 1 { trim_end(last) } else { Length::ZERO }
    }

    /// A line's width with all squeezed that may be.
    pub(super) fn least(&self, start: usize, end: usize) -> Length {
        let least = self.least_to[end] - self.least_from[start];
        // A mark that stands alone on its line keeps its blank half.
        if end - start > 1 { least } else { least + trim_end(&self.clusters[start]) }
    }

    /// Whether a line of more than one cluster is too wide with all squeezed that may be.
    pub(super) fn is_over(&self, start: usize, end: usize, room: Length) -> bool {
        match self.spaces[end] {
            0 => self.least_to[end] - self.least_from[start] > room,
            _ => self.least(start, self.trimmed(start, end)) > room,
        }
    }
}

/// What an opening mark loses at a line's start.
pub(super) fn trim_start(cluster: &Cluster) -> Length {
    if cluster.class == Class::Open { cluster.advance / 2 } else { Length::ZERO }
}

/// What a closing mark loses at a line's end (GB/T 15834-2011 5.1.10).
pub(super) fn trim_end(cluster: &Cluster) -> Length {
    if cluster.class.closes() { cluster.advance - cluster.advance / 2 } else { Length::ZERO }
}
