//! A number as Excel shows it where no format says how: in eleven characters at most.

use super::decimal::{Decimal, text};

/// What fits beside `0.` or behind the digits of a whole number and its point.
const WIDTH: i32 = 11;

/// What is shown of a number's size, and the number that this is.
pub(super) fn general(number: &Decimal) -> (String, Decimal) {
    let exponent = number.exponent();
    let fixed = match exponent {
        -4..=-1 => number.rounded(9),
        // The point takes a character, unless nothing stands behind it.
        0..=10 => number.rounded((WIDTH - 2 - exponent).max(0)),
        _ if exponent < 0 && number.places() <= WIDTH - 2 => number.clone(),
        _ => return scientific(number),
    };
    if fixed.exponent() >= WIDTH { scientific(number) } else { (plain(&fixed), fixed) }
}

/// Without an exponent, and without zeros at its end.
pub(super) fn plain(number: &Decimal) -> String {
    let whole = match number.whole() {
        digits if digits.is_empty() => "0".to_owned(),
        digits => text(&digits),
    };
    match number.places() {
        0 => whole,
        places => format!("{whole}.{}", text(&number.fraction(places))),
    }
}

/// Six digits and a power of ten: `1.23457E+11`.
fn scientific(number: &Decimal) -> (String, Decimal) {
    let mantissa = number.scaled(-number.exponent()).rounded(5);
    let power = number.exponent() + mantissa.exponent();
    let mantissa = mantissa.scaled(-mantissa.exponent());
    let sign = if power < 0 { '-' } else { '+' };
    (format!("{}E{sign}{:02}", plain(&mantissa), power.abs()), mantissa.scaled(power))
}
