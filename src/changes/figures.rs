//! The figures of a filing beside those of an earlier draft, as both are written.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::entries::{Entry, Kind, Topic};
use super::{FilingText, order};
use crate::differences::{self, Piece};
use crate::filing::Filing;
use crate::standard::{FigureKey, PlacedFigure, Standard};

/// Each figure that is another, new or gone; indicators and groups that have another name or
/// stand elsewhere.
pub(super) fn figures(
    draft: FilingText<'_>,
    now: FilingText<'_>,
    standard: &Standard,
) -> Vec<Entry> {
    let (old, new) = (standard.figures(draft.filing), standard.figures(now.filing));
    let pairs = paired(&old, &new);
    let line = |text: FilingText<'_>, figure: &PlacedFigure<'_>| {
        Some(text.source.line(figure.span().start))
    };
    let mut entries = Vec::new();
    let mut renamed: BTreeSet<(String, String)> = BTreeSet::new();
    for (figure, pair) in new.iter().zip(&pairs) {
        let place = place(figure);
        let entry = |kind, before| Entry {
            topic: Topic::Figure,
            place: place.clone(),
            kind,
            line: line(now, figure),
            before,
        };
        let Some(before) = pair.and_then(|m| old.get(m)) else {
            entries.push(entry(Kind::New(vec![shown(figure)]), None));
            continue;
        };
        let at = line(draft, before);
        // Of an indicator with several figures its name is one.
        let names = [before, figure]
            .map(|figure| format!("{}·{}", figure.group.name.value, figure.indicator.name.value));
        let [was, is] = names;
        if was != is && renamed.insert((was.clone(), is.clone())) {
            let pieces = vec![Piece::Gone(was), Piece::New(is)];
            let kind = Kind::Edited(pieces);
            entries.push(Entry { place: format!("{place}的名称"), ..entry(kind, at) });
        }
        let (old, new) = (shown(before), shown(figure));
        if old != new {
            entries.push(entry(Kind::Replaced { old, new }, at));
        }
    }
    let kept: BTreeSet<usize> = pairs.iter().copied().flatten().collect();
    let gone = old.iter().enumerate().filter(|(m, _)| !kept.contains(m));
    entries.extend(gone.map(|(_, figure)| Entry {
        topic: Topic::Figure,
        place: place(figure),
        kind: Kind::Gone(vec![shown(figure)]),
        line: None,
        before: line(draft, figure),
    }));
    entries.extend(moved(draft, now));
    entries
}

fn place(figure: &PlacedFigure<'_>) -> String {
    format!("{}·{}", figure.group.name.value, figure.name())
}

/// A figure with all that stands beside it: `99.10%（991/1000，上期99.00%）`.
fn shown(figure: &PlacedFigure<'_>) -> String {
    match figure.part.beside.text(true) {
        beside if beside.is_empty() => figure.written().to_owned(),
        beside => format!("{}（{beside}）", figure.written()),
    }
}

/// What a figure is called in its file.
type Path = (String, String, Option<String>);

fn path(figure: &PlacedFigure<'_>) -> Path {
    let group = figure.group.name.value.clone();
    (group, figure.indicator.name.value.clone(), figure.part.label_text())
}

/// For each new figure the old one: by its names as they are written, else by what the catalogue
/// takes both for.
fn paired(old: &[PlacedFigure<'_>], new: &[PlacedFigure<'_>]) -> Vec<Option<usize>> {
    let mut by_path: BTreeMap<Path, VecDeque<usize>> = BTreeMap::new();
    for (m, figure) in old.iter().enumerate() {
        by_path.entry(path(figure)).or_default().push_back(m);
    }
    let mut of_path = |figure| by_path.get_mut(&path(figure))?.pop_front();
    let mut pairs: Vec<Option<usize>> = new.iter().map(&mut of_path).collect();
    let mut by_key: BTreeMap<FigureKey, VecDeque<usize>> = BTreeMap::new();
    let mut left: Vec<usize> = by_path.into_values().flatten().collect();
    left.sort_unstable();
    for m in left {
        by_key.entry(old[m].key()).or_default().push_back(m);
    }
    for (pair, figure) in pairs.iter_mut().zip(new).filter(|(pair, _)| pair.is_none()) {
        *pair = by_key.get_mut(&figure.key()).and_then(VecDeque::pop_front);
    }
    pairs
}

/// Groups that stand elsewhere among the groups, and indicators within their group.
fn moved(draft: FilingText<'_>, now: FilingText<'_>) -> Vec<Entry> {
    let groups = |filing: &Filing| -> Vec<String> {
        filing.groups.iter().map(|group| group.name.value.clone()).collect()
    };
    let (old, new) = (groups(draft.filing), groups(now.filing));
    let pairs = order::paired(&old, &new);
    let mut entries = Vec::new();
    let (mut names, mut places, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (group, pair) in now.filing.groups.iter().zip(&pairs) {
        let Some(m) = *pair else { continue };
        names.push(group.name.value.clone());
        places.push(m);
        lines.push(now.source.line(group.name.span.start));
    }
    entries.extend(elsewhere("指标组", &names, &places, &lines));
    for (group, pair) in now.filing.groups.iter().zip(&pairs) {
        let Some(before) = pair.and_then(|m| draft.filing.groups.get(m)) else { continue };
        let name = |indicator: &crate::filing::Indicator| indicator.name.value.clone();
        let old: Vec<String> = before.indicators.iter().map(name).collect();
        let new: Vec<String> = group.indicators.iter().map(name).collect();
        let (mut names, mut places, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for (indicator, pair) in group.indicators.iter().zip(order::paired(&old, &new)) {
            let Some(m) = pair else { continue };
            names.push(indicator.name.value.clone());
            places.push(m);
            lines.push(now.source.line(indicator.name.span.start));
        }
        entries.extend(elsewhere(&group.name.value, &names, &places, &lines));
    }
    entries
}

/// What stands elsewhere of several that were at some places and are in this order now.
fn elsewhere(of: &str, names: &[String], places: &[usize], lines: &[usize]) -> Vec<Entry> {
    let moved = differences::moved(places);
    let each = names.iter().zip(places).zip(lines).zip(moved);
    let moved = each.filter(|(_, moved)| *moved).map(|(((name, place), line), _)| Entry {
        topic: Topic::Figure,
        place: of.to_owned(),
        kind: Kind::Moved {
            from: format!("第{}个", place + 1),
            pieces: vec![Piece::Kept(name.clone())],
        },
        line: Some(*line),
        before: None,
    });
    moved.collect()
}
