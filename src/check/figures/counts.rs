//! F13: a rate that is not its 分子 over its 分母.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::rates::may_exceed;
use super::units::is_of_wrong_unit;
use crate::check::Context;
use crate::check::quotient::Quotient;
use crate::filing::{Amount, Dimension, Figure, Qualifier, dimension, lowered};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::source::Spanned;
use crate::standard::PlacedFigure;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    findings.extend(context.figures.iter().filter_map(fault));
}

/// The counts of a rate.
struct Counts<'f> {
    numerator: (&'f Spanned<Figure>, u128),
    denominator: (&'f Spanned<Figure>, u128),
}

impl<'f> Counts<'f> {
    /// `None` where one is missing or was not read, which was reported.
    fn of(figure: &PlacedFigure<'f>) -> Option<Self> {
        let beside = &figure.part.beside;
        let count = |figure: &'f Option<Spanned<Figure>>| {
            let figure = figure.as_ref()?;
            Some((figure, figure.value.amount.as_ref()?.value.to_u128()?))
        };
        Some(Self {
            numerator: count(&beside.numerator)?,
            denominator: count(&beside.denominator)?,
        })
    }

    fn written(&self) -> String {
        let [one, other] = [self.numerator, self.denominator].map(|(f, _)| &f.value.as_written);
        format!("{one}÷{other}")
    }

    /// 件 and 次, where both say what was counted and say it otherwise.
    fn units(&self) -> Option<(&'f str, &'f str)> {
        let unit = |figure: &'f Spanned<Figure>| {
            figure.value.amount.as_ref().map_or("", |amount| amount.unit.as_str())
        };
        let (one, other) = (unit(self.numerator.0), unit(self.denominator.0));
        (!one.is_empty() && !other.is_empty() && one != other).then_some((one, other))
    }
}

/// What is wrong with the counts of a figure, the gravest alone: one slip is one finding.
pub(super) fn fault(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let counts = Counts::of(figure)?;
    let value = &figure.part.figure.value;
    // F01 has the real slip.
    if value.fault.is_some() || is_of_wrong_unit(figure) {
        return None;
    }
    let (above, below) = (counts.numerator.1, counts.denominator.1);
    let Some(rate) = Rate::of(figure) else {
        return no_rate(figure, &counts);
    };
    let at = counts.numerator.0.span.clone();
    let name = figure.name();
    if below == 0 {
        let message = format!("“{name}”的分母是0，除不出 {}", figure.written());
        let help = "核对分母；本期没有发生的，值写“未发生”";
        return Some(Code::F13.at(counts.denominator.0.span.clone(), message).help(help));
    }
    if rate.is_share
        && let Some((one, other)) = counts.units()
    {
        let message = format!("“{name}”的分子用“{one}”，分母用“{other}”");
        return Some(Code::F13.at(at, message).help("两个数数的要是同一样东西，单位写成一样"));
    }
    if rate.is_share && above > below && !rate.may_exceed {
        let message = format!("“{name}”的分子比分母大：{}", counts.written());
        return Some(Code::F13.at(at, message).help("看看两个数是否写反，或多写了一位"));
    }
    contradiction(figure, &rate, &counts)
}

/// A rate that the counts do not give.
fn contradiction(
    figure: &PlacedFigure<'_>,
    rate: &Rate<'_>,
    counts: &Counts<'_>,
) -> Option<Finding> {
    let (name, written, sum) = (figure.name(), figure.written(), counts.written());
    let agreement = Agreement::of(rate, counts.numerator.1, counts.denominator.1);
    let finding = match agreement {
        Agreement::Right if is_nearly_all(rate, counts) => {
            let message = format!("“{name}”写的是 {written}，{sum} 还不到：是四舍五入成的");
            let help = "多写几位小数，或在备注里写明没有做到的有几件";
            Code::F13.at(figure.span(), message).as_info().help(help)
        }
        Agreement::Right => return None,
        Agreement::Cut(right) => {
            let message =
                format!("“{name}”的 {written} 是截去尾数得来的，四舍五入是 {right}（{sum}）");
            let help = "各项比率的取舍要一致，一般四舍五入";
            Code::F13.at(figure.span(), message).as_info().help(help)
        }
        Agreement::Wrong(right) => {
            let beyond =
                if rate.amount.qualifier.is_some() { "，不在这个范围里" } else { "" };
            let message = format!("“{name}”写的是 {written}，{sum} 是 {right}{beyond}");
            let help = format!("核对分子、分母和比率；分子、分母没有写错的，比率是 {right}");
            Code::F13.at(figure.span(), message).help(help)
        }
    };
    Some(finding.related(counts.numerator.0.span.clone(), "分子在这里"))
}

/// Whether a rate says that it is all, which only rounding made of it.
fn is_nearly_all(rate: &Rate<'_>, counts: &Counts<'_>) -> bool {
    let share = rate.amount.in_base().filter(|_| rate.is_share && rate.amount.qualifier.is_none());
    let is_all = share.is_some_and(|(_, share)| share == Decimal::ONE);
    is_all && counts.numerator.1 < counts.denominator.1
}

/// How a rate stands to its counts.
#[derive(Debug, PartialEq, Eq)]
enum Agreement {
    Right,
    /// Without what is behind the last digit, and the figure that it would round to.
    Cut(String),
    /// What the counts do not give, and what they give.
    Wrong(String),
}

impl Agreement {
    fn of(rate: &Rate<'_>, numerator: u128, denominator: u128) -> Self {
        let written = &rate.written;
        let at =
            |per: u128| Quotient::at(numerator.checked_mul(per)?, denominator, written.decimals());
        let Some(quotient) = at(rate.per) else { return Self::Wrong("另一个数".to_owned()) };
        if holds(quotient, rate) {
            return Self::Right;
        }
        // The number may be right, and its unit another.
        let is_of =
            |unit: &&str| per(unit).and_then(at).is_some_and(|quotient| holds(quotient, rate));
        if let Some(unit) = rate.units.into_iter().flatten().find(is_of) {
            let number = rate.text.strip_suffix(rate.amount.unit.as_str()).unwrap_or(rate.text);
            return Self::Wrong(format!("{number}{unit}"));
        }
        let right = rate.right(numerator, denominator).unwrap_or_else(|| "另一个数".to_owned());
        if rate.amount.qualifier.is_none() && quotient.truncated == written.number {
            return Self::Cut(right);
        }
        Self::Wrong(right)
    }
}

/// Whether a rate says of a quotient what is so.
fn holds(quotient: Quotient, rate: &Rate<'_>) -> bool {
    let number = rate.written.number;
    let compared = quotient.compared(number);
    match rate.amount.qualifier {
        None => quotient.rounds_to(number),
        Some(Qualifier::AtMost) => compared != Ordering::Greater,
        Some(Qualifier::AtLeast) => compared != Ordering::Less,
        Some(Qualifier::Below) => compared == Ordering::Less,
        Some(Qualifier::Above) => compared == Ordering::Greater,
        Some(Qualifier::About) => quotient.rounded().abs_diff(number) <= 1,
    }
}

/// Whether the counts of a figure say something else than it does.
pub(in crate::check) fn are_against(figure: &PlacedFigure<'_>) -> bool {
    fault(figure).is_some_and(|finding| finding.severity == Severity::Error)
}

/// The rate that a figure's counts give, with the digits and the unit of the figure itself.
pub(crate) fn computed(figure: &PlacedFigure<'_>) -> Option<String> {
    let (counts, rate) = (Counts::of(figure)?, Rate::of(figure)?);
    rate.right(counts.numerator.1, counts.denominator.1)
}

fn no_rate(figure: &PlacedFigure<'_>, counts: &Counts<'_>) -> Option<Finding> {
    let written = figure.written();
    let none = figure.bounds().not_applicable.iter().any(|word| word == written);
    let is_counted = counts.numerator.1 > 0 || counts.denominator.1 > 0;
    let message = match &figure.part.figure.value.amount {
        Some(_) => format!("“{}”是 {written}，不是比率，旁边却有分子、分母", figure.name()),
        None if none && is_counted => {
            format!("“{}”填的是“{written}”，旁边却有分子、分母", figure.name())
        }
        // Of other texts it is said elsewhere that they are no figures.
        None => return None,
    };
    let help = "分子、分母写在比率（如及时率、差错率）旁边；用不上就删去";
    Some(Code::F13.at(counts.numerator.0.span.clone(), message).help(help))
}

/// A figure that is a quotient of counts.
struct Rate<'f> {
    text: &'f str,
    amount: &'f Amount,
    written: Written<'f>,
    /// How many of the denominator it is for: 100 for %, a million for 人次/百万用户.
    per: u128,
    /// Whether both counts are of one thing.
    is_share: bool,
    /// Whether it can be more than all.
    may_exceed: bool,
    /// The units that may be meant.
    units: [Option<&'f str>; 2],
}

impl<'f> Rate<'f> {
    /// The figure that the counts give, with the digits that were written; with more where those
    /// would say none of it, or all.
    fn right(&self, numerator: u128, denominator: u128) -> Option<String> {
        const MORE: u32 = 12;
        let times = numerator.checked_mul(self.per)?;
        let at = |more: u32| {
            let decimals = self.written.decimals().checked_add(i32::try_from(more).ok()?)?;
            Some(Quotient::at(times, denominator, decimals)?.rounded())
        };
        let number = at(0)?;
        let is_none = number == 0 && numerator > 0;
        let is_all = self.is_share && self.is_all(number, 0) && numerator != denominator;
        if !is_none && !is_all {
            return self.written.with(number, 0);
        }
        let says =
            |more: &u32| {
                at(*more).is_some_and(|number| {
                    if is_none { number >= 10 } else { !self.is_all(number, *more) }
                })
            };
        let more = (1..=MORE).find(says)?;
        self.written.with(at(more)?, more)
    }

    /// Whether a number with so many more digits is all.
    fn is_all(&self, number: u128, more: u32) -> bool {
        let decimals = self.written.decimals().saturating_add_unsigned(more);
        Quotient::at(self.per, 1, decimals).is_some_and(|all| all.truncated == number)
    }

    fn of(figure: &PlacedFigure<'f>) -> Option<Self> {
        let value = &figure.part.figure.value;
        let amount = value.amount.as_ref()?;
        let per = match amount.unit.as_str() {
            "" if !is_bare_ratio(figure, amount) => return None,
            unit => per(unit)?,
        };
        let (text, may_exceed) = (value.as_written.as_str(), may_exceed(figure));
        let is_share = amount.dimension() == Some(Dimension::Ratio);
        let usual = figure.known.map(|known| known.entry.unit.as_str());
        let usual = usual.filter(|unit| !["比率", "文字"].contains(unit));
        let in_per_cent = is_share.then_some("%");
        let units = [usual, in_per_cent].map(|unit| unit.filter(|unit| *unit != amount.unit));
        let written = Written::of(text)?;
        Some(Self { text, amount, written, per, is_share, may_exceed, units })
    }
}

/// How many of the denominator a unit's one is for; `None` for what is no rate's.
fn per(unit: &str) -> Option<u128> {
    match unit {
        "" => Some(1),
        "%" | "％" => Some(100),
        "‰" => Some(1000),
        "‱" => Some(10_000),
        _ if dimension(unit).is_some() => None,
        _ => Some(multiple(unit.split_once('/')?.1)),
    }
}

/// Whether a number without a unit is a share: 4×10⁻⁶, a rate by its name or by the catalogue.
fn is_bare_ratio(figure: &PlacedFigure<'_>, amount: &Amount) -> bool {
    let known = figure.known.map(|known| known.entry);
    let is_called = || ["率", "比", "比例"].iter().any(|word| figure.name().ends_with(word));
    let is_power = figure.written().contains('⁻') && amount.value < Decimal::ONE;
    is_power || known.map_or_else(is_called, |entry| entry.unit == "比率")
}

/// How many a unit's second half begins with: 百万用户.
fn multiple(of: &str) -> u128 {
    let of = of.strip_prefix('每').unwrap_or(of);
    crate::filing::multiple(of).0.unsigned_abs().into()
}

/// A figure's digits as they were written, and what stands behind them.
struct Written<'f> {
    /// In units of the last digit.
    number: u128,
    /// How many of the digits are decimals.
    scale: u32,
    /// The power of ten.
    exponent: i32,
    /// Whether the power stands for itself: 10⁻⁴.
    is_bare: bool,
    /// The power as written, and the unit.
    tail: &'f str,
}

impl<'f> Written<'f> {
    fn of(text: &'f str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(end);
        let scale = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let number: u128 = digits.replace('.', "").parse().ok()?;
        let scale = u32::try_from(scale).ok()?;
        // 10⁻⁴ is one of them.
        let is_bare = tail.starts_with(|c| lowered(c).is_some());
        let power = tail.trim_start().strip_prefix('×');
        let power = power.and_then(|power| power.trim_start().strip_prefix("10"));
        let exponent = if is_bare { Some(tail) } else { power }.map_or(Some(0), raised)?;
        let number = if is_bare { 1 } else { number };
        Some(Self { number, scale, exponent, is_bare, tail })
    }

    /// How many decimals the last digit stands for, the power applied.
    fn decimals(&self) -> i32 {
        i32::try_from(self.scale).unwrap_or(i32::MAX).saturating_sub(self.exponent)
    }

    /// The same with another number, of so many more digits.
    fn with(&self, number: u128, more: u32) -> Option<String> {
        let number = i128::try_from(number).ok()?;
        let number = Decimal::try_from_i128_with_scale(number, self.scale + more).ok()?;
        let times = if self.is_bare { "×10" } else { "" };
        Some(format!("{number}{times}{}", self.tail))
    }
}

/// The number that raised digits begin with.
fn raised(text: &str) -> Option<i32> {
    text.chars().map_while(lowered).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests;
