//! C03: a number in the prose that is the last period's figure of an indicator and none of this
//! one's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Told;
use crate::check::figures::by_key;
use crate::check::{Case, Compared};
use crate::filing::{Half, Period};
use crate::finding::{Finding, Findings};
use crate::pattern::pattern;
use crate::prose::Paragraph;
use crate::standard::PlacedFigure;
use crate::standard::period::compares;
use crate::standard::stale::stale_words;

// A pattern of ours; tests use it.
#[allow(clippy::unwrap_used)]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)?").unwrap());

/// So many significant digits hardly come out alike by chance.
const DIGITS: usize = 3;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(last) = case.last() else { return };
    let outdated = Outdated::of(case, last);
    if outdated.figures.is_empty() {
        return;
    }
    // A number that contradicts its indicator is C01's.
    let told = Told::by(&["C01"], findings);
    for paragraph in case.prose.iter().flat_map(|prose| &prose.paragraphs) {
        for sentence in paragraph.sentences() {
            outdated.in_sentence(paragraph, &sentence, &told, findings);
        }
    }
}

/// The last period's figures that are none of this one's.
struct Outdated<'c> {
    /// By their digits: unit, the figure, and the same one now.
    figures: BTreeMap<&'c str, Vec<(&'c str, PlacedFigure<'c>, PlacedFigure<'c>)>>,
    period: Period,
    last: Period,
}

impl<'c> Outdated<'c> {
    fn of(case: &'c Case<'c>, last: &'c Compared) -> Self {
        let now = by_key(case.figures.iter());
        let own: BTreeSet<&str> = case
            .figures
            .iter()
            .flat_map(|figure| NUMBER.find_iter(figure.written()))
            .map(|number| number.as_str())
            .collect();
        let mut figures: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for before in case.figures_of(last) {
            let Some(amount) = &before.part.figure.value.amount else { continue };
            let digits = NUMBER.find(before.written()).map(|number| number.as_str());
            let digits = digits.filter(|digits| tells(digits) && !own.contains(digits));
            let (Some(digits), Some(now)) = (digits, now.get(&before.key())) else { continue };
            figures.entry(digits).or_default().push((amount.unit.as_str(), before, **now));
        }
        Self { figures, period: case.filing.period.value, last: last.filing.period.value }
    }

    fn in_sentence(
        &self,
        paragraph: &Paragraph,
        sentence: &Range<usize>,
        told: &Told,
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
            if !told.meets(&span) {
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
            || compares(sentence)
            || stale_words().past.iter().any(|word| sentence.contains(word.as_str()))
            || sentence.contains(now.written())
    }
}

/// Whether a number is told apart from others by its digits.
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
    let told = format!("“{number}”是上期{group}“{name}”的数，本期是 {}", now.written());
    Finding::warning("C03", span, told)
        .help(
            "说的是本期的，换成本期的数；说的是上期的，写明“上期”；另是一回事的，核对无误即可豁免",
        )
        .related(now.span(), "本期的数据")
}
