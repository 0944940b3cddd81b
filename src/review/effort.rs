//! How much work the comparison of two texts may be. A clock would give other bytes on another
//! machine, so steps are counted before they are made.

/// Steps for one sheet: a fraction of a second, a hundred times what a real filing takes.
const STEPS: u64 = 1 << 26;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Effort(u64);

impl Default for Effort {
    fn default() -> Self {
        Self(STEPS)
    }
}

impl Effort {
    /// Takes the steps for a piece of work, or says that it is too much.
    pub(super) fn allows(&mut self, steps: u64) -> bool {
        match self.0.checked_sub(steps) {
            Some(left) => self.0 = left,
            None => return false,
        }
        true
    }

    /// Takes the steps for the difference of two sequences that have so many items.
    pub(super) fn allows_difference(&mut self, old: usize, new: usize) -> bool {
        let items = count(old).saturating_add(count(new));
        self.allows(items.saturating_mul(items))
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
        let mut effort = Effort::default();
        assert!(!effort.allows_difference(100_000, 100_000));
        assert!(effort.allows_difference(4000, 4000));
        assert!(!effort.allows_difference(4000, 4000));
        assert!(effort.allows(1));
    }
}
