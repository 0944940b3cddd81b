//! P02 again: 目前, 年底, 截至12月底: times that leave open which year or day.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Sentences;
use crate::filing::{Half, Period};
use crate::finding::Severity;
use crate::numerals::is_numeral;
use crate::pattern::pattern;
use crate::standard::period::PeriodWords;

/// What was found in a paragraph.
pub(super) struct Problem {
    /// Where.
    pub(super) range: Range<usize>,
    /// What is wrong, and what to do.
    pub(super) message: String,
    pub(super) help: String,
    pub(super) severity: Severity,
    /// What is to stand in place of a piece, where that is certain.
    pub(super) fixed: Option<(Range<usize>, String)>,
}

impl Problem {
    /// A warning without a fix.
    pub(super) fn new(range: Range<usize>, message: String, help: String) -> Self {
        Self { range, message, help, severity: Severity::Warning, fixed: None }
    }
}

/// `截至12月底`, `12月末`, `截至12月31日`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(截至|截止[到至]|截止)?(\d{1,2}|十[一二]|[一二三四五六七八九十])月([底末]|\d{1,2}日)?",
    )
    .unwrap()
});
/// `截至2020年下半年`, `截至下半年`, `截至2020年`.
#[allow(clippy::unwrap_used)]
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:截至|截止[到至]|截止)(?:(?:\d{4}年)?(?:[上下]半年|第?[一二三四]季度)|\d{4}年)([底末年初第]|\d|[一二三四五六七八九十])?",
    )
    .unwrap()
});
#[allow(clippy::unwrap_used)]
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{4}年").unwrap());

pub(super) fn find(text: &str, period: Period, words: &PeriodWords, found: &mut Vec<Problem>) {
    relative(text, period, words, found);
    year_ends(text, period, words, found);
    months(text, period, found);
    until(text, period, found);
}

/// The period's last day as filings write it.
fn last_day(period: Period) -> String {
    let month = if period.half == Half::First { 6 } else { 12 };
    format!("{}年{month}月底", period.year)
}

/// Where the sentences of a text name a year first.
struct Years<'t> {
    sentences: Sentences<'t>,
    /// Of the last sentence that was asked for, and where its year ends.
    known: Option<(Range<usize>, Option<usize>)>,
}

impl<'t> Years<'t> {
    fn of(text: &'t str) -> Self {
        Self { sentences: Sentences::of(text), known: None }
    }

    /// Whether the sentence has named a year before a place.
    fn named_before(&mut self, at: usize) -> bool {
        let sentence = self.sentences.around(at);
        let end = match &self.known {
            Some((known, end)) if *known == sentence => *end,
            _ => {
                let found = YEAR.find(&self.sentences.text[sentence.clone()]);
                let end = found.map(|year| sentence.start + year.end());
                self.known = Some((sentence, end));
                end
            }
        };
        end.is_some_and(|end| end <= at)
    }
}

fn relative(text: &str, period: Period, words: &PeriodWords, found: &mut Vec<Problem>) {
    for word in &words.relative {
        for at in word.places(text) {
            let range = at..at + word.word.len();
            let (message, help) = match word.word.as_str() {
                "目前" => (
                    "“目前”没有说明是哪一天".to_owned(),
                    format!("写成期末的日期，如“截至{}”", last_day(period)),
                ),
                word => {
                    let other = match word {
                        "去年" => period.year - 1,
                        "明年" => period.year + 1,
                        _ => period.year,
                    };
                    let message = format!("“{word}”没有写明是哪一年");
                    (message, format!("写明年份，如“{other}年”；说本期的写“{period}”"))
                }
            };
            found.push(Problem::new(range, message, help));
        }
    }
}

fn year_ends(text: &str, period: Period, words: &PeriodWords, found: &mut Vec<Problem>) {
    let mut years = Years::of(text);
    for word in &words.year_ends {
        for at in word.places(text) {
            // 2020年底 and 2020年年底 both.
            let before = text[..at].strip_suffix('年').unwrap_or(&text[..at]);
            let is_number = |c: char| c.is_ascii_digit() || "〇零".contains(c) || is_numeral(c);
            let relates = word.unless_after.iter().any(|w| before.ends_with(w.as_str()));
            if before.ends_with(is_number) || relates || years.named_before(at) {
                continue;
            }
            let range = at..at + word.word.len();
            let message = format!("“{}”没有写明是哪一年", word.word);
            let help = format!("写明年份，如“{}{}”", period.year, word.word);
            found.push(Problem::new(range, message, help));
        }
    }
}

fn months(text: &str, period: Period, found: &mut Vec<Problem>) {
    let mut years = Years::of(text);
    for month in MONTH.captures_iter(text) {
        let (Some(whole), Some(number)) = (month.get(0), month.get(2)) else { continue };
        let until = month.get(1).is_some();
        let ends = month.get(3).is_some_and(|m| !m.as_str().ends_with('日'));
        let range = whole.range();
        let goes_on = |c: char| c.is_ascii_digit() || "年.-/—~～至个".contains(c);
        // 6个月 and 三月 are lengths and names; a date within the half-year needs no year.
        if !(until || ends)
            || text[..range.start].ends_with(goes_on)
            || years.named_before(range.start)
        {
            continue;
        }
        let own = months_of(period).contains(&number.as_str());
        let year = format!("{}年", period.year);
        let message = format!("“{}”没有写明是哪一年", whole.as_str());
        let help = format!("写明年份，如“截至{}”", last_day(period));
        // Only the month is touched: what stands before it may be another rule's to fix (截止到).
        let fixed = own.then(|| (number.range(), format!("{year}{}", number.as_str())));
        found.push(Problem { fixed, ..Problem::new(range, message, help) });
    }
}

fn months_of(period: Period) -> [&'static str; 6] {
    match period.half {
        Half::First => ["1", "2", "3", "4", "5", "6"],
        Half::Second => ["7", "8", "9", "10", "11", "12"],
    }
}

fn until(text: &str, period: Period, found: &mut Vec<Problem>) {
    for until in UNTIL.captures_iter(text) {
        let (Some(whole), None) = (until.get(0), until.get(1)) else { continue };
        let message = format!("“{}”是一段时间，不是一个日期", whole.as_str());
        let help = format!("“截至”后面写日期，如“截至{}”", last_day(period));
        found.push(Problem::new(whole.range(), message, help));
    }
}
