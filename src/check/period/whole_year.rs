//! P02: days that do not exist, times beyond the half-year, what speaks of a whole year, and times
//! that leave open which.

use std::ops::Range;

use super::beyond::Beyond;
use super::dates::{self, Problem};
use super::{Sentences, calendar, has_any, is_quoted, openings};
use crate::check::Context;
use crate::check::spans::{TakenRanges, Words};
use crate::filing::{Half, Period};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::prose::{Paragraph, ParagraphKind, ProsePlace};
use crate::standard::period::PeriodWords;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let period = context.filing.period.value;
    let subjects = openings::subjects(context);
    let words = context.standard.period_words();
    for prose in &context.prose {
        for paragraph in &prose.paragraphs {
            let text = &paragraph.text;
            let mut loose = whole_year(text, period, words, prose.place != ProsePlace::Closing);
            dates::find(text, period, words, &mut loose);
            loose.sort_by_key(|f| (f.range.start, f.range.end));
            let beyond = Beyond { period, place: prose.place, subjects: &subjects, words };
            // What is wrong is reported before what is only unclear, and what P01 reports is left to it.
            let mut taken =
                TakenRanges::of(openings::ranges(prose.place, paragraph, period, &subjects, words));
            let found = calendar::find(text, period).into_iter();
            // A month by itself in a table's cell is a head.
            let is_head = |f: &Problem| {
                paragraph.kind == ParagraphKind::Cell && text[f.range.clone()] == *text.trim()
            };
            let beyond = beyond.find(text).into_iter().filter(|f| !is_head(f));
            let found = found.chain(beyond).chain(loose);
            for found in found.filter(|f| !is_quoted(paragraph, f.range.start)) {
                if taken.take(&found.range) {
                    findings.push(finding(paragraph, found, context));
                }
            }
        }
    }
}

fn finding(paragraph: &Paragraph, found: Problem, context: &Context<'_>) -> Finding {
    let Problem { range, message, help, severity, fixed } = found;
    let span = paragraph.span(range);
    let finding = match severity {
        Severity::Error => Code::P02.at(span, message),
        _ => Code::P02.at(span, message).as_warning(),
    };
    let finding = finding.help(help);
    let fix = fixed.and_then(|(at, text)| Some((paragraph.editable(at, context.source)?, text)));
    match fix {
        Some((span, text)) => finding.fix(span, text),
        None => finding,
    }
}

fn whole_year(text: &str, period: Period, words: &PeriodWords, may_not_open: bool) -> Vec<Problem> {
    let year = format!("{}年", period.year);
    let mut ranges = Vec::new();
    for word in &words.whole_year {
        for at in word.places(text) {
            // 2019年全年 is another year's.
            let of_year =
                text[..at].strip_suffix('年').map(|b| b.ends_with(|c: char| c.is_ascii_digit()));
            if of_year != Some(true) || text[..at].ends_with(&year) {
                ranges.push(at..at + word.word.len());
            }
        }
    }
    let sentences = Sentences::of(text);
    let mut awards = Words::new(&words.honours);
    for (at, _) in text.match_indices(&year) {
        if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let end = at + year.len();
        ranges.extend(around_year(text, at..end, &sentences, words, &mut awards));
        if may_not_open && opens(text, at..end, period, &sentences, words) {
            ranges.push(at..end);
        }
    }
    let found = ranges.into_iter().map(|range| {
        let message = format!("“{}”说的是全年，报告期是 {period}", &text[range.clone()]);
        Problem::new(range, message, help(period))
    });
    found.collect()
}

fn help(period: Period) -> String {
    let end = if period.half == Half::First { "6月底" } else { "12月底" };
    format!(
        "只说本期的，写“{period}”；说期末总数的，写“截至{}年{end}”；确是全年的数，写明与本期的关系",
        period.year
    )
}

/// 2020年累计, 贯穿2020年.
fn around_year(
    text: &str,
    year: Range<usize>,
    sentences: &Sentences<'_>,
    words: &PeriodWords,
    awards: &mut Words<'_>,
) -> Option<Range<usize>> {
    let (before, after) = (&text[..year.start], &text[year.end..]);
    let behind = words.after_year.iter().find(|word| word.is_at(text, year.end));
    if let Some(word) = behind {
        let is_award = word.word == "度" && {
            let sentence = sentences.around(year.start);
            awards.behind(text, &sentence, sentence.start)
        };
        return (!is_award).then(|| year.start..year.end + word.word.len());
    }
    let ahead = words.before_year.iter().find(|word| before.ends_with(word.as_str()))?;
    let is_half = after.starts_with(['上', '下', '第']);
    let is_month = after.starts_with(|c: char| c.is_ascii_digit());
    (!is_half && !is_month).then(|| year.start - ahead.len()..year.end)
}

/// Whether `2020年，` opens a sentence that says nothing of its half.
fn opens(
    text: &str,
    year: Range<usize>,
    period: Period,
    sentences: &Sentences<'_>,
    words: &PeriodWords,
) -> bool {
    let start = sentences.start(year.start);
    let sentence = &text[year.end..sentences.end(year.end)];
    let half = if period.half == Half::First { "上半年" } else { "下半年" };
    matches!(text[start..year.start].trim(), "" | "在")
        && sentence.starts_with('，')
        && !sentence.contains(half)
        && !has_any(sentence, &words.honours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    fn found(text: &str) -> Vec<&str> {
        let period = Period { year: 2020, half: Half::Second };
        let words = Standard::newest().period_words();
        let mut found = whole_year(text, period, words, true);
        dates::find(text, period, words, &mut found);
        found.sort_by_key(|f| f.range.start);
        found.into_iter().map(|f| &text[f.range]).collect()
    }

    #[test]
    fn what_real_filings_say_of_a_whole_year_is_found() {
        for (text, wanted) in [
            ("2020年，山西移动持续坚持", "2020年"),
            ("治理方面，2020年累计拦截垃圾短信", "2020年累计"),
            ("2020年共开展培训", "2020年共"),
            ("2020年度投诉量下降", "2020年度"),
            ("活动贯穿2020年始终", "贯穿2020年"),
            ("贯穿全年开展活动", "全年"),
            ("2020年全年开展活动", "全年"),
            ("截至12月底，客户数", "截至12月底"),
            ("截至12月31日，客户数", "截至12月31日"),
            ("力争年底双方5G基站", "年底"),
            ("目前已新建L900基站", "目前"),
            ("今年底建成", "今年"),
            ("截至2020年下半年，客户数", "截至2020年下半年"),
            ("截至2020年，客户数", "截至2020年"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_is_clear_is_left_alone() {
        for text in [
            "2020年下半年，山西移动",
            "2020年底，客户数",
            "截至2020年12月底，客户数",
            "截至2020年12月底，建成1座；到年底又建成2座",
            "截至2020年下半年末，客户数",
            "2020年共建共享基站",
            "荣获2020年度优秀客服中心称号",
            "2020年，公司获评省级文明单位",
            "2019年全年拦截",
            "2019年累计拦截",
            "完成全年目标的一半",
            "全年无休的服务",
            "项目前期工作",
            "当今年轻人",
            "过去年代",
            "样本年龄",
            "每年年底盘点",
            "2020年年底建成",
            "2020年7月至12月底，客户数",
            "每月月底对账",
            "活动贯穿2020年下半年",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
