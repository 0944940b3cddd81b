//! Times and numbers of a text that are of one half-year only.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::filing::Period;
use crate::pattern::pattern;
use crate::prose::Paragraph;
use crate::standard::stale::StaleWords;

/// `2022年下半年`, `2022年12月31日`, `12月底`, `四季度`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(\d{4})年(?:度?(?:([上下]半年|第?[一二三四1-4]季度|\d{1,2}月)(?:\d{1,2}日|底|末|份|初)?)|年?[底末初])?|\d{1,2}月(?:\d{1,2}日|底|末|份|初)|[上下]半年|(?:第|前)?[一二三四1-4]季度",
    )
    .unwrap()
});
/// What of a sentence passes with its half-year.
#[derive(Debug, Default)]
pub(super) struct Passing {
    /// Its times, places in the paragraph's text.
    pub(super) times: Vec<Range<usize>>,
    /// Its numbers, with how many digits each has.
    pub(super) numbers: Vec<(Range<usize>, usize)>,
}

impl Passing {
    /// `last` and `now` are the half-years of the filing that a text was taken from and of its own.
    pub(super) fn of(
        paragraph: &Paragraph,
        sentence: &Range<usize>,
        (last, now): (Period, Period),
        words: &StaleWords,
    ) -> Self {
        let mut passing = Self::default();
        for clause in paragraph.clauses_of(sentence) {
            let text = &paragraph.text[clause.clone()];
            if !text.contains(|c: char| c.is_ascii_digit()) && !text.contains(['季', '半']) {
                continue;
            }
            let shifted =
                |range: Range<usize>| clause.start + range.start..clause.start + range.end;
            let is_own = |range: &Range<usize>| {
                !paragraph.in_title(range.start) && !paragraph.in_quotation(range.start)
            };
            if !has_any(text, &words.facts) {
                let times = TIME.captures_iter(text).filter(|time| passes(text, time, last, now));
                let times = times.filter_map(|time| Some(shifted(time.get(0)?.range())));
                passing.times.extend(times.filter(is_own));
            }
            if !has_any(text, &words.fixed) {
                let numbers = words
                    .numbers()
                    .captures_iter(text)
                    .filter(|number| changes(text, number, words));
                let numbers = numbers.filter_map(|number| {
                    let digits = number.get(1)?.as_str().trim_start_matches(['0', '.']);
                    let digits = digits.bytes().filter(u8::is_ascii_digit).count();
                    Some((shifted(number.get(0)?.range()), digits))
                });
                passing.numbers.extend(numbers.filter(|(range, _)| is_own(range)));
            }
        }
        passing
    }
}

/// A sentence with its times left out, by which it is known again in another filing.
pub(super) fn without_times(sentence: &str) -> String {
    TIME.replace_all(sentence.trim(), "〇").into_owned()
}

/// Whether a time is of the half-years that a text could be left over from; one long ago is
/// as history.
fn passes(text: &str, time: &Captures<'_>, last: Period, now: Period) -> bool {
    let Some(whole) = time.get(0) else { return false };
    // 1-12月, 每季度, 第三季度: what is before goes on.
    if text[..whole.start()]
        .ends_with(|c: char| c.is_ascii_alphanumeric() || "每逐按第".contains(c))
    {
        return false;
    }
    let Some(year) = time.get(1) else { return true };
    let year: Option<u16> = year.as_str().parse().ok();
    let is_bare = whole.as_str().ends_with('年') && time.get(2).is_none();
    year.is_some_and(|year| {
        // Of the year of both filings the half would have to be named.
        (last.year..=now.year).contains(&year) && !(is_bare && last.year == now.year)
    })
}

/// Whether a number is one that another half-year would have otherwise.
fn changes(text: &str, number: &Captures<'_>, words: &StaleWords) -> bool {
    let (Some(whole), Some(value), Some(unit)) = (number.get(0), number.get(1), number.get(3))
    else {
        return false;
    };
    let (value, unit) = (value.as_str(), unit.as_str());
    let before = &text[..whole.start()];
    let after = &text[whole.end()..];
    let is_in = |words: &[String]| words.iter().any(|word| word == unit);
    let follows = |words: &[String]| words.iter().any(|word| after.starts_with(word.as_str()));
    // 7×24小时, 第20次, 5G: no number by itself.
    let is_part = |c: char| c.is_ascii_alphanumeric() || "第×*.-/+·".contains(c);
    if before.ends_with(is_part) || matches!(value, "100" | "0") && matches!(unit, "%" | "％") {
        return false;
    }
    let is_scaled = number.get(2).is_some_and(|scale| !scale.is_empty()) || value.contains('.');
    let is_share = matches!(unit, "%" | "％" | "‰" | "个百分点" | "百分点");
    let is_length = matches!(unit, "小时" | "天" | "分钟" | "秒");
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    // 36个方面 are divisions, 设座席36个 is a number.
    let names_parts = after.starts_with(char::is_alphanumeric);
    let least = if is_in(&words.small) && names_parts { 3 } else { 2 };
    (is_scaled || is_share || digits >= least)
        && !follows(&words.bodies)
        && !(is_length && (follows(&words.arranged) || !is_scaled && digits < 3))
}

fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}
