//! F02 and F09: a figure worse than the standard's threshold, and the threshold printed as if it
//! were the result.

use rust_decimal::Decimal;

use crate::check::{Case, PlacedFigure};
use crate::diagnostic::Finding;
use crate::filing::{Amount, Dimension, Qualifier, in_base};
use crate::standard::{Confidence, Direction, Match, Measure, Threshold};

/// F02.
pub(super) fn worse(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for figure in &case.figures {
        let Some((known, what, threshold)) = broken(figure) else { continue };
        let name = figure.name();
        let limit = written(what, known.entry.direction, &threshold);
        let told = format!("“{name}”是 {}，达不到标准：{limit}", figure.written());
        let source = threshold.source;
        findings.push(match threshold.sure {
            Confidence::Found => Finding::error("F02", figure.span(), told)
                .help(format!("依据{source}；核对数据，确实如此的要在豁免里写明原因")),
            sure => Finding::info("F02", figure.span(), format!("{told}（{}）", caveat(sure)))
                .help(format!("据{source}；请对照原文")),
        });
    }
}

/// The surest threshold that a figure is worse than.
fn broken<'f>(figure: &'f PlacedFigure<'_>) -> Option<(Match<'f>, &'static str, Threshold<'f>)> {
    let known = figure.known?;
    let amount = figure.part.figure.value.amount.as_ref()?;
    let broken = thresholds(figure, known).into_iter().filter(|(what, threshold)| {
        is_worse(amount, threshold, known.entry.direction, *what == "最长")
    });
    let (what, threshold) = broken.min_by_key(|(_, t)| t.sure)?;
    Some((known, what, threshold))
}

/// Whether F02 has a figure as an error.
pub(super) fn is_surely_worse(figure: &PlacedFigure<'_>) -> bool {
    broken(figure).is_some_and(|(_, _, threshold)| threshold.sure == Confidence::Found)
}

/// F09.
pub(super) fn printed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for figure in &case.figures {
        let (Some(known), Some(amount)) = (figure.known, &figure.part.figure.value.amount) else {
            continue;
        };
        let bounds = !matches!(amount.qualifier, None | Some(Qualifier::About));
        let same = |(_, threshold): &(&str, Threshold<'_>)| {
            let limit = base(threshold);
            amount.in_base().is_some_and(|own| limit == Some(own))
        };
        if !bounds {
            continue;
        }
        let equal = thresholds(figure, known).into_iter().filter(same);
        let Some((_, threshold)) = equal.min_by_key(|(_, t)| t.sure) else { continue };
        let (name, source) = (figure.name(), threshold.source);
        let told = format!("“{name}”填的 {} 是标准的限值，不是实际结果", figure.written());
        let help = "填本期实际的数，如 ≤4×10⁻⁶ 或 0.0004%";
        findings.push(match threshold.sure {
            Confidence::Found => {
                Finding::warning("F09", figure.span(), told).help(format!("{help}；限值见{source}"))
            }
            sure => Finding::info("F09", figure.span(), format!("{told}（{}）", caveat(sure)))
                .help(format!("{help}；限值据{source}，请对照原文")),
        });
    }
}

fn caveat(sure: Confidence) -> &'static str {
    match sure {
        Confidence::Found => "已对照原文",
        Confidence::Secondary => "限值只见于转述，未对照原文",
        Confidence::Memory => "限值未对照原文",
    }
}

/// The thresholds that a figure can be held against, each with what it limits.
fn thresholds<'f>(
    figure: &'f PlacedFigure<'_>,
    known: Match<'f>,
) -> Vec<(&'static str, Threshold<'f>)> {
    let area = figure.area();
    let average = known.entry.average_limit(area).map(|t| ("平均", t));
    let maximum = known.entry.maximum_limit(area).map(|t| ("最长", t));
    match known.measure {
        // An average beyond the longest time allowed is worse for certain.
        Measure::Average => average.into_iter().chain(maximum).collect(),
        Measure::Maximum => maximum.into_iter().collect(),
        Measure::Value => average.map(|(_, t)| ("限值", t)).into_iter().collect(),
        Measure::Timeliness => Vec::new(),
    }
}

fn base(threshold: &Threshold<'_>) -> Option<(Dimension, Decimal)> {
    let unit = if threshold.unit == "比率" { "" } else { threshold.unit };
    in_base(threshold.value, unit)
}

fn is_worse(
    amount: &Amount,
    threshold: &Threshold<'_>,
    direction: Direction,
    longest: bool,
) -> bool {
    let (Some((own_kind, own)), Some((kind, limit))) = (amount.in_base(), base(threshold)) else {
        return false;
    };
    // A limit in working days is laxer by the week-ends in between.
    let working = threshold.unit == "工作日" && !amount.unit.ends_with("工作日");
    let limit =
        if working { limit * Decimal::new(14, 1) + Decimal::from(2 * 86_400) } else { limit };
    let unsure = match direction {
        Direction::Lower => [Qualifier::AtMost, Qualifier::Below],
        Direction::Higher => [Qualifier::AtLeast, Qualifier::Above],
        Direction::None => return false,
    };
    if own_kind != kind || amount.qualifier.is_some_and(|q| unsure.contains(&q)) {
        return false;
    }
    match direction {
        Direction::Higher => own < limit && !longest,
        _ => own > limit,
    }
}

/// A threshold as messages write it: `平均不超过24小时`.
fn written(what: &str, direction: Direction, threshold: &Threshold<'_>) -> String {
    let (value, unit) = match threshold.unit {
        "比率" => (threshold.value * Decimal::ONE_HUNDRED, "%"),
        unit => (threshold.value, unit),
    };
    let bound = if direction == Direction::Higher { "不低于" } else { "不超过" };
    let what = if what == "限值" { "" } else { what };
    format!("{what}{bound}{}{unit}", value.normalize())
}
