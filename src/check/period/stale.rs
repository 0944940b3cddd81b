//! P01 once more: another time that a sentence gives as its own, left over when a filing was made
//! out of the last one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Sentences, has_any, is_quoted};
use crate::filing::{Half, Period};
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind};
use crate::standard::period::PeriodWords;

/// `2022年下半年`, `2022年7月至12月`, `2022年`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(\d{4})年(?:([上下])半年|(\d{1,2})月?[至到—–~～-](\d{1,2})月份?)?").unwrap()
});
/// `截至2022年12月31日`, `截至2022年底`.
#[allow(clippy::unwrap_used)]
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:截至|截止[到至]|截止)(\d{4})年(?:(\d{1,2})月(?:\d{1,2}日|底|末|份)?|年?[底末])")
        .unwrap()
});
/// `12月底` without its year.
#[allow(clippy::unwrap_used)]
static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{4})年)?(\d{1,2})月").unwrap());

/// Times that open a sentence or a clause and are not the filing's.
pub(super) fn times(
    paragraph: &Paragraph,
    period: Period,
    subjects: &[&str],
    words: &PeriodWords,
    findings: &mut Findings,
) {
    if paragraph.kind != ParagraphKind::Text {
        return;
    }
    for range in other_times(&paragraph.text, period, subjects, words) {
        if !is_quoted(paragraph, range.start) {
            findings.push(finding(paragraph, range, period));
        }
    }
}

pub(super) fn other_times(
    text: &str,
    period: Period,
    subjects: &[&str],
    words: &PeriodWords,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let sentences = Sentences::of(text);
    let mut surroundings: Option<Surroundings> = None;
    for time in TIME.captures_iter(text) {
        let (Some(whole), Ok(year)) = (time.get(0), time[1].parse::<u16>()) else { continue };
        let opens = Opens::at(text, whole.start());
        let rest = &text[whole.end()..];
        let by_subject = |rest: &str| subjects.iter().any(|s| rest.starts_with(s));
        let named = if let Some(half) = time.get(2) {
            // What opens the paragraph was held against the period already.
            let is_own_time = rest.starts_with('，')
                || ["共", "累计"].iter().any(|w| rest.starts_with(w))
                || by_subject(rest);
            if opens == Opens::Nothing || opens == Opens::Paragraph || !is_own_time {
                continue;
            }
            Period { year, half: if half.as_str() == "上" { Half::First } else { Half::Second } }
        } else if let (Some(from), Some(to)) = (time.get(3), time.get(4)) {
            let (Ok(from), Ok(to)) = (from.as_str().parse(), to.as_str().parse()) else { continue };
            let (first, last) = (half_of(from), half_of(to));
            if opens == Opens::Nothing || !rest.starts_with('，') || first != last {
                continue;
            }
            Period { year, half: first }
        } else {
            // 2019年，工信部…: another's deed, not the filing's time.
            let is_own = rest.strip_prefix('，').is_some_and(by_subject);
            if !matches!(opens, Opens::Paragraph | Opens::Sentence)
                || !is_own
                || year == period.year
            {
                continue;
            }
            Period { year, half: period.half }
        };
        if named == period {
            continue;
        }
        let sentence = sentences.around(whole.start());
        let surroundings =
            match surroundings.take().filter(|surroundings| surroundings.sentence == sentence) {
                Some(known) => surroundings.insert(known),
                None => {
                    surroundings.insert(Surroundings::of(text, &sentences, sentence, period, words))
                }
            };
        if !surroundings.speaks_of(text, period, named) {
            found.push(whole.range());
        }
    }
    found
}

/// What a time stands at the beginning of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    Paragraph,
    Sentence,
    Clause,
    Nothing,
}

impl Opens {
    pub(super) fn at(text: &str, at: usize) -> Self {
        let before = text[..at].trim_end();
        let before = before.strip_suffix('在').unwrap_or(before).trim_end();
        if before.is_empty() {
            Self::Paragraph
        } else if before.ends_with(['。', '！', '？', '；']) {
            Self::Sentence
        } else if before.ends_with(['，', '：']) {
            Self::Clause
        } else {
            Self::Nothing
        }
    }
}

fn half_of(month: u8) -> Half {
    if month <= 6 { Half::First } else { Half::Second }
}

/// What a sentence tells beside its times: whether it compares, plans, tells a history or an award,
/// or sets the other time beside the filing's own.
pub(super) struct Surroundings {
    pub(super) sentence: Range<usize>,
    plans: bool,
    own_time: bool,
    /// Whether it or the next one has the year that is reported on.
    own_year: bool,
}

impl Surroundings {
    pub(super) fn of(
        text: &str,
        sentences: &Sentences<'_>,
        sentence: Range<usize>,
        period: Period,
        words: &PeriodWords,
    ) -> Self {
        let after = text[sentence.end..].trim_start_matches(['。', '！', '？']);
        let behind = text.len() - after.len();
        let next = &text[behind..sentences.end(behind)];
        let own = &text[sentence.clone()];
        let own_time = words.compares(own)
            || words.compares(next)
            || has_any(own, &words.history)
            || has_any(own, &words.honours)
            || names_half(own, period, words)
            || names_half(next, period, words);
        let own_year = has_year(own, period) || has_year(next, period);
        Self { sentence, plans: has_any(own, &words.plans), own_time, own_year }
    }

    /// Whether the sentence is about another time on purpose.
    pub(super) fn speaks_of(&self, text: &str, period: Period, named: Period) -> bool {
        let begins = text[self.sentence.clone()].starts_with(char::is_numeric);
        (named > period && self.plans)
            // Of what comes S06 speaks.
            || (named > period && named.year <= period.year + 1 && begins)
            || self.own_time
            || (period.year != named.year && self.own_year)
    }
}

/// 截至 a day outside the half-year.
pub(super) fn until(
    paragraph: &Paragraph,
    period: Period,
    words: &PeriodWords,
    findings: &mut Findings,
) {
    for range in other_ends(&paragraph.text, period, words) {
        if !is_quoted(paragraph, range.start) {
            findings.push(finding(paragraph, range, period));
        }
    }
}

/// What a sentence says beside an end of time.
struct Beside {
    sentence: Range<usize>,
    plans: bool,
    /// Whether it compares, or names a month of the half-year that is reported on.
    own_time: bool,
}

impl Beside {
    fn of(text: &str, sentence: Range<usize>, period: Period, words: &PeriodWords) -> Self {
        let written = &text[sentence.clone()];
        let is_own = |own: Captures<'_>| {
            let year = own.get(1).map_or(Ok(period.year), |y| y.as_str().parse());
            year == Ok(period.year) && own[2].parse().map(half_of) == Ok(period.half)
        };
        let own_time = words.compares(written) || MONTH.captures_iter(written).any(is_own);
        Self { sentence, plans: has_any(written, &words.plans), own_time }
    }
}

pub(super) fn other_ends(text: &str, period: Period, words: &PeriodWords) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let sentences = Sentences::of(text);
    let mut known: Option<Beside> = None;
    for until in UNTIL.captures_iter(text) {
        let (Some(whole), Ok(year)) = (until.get(0), until[1].parse::<u16>()) else { continue };
        let month = until.get(2).map_or(Ok(12), |m| m.as_str().parse::<u8>());
        let Ok(month) = month else { continue };
        let sentence = sentences.around(whole.start());
        let beside = match known.take().filter(|known| known.sentence == sentence) {
            Some(found) => known.insert(found),
            None => known.insert(Beside::of(text, sentence, period, words)),
        };
        let named = Period { year, half: half_of(month) };
        let is_plan = named > period && beside.plans;
        if named != period && !is_plan && !beside.own_time {
            found.push(whole.range());
        }
    }
    found
}

fn finding(paragraph: &Paragraph, range: Range<usize>, period: Period) -> Finding {
    let message = format!("这里说的是“{}”，报告期是 {period}", &paragraph.text[range.clone()]);
    Code::P01
        .at(paragraph.span(range), message)
        .as_warning()
        .help("看看是不是上一期留下来的：换成本期的时间和内容；要与那一期比较就写明“比”“同比”")
}

/// Whether a text speaks of the half-year that is reported on.
pub(super) fn names_own(text: &str, period: Period, other: Period, words: &PeriodWords) -> bool {
    (period.year != other.year && has_year(text, period)) || names_half(text, period, words)
}

fn has_year(text: &str, period: Period) -> bool {
    text.contains(&format!("{}年", period.year))
}

/// Whether a text has the half of its year, or words for it.
pub(super) fn names_half(text: &str, period: Period, words: &PeriodWords) -> bool {
    let half = if period.half == Half::First { "上半年" } else { "下半年" };
    // 2019年下半年 said twice is the other one twice.
    let year = format!("{}年", period.year);
    let own_half = text.match_indices(half).any(|(at, _)| {
        let before = &text[..at];
        let of_year =
            before.strip_suffix('年').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
        !of_year || before.ends_with(&year)
    });
    own_half || has_any(text, &words.own_period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    const PERIOD: Period = Period { year: 2023, half: Half::Second };

    fn found(text: &str) -> Vec<&str> {
        let words = Standard::newest().period_words();
        let mut found = other_times(text, PERIOD, &["公司", "山西移动"], words);
        found.extend(other_ends(text, PERIOD, words));
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_time_left_over_is_found() {
        for (text, wanted) in [
            ("公司改进服务，2023年上半年共办结投诉30件。", "2023年上半年"),
            ("公司改进服务。2022年下半年，公司办结投诉30件。", "2022年下半年"),
            ("公司改进服务；2022年下半年公司办结投诉30件，服务提升。", "2022年下半年"),
            ("2022年，公司办结投诉30件。", "2022年"),
            ("2022年7月至12月，公司办结投诉30件。", "2022年7月至12月"),
            ("2023年1-6月，公司办结投诉30件。", "2023年1-6月"),
            ("截至2022年12月底，公司建成基站30座。", "截至2022年12月底"),
            ("截至2023年6月30日，客户30万户。", "截至2023年6月30日"),
            ("截至2022年底，客户30万户。", "截至2022年底"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn a_time_that_is_told_is_left_alone() {
        for text in [
            "2023年下半年，公司办结投诉30件。",
            "公司改进服务，2023年下半年共办结30件。",
            "与2022年下半年相比，公司少收投诉30件。",
            "公司改进服务。2022年下半年，办结两天；2023年下半年，一天。",
            "公司改进服务。2022年下半年，办结两天。2023年下半年，一天。",
            "公司改进服务，2022年下半年建设的基站都已开通。",
            "公司自2019年起开办业务，2002年成立。",
            "依照《办法》（工信部〔2022〕3号），2022年印发。",
            "到2025年，公司建成基站30座。",
            "2019年，工信部印发办法。",
            "2019年，公司启动提速工程。",
            "2022年，公司获评文明单位。",
            "截至2023年12月底，客户30万户。",
            "截至2022年12月底为30座，2023年12月底为50座。",
            "截至2022年12月底，基站30座，本期比上期多5座。",
            "力争截至2025年12月底建成30座。",
            "2023年7月至12月，公司办结投诉30件。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
