//! F01: a rate outside 0 to 100 % or with its decimal point misplaced, a negative time or count,
//! a unit that the indicator cannot have.

use rust_decimal::Decimal;

use super::limits::is_surely_worse;
use super::rates::{is_growth, may_exceed, ought_to_be_high};
use super::units::{share_meant, wrong_unit};
use super::{counts, quantity};
use crate::check::Context;
use crate::filing::{Amount, Dimension};
use crate::finding::{Code, Finding, Findings};
use crate::source::Source;
use crate::standard::{IndicatorEntry, PlacedFigure};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for figure in &context.figures {
        // F13 knows the right figure.
        let fault = fault(figure).filter(|_| !counts::are_against(figure));
        findings.extend(fault.map(|finding| fixed(figure, context.source, finding)));
    }
}

/// Whether a figure has to be put right before anything else is said of it.
pub(super) fn is_doubtful(figure: &PlacedFigure<'_>) -> bool {
    fault(figure).is_some() || counts::are_against(figure)
}

/// What cannot be in a figure.
pub(super) fn fault(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let Some(amount) = &figure.part.figure.value.amount else { return quantity::missing(figure) };
    let entry = figure.known.map(|known| known.entry);
    wrong_unit(figure)
        .or_else(|| impossible(figure, amount, entry))
        .or_else(|| shifted(figure, amount))
        .or_else(|| nothing(figure, amount))
}

/// A rate that ought to be high, of a few per cent: its decimal point stands a place too far left.
fn shifted(figure: &PlacedFigure<'_>, amount: &Amount) -> Option<Finding> {
    let (_, share) = amount.in_base().filter(|_| !amount.unit.is_empty())?;
    let low = share > Decimal::ZERO && share < Decimal::new(i64::from(figure.bounds().shifted), 2);
    if !low || !ought_to_be_high(figure) || is_surely_worse(figure) {
        return None;
    }
    let mut meant = share.checked_mul(Decimal::ONE_HUNDRED)?;
    while meant < Decimal::TEN {
        meant = meant.checked_mul(Decimal::TEN)?;
    }
    let message = format!(
        "“{}”是 {}，这样的比率不会这么低，像是小数点错了位",
        figure.name(),
        figure.written()
    );
    let help = format!("核对数据：是不是 {}%？确实这么低的在豁免里说明", meant.normalize());
    Some(Code::F01.at(figure.span(), message).as_warning().help(help))
}

/// A time of 0: a blank that a spreadsheet filled.
fn nothing(figure: &PlacedFigure<'_>, amount: &Amount) -> Option<Finding> {
    let is_time = amount.dimension() == Some(Dimension::Time) && figure.known.is_some();
    if !is_time || !amount.value.is_zero() || amount.qualifier.is_some() {
        return None;
    }
    let message = format!("“{}”是0，像是没有填", figure.name());
    Some(
        Code::F01
            .at(figure.span(), message)
            .as_warning()
            .help("填本期实际的数；本期没有发生的，写“不适用”"),
    )
}

/// A finding with the rate in per cent as its fix, where the file has just the bare number.
fn fixed(figure: &PlacedFigure<'_>, source: &Source, finding: Finding) -> Finding {
    match share_meant(figure) {
        Some(share) if source.text().get(figure.span()) == Some(figure.written()) => {
            finding.fix(figure.span(), share)
        }
        _ => finding,
    }
}

fn impossible(
    figure: &PlacedFigure<'_>,
    amount: &Amount,
    entry: Option<&IndicatorEntry>,
) -> Option<Finding> {
    let at = figure.part.figure.span.clone();
    let (name, written) = (figure.name(), &figure.part.figure.value.as_written);
    let grows = is_growth(&name);
    if amount.value < Decimal::ZERO && !(grows && entry.is_none()) {
        let message = format!("“{name}”是 {written}，不会是负数");
        return Some(Code::F01.at(at, message).help("去掉负号，或核对数据来源"));
    }
    if entry.is_some_and(IndicatorEntry::is_score)
        && amount.unit == "分"
        && amount.value > Decimal::ONE_HUNDRED
    {
        let message = format!("“{name}”是 {written}，得分不会超过 100分");
        return Some(
            Code::F01
                .at(at, message)
                .help("看看小数点是否错了位；确实不以100分为满分的，在备注里写明并在豁免里说明"),
        );
    }
    let in_per_cent = matches!(amount.unit.as_str(), "%" | "％");
    let is_share = entry.map_or_else(
        || name.ends_with('率') && amount.unit == "%",
        |entry| entry.is_rate() || (entry.is_score() && in_per_cent),
    );
    let (kind, share) = amount.in_base()?;
    if is_share && !may_exceed(figure) && kind == Dimension::Ratio && share > Decimal::ONE {
        let message = format!("“{name}”是 {written}，百分率不会超过 100%");
        return Some(Code::F01.at(at, message).help("看看小数点是否错了位"));
    }
    None
}
