//! F10 and F11: quantities in the prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind};
use crate::standard::{Hedge, Language};

/// A number at the start of a text, and what ends it.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d+(?:[,.]\d+)*").unwrap());
/// A number as hedges have it: 7.7万, 96%, 三百.
#[allow(clippy::unwrap_used)]
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\d+(?:[,.]\d+)*[十百千万亿]*[%％‰]?|[一二两三四五六七八九十百千万亿半]+)")
        .unwrap()
});
/// 占比达到52%.
#[allow(clippy::unwrap_used)]
static SHARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"占比[^，。；、：\d]{0,6}\d+(?:\.\d+)?[%％]").unwrap());

fn paragraphs<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Paragraph> {
    // A table's units stand in its head, a note's beside its figure.
    let running = context.prose.iter().filter(|prose| prose.place.is_narrative());
    running.flat_map(|prose| &prose.paragraphs).filter(|p| p.kind == ParagraphKind::Text)
}

/// F10: a quantity without a unit, a percentage without its whole.
pub(super) fn bare(context: &Context<'_>, findings: &mut Findings) {
    let language = context.standard.language();
    for paragraph in paragraphs(context) {
        let mut found: Vec<Range<usize>> = Vec::new();
        for clause in paragraph.clauses() {
            without_unit(language, &paragraph.text, &clause, &mut found);
        }
        found.dedup_by_key(|range| range.end);
        for range in found.into_iter().filter(|range| !paragraph.in_title(range.start)) {
            let message = format!("“{}”没有单位", &paragraph.text[range.clone()]);
            let finding = Code::F10.at(paragraph.span(range), message);
            findings.push(finding.help("数后面写上单位，如“76262位”“8900座”"));
        }
        for range in shares(language, paragraph) {
            let message = format!("“{}”没有说明是谁的百分之几", &paragraph.text[range.clone()]);
            let finding = Code::F10.at(paragraph.span(range), message);
            findings.push(finding.help("写明以什么为总数，如“占试点项目总数的52%”"));
        }
    }
}

/// 参与客户数76262，: the number and then a mark.
fn without_unit(
    language: &Language,
    text: &str,
    clause: &Range<usize>,
    found: &mut Vec<Range<usize>>,
) {
    let quantities = &language.quantities;
    let piece = &text[clause.clone()];
    if quantities.unitless.iter().any(|word| piece.contains(word.as_str())) {
        return;
    }
    let mut in_clause: Vec<Range<usize>> = Vec::new();
    for lead in &quantities.leads {
        for place in lead.places(piece) {
            let behind = &piece[place.end..];
            let Some(number) = NUMBER.find(behind) else { continue };
            let rest = &behind[number.end()..];
            let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '！', '）']);
            let end = place.end + number.end();
            // 达到 is found as 达 and 到 too; the longest lead is shown.
            if ends && !in_clause.iter().any(|range| range.end == clause.start + end) {
                in_clause.push(clause.start + place.start..clause.start + end);
            }
        }
    }
    found.extend(in_clause);
}

/// Percentages that do not say of what.
fn shares(language: &Language, paragraph: &Paragraph) -> Vec<Range<usize>> {
    let quantities = &language.quantities;
    let text = &paragraph.text;
    let mut found = Vec::new();
    for sentence in paragraph.sentences() {
        let (mut named_before, mut seen) = (false, sentence.start);
        for clause in paragraph.clauses_of(&sentence) {
            let piece = &text[clause.clone()];
            let share = SHARE.find(piece).map(|m| m.range()).or_else(|| counted(language, piece));
            let Some(share) = share else { continue };
            // 中国移动 is no 中.
            let ahead = piece[..share.start].replace("中国", "").replace("中小", "");
            let earlier = &text[sentence.start..clause.start];
            // No word goes over a clause's end.
            let fresh = &text[seen..clause.start];
            seen = clause.start;
            named_before |=
                quantities.wholes_before.iter().any(|word| fresh.contains(word.as_str()));
            let named = quantities.wholes.iter().any(|word| ahead.contains(word.as_str()))
                || named_before
                || earlier.trim_end_matches('，').ends_with('中');
            if !named && !paragraph.in_title(clause.start + share.start) {
                found.push(clause.start + share.start..clause.start + share.end);
            }
        }
    }
    found
}

/// 用户达到96%: people by the hundred of what?
fn counted(language: &Language, clause: &str) -> Option<Range<usize>> {
    language.quantities.counted.iter().find_map(|noun| {
        clause.match_indices(noun.as_str()).find_map(|(at, _)| {
            let behind = &clause[at + noun.len()..];
            let verb = ["达到", "达", "超过", "超"].into_iter().find(|v| behind.starts_with(v))?;
            let rest = &behind[verb.len()..];
            let number = NUMBER.find(rest)?;
            let sign = rest[number.end()..].chars().next().filter(|c| matches!(c, '%' | '％'))?;
            Some(at..at + noun.len() + verb.len() + number.end() + sign.len_utf8())
        })
    })
}

/// F11: hedges that say the same twice.
pub(super) fn hedged_twice(context: &Context<'_>, findings: &mut Findings) {
    let language = context.standard.language();
    for paragraph in paragraphs(context) {
        let mut found: Vec<(Range<usize>, &str, &str)> = Vec::new();
        for hedge in &language.hedges {
            for front in &hedge.fronts {
                for place in front.places(&paragraph.text) {
                    let behind = &paragraph.text[place.end..];
                    if let Some((len, back)) = hedge.back(behind, language) {
                        found.push((place.start..place.end + len, &front.word, back));
                    }
                }
            }
        }
        // 大约 ends with 约: the longer one is meant.
        found.sort_by_key(|(range, ..)| (range.end, range.start));
        found.dedup_by_key(|(range, ..)| range.end);
        for (range, front, back) in found {
            if paragraph.in_title(range.start) {
                continue;
            }
            let message = format!("“{front}”和“{back}”意思重复");
            let written = &paragraph.text[range.clone()];
            let help = format!(
                "留一个：“{}”或“{}”",
                written.strip_suffix(back).unwrap_or(written),
                written.strip_prefix(front).unwrap_or(written)
            );
            findings.push(Code::F11.at(paragraph.span(range), message).help(help));
        }
    }
}

impl Hedge {
    /// The second hedge behind a number at the start of a text, and where it ends.
    fn back(&self, text: &str, language: &Language) -> Option<(usize, &str)> {
        let amount = AMOUNT.find(text)?;
        if self.digits_only && !amount.as_str().starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let rest = &text[amount.end()..];
        let mut unit = 0;
        for (count, (at, c)) in rest.char_indices().enumerate() {
            let behind = &rest[at..];
            let back = self.backs.iter().find(|back| behind.starts_with(back.as_str()));
            let other = language.not_hedges.iter().any(|word| behind.starts_with(word.as_str()));
            // 余 and 多 stand before the unit.
            let back = back.filter(|b| count == 0 || !matches!(b.as_str(), "余" | "多"));
            if let Some(back) = back.filter(|_| !other) {
                let grade = language.grades.iter().any(|g| rest[..at].starts_with(g.as_str()));
                let own_unit = &rest[if count == 0 { back.len() } else { 0 }..];
                let span = self.not_units.iter().any(|u| own_unit.starts_with(u.as_str()));
                return (!grade && !span).then_some((amount.end() + at + back.len(), back));
            }
            unit += 1;
            if unit > 5 || !c.is_alphanumeric() {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
