//! What has moved from one order to another.

/// Which of several old places, in their new order, have moved: as few as may be, so that the
/// others keep the order that they had.
pub(crate) fn moved(places: &[usize]) -> Vec<bool> {
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
}
