//! The filing beside another: the last period's, and its own prose.

mod kept;
mod last;
mod outdated;
mod passing;
mod prose;

use std::ops::Range;

use super::Rule;
use crate::finding::{Findings, Severity};

pub(super) const RULES: [Rule; 4] = [
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
    Rule {
        code: "C03",
        severity: Severity::Warning,
        title: "正文里还是上期的数",
        basis: "审阅惯例",
        page: include_str!("pages/C03.md"),
        check: outdated::check,
    },
    // Behind the others: what they tell of a passage it leaves to them.
    Rule {
        code: "C04",
        severity: Severity::Warning,
        title: "与上期一字不差的话里有日期和数",
        basis: "审阅惯例",
        page: include_str!("pages/C04.md"),
        check: kept::check,
    },
];

/// Where earlier rules found something, to be asked for pieces of the file.
struct Told {
    /// Beginnings and ends, by beginning; each end is the furthest so far.
    spans: Vec<(usize, usize)>,
}

impl Told {
    fn by(codes: &[&str], findings: &Findings) -> Self {
        let told = findings.iter().filter(|finding| codes.contains(&finding.code));
        let spans = told.filter_map(|finding| finding.span.as_ref());
        let mut spans: Vec<(usize, usize)> = spans.map(|span| (span.start, span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { spans }
    }

    /// Whether something was found in a piece of the file.
    fn meets(&self, piece: &Range<usize>) -> bool {
        let n = self.spans.partition_point(|(start, _)| *start < piece.end);
        self.spans[..n].last().is_some_and(|(_, end)| *end > piece.start)
    }
}
