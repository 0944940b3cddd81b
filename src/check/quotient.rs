//! Quotients of whole numbers to a digit, exact, however they are rounded.

use std::cmp::Ordering;

/// A quotient in units of its last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotient {
    /// Without what is behind the last digit.
    pub(super) truncated: u128,
    /// How what is behind it stands to a half of it.
    half: Ordering,
    /// Whether nothing is behind it.
    is_whole: bool,
}

impl Quotient {
    /// A quotient with so many decimals; below 0, in tens and hundreds. `None` where nothing is
    /// divided by, or where it has more digits than any figure.
    pub(super) fn at(numerator: u128, divisor: u128, decimals: i32) -> Option<Self> {
        let tens = 10_u128.checked_pow(decimals.min(0).unsigned_abs())?;
        let divisor = divisor.checked_mul(tens).filter(|divisor| *divisor > 0)?;
        let (mut truncated, mut rest) = (numerator / divisor, numerator % divisor);
        for _ in 0..decimals.max(0) {
            let tenfold = rest.checked_mul(10)?;
            truncated = truncated.checked_mul(10)?.checked_add(tenfold / divisor)?;
            rest = tenfold % divisor;
        }
        let half = rest.checked_mul(2)?.cmp(&divisor);
        Some(Self { truncated, half, is_whole: rest == 0 })
    }

    /// A half and more is one.
    pub(super) fn rounded(self) -> u128 {
        self.truncated + u128::from(self.half != Ordering::Less)
    }

    /// A half goes to the even digit.
    pub(super) fn rounded_to_even(self) -> u128 {
        let odd = self.truncated % 2 == 1;
        let up = self.half == Ordering::Greater || (self.half == Ordering::Equal && odd);
        self.truncated + u128::from(up)
    }

    /// Whether a number is the quotient rounded in one of the two ways.
    pub(super) fn rounds_to(self, number: u128) -> bool {
        [self.rounded(), self.rounded_to_even()].contains(&number)
    }

    /// How it stands to a number in units of the same digit.
    pub(super) fn compared(self, number: u128) -> Ordering {
        match self.truncated.cmp(&number) {
            Ordering::Equal if !self.is_whole => Ordering::Greater,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_exact_at_each_digit() {
        let at = |n, d, decimals| {
            let q = Quotient::at(n, d, decimals).unwrap();
            (q.truncated, q.rounded(), q.rounded_to_even())
        };
        assert_eq!(at(996_400, 10_000, 2), (9964, 9964, 9964));
        assert_eq!(at(200, 3, 2), (6666, 6667, 6667));
        assert_eq!(at(1, 8, 2), (12, 13, 12));
        assert_eq!(at(3, 8, 2), (37, 38, 38));
        assert_eq!(at(12_345, 1, -2), (123, 123, 123));
        assert_eq!(Quotient::at(1, 0, 2), None);
        assert_eq!(Quotient::at(u128::MAX, 1, 2), None);
    }

    #[test]
    fn what_is_behind_the_last_digit_counts_in_a_comparison() {
        let compared = |n, d, number| Quotient::at(n, d, 2).unwrap().compared(number);
        assert_eq!(compared(99, 100, 99), Ordering::Equal);
        assert_eq!(compared(9901, 10_000, 99), Ordering::Greater);
        assert_eq!(compared(9899, 10_000, 99), Ordering::Less);
    }
}
