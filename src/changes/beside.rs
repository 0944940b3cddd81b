//! The texts of two drafts in two rows: which goes on from which, and which initiatives stand
//! elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

use super::passages::{Passage, Passages};
use super::sections;
use crate::differences::Budget;
use crate::differences::moved;

/// The texts of both drafts.
pub(super) struct Beside {
    pub(super) old: Vec<Passage>,
    pub(super) new: Vec<Passage>,
    /// For each new text the old one that it goes on from.
    pub(super) pairs: Vec<Option<usize>>,
    /// For each old text the new one that goes on from it.
    pub(super) onward: Vec<Option<usize>>,
    /// Which new texts are initiatives that stand elsewhere.
    pub(super) moved: Vec<bool>,
    /// What stands before the initiatives, they, and what stands behind them: old and new.
    pub(super) parts: [(Range<usize>, Range<usize>); 3],
}

impl Beside {
    /// `chapters` has for each new chapter the old one.
    pub(super) fn new(
        old: Passages,
        new: Passages,
        chapters: &[Option<usize>],
        budget: &mut Budget,
    ) -> Self {
        let initiatives = sections::paired(&old.initiatives, &new.initiatives, budget);
        let stand_elsewhere = elsewhere(&old.initiatives, &new.initiatives, &initiatives, chapters);
        let ends = |passages: &Passages| {
            let first = passages.first.len();
            (first, first + passages.initiatives.len())
        };
        let (before, now) = (ends(&old), ends(&new));
        let mut pairs = named(&old.first, &new.first, 0);
        pairs.extend(initiatives.into_iter().map(|pair| pair.map(|m| before.0 + m)));
        pairs.extend(named(&old.then, &new.then, before.1));
        let mut moved = vec![false; now.0];
        moved.extend(stand_elsewhere);
        moved.resize(pairs.len(), false);
        let (old, new) = (row(old), row(new));
        let mut onward = vec![None; old.len()];
        for (n, m) in pairs.iter().enumerate().filter_map(|(n, pair)| Some((n, (*pair)?))) {
            onward[m] = Some(n);
        }
        let parts = [
            (0..before.0, 0..now.0),
            (before.0..before.1, now.0..now.1),
            (before.1..old.len(), now.1..new.len()),
        ];
        Self { old, new, pairs, onward, moved, parts }
    }
}

fn row(Passages { first, initiatives, then }: Passages) -> Vec<Passage> {
    first.into_iter().chain(initiatives).chain(then).collect()
}

/// Texts that are the same by their keys, each once; the old ones are counted from `start`.
fn named(old: &[Passage], new: &[Passage], start: usize) -> Vec<Option<usize>> {
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    for (m, passage) in old.iter().enumerate() {
        keys.entry(&passage.key).or_insert(start + m);
    }
    new.iter().map(|passage| keys.remove(passage.key.as_str())).collect()
}

/// What initiatives are beside each other in: the chapter, and the initiative above.
type Family = (Option<usize>, Option<usize>);

/// Which initiatives stand in another chapter, within another initiative, or in another order
/// among those beside them. One that only has another number, since others came or went before
/// it, does not.
fn elsewhere(
    old: &[Passage],
    new: &[Passage],
    pairs: &[Option<usize>],
    chapters: &[Option<usize>],
) -> Vec<bool> {
    let (old_parents, parents) = (parents(old), parents(new));
    let chapter = |passage: &Passage| passage.number.and_then(|number| number.chapter);
    let is_beside = |n: usize, m: usize| match (parents[n], old_parents[m]) {
        (Some(parent), Some(before)) => pairs[parent] == Some(before),
        (None, None) => match (chapter(&new[n]), chapter(&old[m])) {
            (Some(now), Some(before)) => chapters.get(now).copied().flatten() == Some(before),
            // The one chapter became several, or they became one.
            _ => true,
        },
        _ => false,
    };
    let mut elsewhere = vec![false; new.len()];
    let mut families: BTreeMap<Family, Vec<(usize, usize)>> = BTreeMap::new();
    for (n, m) in pairs.iter().enumerate().filter_map(|(n, pair)| Some((n, (*pair)?))) {
        if is_beside(n, m) {
            families.entry((chapter(&new[n]), parents[n])).or_default().push((n, m));
        } else {
            elsewhere[n] = true;
        }
    }
    for family in families.into_values() {
        let places: Vec<usize> = family.iter().map(|(_, m)| *m).collect();
        for ((n, _), moved) in family.into_iter().zip(moved(&places)) {
            elsewhere[n] = moved;
        }
    }
    elsewhere
}

/// For each initiative the one that it is within.
fn parents(initiatives: &[Passage]) -> Vec<Option<usize>> {
    let mut above = Vec::new();
    let parent = |(n, passage): (usize, &Passage)| {
        let level = passage.number.map(|number| number.level());
        while above.last().is_some_and(|(_, higher)| *higher >= level) {
            above.pop();
        }
        let parent = above.last().map(|(parent, _)| *parent);
        above.push((n, level));
        parent
    };
    initiatives.iter().enumerate().map(parent).collect()
}
