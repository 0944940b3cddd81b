//! Who files and signs, when, how the page is set and what is waived, beside an earlier draft.

use std::ops::Range;

use super::FilingText;
use super::entries::{Entry, Kind, Topic};
use crate::filing::{
    Filing, IndicatorLayout, NumberPosition, Sealing, Style, TitlePosition, Waiver, joined,
};

/// A setting by its name: what it says, and where.
struct Setting {
    name: String,
    value: String,
    span: Option<Range<usize>>,
}

/// Each setting that is another, new or gone.
pub(super) fn settings(draft: FilingText<'_>, now: FilingText<'_>) -> Vec<Entry> {
    let (old, new) = (of(draft.filing), of(now.filing));
    let mut entries = Vec::new();
    let mut left: Vec<&Setting> = old.iter().collect();
    let line = |text: FilingText<'_>, setting: &Setting| {
        setting.span.as_ref().map(|span| text.source.line(span.start))
    };
    for setting in &new {
        let before = left.iter().position(|before| before.name == setting.name);
        let before = before.map(|n| left.remove(n));
        if before.is_some_and(|before| before.value == setting.value) {
            continue;
        }
        entries.push(entry(
            &setting.name,
            match before {
                Some(before) => {
                    Kind::Replaced { old: before.value.clone(), new: setting.value.clone() }
                }
                None => Kind::New(vec![setting.value.clone()]),
            },
            line(now, setting),
            before.and_then(|before| line(draft, before)),
        ));
    }
    entries.extend(left.into_iter().map(|before| {
        entry(&before.name, Kind::Gone(vec![before.value.clone()]), None, line(draft, before))
    }));
    entries
}

fn entry(name: &str, kind: Kind, line: Option<usize>, before: Option<usize>) -> Entry {
    Entry { topic: Topic::Setting, place: name.to_owned(), kind, line, before }
}

/// A filing's settings. What is printed as text is among the texts.
fn of(filing: &Filing) -> Vec<Setting> {
    let Filing { company, period, has_period, previous, annex, signature, style, .. } = filing;
    let mut settings = vec![
        setting("集团", &company.group.value, Some(company.group.span.clone())),
        setting("省份", &company.provinces.label(), Some(company.provinces.span())),
    ];
    let half =
        has_period.then(|| setting("报告期", &period.value.to_string(), Some(period.span.clone())));
    settings.extend(half);
    let first = previous.first().map(|first| first.span.clone());
    settings.extend(first.map(|span| setting("上期", &joined(previous), Some(span))));
    settings.extend(
        annex.as_ref().map(|annex| setting("附表", annex.value.name(), Some(annex.span.clone()))),
    );
    settings.extend(
        signature
            .date
            .as_ref()
            .map(|date| setting("签署日期", &date.value.to_string(), Some(date.span.clone()))),
    );
    let sealing = match signature.sealing {
        Sealing::Sealed => "是",
        Sealing::Unsealed => "否",
    };
    settings.push(setting("签署·盖章", sealing, None));
    let seals = signature.seals.first().map(|first| first.span.clone());
    settings.extend(seals.map(|span| setting("印章", &joined(&signature.seals), Some(span))));
    settings.extend(of_style(*style));
    settings.extend(left_out(filing));
    settings.extend(filing.waivers.iter().map(waiver));
    settings
}

fn setting(name: &str, value: &str, span: Option<Range<usize>>) -> Setting {
    Setting { name: name.to_owned(), value: value.to_owned(), span }
}

/// 版式: each choice, whether it is written or not.
fn of_style(Style { initiative_titles, page_numbers, indicators, counts }: Style) -> [Setting; 4] {
    let titles = match initiative_titles {
        TitlePosition::OwnLine => "独行",
        TitlePosition::RunIn => "接排",
    };
    let numbers = match page_numbers {
        NumberPosition::Centred => "居中",
        NumberPosition::Outer => "外侧",
    };
    let layout = match indicators {
        IndicatorLayout::Lines => "分行",
        IndicatorLayout::Table => "表格",
    };
    let counts = if counts { "印出" } else { "不印" };
    [
        setting("版式·举措标题", titles, None),
        setting("版式·页码", numbers, None),
        setting("版式·指标", layout, None),
        setting("版式·分子分母", counts, None),
    ]
}

/// 不列 of 版式.
fn left_out(filing: &Filing) -> Option<Setting> {
    let profile = filing.left_out.profile.then_some("公司简介");
    let indicators = filing.left_out.indicators.as_ref().map(|_| "主要服务指标完成情况");
    let chapters: Vec<&str> = profile.into_iter().chain(indicators).collect();
    let span = filing.left_out.indicators.clone();
    (!chapters.is_empty()).then(|| setting("版式·不列", &chapters.join("、"), span))
}

fn waiver(Waiver { rule, place, reason }: &Waiver) -> Setting {
    let place = place.as_ref().map(|place| format!("（{}）", place.value));
    let name = format!("豁免{}{}", rule.value.to_uppercase(), place.unwrap_or_default());
    let reason = reason.as_ref().map_or("", |reason| &reason.value);
    setting(&name, reason, Some(rule.span.clone()))
}
