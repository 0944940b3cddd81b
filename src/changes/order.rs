//! What of two orders goes together.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_on_from_their_own_and_what_is_left_from_what_is_left() {
        let names = |names: &str| names.chars().map(String::from).collect::<Vec<_>>();
        let paired = |old, new| paired(&names(old), &names(new));
        assert_eq!(paired("甲乙", "乙丙甲"), [Some(1), None, Some(0)]);
        assert_eq!(paired("甲乙", "丙甲"), [Some(1), Some(0)]);
        assert_eq!(paired("甲甲", "甲甲"), [Some(0), Some(1)]);
    }
}
