//! What a rule is, and the list of them.

use super::Case;
use crate::finding::{Findings, Severity};

/// A rule: what it is called, why it is there, and how it is checked.
#[derive(Debug)]
pub struct Rule {
    /// Its id, such as `F05`.
    pub code: &'static str,
    /// How much its findings weigh at most.
    pub severity: Severity,
    /// What it is about, in a few Chinese words.
    pub title: &'static str,
    /// The clause or the practice that it follows, in Chinese.
    pub basis: &'static str,
    /// Its page: what it finds, why that matters, a bad and a good example. Markdown.
    pub page: &'static str,
    /// Adds what it finds.
    pub(super) check: fn(&Case<'_>, &mut Findings),
}

/// Every rule, in the order of their ids within a family.
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

/// A rule by its id, in capitals or not.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// A rule's page as Markdown: its heading, weight and basis, then what it finds, why, and
/// examples.
#[must_use]
pub fn page(rule: &Rule) -> String {
    let Rule { code, title, basis, .. } = rule;
    let severity = rule.severity.label();
    format!("## {code} {title}\n\n{severity}。依据：{basis}。\n\n{}\n", rule.page.trim())
}
