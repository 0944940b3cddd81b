//! Figures that cannot be, or that say something else than was meant.

mod possible;
mod powers;
mod prose;

use super::Rule;
use crate::diagnostic::Severity;

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "F01",
        severity: Severity::Error,
        title: "不可能的数，或不相称的单位",
        basis: "审阅惯例",
        page: include_str!("pages/F01.md"),
        check: possible::check,
    },
    Rule {
        code: "F08",
        severity: Severity::Error,
        title: "丢了写法的指数",
        basis: "审阅惯例",
        page: include_str!("pages/F08.md"),
        check: powers::check,
    },
    Rule {
        code: "F10",
        severity: Severity::Warning,
        title: "没有单位的数，没有说明整体的百分数",
        basis: "审阅惯例",
        page: include_str!("pages/F10.md"),
        check: prose::bare,
    },
    Rule {
        code: "F11",
        severity: Severity::Warning,
        title: "重复的约数",
        basis: "审阅惯例",
        page: include_str!("pages/F11.md"),
        check: prose::hedged_twice,
    },
];
