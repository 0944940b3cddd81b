//! The filing beside another: the last period's, and its own prose.

mod last;
mod prose;

use super::Rule;
use crate::diagnostic::Severity;

pub(super) const RULES: [Rule; 2] = [
    Rule {
        code: "C01",
        severity: Severity::Warning,
        title: "正文里的数与指标不符",
        basis: "审阅惯例",
        page: include_str!("pages/C01.md"),
        check: prose::check,
    },
    Rule {
        code: "C02",
        severity: Severity::Info,
        title: "与上期相比",
        basis: "电信服务质量报告制度（信部电〔2001〕347号）：要与上期比较",
        page: include_str!("pages/C02.md"),
        check: last::check,
    },
];
