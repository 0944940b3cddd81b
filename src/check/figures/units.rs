//! The unit of a figure: whether it has one, and one that its indicator can have.

use rust_decimal::Decimal;

use super::rates::ought_to_be_high;
use crate::filing::{Dimension, Qualifier, dimension};
use crate::finding::{Code, Finding};
use crate::standard::{IndicatorEntry, PlacedFigure};

/// Whether a figure's unit has to be put right first.
pub(in crate::check) fn is_of_wrong_unit(figure: &PlacedFigure<'_>) -> bool {
    wrong_unit(figure).is_some()
}

/// F01 of a figure without a unit, or with one that its indicator cannot have.
pub(super) fn wrong_unit(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let unit = &figure.part.figure.value.amount.as_ref()?.unit;
    let entry = figure.known.map(|known| known.entry).filter(|entry| entry.unit != "文字")?;
    let (at, written, name) = (figure.span(), figure.written(), figure.name());
    let bare = unit.is_empty() && entry.unit != "比率";
    let message = if bare {
        format!("“{name}”的 {written} 没有写单位")
    } else if !may_have(entry, unit) {
        format!("“{name}”不会用“{unit}”作单位")
    } else {
        return None;
    };
    let help = match share_meant(figure).filter(|_| bare) {
        Some(share) => format!("写成百分率：{share}"),
        None => format!("照这个样子写：{}", entry.example()),
    };
    Some(Code::F01.at(at, message).help(help))
}

/// Whether an indicator may have a unit: one of its own, or of the kind that its own is. What is
/// counted has no kind: of an unknown unit of it F12 speaks.
fn may_have(entry: &IndicatorEntry, unit: &str) -> bool {
    if entry.lists(unit) {
        return true;
    }
    let wanted = match entry.unit.as_str() {
        "比率" | "%" => Some(Dimension::Ratio),
        _ if entry.is_score() => return false,
        usual => dimension(usual),
    };
    dimension(unit) == wanted
}

/// A bare number of a rate that ought to be high, in per cent: 0.9577 and 95.77 leave no doubt,
/// 1 and 0.02 do.
pub(super) fn share_meant(figure: &PlacedFigure<'_>) -> Option<String> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let value = amount.value;
    if !amount.unit.is_empty() || figure.known.is_none() || !ought_to_be_high(figure) {
        return None;
    }
    let sign = amount.qualifier.map_or("", Qualifier::sign);
    let (half, fifty) = (Decimal::new(5, 1), Decimal::from(50));
    if value >= half && value < Decimal::ONE && value.scale() >= 2 {
        let mut share = value;
        share.set_scale(value.scale() - 2).ok()?;
        return Some(format!("{sign}{share}%"));
    }
    let certain = value >= fifty && value <= Decimal::ONE_HUNDRED;
    certain.then(|| format!("{sign}{value}%"))
}
