//! Numbers as digits: what a cell shows is computed in decimals, never by a float's own rounding.

use std::cmp::Ordering;

/// A number's size, without its sign: 0.d₁d₂d₃… × 10^point. Neither the first nor the last digit is
/// zero; zero has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sheet) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The shortest that is read as the same float.
    pub(in crate::sheet) fn shortest(value: f64) -> Self {
        Self::from_scientific(&format!("{:e}", value.abs()))
    }

    /// The 15 digits that Excel goes by.
    pub(in crate::sheet) fn of_excel(value: f64) -> Self {
        Self::from_scientific(&format!("{:.14e}", value.abs()))
    }

    fn from_scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0');
        Self::new(digits.collect(), exponent.parse::<i32>().unwrap_or(0) + 1)
    }

    /// Of digits, of which so many stand before the point.
    pub(in crate::sheet) fn new(mut digits: Vec<u8>, mut point: i32) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        point -= i32::try_from(zeros).unwrap_or(0);
        if digits.is_empty() {
            point = 0;
        }
        Self { digits, point }
    }

    /// Whether it is zero.
    pub(in crate::sheet) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of its first digit; 0 of zero.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// Times a power of ten.
    pub(in crate::sheet) fn scaled(&self, power: i32) -> Self {
        let point = if self.is_zero() { 0 } else { self.point + power };
        Self { digits: self.digits.clone(), point }
    }

    /// Rounded to so many places behind the point, half away from zero.
    pub(in crate::sheet) fn rounded(&self, places: i32) -> Self {
        let Ok(kept) = usize::try_from(self.point + places) else {
            return Self::new(Vec::new(), 0);
        };
        if kept >= self.digits.len() {
            return self.clone();
        }
        let mut digits = vec![0];
        digits.extend_from_slice(&self.digits[..kept]);
        if self.digits[kept] >= 5 {
            for digit in digits.iter_mut().rev() {
                *digit = (*digit + 1) % 10;
                if *digit != 0 {
                    break;
                }
            }
        }
        Self::new(digits, self.point + 1)
    }

    /// The digits before the point, without zeros ahead; none of a number below 1.
    pub(super) fn whole(&self) -> Vec<u8> {
        (0..self.point).map(|place| self.digit(place)).collect()
    }

    /// So many digits behind the point.
    pub(super) fn fraction(&self, places: i32) -> Vec<u8> {
        // The digit at the point is the first behind it; before the first digit there are zeros.
        (0..places).map(|place| self.digit(self.point + place)).collect()
    }

    /// How many digits behind the point are not zeros at its end.
    pub(super) fn places(&self) -> i32 {
        (i32::try_from(self.digits.len()).unwrap_or(i32::MAX) - self.point).max(0)
    }

    fn digit(&self, place: i32) -> u8 {
        usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let rank = |number: &Self| (!number.is_zero(), number.point);
        Some(rank(self).cmp(&rank(other)).then_with(|| self.digits.cmp(&other.digits)))
    }
}

/// Digits as text.
pub(super) fn text(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}
