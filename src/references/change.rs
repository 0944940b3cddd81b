//! How a figure moved, in the words of the standard.

use rust_decimal::Decimal;

use crate::filing::{
    Amount, Dimension, Figure, UnitKind, from_base, in_kind, in_working_days, multiple,
};
use crate::standard::ChangeWords;

/// How a figure moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Movement {
    /// It is what it was.
    Level,
    /// It is higher.
    Up(Step),
    /// It is lower.
    Down(Step),
}

/// By how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Above 0, in the later figure's unit.
    by: Decimal,
    unit: String,
    of: Kind,
}

/// What kind of figure it is: each has its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rate,
    Score,
    Time,
    Count,
}

impl Movement {
    /// In words: 提高0.58个百分点.
    pub(super) fn said(&self, words: &ChangeWords) -> String {
        let (step, way) = match self {
            Self::Level => return words.level.clone(),
            Self::Up(step) => (step, 0),
            Self::Down(step) => (step, 1),
        };
        let (words, unit) = match (step.of, step.unit.as_str()) {
            (Kind::Rate, "‰") => (&words.rate, "个千分点"),
            (Kind::Rate, _) => (&words.rate, "个百分点"),
            (Kind::Score, unit) => (&words.score, unit),
            (Kind::Time, unit) => (&words.time, unit),
            (Kind::Count, unit) => (&words.count, unit),
        };
        format!("{}{}{unit}", words[way], step.by)
    }
}

/// How a figure moved from what it was.
///
/// # Errors
/// Why that cannot be said, in Chinese.
pub(super) fn movement(
    now: &Figure,
    then: &Figure,
    is_score: bool,
) -> Result<Movement, &'static str> {
    let (Some(later), Some(earlier)) = (&now.amount, &then.amount) else {
        return Err("本期和上期不都是数");
    };
    if later.qualifier.is_some() || earlier.qualifier.is_some() {
        let is_same = later == earlier;
        return is_same.then_some(Movement::Level).ok_or("带“≤”“约”一类的数只是界限");
    }
    let by = difference(later, earlier).ok_or("两期的单位不能换算")?;
    if by.is_zero() {
        return Ok(Movement::Level);
    }
    let of = match in_kind(later.value, &later.unit).map(|(kind, _)| kind) {
        _ if is_score => Kind::Score,
        _ if later.unit.is_empty() => return Err("没有单位的数，写不成“提高多少”"),
        Some(UnitKind::Measured(Dimension::Time)) => Kind::Time,
        Some(UnitKind::Measured(Dimension::Ratio)) if later.unit == "‱" => {
            return Err("万分率写不成“提高多少”");
        }
        Some(UnitKind::Measured(Dimension::Ratio)) => Kind::Rate,
        Some(UnitKind::Counted(_)) => Kind::Count,
        None => return Err("位数太多，不能准确换算"),
    };
    let step = Step { by: by.abs(), unit: later.unit.clone(), of };
    Ok(if by.is_sign_negative() { Movement::Down(step) } else { Movement::Up(step) })
}

/// By how much an amount is more than another, exact, in its unit.
fn difference(later: &Amount, earlier: &Amount) -> Option<Decimal> {
    if later.unit == earlier.unit {
        return later.value.checked_sub(earlier.value);
    }
    // Working days are days of the clock only by the calendar.
    if in_working_days(&later.unit) != in_working_days(&earlier.unit) {
        return None;
    }
    let (kind, now) = in_kind(later.value, &later.unit)?;
    let (other, then) = in_kind(earlier.value, &earlier.unit)?;
    let by = (kind == other).then(|| now.checked_sub(then))??;
    match kind {
        UnitKind::Measured(_) => from_base(by, &later.unit),
        UnitKind::Counted(_) => {
            let many = Decimal::from(multiple(&later.unit).0);
            let share = by.checked_div(many)?;
            (share.checked_mul(many)? == by).then(|| share.normalize())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::parse_figure;
    use crate::standard::Standard;

    #[test]
    fn a_movement_is_told_in_the_words_of_its_unit() {
        let standard = Standard::newest();
        for (then, now, expected) in [
            ("99.10%", "99.68%", "提高0.58个百分点"),
            ("99.10%", "98.60%", "降低0.50个百分点"),
            ("5.21小时", "4.01小时", "缩短1.20小时"),
            ("240分钟", "4.5小时", "延长0.5小时"),
            ("4.00小时", "4.0小时", "持平"),
            ("1.20万户", "12600户", "增加600户"),
            ("12600户", "1.20万户", "减少0.06万户"),
            ("3‰", "2‰", "降低1个千分点"),
            ("≤4×10⁻⁶", "≤4×10⁻⁶", "持平"),
            ("≤4×10⁻⁶", "≤3×10⁻⁶", "?带“≤”“约”一类的数只是界限"),
            ("2天", "2工作日", "?两期的单位不能换算"),
            ("10086", "4小时", "?两期的单位不能换算"),
            ("4×10⁻⁶", "3×10⁻⁶", "?没有单位的数，写不成“提高多少”"),
        ] {
            let figure = |text: &str| parse_figure(text).unwrap();
            let said = movement(&figure(now), &figure(then), false);
            let said = said.map(|moved| moved.said(&standard.bounds().changes));
            assert_eq!(said.unwrap_or_else(|why| format!("?{why}")), expected, "{then} {now}");
        }
        let scored = |text: &str| parse_figure(text).unwrap();
        let said = movement(&scored("85.6分"), &scored("84.1分"), true).unwrap();
        assert_eq!(said.said(&standard.bounds().changes), "提高1.5分");
    }
}
