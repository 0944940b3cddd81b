//! S08: groups and indicators that the catalogue does not know; they print all the same.

use crate::check::Context;
use crate::filing::{Indicator, IndicatorGroup};
use crate::finding::{Code, Finding, Findings};
use crate::standard::{CatalogueGroup, PlacedFigure};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    // Figures come indicator by indicator, in the order of the file.
    let mut figures =
        context.figures.chunk_by(|a, b| std::ptr::eq(a.indicator, b.indicator)).peekable();
    for group in &context.filing.groups {
        let known = context.standard.group(&group.name.value);
        if known.is_none() {
            findings.push(unknown_group(context, group));
        }
        for indicator in &group.indicators {
            let own = |figures: &&[PlacedFigure<'_>]| {
                figures.first().is_some_and(|f| std::ptr::eq(f.indicator, indicator))
            };
            let Some(figures) = figures.next_if(own) else { continue };
            // Of a figure without its measure Y17 speaks.
            let is_unknown = |f: &PlacedFigure<'_>| f.known.is_none() && !f.is_unnamed_measure();
            let Some(known) = known.filter(|_| figures.iter().all(is_unknown)) else {
                continue;
            };
            findings.push(unknown(context, known, indicator));
        }
    }
}

fn unknown_group(context: &Context<'_>, group: &IndicatorGroup) -> Finding {
    let message = format!("指标目录里没有“{}”这一组，照写的印，不查单位和限值", group.name.value);
    let names: Vec<&str> = context.standard.groups().iter().map(|g| g.name.as_str()).collect();
    Code::S08.at(group.name.span.clone(), message).help(format!("目录里的组：{}", names.join("、")))
}

fn unknown(context: &Context<'_>, group: &CatalogueGroup, indicator: &Indicator) -> Finding {
    let name = &indicator.name.value;
    let message = format!("指标目录里没有“{name}”，照写的印，不查单位和限值");
    let entries = context.standard.indicators().iter().filter(|e| e.group == group.name);
    // Of two names of which one is twice as long as the other none is meant by the other.
    let length = name.chars().count();
    let entries = entries.filter(|entry| length <= 2 * entry.name.chars().count().max(12));
    let near = entries
        .map(|e| (strsim::damerau_levenshtein(&e.name, name), e.name.as_str()))
        .min()
        .filter(|(distance, near)| distance * 2 <= near.chars().count());
    let help = match near {
        Some((_, near)) => format!("是不是“{near}”？确是另一项指标的，不用改"),
        None => "名称写对了就不用改".to_owned(),
    };
    Code::S08.at(indicator.name.span.clone(), message).help(help)
}
