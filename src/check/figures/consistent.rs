//! F12: different numbers of decimals inside one group, and a unit other than the standard's.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::check::{Case, PlacedFigure};
use crate::diagnostic::Finding;
use crate::filing::{Dimension, dimension, in_base};
use crate::standard::Confidence;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for group in &case.filing.groups {
        let figures: Vec<&PlacedFigure<'_>> =
            case.figures.iter().filter(|f| std::ptr::eq(f.group, group)).collect();
        decimals(&figures, findings);
    }
    findings.extend(case.figures.iter().filter_map(unit));
}

/// Figures whose number of decimals is not that of most with their unit.
fn decimals(figures: &[&PlacedFigure<'_>], findings: &mut Vec<Finding>) {
    let mut by_unit: BTreeMap<&str, Vec<(&PlacedFigure<'_>, u32)>> = BTreeMap::new();
    for figure in figures {
        let Some(amount) = &figure.part.figure.value.amount else { continue };
        // All and nothing need no decimals; a tiny number needs more of them.
        let tiny = amount.value < Decimal::new(1, 1);
        let all = amount.unit == "%" && amount.value == Decimal::ONE_HUNDRED;
        if tiny || all || amount.unit.is_empty() || amount.qualifier.is_some() {
            continue;
        }
        by_unit.entry(&amount.unit).or_default().push((figure, amount.value.scale()));
    }
    for (unit, figures) in by_unit {
        let count = |scale: u32| figures.iter().filter(|(_, s)| *s == scale).count();
        let usual = figures.iter().map(|(_, s)| *s).max_by_key(|s| (count(*s), *s));
        let Some(usual) = usual else { continue };
        for (figure, scale) in &figures {
            if *scale == usual {
                continue;
            }
            let told = format!(
                "“{}”是 {}，同组带“{unit}”的数多是{}",
                figure.name(),
                figure.written(),
                places(usual)
            );
            findings.push(
                Finding::warning("F12", figure.span(), told)
                    .help("同一组的小数位数写成一样；末尾是0的也写出来，如 99.20%"),
            );
        }
    }
}

fn places(scale: u32) -> String {
    const NUMERALS: [&str; 5] = ["", "一", "两", "三", "四"];
    match (scale, NUMERALS.get(scale as usize)) {
        (0, _) => "整数".to_owned(),
        (_, Some(numeral)) => format!("{numeral}位小数"),
        (more, None) => format!("{more}位小数"),
    }
}

/// A time in another unit than the standard has.
fn unit(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let entry = figure.known?.entry;
    let own = &figure.part.figure.value.amount.as_ref()?.unit;
    if dimension(own) != Some(Dimension::Time) || dimension(&entry.unit) != Some(Dimension::Time) {
        return None;
    }
    let one = |unit: &str| in_base(Decimal::ONE, unit);
    let usual = std::iter::once(&entry.unit).chain(&entry.units);
    if usual.into_iter().any(|unit| one(unit) == one(own)) {
        return None;
    }
    let name = figure.name();
    let read = entry.limits.iter().any(|limit| limit.sure == Confidence::Found);
    let help = format!("换算成{}；确是用{own}的，在备注里说明", entry.unit);
    Some(match read {
        true => {
            let told = format!("“{name}”用{own}作单位，标准用{}", entry.unit);
            Finding::warning("F12", figure.span(), told).help(help)
        }
        false => {
            let told = format!("“{name}”用{own}作单位，各家一般用{}", entry.unit);
            Finding::info("F12", figure.span(), told).help(help)
        }
    })
}
