//! F02 and F09: a figure worse than the standard's threshold, and the threshold printed as if it
//! were the result.

use super::counts;
use crate::check::Context;
use crate::filing::Qualifier;
use crate::finding::{Code, Finding, Findings};
use crate::standard::{Confidence, PlacedFigure, Threshold};

/// F02.
pub(super) fn worse(context: &Context<'_>, findings: &mut Findings) {
    // A figure that its counts contradict is put right first.
    for figure in context.figures.iter().filter(|figure| !counts::are_against(figure)) {
        let Some(threshold) = broken(figure) else {
            findings.extend(left_open(figure));
            continue;
        };
        let (name, limit, source) = (figure.name(), threshold.written(), threshold.source);
        let message = format!("“{name}”是 {}，达不到标准：{limit}", figure.written());
        findings.push(match threshold.sure {
            Confidence::Found => Code::F02
                .at(figure.span(), message)
                .help(format!("依据{source}；核对数据，确实如此的要在豁免里写明原因")),
            _ => {
                let message = format!("{message}（{}）", threshold.caveat());
                Code::F02
                    .at(figure.span(), message)
                    .as_info()
                    .help(format!("据{source}；请对照原文"))
            }
        });
    }
}

/// A bound far beyond a threshold that was read in its norm: it does not say whether that is kept.
fn left_open(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let open = figure.thresholds().into_iter().find(|threshold| {
        threshold.sure == Confidence::Found && threshold.is_left_open_by(amount)
    })?;
    let message = format!(
        "“{}”填的是 {}，看不出达到标准：{}",
        figure.name(),
        figure.written(),
        open.written()
    );
    let help = format!("填本期实际的数，不填范围；依据{}", open.source);
    Some(Code::F02.at(figure.span(), message).as_warning().help(help))
}

/// The surest threshold that a figure is worse than.
fn broken<'f>(figure: &PlacedFigure<'f>) -> Option<Threshold<'f>> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let broken = figure.thresholds().into_iter().filter(|t| t.is_broken_by(amount));
    broken.min_by_key(|threshold| threshold.sure)
}

/// Whether F02 has a figure as an error.
pub(super) fn is_surely_worse(figure: &PlacedFigure<'_>) -> bool {
    broken(figure).is_some_and(|threshold| threshold.sure == Confidence::Found)
}

/// F09.
pub(super) fn printed(context: &Context<'_>, findings: &mut Findings) {
    for figure in &context.figures {
        let Some(amount) = &figure.part.figure.value.amount else { continue };
        if matches!(amount.qualifier, None | Some(Qualifier::About)) {
            continue;
        }
        let own = amount.in_base();
        let same = |threshold: &Threshold<'_>| own.is_some() && threshold.in_base() == own;
        let equal = figure.thresholds().into_iter().filter(same);
        let Some(threshold) = equal.min_by_key(|threshold| threshold.sure) else { continue };
        let (name, source) = (figure.name(), threshold.source);
        let message = format!("“{name}”填的 {} 是标准的限值，不是实际结果", figure.written());
        let help = "填本期实际的数，如 ≤4×10⁻⁶ 或 0.0004%";
        findings.push(match threshold.sure {
            Confidence::Found => {
                Code::F09.at(figure.span(), message).help(format!("{help}；限值见{source}"))
            }
            _ => {
                let message = format!("{message}（{}）", threshold.caveat());
                Code::F09
                    .at(figure.span(), message)
                    .as_info()
                    .help(format!("{help}；限值据{source}，请对照原文"))
            }
        });
    }
}
