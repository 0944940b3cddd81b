//! C02: what changed since the last filing, group by group.

use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::figures::by_key;
use crate::filing::IndicatorGroup;
use crate::finding::{Code, Findings};
use crate::standard::PlacedFigure;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = context.last() else { return };
    let before = context.figures_of(last);
    for group in &context.filing.groups {
        let changes = changes(context, group, &before);
        if !changes.is_empty() {
            let message = format!("“{}”与上期相比：{}", group.name.value, changes.join("；"));
            findings.push(Code::C02.at(group.name.span.clone(), message));
        }
    }
    let gone: Vec<&str> = last
        .filing
        .groups
        .iter()
        .map(|group| group.name.value.as_str())
        .filter(|name| !context.filing.groups.iter().any(|g| is_same(context, &g.name.value, name)))
        .collect();
    if !gone.is_empty() {
        let message = format!("上期有而本期没有的指标组：{}", gone.join("、"));
        findings.push(Code::C02.of_file(message));
    }
}

/// Whether two groups are one by another name.
fn is_same(context: &Context<'_>, one: &str, other: &str) -> bool {
    context.standard.group_name(one) == context.standard.group_name(other)
}

fn changes(
    context: &Context<'_>,
    group: &IndicatorGroup,
    before: &[PlacedFigure<'_>],
) -> Vec<String> {
    let now: Vec<&PlacedFigure<'_>> =
        context.figures.iter().filter(|f| std::ptr::eq(f.group, group)).collect();
    let before: Vec<&PlacedFigure<'_>> = before
        .iter()
        .filter(|f| is_same(context, &f.group.name.value, &group.name.value))
        .collect();
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
