//! P01: title, file name, 结语 and the day of signature against 报告期.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{is_quoted, openings};
use crate::check::Context;
use crate::filing::{Date, Half, Period};
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::prose::{Paragraph, ProsePlace};
use crate::source::Spanned;
use crate::standard::period::PeriodWords;

/// `2020年上半年`, `上半年`, `2020年度`, `2020年`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static IN_TITLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:(\d{4})\s*年?\s*)?([上下])半年|(\d{4})\s*年(度|全年)?").unwrap());
/// `2020h2`, `2020-H2`, `2020年下半年`, `2020下半年`.
#[allow(clippy::unwrap_used)]
static IN_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9])((\d{4})(?:\s*年?\s*([上下])半年|[-_ ]?[hH]([12])))(?:$|[^0-9A-Za-z])")
        .unwrap()
});
#[allow(clippy::unwrap_used)]
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{4})年").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    title(context, findings);
    chapter_titles(context, findings);
    lead(context, findings);
    file_name(context, findings);
    closing(context, findings);
    signature(context, findings);
    openings::check(context, findings);
}

/// What a text names: a year, a half, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    year: Option<u16>,
    half: Option<Half>,
    whole_year: bool,
}

impl Named {
    fn read(year: Option<&str>, half: Option<&str>) -> Self {
        let half = half.map(|h| if matches!(h, "上" | "1") { Half::First } else { Half::Second });
        Self { year: year.and_then(|y| y.parse().ok()), half, whole_year: false }
    }

    fn agrees(self, period: Period) -> bool {
        self.year.is_none_or(|year| year == period.year)
            && self.half.is_none_or(|half| half == period.half)
            && !self.whole_year
    }
}

fn group<'t>(found: &Captures<'t>, n: usize) -> Option<&'t str> {
    found.get(n).map(|m| m.as_str())
}

/// Where a title names times that are not the filing's.
fn other_times(title: &str, period: Period) -> impl Iterator<Item = Range<usize>> {
    IN_TITLE.captures_iter(title).filter_map(move |found| {
        let mut named = Named::read(group(&found, 1).or(group(&found, 3)), group(&found, 2));
        named.whole_year = found.get(4).is_some();
        found.get(0).filter(|_| !named.agrees(period)).map(|time| time.range())
    })
}

/// Whether a title names no time but the filing's.
pub(in crate::check) fn title_agrees(title: &str, period: Period) -> bool {
    other_times(title, period).next().is_none()
}

fn title(context: &Context<'_>, findings: &mut Findings) {
    let Some(title) = &context.filing.title else { return };
    let line = Paragraph::of_line(title, context.source);
    let help = "标题里不写报告期，删去它，程序会印上；报告期写错了的改报告期";
    let period = &context.filing.period;
    let times = other_times(&line.text, period.value);
    findings.extend(times.map(|range| of_another_time("标题", &line, range, period, help)));
}

/// A chapter's title may name the half-year, and no other.
fn chapter_titles(context: &Context<'_>, findings: &mut Findings) {
    let period = &context.filing.period;
    let help = format!("改成“{}”，或者不写时间；报告期写错了的改报告期", period.value);
    let titles = context.prose.iter().filter(|prose| prose.place == ProsePlace::ChapterTitle);
    for line in titles.flat_map(|prose| &prose.paragraphs) {
        let times = other_times(&line.text, period.value);
        findings.extend(times.map(|range| of_another_time("章的标题", line, range, period, &help)));
    }
}

/// 导语 announces what the report is of: `现将……2020年下半年……通告如下：`.
fn lead(context: &Context<'_>, findings: &mut Findings) {
    let period = &context.filing.period;
    let help = format!("改成“{}”；报告期写错了的改报告期", period.value);
    let lead = context.prose.iter().filter(|prose| prose.place == ProsePlace::Lead);
    for paragraph in lead.flat_map(|prose| &prose.paragraphs) {
        let text = &paragraph.text;
        let Some(start) = text.find("现将") else { continue };
        let Some(length) = text[start..].find("如下") else { continue };
        let times = other_times(&text[start..start + length], period.value);
        let times = times.map(|range| start + range.start..start + range.end);
        findings
            .extend(times.map(|range| of_another_time("导语", paragraph, range, period, &help)));
    }
}

fn of_another_time(
    what: &str,
    paragraph: &Paragraph,
    range: Range<usize>,
    period: &Spanned<Period>,
    help: &str,
) -> Finding {
    let named = &paragraph.text[range.clone()];
    let message = format!("{what}写的是“{named}”，报告期是 {}", period.value);
    let finding = Code::P01.at(paragraph.span(range), message).help(help);
    finding.related(period.span.clone(), "报告期在这里")
}

fn file_name(context: &Context<'_>, findings: &mut Findings) {
    let path = context.source.name();
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let period = &context.filing.period;
    let mut others = Vec::new();
    for found in IN_NAME.captures_iter(name) {
        let named = Named::read(group(&found, 2), group(&found, 3).or(group(&found, 4)));
        if named.agrees(period.value) {
            return;
        }
        others.extend(group(&found, 1));
    }
    let Some(other) = others.first() else { return };
    let message = format!("报告期是 {}，文件名写的是“{other}”", period.value);
    findings.push(
        Code::P01
            .at(period.span.clone(), message)
            .help("报告期写错了就改报告期；文件名写错了就改文件名"),
    );
}

/// 结语 speaks of what comes next: where it names years at all, that year is among them.
fn closing(context: &Context<'_>, findings: &mut Findings) {
    let Some(prose) = context.prose.iter().find(|p| p.place == ProsePlace::Closing) else { return };
    let period = context.filing.period.value;
    let mut first = None;
    for paragraph in &prose.paragraphs {
        for found in YEAR.captures_iter(&paragraph.text) {
            let range = found.get(0).map_or(0..0, |m| m.range());
            let Ok(year) = found[1].parse::<u16>() else { continue };
            if is_quoted(paragraph, range.start) {
                continue;
            }
            if year == period.year || year == period.year + 1 {
                return;
            }
            if first.is_none()
                && opens_sentence(&paragraph.text, range.start, context.standard.period_words())
            {
                first = Some((paragraph, range));
            }
        }
    }
    let Some((paragraph, range)) = first else { return };
    let year = &paragraph.text[range.clone()];
    let next = match period.half {
        Half::First => format!("{}年下半年", period.year),
        Half::Second => format!("{}年", period.year + 1),
    };
    let message = format!("结语说的是“{year}”，报告期是 {period}");
    findings.push(
        Code::P01
            .at(paragraph.span(range), message)
            .help(format!("结语展望的是 {next}；看看是不是从别的一期抄来的")),
    );
}

fn opens_sentence(text: &str, at: usize, words: &PeriodWords) -> bool {
    let before = &text[super::Sentences::of(text).start(at)..at];
    words.openings.iter().any(|word| word == before.trim())
}

fn signature(context: &Context<'_>, findings: &mut Findings) {
    let Some(date) = &context.filing.signature.date else { return };
    let period = context.filing.period.value;
    let Period { year, half } = period;
    let (last_day, due_year) = match half {
        Half::First => (Date { year, month: 6, day: 30 }, year),
        Half::Second => (Date { year, month: 12, day: 31 }, year + 1),
    };
    let finding = if date.value < last_day {
        let message = format!("签署日期是 {}，{period}还没有结束", date.value);
        Code::P01.at(date.span.clone(), message)
    } else if date.value.year > due_year {
        let message = format!("签署日期是 {}，{period}的报告应在{due_year}年签署", date.value);
        Code::P01.at(date.span.clone(), message).as_warning()
    } else {
        return;
    };
    findings.push(
        finding
            .help("核对签署日期和报告期，看哪一处的年份写错了")
            .related(context.filing.period.span.clone(), "报告期在这里"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_names_a_half_year_only_where_it_clearly_does() {
        let named = |name: &str| {
            IN_NAME.captures(name).and_then(|found| {
                let named = Named::read(group(&found, 2), group(&found, 3).or(group(&found, 4)));
                Some(Period { year: named.year?, half: named.half? }.to_string())
            })
        };
        for (name, half) in [
            ("shanxi-mobile-2020h2.yaml", "2020年下半年"),
            ("2020-H1.yaml", "2020年上半年"),
            ("山西移动2020年下半年.yaml", "2020年下半年"),
            ("山西移动2020下半年.yaml", "2020年下半年"),
        ] {
            assert_eq!(named(name).as_deref(), Some(half), "{name}");
        }
        for name in ["填报.yaml", "2020.yaml", "12020h2.yaml", "2020h23.yaml", "2020house.yaml"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
