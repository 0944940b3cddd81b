//! How a line is made as wide as its room: what is squeezed or stretched, and how much of it is
//! seen (CLREQ 3.1.6, 3.2.2).

use std::ops::Sub;

use super::Length;
use super::spacing::{Growth, Joint, Squeeze};

/// What the joints of a line can give and take; of a paragraph's first joints, so that a line's is
/// a difference.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slack {
    /// What spaces between words may grow before all gaps do.
    early: Length,
    /// How many such spaces there are.
    spaces: i64,
    /// How many gaps there are between Han characters.
    free: i64,
    /// How many there are between Han and Latin.
    little: i64,
    /// What can be squeezed away.
    pub squeeze: Length,
    /// The squares of what each place can give, in thousandths of an em.
    squares: i64,
}

impl Slack {
    /// With one more joint.
    pub(super) fn with(mut self, joint: &Joint, em: Length) -> Self {
        self.early += joint.early;
        self.spaces += i64::from(joint.early > Length::ZERO);
        match joint.growth {
            Growth::None => {}
            Growth::Little => self.little += 1,
            Growth::Free => self.free += 1,
        }
        if let Some((_, amount)) = joint.squeeze {
            self.squeeze += amount;
            self.squares += permille(amount, em).pow(2);
        }
        self
    }

    /// Of all of these joints.
    fn of(joints: &[Joint], em: Length) -> Self {
        joints.iter().fold(Self::default(), |slack, joint| slack.with(joint, em))
    }

    /// How a missing width is shared out.
    fn stretched(&self, missing: Length, em: Length) -> Stretch {
        let gaps = self.free + self.little;
        // A space takes some gaps' part, so that among Han a single one takes not much of it, and
        // those of a Latin text nearly all.
        let parts = self.spaces * SPACE;
        let early = self.early.min(missing * parts / (parts + gaps).max(1));
        let rest = missing - early;
        // A gap between Han and Latin grows to a third of an em, and waits there until those
        // between Han characters have grown twice as much.
        let third = em / 12;
        let alike = rest / gaps.max(1);
        let (free, little) = if alike <= third || self.free == 0 {
            (alike, alike)
        } else {
            let free = (rest - third * self.little) / self.free;
            let over = (rest - third * (self.little + self.free * 2)) / gaps;
            if free <= third * 2 { (free, third) } else { (third * 2 + over, third + over) }
        };
        Stretch { early, free, little }
    }
}

impl Sub for Slack {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            early: self.early - other.early,
            spaces: self.spaces - other.spaces,
            free: self.free - other.free,
            little: self.little - other.little,
            squeeze: self.squeeze - other.squeeze,
            squares: self.squares - other.squares,
        }
    }
}

/// How many gaps' part a space between words takes.
const SPACE: i64 = 3;

/// What spaces gain together, and each gap of the two kinds.
struct Stretch {
    early: Length,
    free: Length,
    little: Length,
}

/// How a line looks that is fitted to its room, in thousandths of an em or of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// How badly it is set.
    pub cost: i64,
    /// What a gap of it gains, or loses where it is squeezed.
    pub looseness: i16,
    /// The part that its marks lose of what they can.
    pub pressed: i16,
}

/// A gap that grows by more than a quarter em is seen as a hole.
const HOLE: i64 = 1_000_000;
/// From here on looseness is dearer than its square.
const STEEP: i64 = 60;
/// A mark that loses some of its blank is seen less than gaps that grow as much.
const PRESSED: (i64, i64) = (1, 2);

impl Look {
    /// How a line looks that misses so much of its room, or is so much too wide. What each gap
    /// loses or gains, squared, over all gaps: evenly spread it is seen least.
    pub(super) fn of(slack: &Slack, missing: Length, em: Length) -> Self {
        if missing < Length::ZERO {
            Self::squeezed(slack, -missing, em)
        } else {
            Self::stretched(slack, missing, em)
        }
    }

    fn squeezed(slack: &Slack, needed: Length, em: Length) -> Self {
        let gaps = (slack.free + slack.little).max(1);
        let looseness = small(-permille(needed, em) / gaps);
        if needed > slack.squeeze {
            return Self { cost: HOLE * 10 + (needed - slack.squeeze).0, looseness, pressed: 1000 };
        }
        let pressed = needed.0 * 1000 / slack.squeeze.0.max(1);
        let seen = slack.squares * pressed / 1000 * pressed / 1000;
        // Beyond the half of a half some marks look solid.
        let steep = 1000 + 3 * pressed * pressed / 1000;
        let cost = seen * steep / 1000 * PRESSED.0 / PRESSED.1;
        Self { cost, looseness, pressed: small(pressed) }
    }

    fn stretched(slack: &Slack, missing: Length, em: Length) -> Self {
        let Stretch { early, free, .. } = slack.stretched(missing, em);
        let gaps = slack.free + slack.little;
        let rest = permille(missing - early, em);
        let each = if gaps == 0 { rest } else { permille(free, em) };
        let steep = 1000 + each.min(200).pow(2) * 1000 / (STEEP * STEEP);
        let seen = rest * each / 1000 * steep + permille(early, em).pow(2) / 20;
        let hole = if each > 250 { HOLE.saturating_add(rest * rest) } else { 0 };
        Self { cost: seen.saturating_add(hole), looseness: small(each), pressed: 0 }
    }

    /// How much the difference from a neighbour so loose and so pressed is seen.
    pub(super) fn beside(&self, looseness: i16, pressed: i16) -> i64 {
        // A line that is a hole makes its neighbours no worse.
        let looseness = i64::from(self.looseness.abs_diff(looseness).min(200));
        let pressed = i64::from(self.pressed.abs_diff(pressed));
        looseness * looseness * NEIGHBOURS.0 + pressed * pressed * NEIGHBOURS.1 / 1000
    }
}

/// What neighbours' difference costs: of looseness, some three times what a line costs that is as
/// loose; and of marks.
const NEIGHBOURS: (i64, i64) = (90, 100);

/// What is no larger where it matters.
fn small(permille: i64) -> i16 {
    i16::try_from(permille.clamp(-10_000, 10_000)).unwrap_or(0)
}

/// A length in thousandths of an em.
pub(super) fn permille(length: Length, em: Length) -> i64 {
    length.0 * 1000 / em.0
}

/// What each joint loses where a line is so much too wide: all places give alike of what they have
/// up to the half of it, the rest is taken in CLREQ's order (CLREQ 3.1.6.2).
pub(super) fn squeeze(joints: &[Joint], needed: Length, extra: &mut [Length]) {
    let total: Length = joints.iter().filter_map(|joint| Some(joint.squeeze?.1)).sum();
    if needed * 2 <= total {
        let amount = |joint: &Joint| joint.squeeze.map_or(Length::ZERO, |(_, amount)| amount);
        take(joints, amount, needed, extra);
        return;
    }
    let half = |joint: &Joint| joint.squeeze.map_or(Length::ZERO, |(_, amount)| amount / 2);
    let halves: Length = joints.iter().map(half).sum();
    take(joints, half, halves, extra);
    let mut left = needed - halves;
    for turn in Squeeze::ORDER {
        let amount = |joint: &Joint| match joint.squeeze {
            Some((squeeze, amount)) if squeeze == turn => amount - amount / 2,
            _ => Length::ZERO,
        };
        let all: Length = joints.iter().map(amount).sum();
        let now = all.min(left);
        take(joints, amount, now, extra);
        left -= now;
        if left == Length::ZERO {
            break;
        }
    }
}

/// Takes so much away, of each joint its part of what it can give.
fn take(joints: &[Joint], amount: impl Fn(&Joint) -> Length, needed: Length, extra: &mut [Length]) {
    share(joints, amount, needed, extra, -1);
}

/// Shares a length out by weights, to the last unit.
fn share(
    joints: &[Joint],
    weight: impl Fn(&Joint) -> Length,
    length: Length,
    extra: &mut [Length],
    sign: i64,
) {
    let total: Length = joints.iter().map(&weight).sum();
    if total <= Length::ZERO {
        return;
    }
    let (mut seen, mut given) = (0, 0);
    for (joint, extra) in joints.iter().zip(extra.iter_mut()) {
        seen += weight(joint).0;
        let upto = length.0 * seen / total.0;
        *extra += Length(upto - given) * sign;
        given = upto;
    }
}

/// What each joint gains where so much of a line's room is missing. A line that would be more hole
/// than text, before a URL that had to be torn, say, is better left short.
pub(super) fn stretch(joints: &[Joint], missing: Length, em: Length, extra: &mut [Length]) {
    let slack = Slack::of(joints, em);
    let Stretch { early, free, little } = slack.stretched(missing, em);
    let rest = missing - early;
    let gaps = slack.free + slack.little;
    if rest > em * 2 && rest / gaps.max(1) > em / 2 {
        return;
    }
    share(joints, |joint| joint.early, early, extra, 1);
    // At least a unit, so that what is left of a division finds a place.
    let weight = |joint: &Joint| match joint.growth {
        Growth::None => Length::ZERO,
        Growth::Little => little.max(Length(1)),
        Growth::Free => free.max(Length(1)),
    };
    share(joints, weight, rest, extra, 1);
}
