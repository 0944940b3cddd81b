//! S08: groups and indicators that the catalogue does not know; they print all the same.

use crate::check::Case;
use crate::diagnostic::Finding;
use crate::filing::{Indicator, IndicatorGroup};
use crate::standard::{CatalogueGroup, PlacedFigure};

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for group in &case.filing.groups {
        let Some(known) = case.standard.group(&group.name.value) else {
            let told =
                format!("指标目录里没有“{}”这一组，照写的印，不查单位和限值", group.name.value);
            let names: Vec<&str> = case.standard.groups().iter().map(|g| g.name.as_str()).collect();
            findings.push(
                Finding::info("S08", group.name.span.clone(), told)
                    .help(format!("目录里的组：{}", names.join("、"))),
            );
            continue;
        };
        for indicator in &group.indicators {
            if !is_known(case, group, indicator) {
                findings.push(unknown(case, known, indicator));
            }
        }
    }
}

/// Whether any figure of an indicator is in the catalogue.
fn is_known(case: &Case<'_>, group: &IndicatorGroup, indicator: &Indicator) -> bool {
    let own = |f: &&PlacedFigure<'_>| {
        std::ptr::eq(f.group, group) && std::ptr::eq(f.indicator, indicator)
    };
    let mut figures = case.figures.iter().filter(own).peekable();
    figures.peek().is_none() || figures.any(|f| f.known.is_some())
}

fn unknown(case: &Case<'_>, group: &CatalogueGroup, indicator: &Indicator) -> Finding {
    let name = &indicator.name.value;
    let told = format!("指标目录里没有“{name}”，照写的印，不查单位和限值");
    let entries = case.standard.indicators().iter().filter(|e| e.group == group.name);
    let near = entries
        .map(|e| (strsim::damerau_levenshtein(&e.name, name), e.name.as_str()))
        .min()
        .filter(|(distance, near)| distance * 2 <= near.chars().count());
    let help = match near {
        Some((_, near)) => format!("是不是“{near}”？确是另一项指标的，不用改"),
        None => "名称写对了就不用改".to_owned(),
    };
    Finding::info("S08", indicator.name.span.clone(), told).help(help)
}
