//! Which half-year a filing speaks of.

mod agreement;
mod dates;
mod late;
mod openings;
mod stale;
mod whole_year;

use super::{Paragraph, Rule};
use crate::diagnostic::Severity;

pub(super) const RULES: [Rule; 3] = [
    Rule {
        code: "P01",
        severity: Severity::Error,
        title: "各处说的不是同一个半年",
        basis: "审阅惯例",
        page: include_str!("pages/P01.md"),
        check: agreement::check,
    },
    Rule {
        code: "P02",
        severity: Severity::Warning,
        title: "全年的说法，或说不清的时间",
        basis: "审阅惯例",
        page: include_str!("pages/P02.md"),
        check: whole_year::check,
    },
    Rule {
        code: "P03",
        severity: Severity::Info,
        title: "晚于报送期限",
        basis: "电信服务质量报告制度（信部电[2001]347号）：每年7月中旬、1月中旬报送",
        page: include_str!("pages/P03.md"),
        check: late::check,
    },
];

/// Whether a place's words are someone else's: a title in 《》, a quotation.
fn is_quoted(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.in_title(at) || paragraph.in_quotation(at)
}

/// Where the sentence of a place begins; ； does not end it.
fn sentence_start(text: &str, at: usize) -> usize {
    let before = &text[..at];
    before.rfind(['。', '！', '？']).map_or(0, |n| n + '。'.len_utf8())
}

/// Where the sentence of a place ends.
fn sentence_end(text: &str, at: usize) -> usize {
    text[at..].find(['。', '！', '？']).map_or(text.len(), |n| at + n)
}

fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
