//! F14: one indicator of the catalogue given twice, under two names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::Context;
use crate::filing::unit_kind;
use crate::finding::{Code, Findings};
use crate::standard::{PlacedFigure, is_measure, subject};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut firsts = BTreeMap::new();
    for figure in context.figures.iter().filter(|figure| is_surely_known(figure)) {
        let first = match firsts.entry(figure.key()) {
            Entry::Vacant(place) => {
                place.insert(figure);
                continue;
            }
            Entry::Occupied(first) => *first.get(),
        };
        // Of one label twice, reading has spoken.
        let is_reported =
            std::ptr::eq(first.indicator, figure.indicator) && first.name() == figure.name();
        if !is_reported && are_one(first, figure) {
            let message =
                format!("“{}”与前面的“{}”是同一项指标，写了两次", figure.name(), first.name());
            let finding = Code::F14.at(figure.span(), message).help("留下一处，另一处删去");
            findings.push(finding.related(first.span(), "前面的在这里"));
        }
    }
}

/// Whether the catalogue has just this quantity: by other labels, such as 光纤 and 铜缆, there are
/// several figures of one indicator.
fn is_surely_known(figure: &PlacedFigure<'_>) -> bool {
    figure.known.is_some()
        && figure.is_quantity()
        && figure.part.figure.value.amount.is_some()
        && figure.measure().is_none_or(is_measure)
}

/// Whether two figures of one key surely say one thing.
fn are_one(first: &PlacedFigure<'_>, second: &PlacedFigure<'_>) -> bool {
    let unit = |figure: &PlacedFigure<'_>| {
        figure.part.figure.value.amount.as_ref().map(|amount| amount.unit.clone())
    };
    let (Some(one), Some(other)) = (unit(first), unit(second)) else { return false };
    // A score in points and one in per cent are of two surveys.
    unit_kind(&one) == unit_kind(&other)
        && are_of_one_area(first, second)
        && std::ptr::eq(first.group, second.group)
        && are_of_one_subject(first, second)
}

/// The catalogue has 装机 and 移机 as one, which they are not where both are given.
fn are_of_one_subject(first: &PlacedFigure<'_>, second: &PlacedFigure<'_>) -> bool {
    let [one, other] = [first, second].map(|figure| subject(&figure.indicator.name.value));
    let has = |names: &[String], subject: &str| names.iter().any(|name| name == subject);
    let mut same = first.bounds().same_subjects.iter();
    one == other || same.any(|names| has(names, one) && has(names, other))
}

/// 城镇 and 城市 are one; 农村 and 乡镇 beside each other may be two.
fn are_of_one_area(first: &PlacedFigure<'_>, second: &PlacedFigure<'_>) -> bool {
    let (one, other) = (first.area(), second.area());
    let is_town = |area: Option<&str>| area.is_some_and(|area| ["城镇", "城市"].contains(&area));
    one == other
        || (is_town(one) && is_town(other))
        || !std::ptr::eq(first.indicator, second.indicator)
}
