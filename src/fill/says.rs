//! What the text of a cell says of the figures around it.

use std::collections::BTreeSet;

use super::wanted::Wanted;
use crate::filing::{Half, Period, dimension, is_area};
use crate::import::{
    Head, NOTHING, area_and_measure, figure_text, group_name, head, last_brackets,
};
use crate::standard::{Standard, is_measure, subject};

/// Of which time a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// Of the half-year that is reported on.
    Own,
    /// Of another.
    Other,
}

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) head: Option<Head>,
    pub(super) time: Option<Time>,
    pub(super) group: Option<String>,
    pub(super) name: Option<String>,
    pub(super) labels: Vec<String>,
    pub(super) unit: Option<String>,
    /// Whether it is of the whole: 全省.
    pub(super) is_total: bool,
}

impl Says {
    /// Whether nothing in it is known.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self { unit: self.unit.clone(), ..Self::default() }
    }

    /// With what another text says of the same figures.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.head = match (self.head, other.head) {
            // 上期 over 数值.
            (Some(Head::Figure) | None, head) => head.or(self.head),
            (head, _) => head,
        };
        self.time = match (self.time, other.time) {
            (Some(Time::Other), _) | (_, Some(Time::Other)) => Some(Time::Other),
            (own, other) => own.or(other),
        };
        self.group = self.group.or(other.group);
        self.name = match (self.name, other.name) {
            // 装移机 over 平均时限 is told by its label; a name over another is the upper's.
            (Some(own), Some(more)) if own != more => Some(format!("{own}{more}")),
            (own, more) => own.or(more),
        };
        for label in other.labels {
            if !self.labels.contains(&label) {
                self.labels.push(label);
            }
        }
        self.unit = other.unit.or(self.unit);
        self.is_total |= other.is_total;
        self
    }
}

/// The words that are known: of the catalogue, and of the filing itself.
pub(super) struct Words<'w> {
    standard: &'w Standard,
    period: Option<Period>,
    names: BTreeSet<&'w str>,
    subjects: BTreeSet<&'w str>,
    groups: BTreeSet<&'w str>,
}

const OWN: [&str; 6] = ["本期", "本半年", "本报告期", "当期", "本次", "报告期"];
const OTHER: [&str; 12] = [
    "上期",
    "上年同期",
    "去年同期",
    "同期",
    "基期",
    "前期",
    "上次",
    "上一期",
    "全年",
    "累计",
    "本年累计",
    "上年",
];
const TOTALS: [&str; 7] = ["全省", "全公司", "合计", "总计", "全网", "全区", "全市"];
/// What may stand between a time or a group and the rest.
const BETWEEN: [char; 5] = ['的', '-', '—', '·', '_'];
/// The most characters of a text that says anything.
const LONGEST: usize = 60;

impl<'w> Words<'w> {
    pub(super) fn of(wanted: &'w Wanted<'_>) -> Self {
        let filing = wanted.filing;
        let (mut names, mut subjects) = (BTreeSet::new(), BTreeSet::new());
        let mut groups: BTreeSet<&str> = BTreeSet::new();
        for entry in wanted.standard.indicators() {
            names.insert(entry.name.as_str());
            names.extend(entry.names.iter().map(String::as_str));
            subjects.insert(entry.subject.as_str());
            subjects.extend(entry.also.iter().map(String::as_str));
        }
        for group in wanted.standard.groups() {
            groups.insert(&group.name);
            groups.extend(group.also.iter().map(String::as_str));
        }
        for group in &filing.groups {
            groups.insert(&group.name.value);
            names.extend(group.indicators.iter().map(|own| own.name.value.as_str()));
        }
        subjects.remove("");
        let period = filing.has_period.then_some(filing.period.value);
        Self { standard: wanted.standard, period, names, subjects, groups }
    }

    /// What a text says.
    pub(super) fn read(&self, text: &str) -> Says {
        let text = solid(text);
        if text.chars().count() > LONGEST {
            return Says::default();
        }
        let mut says = Says::default();
        let mut bare = text.as_str();
        while let (before, Some(inner)) = last_brackets(bare) {
            if before.is_empty() || self.names.contains(bare) || !self.bracket(inner, &mut says) {
                break;
            }
            bare = before;
        }
        self.bare(bare, &mut says);
        says
    }

    /// What stands in brackets behind a name: a unit, labels, a time.
    fn bracket(&self, inner: &str, says: &mut Says) -> bool {
        if let Some(unit) = unit(inner) {
            says.unit = Some(unit);
        } else if let Some(labels) = labels(inner) {
            says.labels.splice(0..0, labels);
        } else if let Some(time) = self.time(inner) {
            says.time = Some(time);
        } else {
            return false;
        }
        true
    }

    fn bare(&self, text: &str, says: &mut Says) {
        if let Some(unit) = text.strip_prefix("单位：").or_else(|| text.strip_prefix("单位:"))
        {
            says.unit = Some(unit.to_owned());
        } else if let Some(head) = head(text) {
            says.head = Some(head);
        } else if let Some(found) = labels(text) {
            says.labels.splice(0..0, found);
        } else if let Some(time) = self.time(text) {
            says.time = Some(time);
        } else if TOTALS.contains(&text) {
            says.is_total = true;
        } else {
            self.named(text, says);
        }
    }

    fn named(&self, text: &str, says: &mut Says) {
        let group = self.group(text);
        if self.is_name(text) {
            says.name = Some(text.to_owned());
            // 投诉处理 is both.
            says.group = group;
        } else if group.is_some() {
            says.group = group;
        } else if let Some((time, rest)) = self.leading_time(text) {
            let mut own = Says::default();
            if !rest.is_empty() {
                self.bare(rest, &mut own);
            }
            // 本期计划 is not 本期; 上期 with whatever behind it is 上期.
            if rest.is_empty() || time == Time::Other || !own.is_nothing() {
                *says = std::mem::take(says).and(Says { time: Some(time), ..own });
            }
        } else if let Some((group, rest)) = self.leading_group(text) {
            says.group = Some(group.to_owned());
            self.bare(rest, says);
        } else if let Some((area, rest)) = self.with_area(text) {
            says.labels.push(area.to_owned());
            self.bare(rest, says);
        }
    }

    /// Whether a text names an indicator, of the catalogue or of the filing.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let subject = subject(text);
        self.names.contains(text) || (self.subjects.contains(subject))
    }

    /// The group that a text names, by the name that the filing or the catalogue has for it.
    pub(super) fn group(&self, text: &str) -> Option<String> {
        let text = unnumbered(text);
        // What stands in brackets makes it another: 移动电话（太原）.
        if let (before, Some(inner)) = last_brackets(text)
            && !before.is_empty()
            && !self.groups.contains(text)
            && unit(inner).is_none()
            && self.time(inner) != Some(Time::Own)
        {
            return None;
        }
        let name = group_name(text, self.standard);
        (self.groups.contains(name.as_str())).then_some(name)
    }

    fn leading_group<'t>(&self, text: &'t str) -> Option<(&'w str, &'t str)> {
        let cut = |group: &&'w str| {
            let rest = text.strip_prefix(*group)?.trim_start_matches(BETWEEN);
            (self.is_name(rest) || self.with_area(rest).is_some()).then_some((*group, rest))
        };
        // The longest.
        self.groups.iter().rev().find_map(cut)
    }

    /// 城市 and 装移机平均时限 of either order in one.
    fn with_area<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let cuts = || text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        let before = cuts().find(|(area, rest)| is_area(area) && self.is_name(rest));
        let behind = || cuts().find(|(rest, area)| is_area(area) && self.is_name(rest));
        before.or_else(|| behind().map(|(rest, area)| (area, rest)))
    }

    /// Whether a text begins with a time: 2020年下半年预计 is no figure.
    pub(super) fn begins_with_time(&self, text: &str) -> bool {
        self.leading_time(&solid(text)).is_some()
    }

    /// The time that a text begins with, and the rest.
    fn leading_time<'t>(&self, text: &'t str) -> Option<(Time, &'t str)> {
        let cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        let mut cuts: Vec<_> = cuts.collect();
        cuts.reverse();
        let found = cuts.into_iter().find_map(|(time, rest)| Some((self.time(time)?, rest)))?;
        Some((found.0, found.1.trim_start_matches(BETWEEN)))
    }

    fn time(&self, text: &str) -> Option<Time> {
        let is_own = |own: bool| if own { Time::Own } else { Time::Other };
        if OWN.contains(&text) {
            return Some(Time::Own);
        }
        if OTHER.contains(&text) {
            return Some(Time::Other);
        }
        if let Some(period) = period(text) {
            return Some(is_own(self.period == Some(period)));
        }
        if let Some(half) = half(text) {
            return Some(is_own(self.period.is_some_and(|own| own.half == half)));
        }
        let year = text.strip_suffix("年度").or_else(|| text.strip_suffix('年'))?;
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        is_year.then_some(Time::Other)
    }
}

/// The half-years that a text names, wherever in it.
pub(super) fn periods(text: &str) -> Vec<Period> {
    let text = solid(text);
    let years = text.match_indices('年').filter_map(|(at, _)| {
        let year = year_before(&text, at)?;
        let rest = &text[at + '年'.len_utf8()..];
        let half = HALVES.iter().find(|(name, _)| rest.starts_with(name))?;
        Some(Period { year, half: half.1 })
    });
    years.collect()
}

/// The years that a text names.
pub(super) fn years(text: &str) -> Vec<u16> {
    let text = solid(text);
    text.match_indices('年').filter_map(|(at, _)| year_before(&text, at)).collect()
}

fn year_before(text: &str, at: usize) -> Option<u16> {
    let year = text.get(at.checked_sub(4)?..at)?;
    year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())?
}

/// What half-years are called behind their year.
const HALVES: [(&str, Half); 16] = [
    ("上半年", Half::First),
    ("1-6月", Half::First),
    ("1—6月", Half::First),
    ("1～6月", Half::First),
    ("1~6月", Half::First),
    ("1至6月", Half::First),
    ("1月至6月", Half::First),
    ("1月-6月", Half::First),
    ("下半年", Half::Second),
    ("7-12月", Half::Second),
    ("7—12月", Half::Second),
    ("7～12月", Half::Second),
    ("7~12月", Half::Second),
    ("7至12月", Half::Second),
    ("7月至12月", Half::Second),
    ("7月-12月", Half::Second),
];

fn period(text: &str) -> Option<Period> {
    let year = text.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let half = text[4..].trim_start_matches('年');
    let half = self::half(half)?;
    Some(Period { year: year.parse().ok()?, half })
}

fn half(text: &str) -> Option<Half> {
    HALVES.iter().find(|(name, _)| *name == text).map(|(_, half)| *half)
}

fn labels(text: &str) -> Option<Vec<String>> {
    if is_area(text) || (is_measure(text) && text != "值") {
        return Some(vec![text.to_owned()]);
    }
    let (area, measure) = area_and_measure(text)?;
    Some(vec![area.to_owned(), measure.to_owned()])
}

/// A unit, as a head or a column has it; nothing for what says that there is none.
pub(super) fn unit(text: &str) -> Option<String> {
    let text = solid(text).replace('％', "%");
    let unit = text.strip_prefix("单位：").or_else(|| text.strip_prefix("单位:")).unwrap_or(&text);
    let is_known = dimension(unit).is_some() || is_counted(unit);
    (!unit.is_empty() && is_known && figure_text(&format!("1{unit}")).is_some())
        .then(|| unit.to_owned())
}

/// Units of what is counted, and of scores and speeds.
fn is_counted(unit: &str) -> bool {
    const COUNTED: [&str; 9] = ["户", "件", "次", "人次", "个", "起", "人", "张", "座"];
    let of = crate::filing::multiple(unit).1;
    COUNTED.contains(&of) || unit.contains('/') || unit.ends_with("bps")
}

/// Whether a text stands where there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.trim()) || ["——", "－－", "／"].contains(&text.trim())
}

/// A text in one, as cells break it and set it apart.
pub(super) fn solid(text: &str) -> String {
    let plain = |c: char| match c {
        '(' => '（',
        ')' => '）',
        c => c,
    };
    let kept = text.chars().filter(|c| !c.is_whitespace() && !crate::characters::is_invisible(*c));
    kept.map(plain).collect()
}

/// A heading without its number: 一、移动电话.
fn unnumbered(text: &str) -> &str {
    let is_number = |c: char| "一二三四五六七八九十0123456789（）()、.．".contains(c);
    let rest = text.trim_start_matches(is_number);
    if rest.is_empty() { text } else { rest }
}
