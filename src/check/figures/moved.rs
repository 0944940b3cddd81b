//! F05 and F06: figures far from those of the last period or of another filing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::explained::{Explanations, Moved, called};
use super::{counts, possible};
use crate::check::Context;
use crate::filing::Amount;
use crate::finding::{Code, Findings};
use crate::standard::{Direction, FigureKey, PlacedFigure};

/// Figures by their keys, the first of each.
pub(in crate::check) fn by_key<'f, 'c: 'f>(
    figures: impl IntoIterator<Item = &'f PlacedFigure<'c>>,
) -> BTreeMap<FigureKey, &'f PlacedFigure<'c>> {
    let mut by_key = BTreeMap::new();
    for figure in figures {
        by_key.entry(figure.key()).or_insert(figure);
    }
    by_key
}

/// F05.
pub(super) fn tenfold(context: &Context<'_>, findings: &mut Findings) {
    for compared in context.compared {
        let others = context.figures_of(compared);
        let others = by_key(&others);
        let is_last = context.last().is_some_and(|last| std::ptr::eq(last, *compared));
        for figure in &context.figures {
            let Some(other) = others.get(&figure.key()) else { continue };
            let Some(times) = times_apart(figure, other) else { continue };
            // What F01 has to say already is one slip.
            if possible::is_doubtful(figure) {
                continue;
            }
            let whose = if is_last {
                "上期".to_owned()
            } else {
                format!("{}{}", compared.filing.company.name.value, compared.filing.period.value)
            };
            let message = format!(
                "“{}”是 {}，{whose}是 {}，相差{times}倍",
                figure.name(),
                figure.written(),
                other.written()
            );
            findings.push(Code::F05.at(figure.span(), message).help(
                "看看单位（秒、分钟、小时、天）是否写串，小数点是否错位；没有写错的在豁免里说明",
            ));
        }
    }
}

/// How many times one figure is the other, where that is as far as a slip.
pub(super) fn times_apart(one: &PlacedFigure<'_>, other: &PlacedFigure<'_>) -> Option<Decimal> {
    let tenfold = Decimal::from(one.bounds().tenfold);
    let (one, other) = comparable(one, other)?;
    if one <= Decimal::ZERO || other <= Decimal::ZERO {
        return None;
    }
    let times = one.max(other).checked_div(one.min(other))?;
    (times >= tenfold).then(|| times.trunc())
}

/// F06.
pub(super) fn unexplained(context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = context.last() else { return };
    let mut explained = Explanations::of(context);
    let others = context.figures_of(last);
    let others = by_key(&others);
    for figure in &context.figures {
        let Some(other) = others.get(&figure.key()) else { continue };
        let is_slip = times_apart(figure, other).is_some() || counts::are_against(figure);
        if is_slip || !has_moved(figure, other) {
            continue;
        }
        if explained.is_explained(figure, moved(figure, other)) {
            continue;
        }
        let message = format!(
            "“{}”由上期的 {} 变为 {}，文中没有说明",
            figure.name(),
            other.written(),
            figure.written()
        );
        let name = called(figure);
        findings.push(
            Code::F06
                .at(figure.span(), message)
                .help(format!("在正文或备注里用一句话说明原因，如“由于……，{name}……”；写错的改正")),
        );
    }
}

fn moved(figure: &PlacedFigure<'_>, other: &PlacedFigure<'_>) -> Moved {
    match comparable(figure, other) {
        Some((now, then)) if now < then => {
            let better = figure.known.is_some_and(|k| k.entry.direction == Direction::Lower);
            // A rate of timeliness is better when high, whatever its indicator is.
            let share = figure.part.figure.value.amount.as_ref().is_some_and(|a| a.unit == "%");
            Moved::Down { better: better && !share }
        }
        _ => Moved::Up,
    }
}

fn has_moved(figure: &PlacedFigure<'_>, other: &PlacedFigure<'_>) -> bool {
    let Some((now, then)) = comparable(figure, other) else { return false };
    let moved = (now - then).abs();
    let rate = |f: &PlacedFigure<'_>| {
        f.part.figure.value.amount.as_ref().is_some_and(|amount| amount.unit == "%")
    };
    let higher = figure.known.is_some_and(|known| known.entry.direction == Direction::Higher);
    if rate(figure) && (higher || now > Decimal::new(5, 1)) {
        return moved >= Decimal::new(i64::from(figure.bounds().points), 2);
    }
    // The last digits of small numbers move by rounding alone.
    let step = [figure, other].into_iter().filter_map(last_place).max();
    moved * Decimal::ONE_HUNDRED > then * Decimal::from(figure.bounds().percent)
        && step.is_some_and(|step| moved > step * Decimal::TWO)
}

/// One of a figure's last decimal place, in its dimension's base.
fn last_place(figure: &PlacedFigure<'_>) -> Option<Decimal> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let one = Decimal::from_i128_with_scale(1, amount.value.scale());
    Some(crate::filing::in_base(one, &amount.unit).map_or(one, |(_, base)| base))
}

/// Two figures in one base, where they are of one kind and equally bounded.
fn comparable(one: &PlacedFigure<'_>, other: &PlacedFigure<'_>) -> Option<(Decimal, Decimal)> {
    let amount = |f: &PlacedFigure<'_>| f.part.figure.value.amount.clone();
    let (one, other): (Amount, Amount) = (amount(one)?, amount(other)?);
    if one.qualifier != other.qualifier {
        return None;
    }
    match (one.in_base(), other.in_base()) {
        (Some((kind, one)), Some((same, other))) => (kind == same).then_some((one, other)),
        _ => (one.unit == other.unit).then_some((one.value, other.value)),
    }
}
