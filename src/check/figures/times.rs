//! F03 and F04: times and rates that contradict each other, and rates of exactly 100 %.

use rust_decimal::Decimal;

use crate::check::Context;
use crate::filing::in_base;
use crate::finding::{Code, Finding, Findings};
use crate::standard::{Confidence, Measure, PlacedFigure};

/// F03.
pub(super) fn contradictory(context: &Context<'_>, findings: &mut Findings) {
    for average in context.figures.iter().filter(|f| is_measured(f, Measure::Average)) {
        let Some(own) = exact(average) else { continue };
        let beside = |measure| {
            let same =
                move |f: &&PlacedFigure<'_>| is_measured(f, measure) && is_beside(average, f);
            context.figures.iter().find(same)
        };
        if let Some(maximum) = beside(Measure::Maximum)
            && exact(maximum).is_some_and(|longest| own > longest)
        {
            let message = format!(
                "“{}”是 {}，比最长的 {} 还长",
                average.name(),
                average.written(),
                maximum.written()
            );
            findings.push(
                Code::F03
                    .at(average.span(), message)
                    .help("平均不会超过最长；看看两个数是否写反，或单位写串")
                    .related(maximum.span(), "最长"),
            );
        }
        if let Some(timely) = beside(Measure::Timeliness) {
            findings.extend(late(average, own, timely));
        }
    }
}

/// An average beyond the deadline, and yet all in time.
fn late(average: &PlacedFigure<'_>, own: Decimal, timely: &PlacedFigure<'_>) -> Option<Finding> {
    if !is_whole(timely) {
        return None;
    }
    let threshold = average.known?.entry.maximum_limit(average.area())?;
    let (_, deadline) = in_base(threshold.value, threshold.unit)?;
    // A deadline in working days depends on the calendar.
    if own <= deadline || threshold.unit == "工作日" {
        return None;
    }
    let message = format!(
        "“{}”是 {}，超过了时限 {}{}，及时率却是 {}",
        average.name(),
        average.written(),
        threshold.value.normalize(),
        threshold.unit,
        timely.written()
    );
    let finding = match threshold.sure {
        Confidence::Found => Code::F03.at(timely.span(), message),
        _ => Code::F03.at(timely.span(), message + "（时限未对照原文）").as_info(),
    };
    let help = format!("两个数核对一遍；时限见{}", threshold.source);
    Some(finding.help(help).related(average.span(), "平均"))
}

/// F04.
pub(super) fn perfect(context: &Context<'_>, findings: &mut Findings) {
    for group in &context.filing.groups {
        let whole: Vec<String> = context
            .figures
            .iter()
            .filter(|f| std::ptr::eq(f.group, group) && is_whole(f) && !has_counts(f))
            .filter(|f| f.known.is_some_and(|known| known.entry.is_rate()))
            .map(PlacedFigure::name)
            .collect();
        if whole.is_empty() {
            continue;
        }
        let message = format!("“{}”里正好是100%的：{}", group.name.value, whole.join("、"));
        findings.push(
            Code::F04
                .at(group.name.span.clone(), message)
                .help("审阅的人会问分子和分母；可在备注里写明，如：本期1200件，全部及时"),
        );
    }
}

fn is_whole(figure: &PlacedFigure<'_>) -> bool {
    let amount = figure.part.figure.value.amount.as_ref();
    amount
        .is_some_and(|a| a.qualifier.is_none() && a.unit == "%" && a.value == Decimal::ONE_HUNDRED)
}

/// Whether the file tells what was counted.
fn has_counts(figure: &PlacedFigure<'_>) -> bool {
    if figure.part.beside.numerator.is_some() {
        return true;
    }
    let note = figure.indicator.note.as_ref();
    note.is_some_and(|note| note.value.contains(|c: char| c.is_ascii_digit()))
}

fn is_measured(figure: &PlacedFigure<'_>, measure: Measure) -> bool {
    figure.known.is_some_and(|known| known.measure == measure)
}

/// Whether two figures are of one thing in one group: the subject and the area are the same.
fn is_beside(one: &PlacedFigure<'_>, other: &PlacedFigure<'_>) -> bool {
    std::ptr::eq(one.group, other.group)
        && one.known.zip(other.known).is_some_and(|(one, other)| {
            let (one, other) = (one.entry, other.entry);
            one.group == other.group && one.subject == other.subject && !one.subject.is_empty()
        })
        && one.area() == other.area()
}

/// A time in seconds, where it is stated without a bound.
fn exact(figure: &PlacedFigure<'_>) -> Option<Decimal> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let (_, value) = amount.in_base()?;
    amount.qualifier.is_none().then_some(value)
}
