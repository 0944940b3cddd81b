//! P02: months, quarters and halves outside the half-year that are written of as if they were in it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::dates::Problem;
use super::stale::{Opens, Surroundings, names_half};
use super::years::Years;
use super::{has_any, is_after_any};
use crate::check::structure::number;
use crate::filing::{Half, Period};
use crate::pattern::pattern;
use crate::prose::ProsePlace;
use crate::standard::period::PeriodWords;

/// `2023年1月至8月`, `1-8月`, `7月15日`, `截至9月底`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(\d{4})年)?(?:(\d{1,2})月?(?:\d{1,2}日|份|底|末|初)?[至到—–~～-]{1,2}(?:(\d{4})年)?)?(\d{1,2})月(?:\d{1,2}日|份|底|末|初|上旬|中旬|下旬)?",
    )
    .unwrap()
});
/// `2023年三季度`, `第3季度`, `前三季度`, `三、四季度`.
#[allow(clippy::unwrap_used)]
static QUARTERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(\d{4})年)?(?:第?([一二三四1-4])季?度?[、至到和—–~～-]{1,2})?(前|第)?([一二三四1-4])季度[末初]?")
        .unwrap()
});
/// `2023年下半年`, `下半年`.
#[allow(clippy::unwrap_used)]
static HALVES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{4})年)?([上下])半年").unwrap());

/// `2023年前8个月`, `前八个月`.
#[allow(clippy::unwrap_used)]
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(\d{4})年)?前(\d{1,2}|十[一二]?|[二三四五六七八九])个月").unwrap()
});
/// `2023年Q3`.
#[allow(clippy::unwrap_used)]
static QUARTER_SIGNS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{4})年?[Qq]([1-4])").unwrap());

/// What a text is held against.
#[derive(Clone, Copy)]
pub(super) struct Beyond<'b> {
    pub(super) period: Period,
    pub(super) place: ProsePlace,
    /// Words for who files.
    pub(super) subjects: &'b [&'b str],
    pub(super) words: &'b PeriodWords,
}

/// A time that a text names.
struct Time {
    range: Range<usize>,
    /// The years and months it goes from and to.
    from: (u16, u32),
    to: (u16, u32),
    /// Whether it names a beginning and an end.
    is_span: bool,
}

impl Beyond<'_> {
    /// 结语 tells of what comes, and its years are P01's.
    pub(super) fn find(&self, text: &str) -> Vec<Problem> {
        let has_any = ["月", "季度", "半年", "Q", "q"].iter().any(|word| text.contains(word));
        if self.place == ProsePlace::Closing || !has_any {
            return vec![];
        }
        let years = Years::of(text, self.period);
        let months = MONTHS.captures_iter(text).filter_map(|found| months(text, &found, &years));
        let quarters =
            QUARTERS.captures_iter(text).filter_map(|found| quarters(text, &found, &years));
        let halves = HALVES.captures_iter(text).filter_map(|found| halves(&found, &years));
        let halves = halves.filter(|time| self.is_half_of_its_own(text, time));
        let mut known = Vec::new();
        let counted =
            COUNTED.captures_iter(text).filter_map(|found| self.counted(text, &found, &years));
        let signs = QUARTER_SIGNS.captures_iter(text).filter_map(|found| signs(text, &found));
        let times = months.chain(quarters).chain(counted).chain(signs).chain(halves);
        let mut surroundings: Option<Surroundings> = None;
        let wrong = times.filter(|time| {
            let is_outside = self.is_outside(text, time)
                || self.is_of_earlier(text, time, &years, &mut surroundings);
            // Of a sentence with many times the words are looked through once.
            is_outside
                && !excused(
                    text,
                    years.sentences().around(time.range.start),
                    self.words,
                    &mut known,
                )
        });
        wrong.map(|time| self.found(text, time)).collect()
    }

    fn ends(&self) -> ((u16, u32), (u16, u32)) {
        let Period { year, half } = self.period;
        match half {
            Half::First => ((year, 1), (year, 6)),
            Half::Second => ((year, 7), (year, 12)),
        }
    }

    fn is_outside(&self, text: &str, time: &Time) -> bool {
        let (first, last) = self.ends();
        if time.to > last {
            return !self.is_ahead(text, time);
        }
        // What began earlier and goes on is said to; a span of the same year is meant whole.
        let is_straddling =
            time.is_span && time.from < first && time.to >= first && time.from.0 == time.to.0;
        let is_before = time.to < first && time.to.0 == first.0;
        is_straddling || (is_before && self.is_own_time(text, &time.range))
    }

    /// Whether what lies behind the half-year is described as still to come.
    fn is_ahead(&self, text: &str, time: &Time) -> bool {
        let words = self.words;
        let (before, after) = (&text[..time.range.start], &text[time.range.end..]);
        let until = ["截至", "截止", "截止到", "截止至"].iter().any(|word| before.ends_with(word));
        let is_ahead = is_after_any(before, &words.ahead_before)
            || words.ahead_after.iter().any(|word| after.starts_with(word.as_str()));
        // 到2025年12月, 截至2025年12月: years that come are plans.
        let is_far = time.to.0 > self.period.year && !time.is_span;
        (is_ahead && !until && !time.is_span) || is_far || is_of_scheme(after, words)
    }

    /// `2022年3月，公司新建…`: a month or a quarter of an earlier year as the time of what the
    /// filer did, where nothing tells why. Whole halves are P01's.
    fn is_of_earlier(
        &self,
        text: &str,
        time: &Time,
        years: &Years<'_>,
        surroundings: &mut Option<Surroundings>,
    ) -> bool {
        let is_half = time.to.1 >= time.from.1 + 5;
        if time.to.0 >= self.period.year
            || time.is_span
            || is_half
            || !text[time.range.clone()].contains('年')
            || !self.is_own_time(text, &time.range)
        {
            return false;
        }
        let half = if time.to.1 <= 6 { Half::First } else { Half::Second };
        let named = Period { year: time.to.0, half };
        let sentence = years.sentences().around(time.range.start);
        let surroundings =
            match surroundings.take().filter(|surroundings| surroundings.sentence == sentence) {
                Some(known) => surroundings.insert(known),
                None => surroundings.insert(Surroundings::of(
                    text,
                    years.sentences(),
                    sentence,
                    self.period,
                    self.words,
                )),
            };
        !surroundings.speaks_of(text, self.period, named)
    }

    /// The first months of a year; without the year only where they open a clause as its time:
    /// 上线前8个月 is a length.
    fn counted(&self, text: &str, found: &Captures<'_>, years: &Years<'_>) -> Option<Time> {
        let range = found.get(0)?.range();
        let year = match found.get(1) {
            Some(year) => year.as_str().parse().ok()?,
            None if self.is_own_time(text, &range) => years.at(range.start)?,
            None => return None,
        };
        let last = found.get(2)?.as_str();
        let last = last.parse().ok().or_else(|| number(last)).filter(|n| (1..=12).contains(n))?;
        Some(Time { range, from: (year, 1), to: (year, last), is_span: true })
    }

    /// Whether a time opens a clause as the time of what the filer did.
    fn is_own_time(&self, text: &str, range: &Range<usize>) -> bool {
        let rest = text[range.end..].strip_prefix('，').unwrap_or(&text[range.end..]);
        !matches!(self.place, ProsePlace::Profile | ProsePlace::Annex(_))
            && Opens::at(text, range.start) != Opens::Nothing
            && self.subjects.iter().any(|subject| rest.starts_with(subject))
    }

    /// Whether 下半年 or 上半年 is the time of what follows: in `为下半年打基础` it is not.
    fn is_half_of_its_own(&self, text: &str, time: &Time) -> bool {
        let rest = &text[time.range.end..];
        let end = rest.find(['。', '！', '？', '；']).unwrap_or(rest.len());
        let behind = &rest[..end];
        let goes_on = rest.starts_with('，')
            || ["共", "累计"].iter().any(|word| rest.starts_with(word))
            || self.subjects.iter().any(|subject| rest.starts_with(subject))
            || behind.split('，').next().is_some_and(|c| c.contains(|c: char| c.is_ascii_digit()));
        goes_on
            && Opens::at(text, time.range.start) != Opens::Nothing
            && !has_any(behind, &self.words.intends)
            && !names_half(text, self.period, self.words)
    }

    fn found(&self, text: &str, time: Time) -> Problem {
        let period = self.period;
        let (first, (year, month)) = self.ends();
        let name = &text[time.range.clone()];
        let (message, help) = if time.to > (year, month) {
            let message = format!("“{name}”超出了报告期 {period}");
            let help = format!(
                "报告期到{year}年{month}月底为止：月份写错了的改过来，不是本期的事删去；\
                 说打算的写明“计划”或“将”，放进结语"
            );
            (message, help)
        } else {
            let all = if time.to < first { "" } else { "都" };
            let message = format!("“{name}”不{all}在报告期 {period}之内");
            let help = "月份写错了的改过来；是以前的事，写明“自……起”或与本期作比较".to_owned();
            (message, help)
        };
        Problem::new(time.range, message, help)
    }
}

/// Whether months in brackets are those of a scheme: `暑期（7月、8月）保障方案`.
fn is_of_scheme(after: &str, words: &PeriodWords) -> bool {
    const NEAR: usize = 12;
    let is_month = |c: char| c.is_ascii_digit() || "年月日底末初、至到—–-～~和".contains(c);
    let near = after.char_indices().nth(2 * NEAR).map_or(after.len(), |(end, _)| end);
    let rest = after[..near].trim_start_matches(is_month);
    let Some(rest) = rest.strip_prefix(['）', ')']) else { return false };
    let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(end, _)| end);
    let behind = &rest[..end];
    let behind = &behind[..behind.find(['，', '。', '；']).unwrap_or(end)];
    has_any(behind, &words.schemes)
}

fn signs(text: &str, found: &Captures<'_>) -> Option<Time> {
    let range = found.get(0)?.range();
    let is_part = |c: char| c.is_ascii_alphanumeric();
    if text[..range.start].ends_with(is_part) || text[range.end..].starts_with(is_part) {
        return None;
    }
    let year = found.get(1)?.as_str().parse().ok()?;
    let last = number(found.get(2)?.as_str())?;
    Some(Time { range, from: (year, last * 3 - 2), to: (year, last * 3), is_span: false })
}

fn months(text: &str, found: &Captures<'_>, years: &Years<'_>) -> Option<Time> {
    let whole = found.get(0)?;
    let group = |n: usize| found.get(n).map(|m| m.as_str());
    // 20238月, 1.8月, 〔8〕月 are no months; nor is 8月 in 第8月.
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '第' | '/' | '·');
    if text[..whole.start()].ends_with(is_part) {
        return None;
    }
    let month = |n: usize| group(n)?.parse::<u32>().ok().filter(|m| (1..=12).contains(m));
    let year = match group(1) {
        Some(year) => year.parse().ok()?,
        None => years.at(whole.start())?,
    };
    let last = month(4)?;
    let last_year = group(3).map_or(Some(year), |year| year.parse().ok())?;
    let is_span = group(2).is_some();
    let first = if is_span { month(2)? } else { last };
    let from = (year, first);
    let to = (last_year, last);
    (from <= to).then(|| Time { range: whole.range(), from, to, is_span })
}

fn quarters(text: &str, found: &Captures<'_>, years: &Years<'_>) -> Option<Time> {
    let whole = found.get(0)?;
    let group = |n: usize| found.get(n).map(|m| m.as_str());
    // 每一季度, 上一季度, 逐季度.
    let before = &text[..whole.start()];
    if before.ends_with(['每', '上', '下', '近', '后', '十', '头'])
        || before.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let year = match group(1) {
        Some(year) => year.parse().ok()?,
        None => years.at(whole.start())?,
    };
    let last = number(group(4)?)?;
    let first = match (group(2), group(3)) {
        (Some(first), _) => number(first)?,
        (None, Some("前")) => 1,
        _ => last,
    };
    let (from, to) = ((year, first * 3 - 2), (year, last * 3));
    let is_span = first < last;
    (first <= last).then(|| Time { range: whole.range(), from, to, is_span })
}

fn halves(found: &Captures<'_>, years: &Years<'_>) -> Option<Time> {
    let whole = found.get(0)?;
    let year = match found.get(1) {
        Some(year) => year.as_str().parse().ok()?,
        None => years.at(whole.start())?,
    };
    let (first, last) = if &found[2] == "上" { (1, 6) } else { (7, 12) };
    Some(Time { range: whole.range(), from: (year, first), to: (year, last), is_span: false })
}

/// Whether a sentence compares, plans, or tells of what has not come yet.
fn excused(
    text: &str,
    sentence: Range<usize>,
    words: &PeriodWords,
    known: &mut Vec<(Range<usize>, bool)>,
) -> bool {
    if let Some((_, excused)) = known.last().filter(|(range, _)| *range == sentence) {
        return *excused;
    }
    let own = &text[sentence.clone()];
    let excused = has_any(own, &words.plans)
        || has_any(own, &words.ahead)
        || has_any(own, &words.honours)
        || words.compares(own);
    known.push((sentence, excused));
    excused
}

#[cfg(test)]
mod tests;
