//! P02 first of all: days and months that no calendar has.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::dates::Problem;
use super::years::Years;
use crate::check::spans::TakenRanges;
use crate::check::structure::number;
use crate::filing::{Date, Period};
use crate::finding::Severity;
use crate::numerals;
use crate::numerals::is_numeral;
use crate::pattern::pattern;

/// `2023年6月31日`, `6月28日至31日`, `六月三十一日`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    const N: &str = r"(\d{1,3}|[〇零一二三四五六七八九十]{1,3})";
    pattern(&format!(
        r"(?:(\d{{4}}|[〇零一二三四五六七八九]{{4}})年)?{N}月{N}(?:[日号]?[至到—–~～-]{{1,2}}{N})?[日号]"
    ))
    .unwrap()
});
/// `2023-06-31`, `2023.6.31`, `2023/6/31`.
#[allow(clippy::unwrap_used)]
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"((?:19|20)\d{2})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2}))")
        .unwrap()
});
/// `2023年13月`, `0月底`, `1-13月`.
#[allow(clippy::unwrap_used)]
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\d{4}年|[至到—–~～-])?(\d{1,2})月(\d{1,2}日|份|底|末|初|上旬|中旬|下旬)?").unwrap()
});

pub(super) fn find(text: &str, period: Period) -> Vec<Problem> {
    if !text.contains('月') && !text.contains(['-', '/', '.']) {
        return vec![];
    }
    let years = Years::of(text, period);
    let days = DAY.captures_iter(text).filter_map(|day| no_day(text, &day, &years));
    let numeric = NUMERIC.captures_iter(text).filter_map(|day| no_numeric_day(text, &day));
    let months = MONTH.captures_iter(text).filter_map(|month| no_month(text, &month));
    let mut taken = TakenRanges::default();
    days.chain(numeric).chain(months).filter(|found| taken.take(&found.range)).collect()
}

fn group<'t>(found: &Captures<'t>, n: usize) -> Option<&'t str> {
    found.get(n).map(|m| m.as_str())
}

/// Whether a place is inside a longer number or a word of letters.
fn goes_on(before: &str, after: &str) -> bool {
    let of_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
    let rest = after.strip_prefix(['.', '-', '/']).unwrap_or(after);
    before.ends_with(of_number) || rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn no_day(text: &str, found: &Captures<'_>, years: &Years<'_>) -> Option<Problem> {
    let range = found.get(0)?.range();
    if text[..range.start]
        .ends_with(|c: char| c.is_ascii_digit() || "〇零".contains(c) || is_numeral(c))
    {
        return None;
    }
    let year = match group(found, 1) {
        Some(year) => year_of(year),
        None => years.at(range.start),
    };
    let month = number(group(found, 2)?)?;
    let days = [group(found, 3), group(found, 4)];
    let wrong = days.into_iter().flatten().find(|day| {
        // Of a year that is not named February may have 29 days.
        !number_of_day(day).is_some_and(|day| Date::exists(year.unwrap_or(2000), month, day))
    })?;
    if !(1..=12).contains(&month) {
        return Some(found_at(range, format!("没有“{month}月”：一年有12个月"), ""));
    }
    let last = Date::days_in(year.unwrap_or(2000), month);
    let in_year = year.filter(|_| month == 2).map(|year| format!("{year}年")).unwrap_or_default();
    let message = format!("没有“{month}月{wrong}日”这一天：{in_year}{month}月有{last}天");
    Some(found_at(range, message, &format!("；说月底的，写“{month}月{last}日”")))
}

fn no_numeric_day(text: &str, found: &Captures<'_>) -> Option<Problem> {
    let range = found.get(0)?.range();
    if goes_on(&text[..range.start], &text[range.end..]) {
        return None;
    }
    let parts: Vec<u32> =
        found.iter().skip(2).flatten().filter_map(|part| part.as_str().parse().ok()).collect();
    let [month, day] = parts[..] else { return None };
    let year = found[1].parse().ok()?;
    // 2023.45.67 is no day that somebody mistyped.
    if Date::exists(year, month, day) || month > 19 || day > 39 {
        return None;
    }
    Some(found_at(range.clone(), format!("没有“{}”这一天", &text[range]), ""))
}

/// `13月` beside a year, a day or another month: a bare one may be a length.
fn no_month(text: &str, found: &Captures<'_>) -> Option<Problem> {
    let range = found.get(0)?.range();
    let at = found.get(2)?;
    let month: u32 = at.as_str().parse().ok()?;
    let is_month = (1..=12).contains(&month);
    let before = &text[..range.start];
    let is_date = found.get(1).is_some() || found.get(3).is_some() || opens(before);
    // 0.5月, 第13月.
    let is_part = text[..at.start()].ends_with(|c: char| c.is_ascii_digit() || c == '.');
    (!is_month && is_date && !is_part)
        .then(|| found_at(at.start()..range.end, format!("没有“{month}月”：一年有12个月"), ""))
}

/// Whether a clause begins here.
fn opens(before: &str) -> bool {
    before.trim_end().is_empty() || before.ends_with(['。', '；', '，', '：', '、'])
}

fn found_at(range: Range<usize>, message: String, more: &str) -> Problem {
    let help =
        format!("核对日期，改成实有的{}{more}", if more.is_empty() { "日期" } else { "那一天" });
    Problem { severity: Severity::Error, ..Problem::new(range, message, help) }
}

fn number_of_day(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { number(text) }
}

/// A year in figures of either kind.
fn year_of(text: &str) -> Option<u16> {
    let digit = |c: char| c.to_digit(10).or_else(|| numerals::digit(c));
    let mut year = 0;
    for c in text.chars() {
        year = year * 10 + digit(c)?;
    }
    year.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Half;

    fn found(text: &str) -> Vec<&str> {
        let period = Period { year: 2023, half: Half::First };
        find(text, period).into_iter().map(|f| &text[f.range]).collect()
    }

    #[test]
    fn what_no_calendar_has_is_found() {
        for (text, wanted) in [
            ("2023年6月31日，公司复盘。", "2023年6月31日"),
            ("2月30日完成整改。", "2月30日"),
            ("2023年2月29日完成整改。", "2023年2月29日"),
            ("2月29日完成整改。", "2月29日"),
            ("截至4月31日，共90件。", "4月31日"),
            ("6月0日开通。", "6月0日"),
            ("6月25日至31日开展活动。", "6月25日至31日"),
            ("6月25-31日开展活动。", "6月25-31日"),
            ("六月三十一日开通。", "六月三十一日"),
            ("二〇二三年二月二十九日开通。", "二〇二三年二月二十九日"),
            ("2023-06-31开通。", "2023-06-31"),
            ("2023.6.31开通。", "2023.6.31"),
            ("2023年13月5日开通。", "2023年13月5日"),
            ("2023年13月开通。", "13月"),
            ("1月至13月共90件。", "13月"),
            ("13月，公司建站。", "13月"),
            ("截至0月底开通。", "0月底"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_a_calendar_has_is_left_alone() {
        for text in [
            "2024年2月29日，2023年6月30日，12月31日。",
            "2024年2月28日至29日。",
            "去年2月29日。",
            "六月三十日、十二月三十一日。",
            "历时13个月，共13月。",
            "分摊13月。",
            "版本2023.1.40，网址2023.10.10.31。",
            "文号2023-1-31-5，GB/T 2023.13.99。",
            "3月5日至4月1日，6月29日、30日。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
