//! F01: a rate outside 0 to 100 %, a negative time or count, a unit that the indicator cannot
//! have.

use rust_decimal::Decimal;

use crate::check::Case;
use crate::diagnostic::{Finding, Findings};
use crate::filing::{Amount, Dimension};
use crate::standard::figures::BOUNDS;
use crate::standard::{IndicatorEntry, PlacedFigure};

/// Words of rates that may well exceed 100 %.
const GROWTH: [&str; 6] = ["增长", "增幅", "提升", "下降", "同比", "环比"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for figure in &case.figures {
        findings.extend(fault(figure));
    }
}

/// What cannot be in a figure.
pub(super) fn fault(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let Some(amount) = &figure.part.figure.value.amount else { return missing(figure) };
    let entry = figure.known.map(|known| known.entry);
    wrong_unit(figure, amount, entry)
        .or_else(|| impossible(figure, amount, entry))
        .or_else(|| nothing(figure, amount))
}

/// 无 or — where the catalogue has a quantity.
fn missing(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let entry = figure.known?.entry;
    let written = figure.written();
    if entry.unit == "文字" || !BOUNDS.no_figure.iter().any(|word| word == written) {
        return None;
    }
    let told = format!("“{}”填的是“{written}”，没有数", figure.name());
    Some(
        Finding::warning("F01", figure.span(), told)
            .help("填上数据和单位；本期没有这项业务的，写“不适用”"),
    )
}

/// A time of 0: a blank that a spreadsheet filled.
fn nothing(figure: &PlacedFigure<'_>, amount: &Amount) -> Option<Finding> {
    let is_time = amount.dimension() == Some(Dimension::Time) && figure.known.is_some();
    if !is_time || !amount.value.is_zero() || amount.qualifier.is_some() {
        return None;
    }
    let told = format!("“{}”是0，像是没有填", figure.name());
    Some(
        Finding::warning("F01", figure.span(), told)
            .help("填本期实际的数；本期没有发生的，写“不适用”"),
    )
}

fn wrong_unit(
    figure: &PlacedFigure<'_>,
    amount: &Amount,
    entry: Option<&IndicatorEntry>,
) -> Option<Finding> {
    let entry = entry.filter(|e| e.unit != "文字")?;
    let wanted = match entry.unit.as_str() {
        "比率" | "%" => Some(Dimension::Ratio),
        unit => crate::filing::dimension(unit),
    };
    let own = amount.dimension();
    let at = figure.part.figure.span.clone();
    let written = &figure.part.figure.value.as_written;
    let example = match entry.unit.as_str() {
        "比率" => "≤4×10⁻⁶".to_owned(),
        "%" => "99.10%".to_owned(),
        unit => format!("4.01{unit}"),
    };
    let (name, unit) = (figure.name(), &amount.unit);
    let bare = unit.is_empty() && entry.unit != "比率";
    let told = if bare {
        format!("“{name}”的 {written} 没有写单位")
    } else if wanted.is_some() && own != wanted {
        format!("“{name}”不会用“{unit}”作单位")
    } else {
        return None;
    };
    Some(Finding::error("F01", at, told).help(format!("照这个样子写：{example}")))
}

fn impossible(
    figure: &PlacedFigure<'_>,
    amount: &Amount,
    entry: Option<&IndicatorEntry>,
) -> Option<Finding> {
    let at = figure.part.figure.span.clone();
    let (name, written) = (figure.name(), &figure.part.figure.value.as_written);
    let grows = GROWTH.iter().any(|word| name.contains(word));
    if amount.value < Decimal::ZERO && !(grows && entry.is_none()) {
        let told = format!("“{name}”是 {written}，不会是负数");
        return Some(Finding::error("F01", at, told).help("去掉负号，或核对数据来源"));
    }
    let may_exceed = entry.is_some_and(|e| e.above_hundred) || grows;
    let is_share =
        entry.map_or_else(|| name.ends_with('率') && amount.unit == "%", IndicatorEntry::is_rate);
    let (_, share) = amount.in_base()?;
    if is_share && !may_exceed && share > Decimal::ONE {
        let told = format!("“{name}”是 {written}，百分率不会超过 100%");
        return Some(Finding::error("F01", at, told).help("看看小数点是否错了位"));
    }
    None
}
