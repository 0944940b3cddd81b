//! The filing beside another: the last period's, and its own prose.

mod prose;

use super::Rule;
use crate::diagnostic::Severity;

pub(super) const RULES: [Rule; 1] = [Rule {
    code: "C01",
    severity: Severity::Warning,
    title: "正文里的数与指标不符",
    basis: "审阅惯例",
    page: include_str!("pages/C01.md"),
    check: prose::check,
}];
