//! What the last filing has where this one has something: texts by their keys and titles, figures
//! by the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use super::QUALITY;
use super::figure::Figure;
use super::spot::Spot;
use crate::changes::{Titled, paired_by_title, sentences_in};
use crate::compare::{Entry, Row, Verdict, compare, plain, words};
use crate::desk::path::{Path, Step};
use crate::differences::Budget;
use crate::filing::{Compared, Filing, is_unfilled};
use crate::report::Reading;
use crate::source::Spanned;
use crate::standard::{FigureKey, Match, Standard, canonical_area};

/// How a figure changed since the last filing.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    pub(super) text: Option<String>,
    pub(super) verdict: Option<&'static str>,
}

/// The last filing beside this one.
#[derive(Debug, Default)]
pub(super) struct Lasts<'f> {
    last: Option<&'f Filing>,
    /// The texts of initiatives, by where those that go on from them stand now.
    initiatives: BTreeMap<Path, &'f str>,
    /// For each figure its name and how it was written.
    figures: BTreeMap<FigureKey, Vec<(String, &'f str)>>,
    /// The keys of this filing's figures of which it has several.
    doubled: BTreeSet<FigureKey>,
    /// By group and name.
    changes: BTreeMap<(String, String), Change>,
}

impl<'f> Lasts<'f> {
    pub(super) fn of(
        root: &Spot<'_>,
        reading: &Reading,
        last: Option<&'f Compared>,
        standard: &'f Standard,
    ) -> Self {
        let Some(last) = last.map(|last| &last.filing) else { return Self::default() };
        let mut figures: BTreeMap<FigureKey, Vec<_>> = BTreeMap::new();
        for figure in standard.figures(last) {
            figures.entry(figure.key()).or_default().push((figure.name(), figure.written()));
        }
        let mut lasts = Self { last: Some(last), figures, ..Self::default() };
        lasts.initiatives = initiatives(root, last);
        if let Some(now) = &reading.filing {
            let mut seen = BTreeSet::new();
            let keys = standard.figures(now).into_iter().map(|figure| figure.key());
            lasts.doubled = keys.filter(|key| !seen.insert(key.clone())).collect();
            lasts.changes = changes(last, now, standard);
        }
        lasts
    }

    /// The text of a key of the root.
    pub(super) fn top(&self, key: &str) -> Option<&'f str> {
        let last = self.last?;
        let text = match key {
            "导语" => &last.lead,
            "公司简介" => &last.profile,
            "结语" => &last.closing,
            _ => return None,
        };
        filled(text.as_ref()?)
    }

    /// 概述 of 电信服务质量状况, or of the 分章 of a title: that of the same title, else of the same
    /// number.
    pub(super) fn overview(&self, part: Option<(usize, &str)>) -> Option<&'f str> {
        let chapters = &self.last?.chapters;
        let is_called = |title: &str, own: &Option<Spanned<String>>| {
            own.as_ref().is_some_and(|own| own.value == title)
        };
        let chapter = match part {
            None => chapters.iter().find(|chapter| chapter.title.is_none()),
            Some((n, title)) => {
                let same = chapters.iter().find(|chapter| is_called(title, &chapter.title));
                same.or_else(|| chapters.get(n).filter(|chapter| chapter.title.is_some()))
            }
        };
        filled(chapter?.overview.as_ref()?)
    }

    /// 内容 of the initiative at a path.
    pub(super) fn initiative(&self, path: &[Step]) -> Option<&'f str> {
        self.initiatives.get(path).copied()
    }

    /// 内容 of the 附件 of a title: that of the same title, else of the same number.
    pub(super) fn annex(&self, n: usize, title: &str) -> Option<&'f str> {
        let annexes = &self.last?.annexes;
        let same = annexes.iter().find(|annex| annex.title.value == title);
        filled(&same.or_else(|| annexes.get(n))?.body)
    }

    /// A figure as the last filing had it, and how it changed.
    pub(super) fn figure(
        &self,
        standard: &Standard,
        (group, indicator): (&str, &str),
        figure: &Figure<'_>,
        known: Option<Match<'_>>,
    ) -> (Option<String>, Option<Change>) {
        let area = figure.area().map(|area| canonical_area(area).to_owned());
        let key = match known {
            Some(known) => FigureKey::Known(known.entry.id.clone(), known.measure, area),
            None => FigureKey::Named(
                standard.group_name(group).to_owned(),
                indicator.to_owned(),
                figure.measure().map(str::to_owned),
                area,
            ),
        };
        let name = figure.name(indicator);
        let of_key = self.figures.get(&key).map(Vec::as_slice).unwrap_or_default();
        // To pair one of two 装移机 with the only one of before would be a guess.
        let last = of_key.iter().find(|(called, _)| *called == name).or(match of_key {
            [only] if !self.doubled.contains(&key) => Some(only),
            _ => None,
        });
        let change = self.changes.get(&(plain(group), plain(&name)));
        (last.map(|(_, written)| (*written).to_owned()), change.cloned())
    }
}

fn filled(text: &Spanned<String>) -> Option<&str> {
    Some(text.value.as_str()).filter(|text| !is_unfilled(text))
}

/// The texts of the last filing's initiatives by where those that go on from them stand now.
fn initiatives<'f>(root: &Spot<'_>, last: &'f Filing) -> BTreeMap<Path, &'f str> {
    let chapters = last.chapters.iter().enumerate();
    let old: Vec<_> = chapters.flat_map(|(n, chapter)| chapter.numbered(n)).collect();
    let old: Vec<_> = old.into_iter().map(|(_, initiative)| initiative).collect();
    let body = |one: &'f crate::filing::Initiative| one.body.as_ref().and_then(filled);
    let before: Vec<Titled> =
        old.iter().map(|one| titled(&one.title.value, body(one).unwrap_or_default())).collect();
    let (mut paths, mut now) = (Vec::new(), Vec::new());
    let quality = root.key(QUALITY);
    collect(&quality.key("举措"), &mut paths, &mut now);
    for part in quality.key("分章").items() {
        collect(&part.key("举措"), &mut paths, &mut now);
    }
    let pairs = paired_by_title(&before, &now, &mut Budget::default());
    let paired = paths.into_iter().zip(pairs);
    paired.filter_map(|(path, pair)| Some((path, body(old.get(pair?)?)?))).collect()
}

fn titled(title: &str, body: &str) -> Titled {
    Titled { title: Some(title.to_owned()), text: format!("{title}{body}") }
}

/// The initiatives of a list with those within them, each before these.
fn collect(list: &Spot<'_>, paths: &mut Vec<Path>, texts: &mut Vec<Titled>) {
    for item in list.items() {
        let text = |key: &str| item.key(key).text().unwrap_or_default();
        texts.push(titled(&text("标题"), &text("内容")));
        paths.push(item.path.clone());
        collect(&item.key("举措"), paths, texts);
    }
}

/// How the figures of two filings differ.
fn changes(last: &Filing, now: &Filing, standard: &Standard) -> BTreeMap<(String, String), Change> {
    let entry = |filing| Entry { file: "", filing, pdf: None, caveats: &[] };
    let comparison = compare(&[entry(last), entry(now)], standard);
    let mut changes = BTreeMap::new();
    for group in &comparison.groups {
        let Some(Some(called)) = group.called.last() else { continue };
        for row in &group.rows {
            let [before, Some(cell)] = row.cells.as_slice() else { continue };
            if is_unfilled(&cell.written) {
                continue;
            }
            let change = match (&cell.change, before) {
                (Some(change), _) => moved(change, row),
                (None, Some(before)) if before.written != cell.written => said("改了"),
                (None, Some(_)) => said("未改"),
                (None, None) => said("上期没有"),
            };
            changes.insert((called.clone(), cell.called.clone()), change);
        }
    }
    changes
}

fn moved(change: &crate::compare::Change, row: &Row) -> Change {
    let verdict = match change.verdict {
        Verdict::Better => Some("better"),
        Verdict::Worse => Some("worse"),
        Verdict::Same | Verdict::Moved => None,
    };
    Change { text: Some(words::moved(change, row)), verdict }
}

fn said(text: &str) -> Change {
    Change { text: Some(text.to_owned()), verdict: None }
}

/// The ranges of a text, in UTF-16 units, whose sentences another has word for word.
pub(super) fn unchanged(value: &str, last: &str) -> Vec<[usize; 2]> {
    let pieces = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(|line| {
            let sentences = sentences_in(line).into_iter();
            sentences.map(|range| line[range].trim().to_owned()).collect::<Vec<_>>()
        });
        lines.flatten().collect()
    };
    let known: BTreeSet<String> = pieces(last).into_iter().collect();
    let mut ranges: Vec<[usize; 2]> = Vec::new();
    let mut at = 0;
    for line in value.split('\n') {
        for range in sentences_in(line) {
            let sentence = &line[range];
            let end = at + sentence.encode_utf16().count();
            let says = sentence.contains(char::is_alphanumeric);
            if says && known.contains(sentence.trim()) {
                match ranges.last_mut() {
                    Some(open) if open[1] == at => open[1] = end,
                    _ => ranges.push([at, end]),
                }
            }
            at = end;
        }
        at += 1;
    }
    ranges
}
