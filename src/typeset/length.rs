//! Lengths in thousandths of a point, whole numbers: sums are exact, and the same everywhere.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/1000 pt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Length(pub i64);

impl Length {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From thousandths of a millimetre, to the nearest unit.
    #[must_use]
    pub const fn from_micrometres(um: i64) -> Self {
        // 1 mm = 72 / 25.4 pt, so 1 µm = 720 / 254 thousandths of a point.
        Self((um * 720 + 127) / 254)
    }

    /// From whole points.
    #[must_use]
    pub const fn from_points(points: i64) -> Self {
        Self(points * 1000)
    }

    /// In points, for what is written.
    #[must_use]
    pub const fn points(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// A measure of a face at this size.
    #[must_use]
    pub fn scaled(self, units: i32, units_per_em: u16) -> Self {
        let per_em = i64::from(units_per_em.max(1));
        Self((self.0 * i64::from(units) * 2 + per_em).div_euclid(per_em * 2))
    }

    /// Not less than nothing.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, by: i64) -> Self {
        Self(self.0 * by)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, by: i64) -> Self {
        Self(self.0 / by)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}
