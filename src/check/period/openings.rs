//! P01 again: a paragraph that opens with another half-year, left over from another filing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{has_any, sentence_end, stale};
use crate::check::Context;
use crate::filing::{Half, Period};
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind, ProsePlace};
use crate::standard::period::PeriodWords;

// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static OPENING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*在?((\d{4})年?([上下])半年)([，,]?)").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let period = context.filing.period.value;
    let subjects = subjects(context);
    let words = context.standard.period_words();
    // 公司简介 may tell the company's history, and 结语 what comes.
    for prose in context.prose.iter().filter(|prose| prose.place != ProsePlace::Closing) {
        for paragraph in &prose.paragraphs {
            if is_of_period(prose.place) {
                findings.extend(other_half(paragraph, period, &subjects, words));
                stale::times(paragraph, period, &subjects, words, findings);
            }
            stale::until(paragraph, period, words, findings);
        }
    }
}

/// Whether a text tells of the half-year and nothing else.
fn is_of_period(place: ProsePlace) -> bool {
    matches!(place, ProsePlace::Lead | ProsePlace::Overview | ProsePlace::Initiative)
}

/// Words for who files.
pub(super) fn subjects<'c>(context: &'c Context<'_>) -> Vec<&'c str> {
    let company = &context.filing.company;
    let mut subjects: Vec<&str> =
        context.standard.period_words().subjects.iter().map(String::as_str).collect();
    subjects.push(&company.name.value);
    subjects.extend(company.short_name.as_ref().map(|name| name.value.as_str()));
    subjects
}

/// Where a paragraph has what P01 tells of it.
pub(super) fn ranges(
    place: ProsePlace,
    paragraph: &Paragraph,
    period: Period,
    subjects: &[&str],
    words: &PeriodWords,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    if place == ProsePlace::Closing {
        return ranges;
    }
    if is_of_period(place) && paragraph.kind == ParagraphKind::Text {
        ranges.extend(opening(paragraph, period, subjects, words));
        ranges.extend(stale::other_times(&paragraph.text, period, subjects, words));
    }
    ranges.extend(stale::other_ends(&paragraph.text, period, words));
    ranges
}

fn other_half(
    paragraph: &Paragraph,
    period: Period,
    subjects: &[&str],
    words: &PeriodWords,
) -> Option<Finding> {
    let range = opening(paragraph, period, subjects, words)?;
    let message = format!("这一段说的是“{}”，报告期是 {period}", &paragraph.text[range.clone()]);
    Some(Code::P01.at(paragraph.span(range), message).help(format!(
        "看看是不是从别的一期抄来的：写错了改成“{period}”；旧内容换成本期的，要与那一期比较就写明“比”“同比”"
    )))
}

/// Where a paragraph opens with another half-year as its own time.
fn opening(
    paragraph: &Paragraph,
    period: Period,
    subjects: &[&str],
    words: &PeriodWords,
) -> Option<Range<usize>> {
    let text = &paragraph.text;
    let found = OPENING.captures(text).filter(|_| paragraph.kind == ParagraphKind::Text)?;
    let half = if &found[3] == "上" { Half::First } else { Half::Second };
    let named = Period { year: found[2].parse().ok()?, half };
    let rest = &text[found[0].len()..];
    let is_plain = !found[4].is_empty() || subjects.iter().any(|s| rest.starts_with(s));
    if named == period || !is_plain {
        return None;
    }
    let sentence = &rest[..sentence_end(rest, 0)];
    let is_plan = named > period && has_any(sentence, &words.plans);
    if is_plan || words.compares(sentence) || stale::names_own(rest, period, named, words) {
        return None;
    }
    found.get(1).map(|time| time.range())
}
