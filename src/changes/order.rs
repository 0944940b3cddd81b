//! What of two orders goes together, and what has moved in the second.

use std::collections::{BTreeMap, VecDeque};

/// For each new name the old one that it goes on from: of the same name, the first in turn; where
/// as many are left of both, these in their order.
pub(super) fn paired(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut named: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (m, name) in old.iter().enumerate() {
        named.entry(name).or_default().push_back(m);
    }
    let mut of_name = |name: &String| named.get_mut(name.as_str())?.pop_front();
    let mut pairs: Vec<Option<usize>> = new.iter().map(&mut of_name).collect();
    let mut left: Vec<usize> = named.into_values().flatten().collect();
    left.sort_unstable();
    let open = pairs.iter().filter(|pair| pair.is_none()).count();
    if open == left.len() {
        let open = pairs.iter_mut().filter(|pair| pair.is_none());
        open.zip(left).for_each(|(pair, m)| *pair = Some(m));
    }
    pairs
}

/// Which of several old places, in their new order, have moved: as few as may be, so that the
/// others keep the order that they had.
pub(super) fn moved(places: &[usize]) -> Vec<bool> {
    // ends[k]: where the lowest rising row of k + 1 places ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (n, place) in places.iter().enumerate() {
        let row = ends.partition_point(|end| places[*end] < *place);
        before.push(row.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(row) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut moved = vec![true; places.len()];
    let mut at = ends.last().copied();
    while let Some(n) = at {
        moved[n] = false;
        at = before[n];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_as_little_as_may_be() {
        let moved = |places: &[usize]| -> Vec<usize> {
            let moved = moved(places).into_iter().enumerate();
            moved.filter(|(_, moved)| *moved).map(|(n, _)| n).collect()
        };
        assert!(moved(&[0, 1, 2, 3]).is_empty());
        assert_eq!(moved(&[3, 0, 1, 2]), [0]);
        assert_eq!(moved(&[1, 2, 3, 0]), [3]);
        assert_eq!(moved(&[1, 0]).len(), 1);
        assert!(moved(&[]).is_empty());
    }

    #[test]
    fn names_go_on_from_their_own_and_what_is_left_from_what_is_left() {
        let names = |names: &str| names.chars().map(String::from).collect::<Vec<_>>();
        let paired = |old, new| paired(&names(old), &names(new));
        assert_eq!(paired("甲乙", "乙丙甲"), [Some(1), None, Some(0)]);
        assert_eq!(paired("甲乙", "丙甲"), [Some(1), Some(0)]);
        assert_eq!(paired("甲甲", "甲甲"), [Some(0), Some(1)]);
    }
}
