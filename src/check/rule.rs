//! What a rule is, and the list of them.

use super::Context;
use crate::finding::{Code, Findings};

/// A rule: how a code of the registry is checked.
#[derive(Debug)]
pub struct Rule {
    /// What its findings carry.
    pub code: Code,
    /// Adds what it finds.
    pub(super) check: fn(&Context<'_>, &mut Findings),
}

/// Every rule, in the order of their codes within a family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let families: [&'static [Rule]; 7] = [
        &super::figures::RULES,
        &super::period::RULES,
        &super::structure::RULES,
        &super::names::RULES,
        &super::text::RULES,
        &super::markup::RULES,
        &super::comparison::RULES,
    ];
    families.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_can_be_waived_is_a_rules() {
        let waivable = Code::ALL.iter().copied().filter(|code| code.is_waivable());
        assert!(rules().map(|rule| rule.code).eq(waivable));
    }
}
