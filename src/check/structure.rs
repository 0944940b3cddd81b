//! Whether a filing has what it needs, in its order, and nothing that was left behind.

mod counts;
mod declaration;
mod entities;
mod enumeration;
mod groups;
mod implied;
mod lists;
mod numbering;
mod numerals;
mod outlook;
mod problems;
pub(super) mod residue;
mod unknown;

pub(super) use numerals::number;

use super::Rule;
use crate::finding::Severity;

pub(super) const RULES: [Rule; 8] = [
    Rule {
        code: "S01",
        severity: Severity::Error,
        title: "少了应有的指标",
        basis: "电信服务规范（信息产业部令第36号）按业务规定的指标；审阅惯例",
        page: include_str!("pages/S01.md"),
        check: groups::check,
    },
    Rule {
        code: "S02",
        severity: Severity::Warning,
        title: "手写的编号，或编号断了次序",
        basis: "审阅惯例；GB/T 9704-2012 7.3.3 的层次序数",
        page: include_str!("pages/S02.md"),
        check: numbering::check,
    },
    Rule {
        code: "S03",
        severity: Severity::Warning,
        title: "列举断了次序，或数目对不上",
        basis: "审阅惯例",
        page: include_str!("pages/S03.md"),
        check: enumeration::check,
    },
    Rule {
        code: "S04",
        severity: Severity::Error,
        title: "声明的文字改动了",
        basis: "电信服务质量报告制度（信部电[2001]347号）：客观、真实、准确",
        page: include_str!("pages/S04.md"),
        check: declaration::check,
    },
    Rule {
        code: "S05",
        severity: Severity::Error,
        title: "文字处理软件的残留",
        basis: "审阅惯例",
        page: include_str!("pages/S05.md"),
        check: residue::check,
    },
    Rule {
        code: "S06",
        severity: Severity::Warning,
        title: "结语以外的展望",
        basis: "审阅惯例：正文只写本期已做的事",
        page: include_str!("pages/S06.md"),
        check: outlook::check,
    },
    Rule {
        code: "S07",
        severity: Severity::Info,
        title: "没有说到问题和改进",
        basis: "电信服务质量报告制度（信部电[2001]347号）：要有比较和改进措施",
        page: include_str!("pages/S07.md"),
        check: problems::check,
    },
    Rule {
        code: "S08",
        severity: Severity::Info,
        title: "目录里没有的指标",
        basis: "指标目录",
        page: include_str!("pages/S08.md"),
        check: unknown::check,
    },
];
