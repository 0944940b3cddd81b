//! C05 and C06: what stands beside a figure, held to the filings that it is of: 上期 to the last
//! one, 环比 to that of the half-year before, 同比 to that of the year before.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::moves::{Against, fault};
use crate::check::Context;
use crate::check::figures::{are_against, by_key};
use crate::check::quotient::Quotient;
use crate::filing::{Amount, Compared, Figure, Half, Movement, Period, in_base};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::source::Spanned;
use crate::standard::{FigureKey, PlacedFigure};

/// C05.
pub(super) fn last(context: &Context<'_>, findings: &mut Findings) {
    let earlier = Earlier::of(context);
    findings.extend(context.figures.iter().filter_map(|figure| earlier.other_last(figure)));
}

/// C06.
pub(super) fn movements(context: &Context<'_>, findings: &mut Findings) {
    let earlier = Earlier::of(context);
    // A figure that its counts contradict is put right first.
    for figure in context.figures.iter().filter(|figure| !are_against(figure)) {
        let beside = &figure.part.beside;
        let of_half = beside.half_on_half.as_ref();
        let of_half = of_half.and_then(|stated| earlier.half_on_half(figure, stated));
        let of_year = beside.year_on_year.as_ref();
        let of_year = of_year.and_then(|stated| earlier.year_on_year(figure, stated));
        findings.extend(match (of_half, of_year) {
            (Some(one), Some(other)) => Some(both(one, &other)),
            (one, other) => one.or(other),
        });
    }
}

/// Both movements are wrong: most likely the figure is, which is one slip.
fn both(of_half: Finding, of_year: &Finding) -> Finding {
    let span = of_year.span.clone().unwrap_or_default();
    let finding = Finding { severity: of_half.severity.min(of_year.severity), ..of_half };
    finding.related(span, "同比也对不上：多半是本期的数写错了")
}

/// The figures of the same carrier's earlier filings.
struct Earlier<'c> {
    /// Those of the last filing, and of which half-year it is.
    last: Option<(Period, Figures<'c>)>,
    half_before: Option<Figures<'c>>,
    /// Whether the filing names a last one.
    is_named: bool,
    /// Whether the filer answers for a 上期 that was filed otherwise.
    is_restated: bool,
    year_before: Option<Figures<'c>>,
}

type Figures<'c> = BTreeMap<FigureKey, PlacedFigure<'c>>;

impl<'c> Earlier<'c> {
    fn of(context: &Context<'c>) -> Self {
        let own = context.filing.period.value;
        let is_asked = context.figures.iter().any(|figure| {
            let beside = &figure.part.beside;
            beside.last.is_some() || beside.year_on_year.is_some() || beside.half_on_half.is_some()
        });
        let figures = |compared: &'c Compared| {
            let figures = context.figures_of(compared);
            by_key(&figures).into_iter().map(|(key, figure)| (key, *figure)).collect()
        };
        let of_carrier = context.compared.iter().copied().filter(|compared| {
            is_asked && compared.filing.company.is_carrier_of(&context.filing.company)
        });
        let of = |period: Option<Period>| {
            let mut all = of_carrier.clone();
            all.find(|compared| Some(compared.filing.period.value) == period).map(figures)
        };
        let last = context.last().filter(|_| is_asked);
        Self {
            last: last.map(|last| (last.filing.period.value, figures(last))),
            half_before: of(half_before(own)),
            is_named: context.filing.previous.is_some(),
            is_restated: context
                .filing
                .waivers
                .iter()
                .any(|waiver| waiver.rule.value.eq_ignore_ascii_case(Code::C05.id())),
            year_before: of(own.year.checked_sub(1).map(|year| Period { year, ..own })),
        }
    }

    /// A 上期 that the last filing has otherwise.
    fn other_last(&self, figure: &PlacedFigure<'_>) -> Option<Finding> {
        let stated = figure.part.beside.last.as_ref().filter(|s| s.value.fault.is_none())?;
        let filed = self.last.as_ref();
        let filed = filed.and_then(|(period, all)| Some((period, all.get(&figure.key())?)));
        let Some((period, other)) = filed else { return of_another_kind(figure, stated) };
        let value = &other.part.figure.value;
        if value.fault.is_some() {
            return None;
        }
        let (name, written) = (figure.name(), &stated.value.as_written);
        let at = stated.span.clone();
        match Likeness::of(&stated.value, value) {
            Likeness::Same => None,
            Likeness::Rounded => {
                let message = format!(
                    "“{name}”的上期写的是 {written}，{period}的报告里是 {}，少写了位数",
                    other.written()
                );
                Some(Code::C05.at(at, message).as_info().help("照上期报告的位数写，两期好对照"))
            }
            Likeness::Other => {
                let message = format!(
                    "“{name}”的上期写的是 {written}，{period}的报告里是 {}",
                    other.written()
                );
                let help =
                    format!("照上期报告写 {}；上期的数改过口径的，在豁免里写明", other.written());
                Some(Code::C05.at(at, message).help(help))
            }
        }
    }

    fn half_on_half(
        &self,
        figure: &PlacedFigure<'_>,
        stated: &Spanned<Movement>,
    ) -> Option<Finding> {
        let beside = figure.part.beside.last.as_ref();
        let beside = beside.and_then(|last| {
            let Figure { amount, as_written, .. } = &last.value;
            Some(Against { amount: amount.as_ref()?, written: as_written, whose: "上期" })
        });
        let filed = self.half_before.as_ref().and_then(|all| all.get(&figure.key()));
        let held = |against: &Against<'_>| fault(figure, "环比", stated, against);
        let Some(filed) = filed else {
            // A last filing of another half-year says nothing of it.
            let beside = beside.filter(|_| self.last.is_none() || self.half_before.is_some())?;
            let found = held(&beside)?;
            // Of a last filing that is not at hand nobody knows which half-year it is of.
            let unknown = self.is_named && self.last.is_none();
            return Some(if unknown { found.as_warning() } else { found });
        };
        let filed = against(filed, "上期")?;
        let is_other = self.other_last(figure).is_some_and(|f| f.severity == Severity::Error);
        match beside.filter(|_| is_other) {
            None => held(&filed),
            // The filer answers for the 上期 beside it, by which it has to be reckoned then.
            Some(beside) if self.is_restated => held(&beside),
            // What was reckoned from a 上期 that is wrong is no second slip.
            Some(beside) => held(&filed).filter(|_| held(&beside).is_some()),
        }
    }

    fn year_on_year(
        &self,
        figure: &PlacedFigure<'_>,
        stated: &Spanned<Movement>,
    ) -> Option<Finding> {
        let before = self.year_before.as_ref()?.get(&figure.key())?;
        fault(figure, "同比", stated, &against(before, "上年同期")?)
    }
}

fn against<'f>(figure: &PlacedFigure<'f>, whose: &'static str) -> Option<Against<'f>> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    Some(Against { amount, written: figure.written(), whose })
}

fn half_before(period: Period) -> Option<Period> {
    Some(match period.half {
        Half::Second => Period { half: Half::First, ..period },
        Half::First => Period { year: period.year.checked_sub(1)?, half: Half::Second },
    })
}

/// A 上期 that cannot be the same figure's: 99% beside 4.01小时.
fn of_another_kind(figure: &PlacedFigure<'_>, stated: &Spanned<Figure>) -> Option<Finding> {
    let own = figure.part.figure.value.amount.as_ref()?.dimension()?;
    let other = stated.value.amount.as_ref()?.dimension()?;
    if own == other {
        return None;
    }
    let message = format!(
        "“{}”是 {}，上期写的 {} 与它不是一类的数",
        figure.name(),
        figure.written(),
        stated.value.as_written
    );
    Some(Code::C05.at(stated.span.clone(), message).help("看看是不是写到别的指标下了"))
}

/// How a figure that is stated stands to the one that was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    /// With fewer digits.
    Rounded,
    Other,
}

impl Likeness {
    fn of(stated: &Figure, filed: &Figure) -> Self {
        let (Some(one), Some(other)) = (&stated.amount, &filed.amount) else {
            let same = stated.as_written == filed.as_written;
            return if same { Self::Same } else { Self::Other };
        };
        if one.qualifier != other.qualifier {
            return Self::Other;
        }
        let values = match (one.in_base(), other.in_base()) {
            (Some((kind, one)), Some((same, other))) if kind == same => (one, other),
            _ if one.unit == other.unit => (one.value, other.value),
            _ => return Self::Other,
        };
        match values {
            (one, other) if one == other => Self::Same,
            (_, other) if rounds_to(one, other) => Self::Rounded,
            _ => Self::Other,
        }
    }
}

/// Whether a value in its base, rounded at the last digit of an amount, is that amount.
fn rounds_to(stated: &Amount, filed: Decimal) -> bool {
    let unit = in_base(Decimal::ONE, &stated.unit).map_or(Decimal::ONE, |(_, one)| one);
    let Ok(decimals) = i32::try_from(stated.value.scale()) else { return false };
    // Both in whole numbers of the finer of their last digits.
    let scale = unit.scale().max(filed.scale());
    let whole = |value: Decimal| {
        let tens = 10_i128.checked_pow(scale - value.scale())?;
        u128::try_from(value.mantissa().checked_mul(tens)?).ok()
    };
    let quotient = || Quotient::at(whole(filed)?, whole(unit)?, decimals);
    let stated = u128::try_from(stated.value.mantissa());
    quotient().zip(stated.ok()).is_some_and(|(quotient, stated)| quotient.rounds_to(stated))
}
