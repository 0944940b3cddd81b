//! S01 again: an indicator that others of its group imply.

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::standard::{CatalogueGroup, IndicatorEntry, Measure, PlacedFigure};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for group in context.standard.groups() {
        let of_group = |f: &&PlacedFigure<'_>| group.is_called(&f.group.name.value);
        let figures: Vec<&PlacedFigure<'_>> = context.figures.iter().filter(of_group).collect();
        let Some(first) = figures.first() else { continue };
        let missing = missing(context, group, &figures);
        if missing.is_empty() {
            continue;
        }
        let name = &first.group.name;
        let message = format!("“{}”一组一般还报{}，这里没有", name.value, missing.join("、"));
        findings.push(
            Code::S01
                .at(name.span.clone(), message)
                .as_warning()
                .help("补上；确实没有这一项的，在豁免里写明理由"),
        );
    }
}

/// The names of the usual indicators that are not there and that others imply.
fn missing(
    context: &Context<'_>,
    group: &CatalogueGroup,
    figures: &[&PlacedFigure<'_>],
) -> Vec<String> {
    let of_group = |e: &&IndicatorEntry| e.usual && e.group == group.name;
    let usual: Vec<&IndicatorEntry> =
        context.standard.indicators().iter().filter(of_group).collect();
    let has = |entry: &IndicatorEntry| is_there(entry, figures);
    let there = usual.iter().filter(|entry| has(entry)).count();
    let most = there >= 2 && there * 2 >= usual.len();
    // Another subject that is given by average and by timeliness.
    let both = |other: &IndicatorEntry| {
        let twin = usual.iter().find(|e| e.subject == other.subject && e.measure != other.measure);
        !other.subject.is_empty() && has(other) && twin.is_some_and(|twin| has(twin))
    };
    let paired = usual.iter().any(|entry| both(entry));
    let implied = |entry: &&&IndicatorEntry| {
        let own_twin = |e: &&&IndicatorEntry| {
            e.subject == entry.subject && e.measure != entry.measure && has(e)
        };
        let is_pair = matches!(entry.measure, Measure::Average | Measure::Timeliness)
            && !entry.subject.is_empty()
            && usual.iter().any(|e| own_twin(&e));
        !has(entry) && (most || (is_pair && paired))
    };
    usual.iter().filter(implied).map(|entry| entry.name.clone()).collect()
}

/// Whether one of the figures is the indicator, or may be: one that the catalogue does not know
/// but that is about the same thing.
fn is_there(entry: &IndicatorEntry, figures: &[&PlacedFigure<'_>]) -> bool {
    figures.iter().any(|figure| {
        let name = figure.indicator.name.value.as_str();
        match figure.known {
            Some(known) => known.entry.id == entry.id,
            None if entry.subject.is_empty() => name.contains(entry.name.as_str()),
            None => {
                let mut subjects = std::iter::once(&entry.subject).chain(&entry.also);
                subjects.any(|subject| name.contains(subject.as_str()))
            }
        }
    })
}
