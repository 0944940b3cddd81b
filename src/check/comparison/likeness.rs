//! How a figure that is stated again stands to the one that was filed.

use rust_decimal::Decimal;

use super::units::Units;
use crate::check::quotient::Quotient;
use crate::filing::{Amount, Figure};

/// How a figure that is stated stands to the one that was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    Same,
    /// With fewer digits.
    Rounded,
    Other,
}

impl Likeness {
    pub(super) fn of(units: &Units<'_>, stated: &Figure, filed: &Figure) -> Self {
        let (Some(one), Some(other)) = (&stated.amount, &filed.amount) else {
            let same = stated.as_written == filed.as_written;
            return if same { Self::Same } else { Self::Other };
        };
        if one.qualifier != other.qualifier {
            return Self::Other;
        }
        let values =
            match (units.in_base(one.value, &one.unit), units.in_base(other.value, &other.unit)) {
                (Some((kind, one)), Some((same, other))) if kind == same => (one, other),
                _ if one.unit == other.unit => (one.value, other.value),
                _ => return Self::Other,
            };
        match values {
            (one, other) if one == other => Self::Same,
            (_, filed) if rounds_to(units, one, filed) => Self::Rounded,
            _ => Self::Other,
        }
    }
}

/// Whether a value in its base, rounded at the last digit of an amount, is that amount.
fn rounds_to(units: &Units<'_>, stated: &Amount, filed: Decimal) -> bool {
    let unit = units.in_base(Decimal::ONE, &stated.unit).map_or(Decimal::ONE, |(_, one)| one);
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
