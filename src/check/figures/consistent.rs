//! F12: different numbers of decimals inside one group, and a unit other than the standard's.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{limits, possible};
use crate::check::Case;
use crate::diagnostic::{Finding, Findings};
use crate::filing::{Dimension, dimension, in_base};
use crate::standard::{Confidence, PlacedFigure};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let all: Vec<&PlacedFigure<'_>> = case.figures.iter().collect();
    let of_filing = usual_decimals(&all);
    for group in &case.filing.groups {
        let figures: Vec<&PlacedFigure<'_>> =
            case.figures.iter().filter(|f| std::ptr::eq(f.group, group)).collect();
        decimals(&figures, &of_filing, findings);
    }
    findings.extend(case.figures.iter().filter_map(unit));
    findings.extend(case.figures.iter().filter_map(|figure| letters(figure, case)));
    for figures in case.figures.chunk_by(|a, b| std::ptr::eq(a.indicator, b.indicator)) {
        findings.extend(figures.iter().filter_map(|figure| other_unit(figure, figures)));
    }
}

/// How many decimals figures of a unit have: the usual number, how many have it, and whether all
/// but one do.
struct Usual {
    scale: u32,
    count: usize,
    others: usize,
}

/// A figure's unit and number of decimals, where these can be held against others: all and
/// nothing need no decimals, a tiny number needs more of them.
fn scale<'f>(figure: &'f PlacedFigure<'_>) -> Option<(&'f str, u32)> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let tiny = amount.value < Decimal::new(1, 1);
    let all = amount.unit == "%" && amount.value == Decimal::ONE_HUNDRED;
    let stated = !amount.unit.is_empty() && amount.qualifier.is_none();
    (stated && !tiny && !all).then_some((amount.unit.as_str(), amount.value.scale()))
}

fn usual_decimals<'f>(figures: &[&'f PlacedFigure<'_>]) -> BTreeMap<&'f str, Usual> {
    let mut by_unit: BTreeMap<&str, BTreeMap<u32, usize>> = BTreeMap::new();
    for (unit, scale) in figures.iter().filter_map(|figure| scale(figure)) {
        *by_unit.entry(unit).or_default().entry(scale).or_default() += 1;
    }
    let usual = by_unit.into_iter().filter_map(|(unit, counts)| {
        let all: usize = counts.values().sum();
        let (scale, count) = counts.into_iter().max_by_key(|(scale, count)| (*count, *scale))?;
        Some((unit, Usual { scale, count, others: all - count }))
    });
    usual.collect()
}

/// Figures whose number of decimals is not that of most with their unit; a figure alone in its
/// group is held against the filing, where all the rest agree.
fn decimals(
    figures: &[&PlacedFigure<'_>],
    of_filing: &BTreeMap<&str, Usual>,
    findings: &mut Findings,
) {
    let of_group = usual_decimals(figures);
    for figure in figures {
        let Some((unit, own)) = scale(figure) else { continue };
        let in_group = of_group.get(unit).filter(|usual| usual.count + usual.others > 1);
        let rest = of_filing.get(unit).filter(|usual| usual.others == 1 && usual.count >= 3);
        let (usual, whose) = match (in_group, rest) {
            (Some(usual), _) => (usual, "同组"),
            (None, Some(usual)) => (usual, "全文"),
            _ => continue,
        };
        // A figure that has to be mended anyhow needs no word on its decimals.
        let wrong = possible::fault(figure).is_some() || limits::is_surely_worse(figure);
        if own == usual.scale || wrong {
            continue;
        }
        let (name, written) = (figure.name(), figure.written());
        let usual = places(usual.scale);
        let told = format!("“{name}”是 {written}，{whose}带“{unit}”的数多是{usual}");
        findings.push(
            Finding::warning("F12", figure.span(), told)
                .help("小数位数写成一样；末尾是0的也写出来，如 99.20%"),
        );
    }
}

/// An area in another unit than the first of the figures of the same indicator.
fn other_unit(figure: &PlacedFigure<'_>, same: &[PlacedFigure<'_>]) -> Option<Finding> {
    let area = figure.area()?;
    let first = same.iter().find(|f| f.area().is_some())?;
    let unit = |f: &PlacedFigure<'_>| f.part.figure.value.amount.as_ref().map(|a| a.unit.clone());
    let (own, firsts) = (unit(figure)?, unit(first)?);
    if in_base(Decimal::ONE, &own) == in_base(Decimal::ONE, &firsts) {
        return None;
    }
    let told = format!(
        "“{}”的{area}用“{own}”，{}用“{firsts}”",
        figure.indicator.name.value,
        first.area().unwrap_or_default()
    );
    Some(
        Finding::warning("F12", figure.span(), told)
            .help("一项指标只用一个单位；看看是否写串")
            .related(first.span(), "这里是另一个单位"),
    )
}

/// `6.18h`: a unit in letters where the report's language has a word.
fn letters(figure: &PlacedFigure<'_>, case: &Case<'_>) -> Option<Finding> {
    let unit = figure.part.figure.value.amount.as_ref()?.unit.as_str();
    let word = match unit {
        "h" => "小时",
        "min" => "分钟",
        "s" => "秒",
        "ms" => "毫秒",
        _ => return None,
    };
    let told = format!("“{}”的单位写成了“{unit}”", figure.name());
    let finding =
        Finding::warning("F12", figure.span(), told).help(format!("单位写汉字：“{word}”"));
    let value = case.source.text().get(figure.span())?;
    let at = figure.span().start + value.rfind(unit)?;
    Some(finding.fix(at..at + unit.len(), word))
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
    // A day told in seconds is a slip, whatever the standard says.
    let sizes = one(own).zip(one(&entry.unit)).map(|((_, own), (_, usual))| (own, usual));
    let far = sizes.is_some_and(|(own, usual)| usual >= own * Decimal::ONE_THOUSAND);
    let help = format!("换算成{}；确是用{own}的，在备注里说明", entry.unit);
    Some(match read || far {
        true => {
            let told = format!(
                "“{name}”用{own}作单位，{}用{}",
                if read { "标准" } else { "各家一般" },
                entry.unit
            );
            Finding::warning("F12", figure.span(), told).help(help)
        }
        false => {
            let told = format!("“{name}”用{own}作单位，各家一般用{}", entry.unit);
            Finding::info("F12", figure.span(), told).help(help)
        }
    })
}
