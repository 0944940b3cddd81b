//! Matrices as contents have them (ISO 32000-1 8.3.3).

use super::Rectangle;
use crate::pdf::read::objects::Value;

/// a b c d e f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::pdf) struct Matrix(pub(in crate::pdf) [f64; 6]);

impl Matrix {
    pub(in crate::pdf) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(in crate::pdf) fn of(operands: &[Value]) -> Option<Self> {
        let [a, b, c, d, e, f] = operands else { return None };
        let numbers = [a, b, c, d, e, f].map(Value::number);
        let mut matrix = [0.0; 6];
        for (slot, number) in matrix.iter_mut().zip(numbers) {
            *slot = number?;
        }
        Some(Self(matrix))
    }

    /// This one first, then another.
    pub(in crate::pdf) fn then(self, Self([a, b, c, d, e, f]): Self) -> Self {
        let [a1, b1, c1, d1, e1, f1] = self.0;
        Self([
            a1 * a + b1 * c,
            a1 * b + b1 * d,
            c1 * a + d1 * c,
            c1 * b + d1 * d,
            e1 * a + f1 * c + e,
            e1 * b + f1 * d + f,
        ])
    }

    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The upright rectangle around a rectangle, from two of its corners.
    pub(super) fn around(self, [x1, y1, x2, y2]: [f64; 4], artifact: bool) -> Rectangle {
        let corners = [(x1, y1), (x1, y2), (x2, y1), (x2, y2)].map(|(x, y)| self.point(x, y));
        let [mut left, mut bottom] = [f64::INFINITY; 2];
        let [mut right, mut top] = [f64::NEG_INFINITY; 2];
        for (x, y) in corners {
            (left, right) = (left.min(x), right.max(x));
            (bottom, top) = (bottom.min(y), top.max(y));
        }
        Rectangle { left, bottom, right, top, artifact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_upside_down_stands_upright() {
        let shrunk = Matrix([0.1, 0.0, 0.0, -0.1, 50.0, 300.0]);
        let area = Matrix::IDENTITY.then(shrunk).around([0.0, 0.0, 1000.0, 500.0], false);
        assert_eq!((area.left, area.bottom, area.right, area.top), (50.0, 250.0, 150.0, 300.0));
        assert!(area.holds(60.0, 260.0) && !area.holds(60.0, 240.0));
    }
}
