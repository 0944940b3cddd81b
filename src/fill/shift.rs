//! Tables in which the figures slipped by a row: what stands in each cannot be, and would be right
//! one row on.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::could_be;
use super::table::{Claim, Named, Rows};
use super::wanted::Wanted;

/// So many figures that cannot be are no accident.
const LEAST: usize = 2;

/// The columns of tables whose figures slipped by a row.
pub(super) fn slipped(
    claims: &[Claim<'_>],
    rows: &Rows,
    wrong: &BTreeSet<usize>,
    wanted: &Wanted<'_>,
) -> BTreeSet<(usize, u32)> {
    let mut columns: BTreeMap<(usize, u32), Vec<&Claim<'_>>> = BTreeMap::new();
    for n in wrong.iter().filter(|n| claims[**n].value.is_some()) {
        columns.entry(claims[*n].column).or_default().push(&claims[*n]);
    }
    let has_slipped = |column: &(usize, u32), bad: &[&Claim<'_>]| {
        let Some(rows) = rows.get(column).filter(|_| bad.len() >= LEAST) else { return false };
        let fits = |claim: &Claim<'_>, other: Option<(&u32, &Named)>| {
            other.is_some_and(|(_, own)| could_be(claim, &wanted.targets[own.target], &own.units))
        };
        let above = |claim: &Claim<'_>| rows.range(..claim.row).next_back();
        let below = |claim: &Claim<'_>| rows.range(claim.row + 1..).next();
        let down = bad.iter().filter(|claim| fits(claim, above(claim))).count();
        let up = bad.iter().filter(|claim| fits(claim, below(claim))).count();
        let fitting = down.max(up);
        fitting >= LEAST && fitting * 2 >= bad.len()
    };
    let slipped = columns.into_iter().filter(|(column, bad)| has_slipped(column, bad));
    slipped.map(|(column, _)| column).collect()
}
