//! C05 and C06: what stands beside a figure, held to the filings that it is of: 上期 and 环比 to
//! that of the half-year before, 同比 to that of the year before.

use std::collections::BTreeMap;

use super::likeness::Likeness;
use super::moves::{Against, fault};
use super::units::{self, Units};
use crate::check::Context;
use crate::check::figures::{are_against, by_key};
use crate::filing::{Beside, Compared, Figure, Movement, Period};
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
        let Beside { half_on_half: of_half, year_on_year: of_year, .. } = &figure.part.beside;
        // What is in another unit is not held.
        let other = |key, stated: &Option<_>| units::other_step(figure, key, stated.as_ref()?);
        let (other_half, other_year) = (other("环比", of_half), other("同比", of_year));
        let of_half = of_half.as_ref().filter(|_| other_half.is_none());
        let of_half = of_half.and_then(|stated| earlier.half_on_half(figure, stated));
        let of_year = of_year.as_ref().filter(|_| other_year.is_none());
        let of_year = of_year.and_then(|stated| earlier.year_on_year(figure, stated));
        findings.extend([other_half, other_year].into_iter().flatten());
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
    /// Those of the half-year before, and which that is.
    half_before: Option<(Period, Figures<'c>)>,
    /// Whether there is a last filing that is not at hand, or one of another half-year.
    is_of_other_half: bool,
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
        let of = |period: Period| {
            let mut all = of_carrier.clone();
            all.find(|compared| compared.filing.period.value == period).map(figures)
        };
        let half_before = own.previous();
        let last = context.last().map(|last| last.filing.period.value);
        let is_named = !context.filing.previous.is_empty();
        Self {
            half_before: of(half_before).map(|figures| (half_before, figures)),
            is_of_other_half: last.map_or(is_named, |last| last != half_before),
            is_restated: context
                .filing
                .waivers
                .iter()
                .any(|waiver| waiver.rule.value.eq_ignore_ascii_case(Code::C05.id())),
            year_before: of(half_before.previous()),
        }
    }

    /// The figure of the half-year before, and which that is.
    fn filed(&self, figure: &PlacedFigure<'_>) -> Option<(Period, &PlacedFigure<'c>)> {
        let (period, all) = self.half_before.as_ref()?;
        Some((*period, all.get(&figure.key())?))
    }

    /// A 上期 in another unit, or that the filing of the half-year before has otherwise.
    fn other_last(&self, figure: &PlacedFigure<'_>) -> Option<Finding> {
        let stated = figure.part.beside.last.as_ref().filter(|s| s.value.fault.is_none())?;
        let filed = self.filed(figure);
        if let Some(finding) = units::other_last(figure, stated, filed.map(|(_, filed)| filed)) {
            return Some(finding);
        }
        let (period, other) = filed?;
        let value = &other.part.figure.value;
        if value.fault.is_some() {
            return None;
        }
        let (name, written) = (figure.name(), &stated.value.as_written);
        let at = stated.span.clone();
        match Likeness::of(&Units::of(figure), &stated.value, value) {
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
        let is_like = |last: &&_| units::other_last(figure, last, None).is_none();
        let beside = beside.filter(is_like).and_then(|last| {
            let Figure { amount, as_written, .. } = &last.value;
            Some(Against { amount: amount.as_ref()?, written: as_written, whose: "上期" })
        });
        let held = |against: &Against<'_>| fault(figure, "环比", stated, against);
        let Some((_, filed)) = self.filed(figure) else {
            let found = held(&beside?)?;
            // 上期 may have been taken from a filing of another half-year.
            return Some(if self.is_of_other_half { found.as_warning() } else { found });
        };
        let filed = against(filed, "上期")?;
        let is_other = self.other_last(figure).is_some_and(|f| f.severity == Severity::Error);
        match beside.filter(|_| is_other) {
            None => held(&filed),
            // The filer answers for the 上期 beside it, by which it has to be computed then.
            Some(beside) if self.is_restated => held(&beside),
            // What was computed from a 上期 that is wrong is no second slip.
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
