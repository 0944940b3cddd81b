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

use super::{Context, Rule};
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;

pub(super) const RULES: [Rule; 5] = [
    Rule { code: Code::T01, check: half_width },
    Rule { code: Code::T02, check: pauses::check },
    Rule { code: Code::T03, check: wrong_words },
    Rule { code: Code::T04, check: terms::check },
    Rule { code: Code::T05, check: imperatives::check },
];

fn half_width(context: &Context<'_>, findings: &mut Findings) {
    marks::check(context, findings);
    doubled::check(context, findings);
    pairs::check(context, findings);
    wide::check(context, findings);
    spaces::check(context, findings);
    edges::check(context, findings);
}

fn wrong_words(context: &Context<'_>, findings: &mut Findings) {
    words::check(context, findings);
    particles::check(context, findings);
    repeated::check(context, findings);
}

fn paragraphs<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Paragraph> {
    context.prose.iter().flat_map(|prose| &prose.paragraphs)
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
