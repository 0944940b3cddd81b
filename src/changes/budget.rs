//! How much work the comparison of two texts may be. A time limit would give other bytes on
//! another machine, so steps are counted before they are made.

/// Steps for one sheet: a fraction of a second, a hundred times what a real filing takes.
const STEPS: u64 = 1 << 26;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(STEPS)
    }
}

impl Budget {
    /// Takes the steps for a piece of work; takes none and returns `false` where too few are left.
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        let Some(left) = self.0.checked_sub(steps) else { return false };
        self.0 = left;
        true
    }

    /// Takes the steps for the difference of two sequences that have so many items.
    pub(super) fn spend_on_difference(&mut self, old: usize, new: usize) -> bool {
        let items = count(old).saturating_add(count(new));
        self.spend(items.saturating_mul(items))
    }
}

/// A length as a number of steps.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_refused_and_costs_nothing() {
        let mut budget = Budget::default();
        assert!(!budget.spend_on_difference(100_000, 100_000));
        assert!(budget.spend_on_difference(4000, 4000));
        assert!(!budget.spend_on_difference(4000, 4000));
        assert!(budget.spend(1));
    }
}
