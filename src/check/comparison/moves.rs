//! 同比 and 环比 held to the two figures that they are of.

use rust_decimal::Decimal;

use super::units::Units;
use crate::filing::{Amount, Dimension, Movement, MovementChange, Step, StepUnit, Trend, UnitKind};
use crate::finding::{Code, Finding};
use crate::source::Spanned;
use crate::standard::PlacedFigure;

/// The earlier figure that a movement is held against.
pub(super) struct Against<'f> {
    pub(super) amount: &'f Amount,
    pub(super) written: &'f str,
    /// Whose it is, as messages say: 上期.
    pub(super) whose: &'static str,
}

/// What is wrong with a movement, where both figures say exactly what they are.
pub(super) fn fault(
    figure: &PlacedFigure<'_>,
    key: &str,
    stated: &Spanned<Movement>,
    before: &Against<'_>,
) -> Option<Finding> {
    let change = stated.value.change.as_ref()?;
    let now = figure.part.figure.value.amount.as_ref()?;
    let pair = Pair::of(Units::of(figure), now, before.amount)?;
    let verdict = pair.judge(change);
    if verdict == Verdict::Right {
        return None;
    }
    let (name, written) = (figure.name(), &stated.value.as_written);
    let message = format!(
        "“{name}”的{key}写的是“{written}”，{}的 {} 到本期的 {} 是{}",
        before.whose,
        before.written,
        figure.written(),
        pair.said(change)
    );
    let finding = Code::C06.at(stated.span.clone(), message);
    Some(match verdict {
        Verdict::Close => {
            finding.as_warning().help("照印出来的两个数算；是用没有取舍的数算的，核对无误即可豁免")
        }
        _ => finding.help(format!("核对本期、{}的数和{key}，改成一致", before.whose)),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    /// What figures with more digits could give.
    Close,
    Wrong,
}

/// Two figures in one base.
struct Pair<'f> {
    now: Value,
    then: Value,
    /// The later less the earlier.
    difference: Decimal,
    kind: UnitKind<'f>,
    /// The later figure's.
    unit: &'f str,
    units: Units<'f>,
}

/// A value, and half of its last digit.
#[derive(Clone, Copy)]
struct Value {
    value: Decimal,
    half: Decimal,
}

impl Value {
    fn of<'a>(units: &Units<'_>, amount: &'a Amount) -> Option<(UnitKind<'a>, Self)> {
        let scale = amount.value.scale().checked_add(1)?;
        let half = Decimal::try_new(5, scale).ok()?;
        let (kind, value) = units.in_base(amount.value, &amount.unit)?;
        let (_, half) = units.in_base(half, &amount.unit)?;
        Some((kind, Self { value, half }))
    }
}

impl<'f> Pair<'f> {
    /// `None` where one says only a bound, or they are not of one kind.
    fn of(units: Units<'f>, now: &'f Amount, then: &Amount) -> Option<Self> {
        if now.qualifier != then.qualifier {
            return None;
        }
        // Of two bounds nothing is known but that they are the same.
        if now.qualifier.is_some() && (now.value != then.value || now.unit != then.unit) {
            return None;
        }
        let ((kind, own), (other, then)) = (Value::of(&units, now)?, Value::of(&units, then)?);
        let difference = own.value.checked_sub(then.value)?;
        let pair = Self { now: own, then, difference, kind, unit: &now.unit, units };
        (kind == other).then_some(pair)
    }

    fn is_ratio(&self) -> bool {
        self.kind == UnitKind::Measured(Dimension::Ratio)
    }

    /// Whether they are rates, whose difference is in percentage points.
    fn are_rates(&self) -> bool {
        self.is_ratio() && !self.unit.is_empty()
    }

    fn trend(&self) -> Trend {
        match self.difference {
            zero if zero.is_zero() => Trend::Level,
            down if down.is_sign_negative() => Trend::Down,
            _ => Trend::Up,
        }
    }

    fn judge(&self, change: &MovementChange) -> Verdict {
        let Some(by) = &change.by else {
            let is_right = self.trend() == Trend::Level || (change.about && self.is_small());
            return if is_right { Verdict::Right } else { Verdict::Wrong };
        };
        let readings = self.readings(&by.unit);
        if readings.is_empty() {
            // Of nothing there is no share; else the figure cannot have the unit.
            let is_share = by.unit == StepUnit::Percent && self.then.value.is_zero();
            let is_nothing = by.value.is_zero() && self.trend() == Trend::Level;
            let is_right = is_share && (is_nothing || self.trend() == change.trend);
            return if is_right { Verdict::Right } else { Verdict::Wrong };
        }
        let verdicts = readings.iter().map(|reading| reading.judge(change.trend, by, change.about));
        let best = verdicts.min().unwrap_or(Verdict::Wrong);
        let goes_so = self.trend() == change.trend;
        if best == Verdict::Close && !goes_so { Verdict::Wrong } else { best }
    }

    /// Whether it moved so little that 基本持平 may be said: by less than a twentieth.
    fn is_small(&self) -> bool {
        let apart = self.difference.abs().checked_mul(Decimal::from(20));
        apart.is_some_and(|apart| apart < self.then.value.abs())
    }

    /// What a movement's number may be: a share of what was before, a difference.
    fn readings(&self, unit: &StepUnit) -> Vec<Reading> {
        let point = Decimal::new(1, 2);
        let readings = match unit {
            // 下降0.1% of a rate is often meant as its difference.
            StepUnit::Percent if self.are_rates() => [self.share(), self.apart(point)],
            StepUnit::Percent => [self.share(), None],
            StepUnit::Points(of) => {
                let one = Decimal::ONE.checked_div(*of);
                [one.filter(|_| self.is_ratio()).and_then(|one| self.apart(one)), None]
            }
            StepUnit::Own(unit) => [self.one_of(unit).and_then(|one| self.apart(one)), None],
        };
        readings.into_iter().flatten().collect()
    }

    /// One of a unit in the base, where the figures can be in it.
    fn one_of(&self, unit: &str) -> Option<Decimal> {
        let (kind, one) = self.units.in_base(Decimal::ONE, unit)?;
        // 增加0.1万 of 户.
        let is_bare = kind == UnitKind::Counted("") && matches!(self.kind, UnitKind::Counted(_));
        (kind == self.kind || is_bare).then_some(one)
    }

    /// The difference in a unit of which one is so much.
    fn apart(&self, one: Decimal) -> Option<Reading> {
        let slack = self.now.half.checked_add(self.then.half)?;
        Some(Reading { numerator: self.difference, divisor: one, slack })
    }

    /// The share of what was before, in per cent.
    fn share(&self) -> Option<Reading> {
        let then = self.then.value;
        if then <= Decimal::ZERO {
            return None;
        }
        // What was before is off by its half, and the share of that by as much.
        let moved = self.now.value.abs().checked_div(then)?.checked_mul(self.then.half)?;
        let slack = self.now.half.checked_add(moved)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let numerator = self.difference.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(Reading { numerator, divisor: then, slack })
    }

    /// What the movement is, in the words of the one that was stated.
    fn said(&self, change: &MovementChange) -> String {
        let word = match self.trend() {
            Trend::Level => return "持平".to_owned(),
            Trend::Up => "上升",
            Trend::Down => "下降",
        };
        let stated = change.by.as_ref().map(|by| &by.unit);
        let readings =
            stated.map(|unit| (self.readings(unit), unit)).filter(|(r, _)| !r.is_empty());
        let (reading, unit) = match readings {
            Some((mut readings, StepUnit::Own(unit))) => (readings.pop(), unit.as_str()),
            Some((mut readings, StepUnit::Points(of))) if *of == Decimal::ONE_THOUSAND => {
                (readings.pop(), "个千分点")
            }
            _ if self.are_rates() => (self.apart(Decimal::new(1, 2)), "个百分点"),
            _ => (self.share(), "%"),
        };
        let scale = change.by.as_ref().map_or(1, |by| by.value.scale());
        match reading.and_then(|reading| reading.rounded(scale)) {
            Some(number) => format!("{word}{number}{unit}"),
            None => word.to_owned(),
        }
    }
}

/// One thing that a movement's number may be: a quotient, exact, and how far more digits of the
/// figures could move its numerator.
struct Reading {
    numerator: Decimal,
    divisor: Decimal,
    slack: Decimal,
}

impl Reading {
    fn judge(&self, trend: Trend, by: &Step, about: bool) -> Verdict {
        let stated = if trend == Trend::Down { -by.value } else { by.value };
        // What cannot be computed is not judged.
        self.verdict(stated, by.value.scale(), about).unwrap_or(Verdict::Right)
    }

    fn verdict(&self, stated: Decimal, scale: u32, about: bool) -> Option<Verdict> {
        let distance = self.numerator.checked_sub(stated.checked_mul(self.divisor)?)?.abs();
        let half = Decimal::try_new(5, scale.checked_add(1)?).ok()?.checked_mul(self.divisor)?;
        let room = half.checked_add(self.slack)?;
        Some(match distance {
            right if right <= half => Verdict::Right,
            close if close <= room && about => Verdict::Right,
            close if close <= room => Verdict::Close,
            _ => Verdict::Wrong,
        })
    }

    fn rounded(&self, scale: u32) -> Option<Decimal> {
        let quotient = self.numerator.checked_div(self.divisor)?.abs();
        let rounding = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let mut rounded = quotient.round_dp_with_strategy(scale, rounding);
        // A movement that rounds to nothing is told in full.
        if rounded.is_zero() {
            return Some(quotient.round_sf(2)?.normalize());
        }
        rounded.rescale(scale);
        Some(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::parse_figure;
    use crate::report;

    /// A movement as the file has it.
    fn movement(text: &str) -> MovementChange {
        let file = include_str!("../../../data/shanxi-mobile-2020h2.yaml");
        let text = format!("障碍修复: {{ 平均: {{ 值: 4.01小时, 环比: \"{text}\" }}, 及时率");
        let file = file.replace("障碍修复: { 平均: 4.01小时, 及时率", &text);
        let filing = report::read("甲.yaml", file.as_bytes()).filing.unwrap();
        let parts = filing.groups.iter().flat_map(|g| &g.indicators).flat_map(|i| &i.parts);
        let mut stated = parts.filter_map(|part| part.beside.half_on_half.as_ref());
        stated.next().unwrap().value.change.clone().unwrap()
    }

    fn judged(then: &str, now: &str, stated: &str) -> Option<Verdict> {
        let amount = |text: &str| parse_figure(text).unwrap().amount.unwrap();
        let (now, then) = (amount(now), amount(then));
        Pair::of(Units::default(), &now, &then).map(|pair| pair.judge(&movement(stated)))
    }

    #[test]
    fn movements_are_held_to_their_last_digit() {
        use Verdict::{Close, Right, Wrong};
        for (then, now, stated, expected) in [
            ("4.20小时", "4.01小时", "下降4.5%", Right),
            ("4.20小时", "4.01小时", "-4.52%", Right),
            ("4.20小时", "4.01小时", "下降4.6%", Close),
            ("4.20小时", "4.01小时", "下降5.4%", Wrong),
            ("4.20小时", "4.01小时", "上升4.5%", Wrong),
            ("4.20小时", "4.01小时", "持平", Wrong),
            ("4.20小时", "4.01小时", "基本持平", Right),
            ("4.20小时", "3.01小时", "基本持平", Wrong),
            ("4.20小时", "4.01小时", "缩短0.19小时", Right),
            ("4.20小时", "4.01小时", "缩短11.4分钟", Right),
            ("252分钟", "4.01小时", "下降4.5%", Right),
            ("4.20小时", "4.01小时", "下降0.19个百分点", Wrong),
            ("4.20小时", "4.01小时", "下降0.19天", Wrong),
            ("4.01小时", "4.01小时", "持平", Right),
            ("4.01小时", "4.01小时", "+0.0%", Right),
            ("4.01小时", "4.01小时", "下降0.1%", Wrong),
            ("99.10%", "99.20%", "上升0.1个百分点", Right),
            ("99.10%", "99.20%", "上升0.10%", Right),
            ("99.10%", "99.20%", "+1‰", Right),
            ("99.10%", "99.20%", "上升0.2个百分点", Wrong),
            ("99.10%", "99.20%", "上升0.11个百分点", Close),
            ("50%", "60%", "上升20%", Right),
            ("50%", "60%", "上升10%", Right),
            ("50%", "60%", "上升15%", Wrong),
            ("3.5人次/百万用户", "3.6人次/百万用户", "上升2.9%", Right),
            ("3.5人次/百万用户", "3.6人次/百万用户", "增加0.1人次/百万用户", Right),
            ("1.20万户", "12600户", "上升5%", Right),
            ("1.20万户", "12600户", "增加600户", Right),
            ("1.20万户", "1.26万户", "增加0.06万", Right),
            ("1.20万户", "12600户", "上升6%", Wrong),
            ("0小时", "0小时", "+0.0%", Right),
            ("0小时", "1小时", "+100%", Right),
            ("0小时", "1小时", "-100%", Wrong),
            ("≤4×10⁻⁶", "≤4×10⁻⁶", "持平", Right),
        ] {
            assert_eq!(judged(then, now, stated), Some(expected), "{then} {now} {stated}");
        }
        assert_eq!(judged("≤4×10⁻⁶", "≤2×10⁻⁶", "下降50%"), None);
        assert_eq!(judged("4.20小时", "99%", "下降50%"), None);
    }
}
