//! The filing beside another: the last period's, and its own prose.

mod last;

use super::Rule;
use crate::diagnostic::Severity;

pub(super) const RULES: [Rule; 1] = [Rule {
    code: "C02",
    severity: Severity::Info,
    title: "与上期相比",
    basis: "电信服务质量报告制度（信部电〔2001〕347号）：要与上期比较",
    page: include_str!("pages/C02.md"),
    check: last::check,
}];
