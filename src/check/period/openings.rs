//! P01 again: a paragraph that opens with another half-year, left over from another filing.

use std::sync::LazyLock;

use regex::Regex;

use super::{has_any, sentence_end, stale};
use crate::check::{Case, Paragraph, ParagraphKind, ProsePlace};
use crate::diagnostic::{Finding, Findings};
use crate::filing::{Half, Period};
use crate::pattern::pattern;
use crate::standard::period::{compares, period_words};

// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static OPENING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*在?((\d{4})年?([上下])半年)([，,]?)").unwrap());

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let period = case.filing.period.value;
    let company = &case.filing.company;
    let mut subjects: Vec<&str> = period_words().subjects.iter().map(String::as_str).collect();
    subjects.push(&company.name.value);
    subjects.extend(company.short_name.as_ref().map(|name| name.value.as_str()));
    // 公司简介 may tell the company's history, and 结语 what comes.
    for prose in case.prose.iter().filter(|prose| prose.place != ProsePlace::Closing) {
        let of_period = matches!(prose.place, ProsePlace::Overview | ProsePlace::Initiative(_));
        for paragraph in &prose.paragraphs {
            if of_period {
                findings.extend(other_half(paragraph, period, &subjects));
                stale::times(paragraph, period, &subjects, findings);
            }
            stale::until(paragraph, period, findings);
        }
    }
}

fn other_half(paragraph: &Paragraph, period: Period, subjects: &[&str]) -> Option<Finding> {
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
    let words = period_words();
    let is_plan = named > period && has_any(sentence, &words.plans);
    if is_plan || compares(sentence) || stale::names_own(rest, period, named) {
        return None;
    }
    let range = found.get(1)?.range();
    let told = format!("这一段说的是“{}”，报告期是 {period}", &text[range.clone()]);
    Some(Finding::error("P01", paragraph.span(range), told).help(format!(
        "看看是不是从别的一期抄来的：写错了改成“{period}”；旧内容换成本期的，要与那一期比较就写明“比”“同比”"
    )))
}
