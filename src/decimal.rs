//! Exact decimals, as SVG and PDF write numbers.

use std::fmt;

/// A whole number of parts of a power of ten, shown without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal<const PLACES: u32>(pub(crate) i64);

impl<const PLACES: u32> fmt::Display for Decimal<PLACES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u64.pow(PLACES);
        let parts = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}", parts / one)?;
        let (mut rest, mut places) = (parts % one, PLACES as usize);
        if rest == 0 {
            return Ok(());
        }
        while rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        write!(f, ".{rest:0places$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_short() {
        let shown = |n| Decimal::<3>(n).to_string();
        let numbers = [0, 1, -5, 500, 79_370, 1000, -15_793, 841_890].map(shown);
        let expected = ["0", "0.001", "-0.005", "0.5", "79.37", "1", "-15.793", "841.89"];
        assert_eq!(numbers, expected);
        let shown = |n| Decimal::<2>(n).to_string();
        let numbers = [0, 5, -5, 50, 100, -12345, 1_000_000].map(shown);
        assert_eq!(numbers, ["0", "0.05", "-0.05", "0.5", "1", "-123.45", "10000"]);
    }
}
