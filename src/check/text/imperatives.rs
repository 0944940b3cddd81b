//! T05: what a regulator says to others, in a report of what was done.

use std::ops::Range;

use crate::check::{Case, Paragraph, ParagraphKind, ProsePlace};
use crate::diagnostic::Finding;
use crate::standard::{Imperative, language};

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for prose in &case.prose {
        // 结语 looks ahead; a note says how a figure is meant.
        if matches!(prose.place, ProsePlace::Closing | ProsePlace::Note) {
            continue;
        }
        for paragraph in &prose.paragraphs {
            if matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Heading) {
                in_paragraph(paragraph, findings);
            }
        }
    }
}

fn in_paragraph(paragraph: &Paragraph, findings: &mut Vec<Finding>) {
    for imperative in &language().imperatives {
        for range in imperative.phrase.places(&paragraph.text) {
            let others = paragraph.in_title(range.start) || paragraph.in_quotation(range.start);
            if others || !imperative.fits(paragraph, &range) || is_reported(paragraph, range.start)
            {
                continue;
            }
            let told = format!("“{}”是要求别人的口气", &paragraph.text[range.clone()]);
            let finding = Finding::warning("T05", paragraph.span(range), told)
                .help("报告写自己做了什么，如“不擅自…”“经用户确认后…”“防止了…”");
            findings.push(finding);
        }
    }
}

impl Imperative {
    fn fits(&self, paragraph: &Paragraph, range: &Range<usize>) -> bool {
        let clause = paragraph.clauses().find(|clause| clause.contains(&range.start));
        let Some(clause) = clause else { return false };
        // 一是避免…: a count before it is no word of the clause.
        let before = paragraph.text[clause.start..range.start]
            .trim_start_matches(|c| "一二三四五六七八九十是".contains(c));
        let after = &paragraph.text[range.end..clause.end];
        (!self.at_start || before.trim().is_empty())
            && (self.with.is_empty() || self.with.iter().any(|word| after.contains(word.as_str())))
    }
}

/// Whether the sentence tells of a rule or a promise: 制度规定员工不得….
fn is_reported(paragraph: &Paragraph, at: usize) -> bool {
    let sentence = paragraph.sentences().find(|sentence| sentence.contains(&at));
    let sentence = sentence.unwrap_or(at..at);
    let names = |part: Range<usize>, words: &[String]| {
        words.iter().any(|word| {
            let mut places = paragraph.text[part.clone()].match_indices(word.as_str());
            places.any(|(n, _)| !paragraph.in_title(part.start + n))
        })
    };
    names(sentence.start..at, &language().reported)
        || names(at..sentence.end, &language().reported_after)
}
