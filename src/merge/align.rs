//! Which units of one report are which of another: what stayed, what was moved, what is new.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::differences::{Budget, Shape};

/// From this likeness on (per mille) a text in the same place is the other one changed.
const CHANGED: u32 = 350;

/// From this likeness on a text elsewhere is the other one moved.
const MOVED: u32 = 700;

/// A shorter text that stands elsewhere is another one: 正文 stands in many places.
const SHORTEST_MOVED: usize = 6;

/// A unit to be known again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'k> {
    /// Its text without a number.
    pub(super) text: &'k str,
    pub(super) class: Class,
    /// Whether it has a number.
    pub(super) is_numbered: bool,
    pub(super) rank: Rank,
}

/// How sure it is that a unit stays where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// The form has a place for it.
    Fixed,
    Heading,
    Other,
}

impl Known<'_> {
    /// Whether one can be the other changed. What is a heading to one program may be a paragraph
    /// to another, but a number does not come to a paragraph of its own.
    fn fits(&self, other: &Self) -> bool {
        let is_heading = self.class == Class::Heading && other.class == Class::Heading;
        self.class.fits(other.class) && (is_heading || self.is_numbered == other.is_numbered)
    }
}

/// Units of two classes are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Text,
    Heading,
    Table,
    Picture,
}

impl Class {
    fn fits(self, other: Self) -> bool {
        let is_text = |class| matches!(class, Self::Text | Self::Heading);
        self == other || is_text(self) && is_text(other)
    }
}

/// What a unit has become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) is_moved: bool,
}

/// Finds the units of a report in another; `None` for what is not in it.
pub(super) fn align(old: &[Known<'_>], new: &[Known<'_>]) -> Vec<Option<Found>> {
    let mut aligner = Aligner {
        old,
        new,
        found: vec![None; old.len()],
        taken: vec![false; new.len()],
        budget: Budget::default(),
    };
    let gaps = aligner.equal();
    aligner.moved_whole();
    gaps.iter().for_each(|gap| aligner.alike(gap));
    aligner.moved_alike();
    gaps.iter().for_each(|gap| aligner.in_place(gap));
    aligner.found
}

/// Units of both that stand between the same ones.
type Gap = (Range<usize>, Range<usize>);

struct Aligner<'a> {
    old: &'a [Known<'a>],
    new: &'a [Known<'a>],
    found: Vec<Option<Found>>,
    taken: Vec<bool>,
    budget: Budget,
}

impl Aligner<'_> {
    fn pair(&mut self, n: usize, m: usize, is_moved: bool) {
        self.found[n] = Some(Found { at: m, is_moved });
        self.taken[m] = true;
    }

    /// Pairs what is the same in the same order, and says what lies between. What has a fixed place
    /// comes first, then headings: a paragraph that went from one to the next has moved, and not the
    /// heading that it passed.
    fn equal(&mut self) -> Vec<Gap> {
        let mut gaps = vec![(0..self.old.len(), 0..self.new.len())];
        for rank in [Rank::Fixed, Rank::Heading, Rank::Other] {
            gaps = gaps.into_iter().flat_map(|gap| self.equal_in(&gap, rank)).collect();
        }
        gaps
    }

    /// Pairs what is the same of one rank in a gap, and says what lies between.
    fn equal_in(&mut self, (from, to): &Gap, rank: Rank) -> Vec<Gap> {
        let (old, new) = (self.old, self.new);
        let from_places: Vec<usize> = from.clone().filter(|n| old[*n].rank == rank).collect();
        let known: BTreeSet<&str> = from_places.iter().map(|n| old[*n].text).collect();
        let to_places: Vec<usize> = to.clone().filter(|m| known.contains(new[*m].text)).collect();
        let texts = |places: &[usize], units: &[Known<'_>]| -> Vec<String> {
            places.iter().map(|n| units[*n].text.to_owned()).collect()
        };
        let (old_texts, new_texts) = (texts(&from_places, old), texts(&to_places, new));
        let mut gaps = Vec::new();
        let mut start = (from.start, to.start);
        for op in capture_diff_slices(Algorithm::Patience, &old_texts, &new_texts) {
            if !matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            for (n, m) in op.old_range().zip(op.new_range()) {
                let (n, m) = (from_places[n], to_places[m]);
                self.pair(n, m, false);
                gaps.push((start.0..n, start.1..m));
                start = (n + 1, m + 1);
            }
        }
        gaps.push((start.0..from.end, start.1..to.end));
        gaps.retain(|(from, to)| !from.is_empty() || !to.is_empty());
        gaps
    }

    /// Pairs what is the same elsewhere, where there is one such text in both.
    fn moved_whole(&mut self) {
        let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (n, unit) in self.old.iter().enumerate().filter(|(n, _)| self.found[*n].is_none()) {
            places.entry(unit.text).or_default().0.push(n);
        }
        for (m, unit) in self.new.iter().enumerate().filter(|(m, _)| !self.taken[*m]) {
            places.entry(unit.text).or_default().1.push(m);
        }
        for (text, (from, to)) in places {
            if let ([n], [m]) = (from.as_slice(), to.as_slice())
                && text.chars().count() >= SHORTEST_MOVED
            {
                self.pair(*n, *m, true);
            }
        }
    }

    fn open(&self, (from, to): &Gap) -> (Vec<usize>, Vec<usize>) {
        let from = from.clone().filter(|n| self.found[*n].is_none()).collect();
        (from, to.clone().filter(|m| !self.taken[*m]).collect())
    }

    /// Pairs what is alike in a gap, in order, so that the likenesses add up to most.
    fn alike(&mut self, gap: &Gap) {
        let (from, to) = self.open(gap);
        if from.is_empty() || to.is_empty() {
            return;
        }
        let (old, new) = (shapes(&from, self.old), shapes(&to, self.new));
        let steps = |shapes: &[Shape]| shapes.iter().map(Shape::steps).sum::<u64>();
        let all = steps(&old).saturating_mul(new.len() as u64 + 1);
        if !self.budget.spend(all.saturating_add(steps(&new).saturating_mul(old.len() as u64 + 1)))
        {
            return;
        }
        let width = to.len() + 1;
        let mut likeness = vec![0; from.len() * to.len()];
        let mut best = vec![0_u32; (from.len() + 1) * width];
        for (n, shape) in old.iter().enumerate().rev() {
            for (m, other) in new.iter().enumerate().rev() {
                let fits = self.old[from[n]].fits(&self.new[to[m]]);
                let alike = if fits { shape.likeness(other) } else { 0 };
                let alike = if alike >= CHANGED { alike } else { 0 };
                likeness[n * to.len() + m] = alike;
                let paired = if alike > 0 { best[(n + 1) * width + m + 1] + alike } else { 0 };
                let passed = best[(n + 1) * width + m].max(best[n * width + m + 1]);
                best[n * width + m] = paired.max(passed);
            }
        }
        let (mut n, mut m) = (0, 0);
        while n < from.len() && m < to.len() {
            let alike = likeness[n * to.len() + m];
            if alike > 0 && best[n * width + m] == best[(n + 1) * width + m + 1] + alike {
                self.pair(from[n], to[m], false);
                (n, m) = (n + 1, m + 1);
            } else if best[n * width + m] == best[(n + 1) * width + m] {
                n += 1;
            } else {
                m += 1;
            }
        }
    }

    /// Pairs what was moved and changed: each with the likest.
    fn moved_alike(&mut self) {
        let (from, to) = self.open(&(0..self.old.len(), 0..self.new.len()));
        let long =
            |n: &usize, units: &[Known<'_>]| units[*n].text.chars().count() >= SHORTEST_MOVED;
        let from: Vec<usize> = from.into_iter().filter(|n| long(n, self.old)).collect();
        let to: Vec<usize> = to.into_iter().filter(|m| long(m, self.new)).collect();
        let (old, new) = (shapes(&from, self.old), shapes(&to, self.new));
        let mut pairs = Vec::new();
        for (n, shape) in old.iter().enumerate() {
            for (m, other) in new.iter().enumerate() {
                if !self.budget.spend(shape.steps() + other.steps()) {
                    break;
                }
                let alike = shape.likeness(other);
                if alike >= MOVED && self.old[from[n]].fits(&self.new[to[m]]) {
                    pairs.push((std::cmp::Reverse(alike), from[n], to[m]));
                }
            }
        }
        pairs.sort_unstable();
        for (_, n, m) in pairs {
            if self.found[n].is_none() && !self.taken[m] {
                self.pair(n, m, true);
            }
        }
    }

    /// What is left of a gap is the same in other words, where there are as many of a class.
    fn in_place(&mut self, gap: &Gap) {
        let (from, to) = self.open(gap);
        for class in [Class::Heading, Class::Table, Class::Picture, Class::Text] {
            let of = |all: &[usize], units: &[Known<'_>]| -> Vec<usize> {
                all.iter().copied().filter(|n| units[*n].class == class).collect()
            };
            let (from, to) = (of(&from, self.old), of(&to, self.new));
            if from.len() == to.len() && (class != Class::Text || from.len() == 1) {
                for (n, m) in from.into_iter().zip(to) {
                    if self.is_between(n, m) {
                        self.pair(n, m, false);
                    }
                }
            }
        }
    }

    /// Whether what stays around one stands around the other.
    fn is_between(&self, n: usize, m: usize) -> bool {
        let stays = |found: &Option<Found>| found.filter(|found| !found.is_moved);
        let before = self.found[..n].iter().rev().find_map(stays);
        let behind = self.found[n + 1..].iter().find_map(stays);
        before.is_none_or(|found| found.at < m) && behind.is_none_or(|found| found.at > m)
    }
}

fn shapes(places: &[usize], units: &[Known<'_>]) -> Vec<Shape> {
    places.iter().map(|n| Shape::of(units[*n].text)).collect()
}
