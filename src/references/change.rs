//! How a figure moved, in the words of the standard.

use rust_decimal::Decimal;

use crate::filing::{Amount, Figure, UnitKind, from_base, in_kind, in_working_days, multiple};
use crate::standard::{LEVEL, change_unit, change_words};

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
    is_score: bool,
}

impl Movement {
    /// In words: 提高0.58个百分点.
    pub(super) fn said(&self) -> String {
        let (step, way) = match self {
            Self::Level => return LEVEL.to_owned(),
            Self::Up(step) => (step, 0),
            Self::Down(step) => (step, 1),
        };
        let words = change_words(&step.unit, step.is_score);
        format!("{}{}{}", words[way], step.by, change_unit(&step.unit))
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
    match later.unit.as_str() {
        "" => return Err("没有单位的数，写不成“提高多少”"),
        "‱" => return Err("万分率写不成“提高多少”"),
        _ => {}
    }
    let step = Step { by: by.abs().normalize(), unit: later.unit.clone(), is_score };
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

    #[test]
    fn a_movement_is_told_in_the_words_of_its_unit() {
        for (then, now, expected) in [
            ("99.10%", "99.68%", "提高0.58个百分点"),
            ("99.10%", "98.60%", "降低0.5个百分点"),
            ("5.21小时", "4.01小时", "缩短1.2小时"),
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
            let said = said.map(|moved| moved.said());
            assert_eq!(said.unwrap_or_else(|why| format!("?{why}")), expected, "{then} {now}");
        }
        let scored = |text: &str| parse_figure(text).unwrap();
        let said = movement(&scored("85.6分"), &scored("84.1分"), true).unwrap();
        assert_eq!(said.said(), "提高1.5分");
    }
}
