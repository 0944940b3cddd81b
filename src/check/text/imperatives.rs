//! T05: what a regulator says to others, in a report of what was done.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::Context;
use crate::check::spans::Words;
use crate::finding::{Code, Findings};
use crate::numerals::is_numeral;
use crate::prose::{Paragraph, ParagraphKind, ProsePlace};
use crate::standard::{Imperative, Language};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for prose in &context.prose {
        // 结语 looks ahead; a note says how a figure is meant.
        if matches!(prose.place, ProsePlace::Closing | ProsePlace::Note) {
            continue;
        }
        for paragraph in &prose.paragraphs {
            if matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Heading) {
                in_paragraph(paragraph, context.standard.language(), findings);
            }
        }
    }
}

fn in_paragraph(paragraph: &Paragraph, language: &Language, findings: &mut Findings) {
    let mut reported = IndirectSpeech { language, sentences: BTreeMap::new() };
    for imperative in &language.imperatives {
        let mut with = Words::new(&imperative.with);
        for range in imperative.phrase.places(&paragraph.text) {
            let others = paragraph.in_title(range.start) || paragraph.in_quotation(range.start);
            if others
                || !imperative.fits(paragraph, &range, &mut with)
                || reported.tells(paragraph, range.start)
            {
                continue;
            }
            let message = format!("“{}”是要求别人的口气", &paragraph.text[range.clone()]);
            let finding = Code::T05
                .at(paragraph.span(range), message)
                .help("报告写自己做了什么，如“不擅自…”“经用户确认后…”“防止了…”");
            findings.push(finding);
        }
    }
}

impl Imperative {
    fn fits(&self, paragraph: &Paragraph, range: &Range<usize>, with: &mut Words<'_>) -> bool {
        let Some(clause) = paragraph.clause_at(range.start) else { return false };
        // 一是避免…: a count before it is no word of the clause.
        let before = paragraph.text[clause.start..range.start]
            .trim_start_matches(|c| c == '是' || is_numeral(c));
        (!self.at_start || before.trim().is_empty())
            && (self.with.is_empty() || with.behind(&paragraph.text, &clause, range.end))
    }
}

/// What sentences of a paragraph tell of a rule or a promise: 制度规定员工不得….
struct IndirectSpeech<'l> {
    language: &'l Language,
    /// By their beginning: where the first word ends that says so before an imperative, and where
    /// the last begins that does behind it.
    sentences: BTreeMap<usize, (Option<usize>, Option<usize>)>,
}

impl IndirectSpeech<'_> {
    fn tells(&mut self, paragraph: &Paragraph, at: usize) -> bool {
        let Some(sentence) = paragraph.sentence_at(at) else { return false };
        let language = self.language;
        let (first, last) = *self
            .sentences
            .entry(sentence.start)
            .or_insert_with(|| reported(paragraph, &sentence, language));
        first.is_some_and(|end| end <= at) || last.is_some_and(|start| start >= at)
    }
}

fn reported(
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    language: &Language,
) -> (Option<usize>, Option<usize>) {
    let text = &paragraph.text[sentence.clone()];
    let own = |at: &usize| !paragraph.in_title(*at);
    let first = language.reported.iter().filter_map(|word| {
        let mut places = text.match_indices(word.as_str()).map(|(n, _)| sentence.start + n);
        places.find(own).map(|at| at + word.len())
    });
    let last = language.reported_after.iter().filter_map(|word| {
        let mut places = text.rmatch_indices(word.as_str()).map(|(n, _)| sentence.start + n);
        places.find(own)
    });
    (first.min(), last.max())
}
