//! C04: what stands word for word as it stood in the last filing and has a time or a number in it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::EarlierFindings;
use super::passing::{Passing, without_times};
use crate::check::Context;
use crate::filing::{Compared, Period};
use crate::finding::{Code, Finding, Findings};
use crate::prose::proses;
use crate::prose::{Paragraph, ParagraphKind};
use crate::source::{Encoding, Source};
use crate::standard::stale::StaleWords;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = context.last() else { return };
    let kept = Leftovers {
        last: Old::of(last),
        periods: (last.filing.period.value, context.filing.period.value),
        // A time or a number that was found already is not reported again.
        earlier: EarlierFindings::by(&[Code::P01, Code::C01, Code::C03], findings),
        words: context.standard.stale_words(),
    };
    for prose in &context.prose {
        for piece in prose.paragraphs.chunk_by(|one, other| is_cell(one) && is_cell(other)) {
            match piece {
                [first, ..] if is_cell(first) => findings.extend(kept.table(piece)),
                _ => piece.iter().for_each(|p| findings.extend(kept.in_paragraph(p))),
            }
        }
    }
}

fn is_cell(paragraph: &Paragraph) -> bool {
    paragraph.kind == ParagraphKind::Cell
}

/// The texts of the last filing.
struct Old {
    sentences: BTreeSet<String>,
    /// Without their times.
    timeless: BTreeSet<String>,
    tables: BTreeSet<String>,
}

impl Old {
    fn of(last: &Compared) -> Self {
        let mut old =
            Self { sentences: BTreeSet::new(), timeless: BTreeSet::new(), tables: BTreeSet::new() };
        // Its places in its file are not asked for.
        let source = Source::new(&last.name, "", Encoding::Utf8);
        for prose in proses(&last.filing, &source) {
            for piece in prose.paragraphs.chunk_by(|one, other| is_cell(one) && is_cell(other)) {
                if piece.first().is_some_and(is_cell) {
                    old.tables.insert(joined(piece));
                    continue;
                }
                for paragraph in piece {
                    for sentence in paragraph.sentences() {
                        let sentence = paragraph.text[sentence].trim();
                        old.timeless.insert(without_times(sentence));
                        old.sentences.insert(sentence.to_owned());
                    }
                }
            }
        }
        old
    }
}

/// A table's cells, or those of tables without a word between them.
fn joined(cells: &[Paragraph]) -> String {
    cells.iter().flat_map(|cell| [cell.text.as_str(), "\n"]).collect()
}

struct Leftovers {
    last: Old,
    periods: (Period, Period),
    earlier: EarlierFindings,
    words: &'static StaleWords,
}

/// What is left over in sentences one behind the other.
#[derive(Default)]
struct Run<'t> {
    /// The first sentence with something in it.
    first: Option<Range<usize>>,
    /// What is in them.
    words: Vec<&'t str>,
    /// Whether only times are new.
    is_dated_anew: bool,
}

impl Leftovers {
    /// A finding for each run of sentences that were kept: a paragraph that nobody went over is
    /// one slip.
    fn in_paragraph(&self, paragraph: &Paragraph) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut run = Run::default();
        for sentence in paragraph.sentences() {
            let text = paragraph.text[sentence.clone()].trim();
            let is_same = self.last.sentences.contains(text);
            if !is_same && !self.last.timeless.contains(&without_times(text)) {
                findings.extend(std::mem::take(&mut run).finding(paragraph));
                continue;
            }
            let words = self.left_over(paragraph, &sentence, is_same);
            if words.is_empty() || self.earlier.meets(&paragraph.span(sentence.clone())) {
                continue;
            }
            run.first.get_or_insert(sentence);
            run.is_dated_anew |= !is_same;
            run.words.extend(words.into_iter().map(|word| &paragraph.text[word]));
        }
        findings.extend(run.finding(paragraph));
        findings
    }

    /// What in a sentence that was kept passes with the half-year.
    fn left_over(
        &self,
        paragraph: &Paragraph,
        sentence: &Range<usize>,
        is_same: bool,
    ) -> Vec<Range<usize>> {
        let Passing { times, numbers } = Passing::of(paragraph, sentence, self.periods, self.words);
        match is_same {
            true => {
                let mut words = times;
                words.extend(numbers.into_iter().map(|(range, _)| range));
                words.sort_by_key(|range| range.start);
                words
            }
            // Short numbers may come out alike.
            false => {
                let long = numbers.into_iter().filter(|(_, digits)| *digits >= 3);
                long.map(|(range, _)| range).collect()
            }
        }
    }

    /// A whole table that was kept, with numbers in it.
    fn table(&self, cells: &[Paragraph]) -> Option<Finding> {
        let digits = |cell: &&Paragraph| cell.text.bytes().filter(u8::is_ascii_digit).count() >= 2;
        let mut numbers = cells.iter().filter(digits);
        let (first, _) = (numbers.next()?, numbers.next()?);
        if !self.last.tables.contains(&joined(cells)) {
            return None;
        }
        let message = "这张表与上期的一字不差，数也没有换".to_owned();
        Some(Code::C04.at(first.span(0..first.text.len()), message).help(HELP))
    }
}

const HELP: &str = "换成本期的时间和数；确实没有变的，写明截至哪一天，或者豁免并写明理由";

/// So many words of a run are named.
const WORDS: usize = 3;

impl Run<'_> {
    fn finding(self, paragraph: &Paragraph) -> Option<Finding> {
        let sentence = self.first?;
        let named: String = self.words.iter().take(WORDS).map(|w| format!("“{w}”")).collect();
        let more = if self.words.len() > WORDS { "等" } else { "" };
        let message = if self.is_dated_anew {
            format!("这里除了时间与上期一字不差，里面的{named}{more}多半没有更新")
        } else {
            format!("这里与上期一字不差，里面的{named}{more}多半没有更新")
        };
        Some(Code::C04.at(paragraph.span(sentence), message).help(HELP))
    }
}
