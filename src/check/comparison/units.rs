//! The units of what stands beside a figure, held to the figure's own.

use rust_decimal::Decimal;

use crate::check::figures::is_of_wrong_unit;
use crate::filing::{Amount, Dimension, Figure, Movement, StepUnit, UnitKind, in_kind, unit_kind};
use crate::finding::{Code, Finding};
use crate::source::Spanned;
use crate::standard::{IndicatorEntry, PlacedFigure};

/// How the units of an indicator are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Units<'f> {
    entry: Option<&'f IndicatorEntry>,
    /// Whether 分 are points, which are minutes elsewhere.
    are_points: bool,
}

impl<'f> Units<'f> {
    pub(super) fn of(figure: &PlacedFigure<'f>) -> Self {
        let entry = figure.known.map(|known| known.entry);
        let endings = &figure.bounds().score_endings;
        let is_called = || endings.iter().any(|word| figure.name().ends_with(word.as_str()));
        Self { entry, are_points: entry.map_or_else(is_called, IndicatorEntry::is_score) }
    }

    /// A number of a unit in the base of its kind.
    pub(super) fn in_base<'u>(
        &self,
        value: Decimal,
        unit: &'u str,
    ) -> Option<(UnitKind<'u>, Decimal)> {
        if self.are_points && unit == "分" {
            return Some((UnitKind::Counted(unit), value));
        }
        in_kind(value, unit)
    }

    pub(super) fn kind<'u>(&self, unit: &'u str) -> UnitKind<'u> {
        if self.are_points && unit == "分" { UnitKind::Counted(unit) } else { unit_kind(unit) }
    }

    /// Whether a unit is surely of another kind than a figure's own. Two names that the catalogue
    /// has for one indicator, and two that differ in their capitals, may be of one.
    fn differ(&self, own: &str, other: &str) -> bool {
        let (one, two) = (self.kind(own), self.kind(other));
        let (UnitKind::Counted(one), UnitKind::Counted(two)) = (one, two) else {
            return one != two;
        };
        let are_listed = self.entry.is_some_and(|entry| entry.lists(own) && entry.lists(other));
        !are_listed && !one.eq_ignore_ascii_case(two)
    }
}

/// A 上期 without the unit that the figure has, or with one of another kind: 99.20% beside
/// 4.01小时. `filed` is the figure of the last report, where it is at hand.
pub(super) fn other_last(
    figure: &PlacedFigure<'_>,
    stated: &Spanned<Figure>,
    filed: Option<&PlacedFigure<'_>>,
) -> Option<Finding> {
    let own = figure.part.figure.value.amount.as_ref()?;
    let other = stated.value.amount.as_ref()?;
    if is_of_wrong_unit(figure) {
        return None;
    }
    let (name, written) = (figure.name(), &stated.value.as_written);
    let at = stated.span.clone();
    if other.unit.is_empty() && !own.unit.is_empty() {
        if is_share(figure, own) && may_be_bare(figure, other, written) {
            return None;
        }
        let help = match filed {
            Some(filed) => format!("照上期报告写 {}", filed.written()),
            None if is_share(figure, own) && other.value <= Decimal::ONE => {
                format!("和本期一样用“{}”写，补上单位", own.unit)
            }
            None => format!("写成 {written}{}", own.unit),
        };
        let message = format!("“{name}”的上期写的是“{written}”，没有写单位");
        return Some(Code::C05.at(at, message).help(help));
    }
    // A figure without a unit may be of anything but time.
    let is_time = unit_kind(&other.unit) == UnitKind::Measured(Dimension::Time);
    let units = Units::of(figure);
    if (own.unit.is_empty() && !is_time) || !units.differ(&own.unit, &other.unit) {
        return None;
    }
    let are_measured =
        [own, other].iter().all(|amount| matches!(units.kind(&amount.unit), UnitKind::Measured(_)));
    let written_now = figure.written();
    Some(if are_measured {
        let message = format!("“{name}”是 {written_now}，上期写的 {written} 与它不是一类的数");
        Code::C05.at(at, message).help("看看是不是写到别的指标下了")
    } else {
        let message = format!(
            "“{name}”的上期写的是 {written}，单位是“{}”，本期的 {written_now} 是另一种单位",
            other.unit
        );
        let help = format!("看看数和单位有没有写错；是同一项指标的，换算成用“{}”的数", own.unit);
        Code::C05.at(at, message).help(help)
    })
}

fn is_share(figure: &PlacedFigure<'_>, amount: &Amount) -> bool {
    Units::of(figure).kind(&amount.unit) == UnitKind::Measured(Dimension::Ratio)
}

/// Whether a share may well stand without a unit: 4×10⁻⁶.
fn may_be_bare(figure: &PlacedFigure<'_>, amount: &Amount, written: &str) -> bool {
    let is_power = written.contains('⁻') && amount.value < Decimal::ONE;
    is_power || figure.known.is_some_and(|known| known.entry.unit == "比率")
}

/// A movement in a unit that the figure cannot have: 上升1.0分钟 beside points.
pub(super) fn other_step(
    figure: &PlacedFigure<'_>,
    key: &str,
    stated: &Spanned<Movement>,
) -> Option<Finding> {
    let own = figure.part.figure.value.amount.as_ref().filter(|own| !own.unit.is_empty())?;
    let step = stated.value.change.as_ref()?.by.as_ref()?;
    let units = Units::of(figure);
    let (unit, differs) = match &step.unit {
        StepUnit::Percent => return None,
        StepUnit::Points(of) => {
            let word = if *of == Decimal::ONE_THOUSAND { "千分点" } else { "百分点" };
            (word, units.kind(&own.unit) != UnitKind::Measured(Dimension::Ratio))
        }
        // 增加0.1万 of 户.
        StepUnit::Own(unit) if unit_kind(unit) == UnitKind::Counted("") => return None,
        StepUnit::Own(unit) => (unit.as_str(), units.differ(&own.unit, unit)),
    };
    if !differs || is_of_wrong_unit(figure) {
        return None;
    }
    let message = format!(
        "“{}”的{key}写的是“{}”，本期的 {} 不是以“{unit}”为单位的数",
        figure.name(),
        stated.value.as_written,
        figure.written()
    );
    let help = format!("变化的单位写“{}”，或写百分率，如 下降4.5%", own.unit);
    let help = if own.unit == "%" {
        "写几个百分点，如 上升0.1个百分点".to_owned()
    } else {
        help
    };
    Some(Code::C06.at(stated.span.clone(), message).help(help))
}
