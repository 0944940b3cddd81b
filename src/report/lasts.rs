//! The last filings that 上期 names, held to one another: the newest, with those before it.

use std::cmp::Reverse;
use std::ops::Range;

use super::carried::last_again;
use crate::filing::{Compared, Filing, MAX_LASTS, Period};
use crate::finding::{Code, Finding};
use crate::source::Spanned;

/// The last filing, with those before it, out of what the files hold that 上期 names, in the order
/// of the names; and what is wrong with them. An only one is taken as it is: whether it is the
/// carrier's and earlier is asked where it is used.
#[must_use]
pub(crate) fn lasts(
    filing: &Filing,
    read: Vec<Result<Compared, String>>,
) -> (Option<Compared>, Vec<Finding>) {
    let mut findings = Vec::new();
    let is_list = filing.previous.len() > 1;
    let mut row = Row { filing, held: Vec::new() };
    let mut has_newest = true;
    for (n, (name, read)) in filing.previous.iter().zip(read).enumerate() {
        let before = findings.len();
        match read {
            Err(why) => findings.push(unread(name, &why)),
            Ok(_) if n >= MAX_LASTS => {
                findings.extend((n == MAX_LASTS).then(|| too_many(filing, name)));
            }
            Ok(last) if is_list => match row.fault(&last.filing, &last.name) {
                Some((message, help)) => {
                    let is_twice = filing.previous.iter().take(n).any(|o| o.value == name.value);
                    let finding = || Code::Y34.at(name.span.clone(), message).help(help);
                    // Of a name that stands twice that is said.
                    findings.extend((!is_twice).then(finding));
                }
                None => row.held.push((last, name.span.clone())),
            },
            Ok(last) => row.held.push((last, name.span.clone())),
        }
        // What stands first is the last filing, or there is none.
        has_newest &= n > 0 || findings.len() == before;
    }
    if !has_newest {
        return (None, findings);
    }
    let row = row.with_carried();
    // What is wrong with one leaves a gap that is no other fault.
    if findings.is_empty() {
        findings = row.gaps();
    }
    (row.joined(), findings)
}

fn unread(name: &Spanned<String>, why: &str) -> Finding {
    let what = format!("上期的文件读不了，没有与它比较：{why}");
    let help = "把上期的填报文件放在这份文件旁边，写对文件名；没有就删去这一行";
    Code::Y20.at(name.span.clone(), what).help(help)
}

fn too_many(filing: &Filing, name: &Spanned<String>) -> Finding {
    let count = filing.previous.len();
    let what = format!("“上期”写了 {count} 份，最多 {MAX_LASTS} 份：连同本期是八个半年");
    Code::Y34.at(name.span.clone(), what).help("删去最早的几份")
}

/// Last filings in their order, the newest first.
struct Row<'f> {
    filing: &'f Filing,
    /// Each with the place of its name: what a report carries has that of the report's.
    held: Vec<(Compared, Range<usize>)>,
}

impl Row<'_> {
    /// What is wrong with a filing behind those before it, and what to do.
    fn fault(&self, last: &Filing, name: &str) -> Option<(String, &'static str)> {
        let own = self.filing.period.value;
        let period = last.period.value;
        if !last.company.is_carrier_of(&self.filing.company) {
            let company = &last.company.name.value;
            return Some((
                format!("{name} 是{company}的，不是这家企业的"),
                "换成这家企业的，或删去这一项",
            ));
        }
        if !self.filing.has_period {
            return None;
        }
        if period >= own {
            let what = format!("{name} 是{period}的，不在本期（{own}）之前");
            return Some((what, "只写本期以前的，由近到远"));
        }
        if own.half_years_since(period) > MAX_LASTS as i64 {
            let what = format!("{name} 是{period}的，比本期早了不止七个半年，表里放不下");
            return Some((what, "删去这一项"));
        }
        let named = self.held.iter().map(|(held, _)| held);
        if let Some(same) = named.clone().find(|held| held.filing.period.value == period) {
            let what = format!("{name} 和 {} 都是{period}的", same.name);
            return Some((what, "每个半年只留一份"));
        }
        let later = named.clone().next_back().filter(|held| held.filing.period.value < period)?;
        let what = format!("{name} 是{period}的，排在了{}的后面", later.filing.period.value);
        Some((what, "由近到远排：最近的一期在最前面"))
    }

    /// Puts what the reports carried among what is named: a half-year that is named is taken from
    /// the file of that name.
    fn with_carried(mut self) -> Self {
        let mut carried = Vec::new();
        for (last, span) in &mut self.held {
            let earlier = std::mem::take(&mut last.earlier);
            carried.extend(earlier.into_iter().map(|last| (last, span.clone())));
        }
        for (last, span) in carried {
            if self.takes(&last.filing) {
                self.held.push((last, span));
            }
        }
        if self.filing.has_period {
            self.held.sort_by_key(|(held, _)| Reverse(held.filing.period.value));
        }
        self
    }

    /// Whether a filing that a report carried belongs to the others.
    fn takes(&self, last: &Filing) -> bool {
        let (own, period) = (self.filing.period.value, last.period.value);
        let mut held = self.held.iter().map(|(held, _)| held.filing.period.value);
        let is_shown = (1..=MAX_LASTS as i64).contains(&own.half_years_since(period));
        let is_earlier = self.held.first().is_some_and(|(newest, _)| {
            newest.filing.period.value > period
                && newest.filing.company.is_carrier_of(&last.company)
        });
        self.filing.has_period && is_shown && is_earlier && !held.any(|held| held == period)
    }

    /// Where a half-year is missing between two; nothing of an only one.
    fn gaps(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.held.len() < 2 || !self.filing.has_period {
            return findings;
        }
        let mut next = self.filing.period.value;
        for (held, span) in &self.held {
            let period = held.filing.period.value;
            let missing = between(period, next);
            if !missing.is_empty() {
                let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
                let missing = missing.join("、");
                let what = format!("{period}和{next}之间没有{missing}的报告：表里空着，趋势断开");
                let help = "找得到那一期的，把它的文件写进“上期”";
                findings.push(Code::Y35.at(span.clone(), what).help(help));
            }
            next = period;
        }
        findings
    }

    fn joined(self) -> Option<Compared> {
        let mut held = self.held.into_iter().map(|(last, _)| last);
        let newest = held.next()?;
        Some(Compared { earlier: held.collect(), ..newest })
    }
}

/// The half-years between two, the oldest first.
fn between(earlier: Period, later: Period) -> Vec<Period> {
    let count = usize::try_from(later.half_years_since(earlier)).unwrap_or(0);
    std::iter::successors(Some(earlier.next()), |p| Some(p.next()))
        .take(count.saturating_sub(1).min(MAX_LASTS))
        .collect()
}

/// The last filings that a report carries, the newest first; none where one cannot be read.
#[must_use]
pub(crate) fn lasts_again(files: &[Vec<u8>]) -> Option<Compared> {
    let read = |bytes: &Vec<u8>| {
        let (name, bytes) = (String::new(), bytes.clone());
        let filing = last_again(&bytes)?;
        let (draft, is_faulty, earlier) = (None, false, Vec::new());
        Some(Compared { name, filing, bytes, draft, is_faulty, earlier })
    };
    let mut read = files.iter().map(read).collect::<Option<Vec<Compared>>>()?.into_iter();
    let newest = read.next()?;
    Some(Compared { earlier: read.collect(), ..newest })
}
