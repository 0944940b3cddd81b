//! Y19 among words: what is not written yet. An unfinished passage must not go out, so no waiver
//! reaches these; a name in brackets (【攻坚】行动) must not be taken for one.

mod brackets;
pub(super) mod gaps;
mod signs;

use std::ops::Range;

use super::Context;
use super::residues;
use super::spans::TakenRanges;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::standard::Standard;

/// How much of a place is shown in a message.
const SHOWN: usize = 24;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let lines = residues::lines(context);
    let standard = context.standard;
    let prose = context.prose.iter().flat_map(|prose| &prose.paragraphs);
    for paragraph in prose.chain(&lines) {
        findings
            .extend(places(paragraph, standard).into_iter().map(|range| finding(paragraph, range)));
        findings
            .extend(gaps(paragraph, standard).into_iter().map(|range| missing(paragraph, range)));
    }
}

fn finding(paragraph: &Paragraph, range: Range<usize>) -> Finding {
    let written: String = paragraph.text[range.clone()].chars().take(SHOWN).collect();
    Code::Y19
        .at(paragraph.span(range), format!("这里还没有写完：{written}"))
        .help("换成要写的内容，用不上的就删去；不便写明的名称写“某”，如“某小区”")
}

fn missing(paragraph: &Paragraph, gap: Range<usize>) -> Finding {
    let text = paragraph.text.as_str();
    let before = text[..gap.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[gap.end..].chars().next().map_or(0, char::len_utf8);
    let span = paragraph.span(gap.start - before..gap.end + after);
    Code::Y19.at(span, "这里像是缺了数").help("补上数；没有数的，改写这句话")
}

/// Where a number is missing that no other sign stands for.
fn gaps(paragraph: &Paragraph, standard: &Standard) -> Vec<Range<usize>> {
    let mut found = gaps::places(paragraph, standard.unfinished_words());
    if !found.is_empty() {
        let others = TakenRanges::of(
            places(paragraph, standard)
                .into_iter()
                .chain(residues::places(&paragraph.text, standard.structure_words())),
        );
        found.retain(|range| !others.meets(range));
    }
    found
}

/// What is not written yet, parts of one date or range as one.
fn places(paragraph: &Paragraph, standard: &Standard) -> Vec<Range<usize>> {
    let text = paragraph.text.as_str();
    let mut found = brackets::places(text, standard.unfinished_words());
    found.extend(signs::places(paragraph, standard.unfinished_words()));
    if found.is_empty() {
        return found;
    }
    // A template's mark or an address may have such signs in it (S05).
    let left = TakenRanges::of(residues::places(text, standard.structure_words()));
    found.retain(|range| !left.meets(range));
    found.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in found {
        match joined.last_mut() {
            Some(last) if goes_on(text, last.end, range.start) => {
                last.end = last.end.max(range.end)
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// Whether a place right behind another belongs to it: ××年××月.
fn goes_on(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or_default();
    between.chars().count() <= 2 && between.chars().all(|c| "年月日至到—-~～. ".contains(c))
}

#[cfg(test)]
mod tests;
