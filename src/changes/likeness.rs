//! How alike two texts are: by the pairs of neighbouring characters that they share.

use super::budget::count;

/// A text's pairs of neighbouring characters, sorted.
#[derive(Debug)]
pub(super) struct Shape(Vec<(char, char)>);

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        // The beginning counts as a neighbour, so that a text of one character has a pair too.
        let before = std::iter::once('\n').chain(text.chars());
        let mut pairs: Vec<(char, char)> = before.zip(text.chars()).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The steps that a comparison with it takes.
    pub(super) fn steps(&self) -> u64 {
        count(self.0.len())
    }

    /// From 0, nothing shared, to 1000, the same pairs (Dice's coefficient).
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0u64;
        while let (Some(one), Some(another)) = (mine.peek(), theirs.peek()) {
            let order = one.cmp(another);
            shared += u64::from(order.is_eq());
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        let all = (self.steps() + other.steps()).max(1);
        u32::try_from(2000 * shared / all).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_alike_as_the_pairs_that_they_share() {
        let likeness = |one: &str, other: &str| Shape::of(one).likeness(&Shape::of(other));
        assert_eq!(likeness("建成基站", "建成基站"), 1000);
        assert_eq!(likeness("建成基站", "客户投诉"), 0);
        assert_eq!(likeness("甲", "甲"), 1000);
        assert_eq!(likeness("", ""), 0);
        assert!(likeness("建成5G基站8900余座。", "建成5G基站9700余座。") > 600);
    }
}
