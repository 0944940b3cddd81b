//! Headings of more than a line: few lines, of like length, ending where the sense allows a pause.

use super::breaking::{Line, Measure, break_lines};
use super::characters::Class;
use super::fitting::permille;
use super::justify::{natural_width, whole};
use super::shape::Cluster;
use super::spacing::Joint;

/// A heading longer than this is a paragraph.
const MOST_CLUSTERS: usize = 200;

/// The lines of a heading.
pub(super) fn heading_lines(clusters: &[Cluster], joints: &[Joint], measure: Measure) -> Vec<Line> {
    let lines = break_lines(clusters, joints, measure);
    if lines.len() < 2 || clusters.len() > MOST_CLUSTERS {
        return lines;
    }
    let whole = permille(natural_width(clusters, joints, whole(clusters)), measure.em);
    let balanced = Balanced {
        clusters,
        joints,
        measure,
        wanted: whole / lines.len() as i64,
        senses: senses(clusters, joints),
    };
    balanced.lines(lines.len()).unwrap_or(lines)
}

struct Balanced<'h> {
    clusters: &'h [Cluster],
    joints: &'h [Joint],
    measure: Measure,
    /// How wide a line should be, in thousandths of an em.
    wanted: i64,
    /// What the sense loses at each joint, in thousandths of an em.
    senses: Vec<i64>,
}

impl Balanced<'_> {
    /// The best lines, so many; `None` where there are none that fit.
    fn lines(&self, count: usize) -> Option<Vec<Line>> {
        let all = self.clusters.len();
        // By lines and place: the least cost, and where the last of the lines begins.
        let mut best: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; all + 1]; count + 1];
        best[0][0] = Some((0, 0));
        for n in 0..count {
            let (above, below) = best.split_at_mut(n + 1);
            for (start, known) in above[n].iter().enumerate() {
                let Some((cost, _)) = *known else { continue };
                self.put(start, cost, &mut below[0]);
            }
        }
        let (mut lines, mut end) = (Vec::new(), all);
        for n in (1..=count).rev() {
            let (_, start) = best[n][end]?;
            let spaces = self.clusters[start..end].iter().rev();
            let spaces = spaces.take_while(|c| c.class == Class::Space).count();
            lines.push(Line { start, end: (end - spaces).max(start + 1) });
            end = start;
        }
        lines.reverse();
        Some(lines)
    }

    /// Puts every line that fits below lines that cost so much.
    fn put(&self, start: usize, above: i64, ends: &mut [Option<(i64, usize)>]) {
        for (end, slot) in ends.iter_mut().enumerate().skip(start + 1) {
            let Some(cost) = self.line(start, end) else { break };
            let is_better = slot.is_none_or(|(known, _)| above + cost < known);
            if self.joints[end - 1].breaks && is_better {
                *slot = Some((above + cost, start));
            }
        }
    }

    /// What a line costs; `None` of one that does not fit.
    fn line(&self, start: usize, end: usize) -> Option<i64> {
        let Measure { first, rest, em } = self.measure;
        let room = if start == 0 { first } else { rest };
        let width = natural_width(self.clusters, self.joints, Line { start, end });
        let off = permille(width, em) - self.wanted;
        let sense = if end < self.clusters.len() { self.senses[end - 1] } else { 0 };
        (width <= room).then(|| off.pow(2) / 2 + sense.pow(2))
    }
}

/// What the sense loses where a line ends at a joint: as much as a line that is so much too long
/// or too short.
fn senses(clusters: &[Cluster], joints: &[Joint]) -> Vec<i64> {
    let mut depth = 0_i64;
    let sense = |(n, joint): (usize, &Joint)| {
        let (here, next) = (&clusters[n], clusters.get(n + 1));
        match here.class {
            Class::Open => depth += 1,
            Class::Close => depth = (depth - 1).max(0),
            _ => {}
        }
        let after = next.map_or("", |next| next.text.as_str());
        let opens = next.is_some_and(|next| next.class == Class::Open);
        let quoted = if depth > 0 { 7_000 } else { 0 };
        let word = if joint.in_word { 8_000 } else { 0 };
        let pause = match here.class {
            Class::Comma | Class::Stop | Class::Space => 0,
            // “零”距离: what is quoted goes on in a word.
            Class::Close => 6_000,
            _ if opens => 1_500,
            _ if here.text == "的" || matches!(after, "与" | "和" | "及") => 1_000,
            _ if matches!(here.text.as_str(), "与" | "和" | "及") => 3_000,
            Class::Western | Class::Postfix => 4_000,
            _ => 5_000,
        };
        pause.max(quoted).max(word)
    };
    joints.iter().enumerate().map(sense).collect()
}
