//! C02: what changed since the last filing, group by group.

use std::collections::BTreeMap;

use crate::check::Case;
use crate::check::figures::by_key;
use crate::filing::IndicatorGroup;
use crate::finding::{Finding, Findings};
use crate::standard::PlacedFigure;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(last) = case.last() else { return };
    let before = case.figures_of(last);
    for group in &case.filing.groups {
        let changes = changes(case, group, &before);
        if !changes.is_empty() {
            let told = format!("“{}”与上期相比：{}", group.name.value, changes.join("；"));
            findings.push(Finding::info("C02", group.name.span.clone(), told));
        }
    }
    let gone: Vec<&str> = last
        .filing
        .groups
        .iter()
        .map(|group| group.name.value.as_str())
        .filter(|name| !case.filing.groups.iter().any(|g| is_same(case, &g.name.value, name)))
        .collect();
    if !gone.is_empty() {
        let told = format!("上期有而本期没有的指标组：{}", gone.join("、"));
        findings.push(Finding::info_of_file("C02", told));
    }
}

/// Whether two groups are one by another name.
fn is_same(case: &Case<'_>, one: &str, other: &str) -> bool {
    case.standard.group_name(one) == case.standard.group_name(other)
}

fn changes(case: &Case<'_>, group: &IndicatorGroup, before: &[PlacedFigure<'_>]) -> Vec<String> {
    let now: Vec<&PlacedFigure<'_>> =
        case.figures.iter().filter(|f| std::ptr::eq(f.group, group)).collect();
    let before: Vec<&PlacedFigure<'_>> =
        before.iter().filter(|f| is_same(case, &f.group.name.value, &group.name.value)).collect();
    if before.is_empty() {
        return vec!["整组是新的".to_owned()];
    }
    let (now_by_key, before_by_key) = (by_key(now.iter().copied()), by_key(before.iter().copied()));
    let pairs: Vec<(&PlacedFigure<'_>, &PlacedFigure<'_>)> =
        now.iter().filter_map(|f| Some((*f, *before_by_key.get(&f.key())?))).collect();
    let moved = pairs
        .iter()
        .filter(|(f, b)| f.written() != b.written())
        .map(|(f, b)| format!("{} {}（上期 {}）", f.name(), f.written(), b.written()));
    let renamed = pairs
        .iter()
        .filter(|(f, b)| f.name() != b.name())
        .map(|(f, b)| format!("{}（上期叫{}）", f.name(), b.name()));
    let added = now.iter().filter(|f| !before_by_key.contains_key(&f.key()));
    let removed = before.iter().filter(|b| !now_by_key.contains_key(&b.key()));
    let mut changes = Vec::new();
    let mut say = |what: &str, items: Vec<String>| {
        if !items.is_empty() {
            changes.push(format!("{what}{}", items.join("、")));
        }
    };
    say("", moved.collect());
    say("改了名称：", renamed.collect());
    say("增加：", added.map(|f| f.name()).collect());
    say("减少：", removed.map(|b| b.name()).collect());
    if is_reordered(&pairs, &before) {
        changes.push("次序变了".to_owned());
    }
    changes
}

/// Whether figures of both filings stand in another order.
fn is_reordered(
    pairs: &[(&PlacedFigure<'_>, &PlacedFigure<'_>)],
    before: &[&PlacedFigure<'_>],
) -> bool {
    let at = |figure: &PlacedFigure<'_>| std::ptr::from_ref(figure).addr();
    let places: BTreeMap<usize, usize> =
        before.iter().enumerate().map(|(n, figure)| (at(figure), n)).collect();
    let places: Vec<usize> =
        pairs.iter().filter_map(|(_, b)| places.get(&at(b)).copied()).collect();
    !places.is_sorted()
}
