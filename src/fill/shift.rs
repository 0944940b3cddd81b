//! Tables in which the figures slipped by a row: what stands in each cannot be, and would be right
//! one row on.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::could_be;
use super::table::Claim;
use super::wanted::Wanted;

/// So many figures that cannot be are no accident.
const LEAST: usize = 2;

/// The columns of tables whose figures slipped by a row.
pub(super) fn slipped(
    claims: &[Claim<'_>],
    wrong: &BTreeSet<usize>,
    wanted: &Wanted<'_>,
) -> BTreeSet<(usize, u32)> {
    let mut columns: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.value.is_some()) {
        columns.entry(claim.column).or_default().push(n);
    }
    let has_slipped = |rows: &Vec<usize>| {
        let bad: Vec<usize> = (0..rows.len()).filter(|row| wrong.contains(&rows[*row])).collect();
        bad.len() >= LEAST
            && [true, false].into_iter().any(|down| {
                let fits = |row: &&usize| {
                    let other = if down { row.checked_sub(1) } else { row.checked_add(1) };
                    let Some(own) = other.and_then(|other| rows.get(other)) else { return false };
                    let (value, named) = (&claims[rows[**row]], &claims[*own]);
                    could_be(value, &wanted.targets[named.target], &named.units)
                };
                let fitting = bad.iter().filter(fits).count();
                fitting >= LEAST && fitting * 2 >= bad.len()
            })
    };
    columns.into_iter().filter(|(_, rows)| has_slipped(rows)).map(|(column, _)| column).collect()
}
