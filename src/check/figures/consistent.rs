//! F12: different numbers of decimals inside one group, and a unit other than the standard's.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{are_against, by_key, limits, possible};
use crate::check::Context;
use crate::filing::{Dimension, dimension, in_base};
use crate::finding::{Code, Finding, Findings};
use crate::standard::{Confidence, FigureKey, PlacedFigure};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    // A figure that has to be fixed anyhow needs no word on its decimals, and says nothing of
    // how many are usual.
    let sound = |f: &&PlacedFigure<'_>| !possible::is_doubtful(f) && !limits::is_surely_worse(f);
    let all: Vec<&PlacedFigure<'_>> = context.figures.iter().filter(sound).collect();
    let of_filing = usual_decimals(&all);
    let last = context.last().map(|last| context.figures_of(last)).unwrap_or_default();
    let last = by_key(&last);
    for figures in all.chunk_by(|a, b| std::ptr::eq(a.group, b.group)) {
        decimals(figures, &of_filing, &last, findings);
    }
    findings.extend(context.figures.iter().filter_map(unit));
    // F13 knows the right unit.
    let told = |figure: &&PlacedFigure<'_>| !are_against(figure);
    findings.extend(context.figures.iter().filter(told).filter_map(strange_unit));
    findings.extend(context.figures.iter().filter_map(|figure| letters(figure, context)));
    for figures in context.figures.chunk_by(|a, b| std::ptr::eq(a.indicator, b.indicator)) {
        findings.extend(figures.iter().filter_map(|figure| other_unit(figure, figures)));
    }
}

/// How many decimals figures of a unit have: the usual number, how many have it, how many do
/// not, and whether another number is as usual.
struct Usual {
    scale: u32,
    count: usize,
    others: usize,
    tied: bool,
}

/// A figure's unit and number of decimals, where these can be held against others: all and
/// nothing need no decimals, a tiny number needs more of them.
fn scale<'f>(figure: &PlacedFigure<'f>) -> Option<(&'f str, u32)> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let tiny = amount.value < Decimal::new(1, 1);
    let all = amount.unit == "%" && amount.value == Decimal::ONE_HUNDRED;
    let stated = !amount.unit.is_empty() && amount.qualifier.is_none();
    (stated && !tiny && !all).then_some((amount.unit.as_str(), amount.value.scale()))
}

fn usual_decimals<'f>(figures: &[&PlacedFigure<'f>]) -> BTreeMap<&'f str, Usual> {
    let mut by_unit: BTreeMap<&str, BTreeMap<u32, usize>> = BTreeMap::new();
    for (unit, scale) in figures.iter().filter_map(|figure| scale(figure)) {
        *by_unit.entry(unit).or_default().entry(scale).or_default() += 1;
    }
    let usual = by_unit.into_iter().filter_map(|(unit, counts)| {
        let all: usize = counts.values().sum();
        let most = counts.values().copied().max()?;
        let tied = counts.values().filter(|count| **count == most).count() > 1;
        let (scale, count) = counts.into_iter().max_by_key(|(scale, count)| (*count, *scale))?;
        Some((unit, Usual { scale, count, others: all - count, tied }))
    });
    usual.collect()
}

/// Figures whose number of decimals is not that of most with their unit; a figure alone in its
/// group is held against the filing, where all the rest agree. Where a group's figures are
/// divided, the filing decides, then the last one; else no one is accused, and both are named.
fn decimals<'f>(
    figures: &[&PlacedFigure<'f>],
    of_filing: &BTreeMap<&str, Usual>,
    last: &BTreeMap<FigureKey, &PlacedFigure<'_>>,
    findings: &mut Findings,
) {
    let mut of_group = usual_decimals(figures);
    let by_unit = by_unit(figures);
    for (unit, usual) in of_group.iter_mut().filter(|(_, usual)| usual.tied) {
        let own = by_unit.get(unit).map(Vec::as_slice).unwrap_or_default();
        let of_filing = of_filing.get(unit).filter(|usual| !usual.tied).map(|usual| usual.scale);
        let decided = of_filing.or_else(|| scale_of_last(own, last));
        match decided.filter(|scale| own.iter().any(|f| is_of_scale(f, *scale))) {
            Some(scale) => (usual.scale, usual.tied) = (scale, false),
            None => findings.extend(divided(own, usual.scale)),
        }
    }
    for figure in figures {
        let Some((unit, own)) = scale(figure) else { continue };
        let in_group = of_group.get(unit).filter(|usual| usual.count + usual.others > 1);
        let rest = of_filing.get(unit).filter(|usual| usual.others == 1 && usual.count >= 3);
        let (usual, whose) = match (in_group, rest) {
            (Some(usual), _) => (usual, "同组"),
            (None, Some(usual)) => (usual, "全文"),
            _ => continue,
        };
        if own == usual.scale || usual.tied {
            continue;
        }
        let (name, written) = (figure.name(), figure.written());
        let usual = places(usual.scale);
        let message = format!("“{name}”是 {written}，{whose}带“{unit}”的数多是{usual}");
        findings.push(Code::F12.at(figure.span(), message).help(ALIKE));
    }
}

const ALIKE: &str = "小数位数写成一样；末尾是0的也写出来，如 99.20%";

fn by_unit<'p, 'f>(
    figures: &[&'p PlacedFigure<'f>],
) -> BTreeMap<&'f str, Vec<&'p PlacedFigure<'f>>> {
    let mut by_unit: BTreeMap<&str, Vec<&PlacedFigure<'f>>> = BTreeMap::new();
    for figure in figures {
        if let Some((unit, _)) = scale(figure) {
            by_unit.entry(unit).or_default().push(figure);
        }
    }
    by_unit
}

fn is_of_scale(figure: &PlacedFigure<'_>, wanted: u32) -> bool {
    scale(figure).is_some_and(|(_, scale)| scale == wanted)
}

/// The number of decimals that all figures had in the last filing, where they are all there.
fn scale_of_last(
    figures: &[&PlacedFigure<'_>],
    last: &BTreeMap<FigureKey, &PlacedFigure<'_>>,
) -> Option<u32> {
    let mut scales = figures.iter().map(|f| scale(last.get(&f.key())?).map(|(_, scale)| scale));
    let first = scales.next()??;
    scales.all(|scale| scale == Some(first)).then_some(first)
}

/// Figures of one group that differ in their decimals, as many one way as the other: one finding
/// that names one of each.
fn divided(figures: &[&PlacedFigure<'_>], one: u32) -> Option<Finding> {
    let first = figures.iter().find(|f| is_of_scale(f, one))?;
    let other = figures.iter().find(|f| !is_of_scale(f, one))?;
    let shown = |f: &PlacedFigure<'_>| {
        let places = scale(f).map(|(_, scale)| places(scale)).unwrap_or_default();
        format!("“{}”是 {}，{places}", f.name(), f.written())
    };
    let (first, other) =
        if first.span().start < other.span().start { (first, other) } else { (other, first) };
    let message = format!("同组的小数位数不一：{}；{}", shown(first), shown(other));
    let finding = Code::F12.at(other.span(), message).help(ALIKE);
    Some(finding.related(first.span(), "与这里的位数不同"))
}

/// An area in another unit than the first of the figures of the same indicator.
fn other_unit(figure: &PlacedFigure<'_>, same: &[PlacedFigure<'_>]) -> Option<Finding> {
    let area = figure.area()?;
    let first = same.iter().find(|f| f.area().is_some() && f.measure() == figure.measure())?;
    let unit = |f: &PlacedFigure<'_>| f.part.figure.value.amount.as_ref().map(|a| a.unit.clone());
    let (own, firsts) = (unit(figure)?, unit(first)?);
    if in_base(Decimal::ONE, &own) == in_base(Decimal::ONE, &firsts) {
        return None;
    }
    let message = format!(
        "“{}”的{area}用“{own}”，{}用“{firsts}”",
        figure.indicator.name.value,
        first.area().unwrap_or_default()
    );
    Some(
        Code::F12
            .at(figure.span(), message)
            .help("一项指标只用一个单位；看看是否写串")
            .related(first.span(), "这里是另一个单位"),
    )
}

/// `6.18h`: a unit in letters where the report's language has a word.
fn letters(figure: &PlacedFigure<'_>, context: &Context<'_>) -> Option<Finding> {
    let unit = figure.part.figure.value.amount.as_ref()?.unit.as_str();
    let word = match unit {
        "h" => "小时",
        "min" => "分钟",
        "s" => "秒",
        "ms" => "毫秒",
        _ => return None,
    };
    let message = format!("“{}”的单位写成了“{unit}”", figure.name());
    let finding = Code::F12.at(figure.span(), message).help(format!("单位写汉字：“{word}”"));
    let value = context.source.text().get(figure.span())?;
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

/// What is counted, in a unit that is not usual for it: F01 cannot tell its kind.
fn strange_unit(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let entry = figure.known?.entry;
    let own = &figure.part.figure.value.amount.as_ref()?.unit;
    let is_counted = |unit: &str| dimension(unit).is_none() && !["比率", "文字"].contains(&unit);
    if !is_counted(own) || !is_counted(&entry.unit) || entry.lists(own) {
        return None;
    }
    let message = format!("“{}”用“{own}”作单位，各家一般用“{}”", figure.name(), entry.unit);
    let help = format!("照这个样子写：{}；确是用{own}的，在备注里说明", entry.example());
    Some(Code::F12.at(figure.span(), message).help(help))
}

/// A time in another unit than the standard has.
fn unit(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let entry = figure.known.map(|known| known.entry).filter(|entry| !entry.is_score())?;
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
    // A day given in seconds is a slip, whatever the standard says.
    let sizes = one(own).zip(one(&entry.unit)).map(|((_, own), (_, usual))| (own, usual));
    let far = sizes.is_some_and(|(own, usual)| usual >= own * Decimal::ONE_THOUSAND);
    let help = format!("换算成{}；确是用{own}的，在备注里说明", entry.unit);
    Some(if read || far {
        let message = format!(
            "“{name}”用{own}作单位，{}用{}",
            if read { "标准" } else { "各家一般" },
            entry.unit
        );
        Code::F12.at(figure.span(), message).help(help)
    } else {
        let message = format!("“{name}”用{own}作单位，各家一般用{}", entry.unit);
        Code::F12.at(figure.span(), message).as_info().help(help)
    })
}
