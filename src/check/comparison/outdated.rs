//! C03: a number in the prose that is the last period's figure of an indicator and none of this
//! one's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::EarlierFindings;
use crate::check::Context;
use crate::check::figures::by_key;
use crate::filing::{Compared, Half, Period};
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::prose::Paragraph;
use crate::standard::{PlacedFigure, Standard};

// A pattern of ours; tests use it.
#[allow(clippy::unwrap_used)]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)?").unwrap());

/// So many significant digits hardly come out alike by chance.
const DIGITS: usize = 3;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(last) = context.last() else { return };
    let outdated = Outdated::of(context, last);
    if outdated.figures.is_empty() {
        return;
    }
    // A number that contradicts its indicator is C01's.
    let earlier = EarlierFindings::by(&[Code::C01], findings);
    for paragraph in context.prose.iter().flat_map(|prose| &prose.paragraphs) {
        for sentence in paragraph.sentences() {
            outdated.in_sentence(paragraph, &sentence, &earlier, findings);
        }
    }
}

/// The last period's figures that are none of this one's.
struct Outdated<'c> {
    /// By their digits: unit, the figure, and the same one now.
    figures: BTreeMap<&'c str, Vec<(&'c str, PlacedFigure<'c>, PlacedFigure<'c>)>>,
    period: Period,
    last: Period,
    standard: &'c Standard,
}

impl<'c> Outdated<'c> {
    fn of(context: &'c Context<'c>, last: &'c Compared) -> Self {
        let now = by_key(context.figures.iter());
        let own: BTreeSet<&str> = context
            .figures
            .iter()
            .flat_map(|figure| NUMBER.find_iter(figure.written()))
            .map(|number| number.as_str())
            .collect();
        let mut figures: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for before in context.figures_of(last) {
            let Some(amount) = &before.part.figure.value.amount else { continue };
            let digits = NUMBER.find(before.written()).map(|number| number.as_str());
            let digits = digits.filter(|digits| tells(digits) && !own.contains(digits));
            let (Some(digits), Some(now)) = (digits, now.get(&before.key())) else { continue };
            figures.entry(digits).or_default().push((amount.unit.as_str(), before, **now));
        }
        Self {
            figures,
            period: context.filing.period.value,
            last: last.filing.period.value,
            standard: context.standard,
        }
    }

    fn in_sentence(
        &self,
        paragraph: &Paragraph,
        sentence: &Range<usize>,
        earlier: &EarlierFindings,
        findings: &mut Findings,
    ) {
        let text = &paragraph.text[sentence.clone()];
        let mut excused = None;
        for number in NUMBER.find_iter(text) {
            let Some(figures) = self.figures.get(number.as_str()) else { continue };
            let rest = text[number.end()..].trim_start();
            let of_unit = figures.iter().find(|(unit, ..)| {
                !unit.is_empty() && rest.starts_with(unit) && !is_longer(&rest[unit.len()..])
            });
            let Some((unit, before, now)) = of_unit else { continue };
            let end = text.len() - rest.len() + unit.len();
            let range = sentence.start + number.start()..sentence.start + end;
            if text[..number.start()].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
                || paragraph.in_title(range.start)
                || paragraph.in_quotation(range.start)
                || *excused.get_or_insert_with(|| self.tells_of_both(text, now))
            {
                continue;
            }
            let span = paragraph.span(range.clone());
            if !earlier.meets(&span) {
                findings.push(finding(&paragraph.text[range], span, before, now));
            }
        }
    }

    /// Whether a sentence sets the last period beside this one.
    fn tells_of_both(&self, sentence: &str, now: &PlacedFigure<'_>) -> bool {
        let half = if self.last.half == Half::First { "上半年" } else { "下半年" };
        let names_last = sentence.contains(&self.last.to_string())
            || (self.last.year == self.period.year && sentence.contains(half))
            || (self.last.year != self.period.year
                && sentence.contains(&format!("{}年", self.last.year)));
        names_last
            || self.standard.period_words().compares(sentence)
            || self.standard.stale_words().past.iter().any(|word| sentence.contains(word.as_str()))
            || sentence.contains(now.written())
    }
}

/// Whether its digits tell a number from others.
fn tells(digits: &str) -> bool {
    let significant = digits.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit);
    significant.count() >= DIGITS && digits != "100"
}

/// Whether a unit goes on: 天津, 小时工.
fn is_longer(rest: &str) -> bool {
    rest.starts_with(['工', '津'])
}

fn finding(
    number: &str,
    span: Range<usize>,
    before: &PlacedFigure<'_>,
    now: &PlacedFigure<'_>,
) -> Finding {
    let (group, name) = (&before.group.name.value, before.name());
    let message = format!("“{number}”是上期{group}“{name}”的数，本期是 {}", now.written());
    Code::C03
        .at(span, message)
        .help(
            "说的是本期的，换成本期的数；说的是上期的，写明“上期”；另是一回事的，核对无误即可豁免",
        )
        .related(now.span(), "本期的数据")
}
