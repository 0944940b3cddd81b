//! T02: 、 between adjacent quotations or titles.

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for paragraph in super::paragraphs(context) {
        for at in pauses(paragraph) {
            let range = at..at + '、'.len_utf8();
            let message = if paragraph.text[..at].ends_with('”') {
                "并列的引号之间通常不用顿号"
            } else {
                "并列的书名号之间通常不用顿号"
            };
            let finding = Code::T02
                .at(paragraph.span(range.clone()), message)
                .help("删去顿号；中间隔着括注的才用");
            findings.push(match paragraph.editable(range, context.source) {
                Some(span) => finding.fix(span, ""),
                None => finding,
            });
        }
    }
}

/// The needless ones. Where something stands between two members of a list (“甲”（括注）、“乙”)
/// the mark is due there, and its like may stay beside it.
fn pauses(paragraph: &Paragraph) -> Vec<usize> {
    let text = &paragraph.text;
    let mut places = Vec::new();
    for clause in paragraph.clauses() {
        let piece = &text[clause.clone()];
        let found = |pattern: &str| {
            let places = piece.match_indices(pattern);
            places.map(|(at, _)| clause.start + at + '”'.len_utf8()).collect::<Vec<_>>()
        };
        let first = piece.find(['”', '》']);
        let inserted = ["、“", "、《"].iter().any(|next| {
            piece.match_indices(next).any(|(at, _)| {
                let before = &piece[..at];
                !before.ends_with(['”', '》']) && first.is_some_and(|first| first < at)
            })
        });
        if !inserted {
            places.extend(found("”、“"));
            places.extend(found("》、《"));
        }
    }
    places.sort_unstable();
    places
}
