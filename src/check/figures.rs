//! Figures that cannot be, that say something else than was meant, or that a reviewer would ask
//! about.

mod consistent;
mod explained;
mod limits;
mod moved;
mod possible;
mod powers;
mod prose;
mod quantity;
mod times;

pub(super) use moved::by_key;
pub(super) use quantity::without_number;

use super::Rule;
use crate::finding::Severity;

pub(super) const RULES: [Rule; 12] = [
    Rule {
        code: "F01",
        severity: Severity::Error,
        title: "不可能的数，或不相称的单位",
        basis: "审阅惯例",
        page: include_str!("pages/F01.md"),
        check: possible::check,
    },
    Rule {
        code: "F02",
        severity: Severity::Error,
        title: "达不到标准的限值",
        basis: "电信服务规范及各项业务的服务规范",
        page: include_str!("pages/F02.md"),
        check: limits::worse,
    },
    Rule {
        code: "F03",
        severity: Severity::Error,
        title: "互相矛盾的时限和及时率",
        basis: "审阅惯例",
        page: include_str!("pages/F03.md"),
        check: times::contradictory,
    },
    Rule {
        code: "F04",
        severity: Severity::Info,
        title: "正好100%的比率",
        basis: "审阅惯例：分子和分母要说得出",
        page: include_str!("pages/F04.md"),
        check: times::perfect,
    },
    Rule {
        code: "F05",
        severity: Severity::Warning,
        title: "与上期或别家相差十倍",
        basis: "审阅惯例",
        page: include_str!("pages/F05.md"),
        check: moved::tenfold,
    },
    Rule {
        code: "F06",
        severity: Severity::Warning,
        title: "变动大而没有说明",
        basis: "电信服务质量报告制度（信部电〔2001〕347号）：要与上期比较",
        page: include_str!("pages/F06.md"),
        check: moved::unexplained,
    },
    Rule {
        code: "F07",
        severity: Severity::Warning,
        title: "偏低而没有说明",
        basis: "电信服务质量报告制度（信部电〔2001〕347号）：要写改进措施",
        page: include_str!("pages/F07.md"),
        check: explained::low,
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
        code: "F09",
        severity: Severity::Warning,
        title: "把标准的限值当成结果",
        basis: "审阅惯例",
        page: include_str!("pages/F09.md"),
        check: limits::printed,
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
    Rule {
        code: "F12",
        severity: Severity::Warning,
        title: "小数位数不一，或单位与标准不同",
        basis: "审阅惯例",
        page: include_str!("pages/F12.md"),
        check: consistent::check,
    },
];
