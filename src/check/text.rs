//! The language: marks, spaces, words.

mod doubled;
mod edges;
mod imperatives;
mod marks;
mod pairs;
mod particles;
mod pauses;
mod repeated;
mod spaces;
pub(super) mod straight;
mod terms;
mod wide;
mod words;

use super::{Case, Paragraph, Rule};
use crate::diagnostic::{Findings, Severity};

pub(super) const RULES: [Rule; 5] = [
    Rule {
        code: "T01",
        severity: Severity::Warning,
        title: "半角、连写、不成对的标点，全角的数字，多余的空格",
        basis: "GB/T 15834-2011 5",
        page: include_str!("pages/T01.md"),
        check: half_width,
    },
    Rule {
        code: "T02",
        severity: Severity::Info,
        title: "引号、书名号之间的顿号",
        basis: "GB/T 15834-2011 4.5.3.5",
        page: include_str!("pages/T02.md"),
        check: pauses::check,
    },
    Rule {
        code: "T03",
        severity: Severity::Warning,
        title: "的地得、易错的词和写了两遍的词",
        basis: "《现代汉语词典》，审阅惯例",
        page: include_str!("pages/T03.md"),
        check: wrong_words,
    },
    Rule {
        code: "T04",
        severity: Severity::Info,
        title: "同一对象有几种叫法",
        basis: "审阅惯例",
        page: include_str!("pages/T04.md"),
        check: terms::check,
    },
    Rule {
        code: "T05",
        severity: Severity::Warning,
        title: "要求别人的口气",
        basis: "审阅惯例",
        page: include_str!("pages/T05.md"),
        check: imperatives::check,
    },
];

fn half_width(case: &Case<'_>, findings: &mut Findings) {
    marks::check(case, findings);
    doubled::check(case, findings);
    pairs::check(case, findings);
    wide::check(case, findings);
    spaces::check(case, findings);
    edges::check(case, findings);
}

fn wrong_words(case: &Case<'_>, findings: &mut Findings) {
    words::check(case, findings);
    particles::check(case, findings);
    repeated::check(case, findings);
}

fn paragraphs<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Paragraph> {
    case.prose.iter().flat_map(|prose| &prose.paragraphs)
}

/// A full-width mark that no Latin text has; “ and … are in both.
fn is_full_mark(c: char) -> bool {
    "，。、；：？！（）《》〈〉【】〔〕「」『』".contains(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}')
}

#[cfg(test)]
pub(in crate::check) mod tests;
