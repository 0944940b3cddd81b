//! Figures: the value alone, what stands beside it, its note, and the parts that it is given in.

use super::super::path::{Step, below};
use super::asked;
use super::fresh::{Fresh, Pen};
use super::ground::Ground;
use super::plain::Plain;
use super::plan::{Plan, Planned, added, gone, make, put};
use super::required::{is_of_indicators, parents};
use crate::filing::{is_area, parse_figure};
use crate::finding::Edit;
use crate::init;
use crate::standard::Standard;

/// The keys that a figure may have beside it, in the order of print.
const BESIDE: [&str; 5] = ["分子", "分母", "上期", "同比", "环比"];
const VALUE: &str = "值";
const NOTE: &str = "备注";

/// A figure, of an indicator or of a part of it.
pub(super) fn figure(ground: &Ground<'_>, path: &[Step], value: &str, pen: Pen) -> Planned {
    if !is_of_indicators(path) || path.len() < 3 {
        return Err("这里不是指标的数据".to_owned());
    }
    let text = asked::line(value)?;
    let text = if text.is_empty() { prompt(ground, path) } else { text };
    let new = Fresh::Line(text);
    match ground.plain.at(path) {
        Some(Plain::Map(entries)) if entries.iter().any(|(key, _)| key == VALUE) => {
            put(ground, &below(path, VALUE), &new, pen)
        }
        Some(Plain::Map(entries)) if entries.iter().all(|(key, _)| is_beside(key)) => {
            added(ground, path, 0, (VALUE, &new), pen)
        }
        Some(Plain::Map(_)) => Err("这项指标分了几个数据，请分别填写".to_owned()),
        Some(Plain::List(_)) => Err("这里写的是列表，不是一个数据".to_owned()),
        Some(_) => put(ground, path, &new, pen),
        None => part(ground, path, &new, pen),
    }
}

/// A part that is not there yet: before the note.
fn part(ground: &Ground<'_>, path: &[Step], new: &Fresh, pen: Pen) -> Planned {
    let Some((Step::Key(label), holder)) = path.split_last() else { return Err(gone("个数据")) };
    match ground.plain.at(holder) {
        Some(Plain::Map(entries)) if holder.len() > 2 => {
            let at = entries.iter().position(|(key, _)| key == NOTE).unwrap_or(entries.len());
            added(ground, holder, at, (label, new), pen)
        }
        Some(Plain::Map(_)) => make(ground, path, new, pen),
        _ => Err(gone("项指标")),
    }
}

fn is_beside(key: &str) -> bool {
    BESIDE.contains(&key) || key == NOTE
}

/// What stands beside a figure.
pub(super) fn beside(
    ground: &Ground<'_>,
    path: &[Step],
    (key, value): (&str, Option<&str>),
    pen: Pen,
) -> Planned {
    if !BESIDE.contains(&key) {
        return Err(format!("数据旁边没有“{key}”这个名目"));
    }
    with(ground, path, (key, value), pen)
}

/// 备注 of an indicator.
pub(super) fn note(ground: &Ground<'_>, path: &[Step], value: Option<&str>, pen: Pen) -> Planned {
    if path.len() != 3 {
        return Err("备注是整项指标的".to_owned());
    }
    with(ground, path, (NOTE, value), pen)
}

/// An entry beside a figure, made, changed or taken out.
fn with(
    ground: &Ground<'_>,
    path: &[Step],
    (key, value): (&str, Option<&str>),
    pen: Pen,
) -> Planned {
    if !is_of_indicators(path) || path.len() < 3 {
        return Err("这里不是指标的数据".to_owned());
    }
    let text = asked::line(value.unwrap_or_default())?;
    let Some(own) = ground.plain.at(path) else { return Err(gone("项指标")) };
    let entries = match own {
        Plain::Map(entries) => entries,
        Plain::List(_) | Plain::Refused | Plain::Taken => return Ok(None),
        Plain::Empty | Plain::Text(_) if text.is_empty() => return Ok(Some(Plan::nothing(ground))),
        Plain::Empty | Plain::Text(_) => {
            let figure = match own {
                Plain::Text(figure) => figure.clone(),
                _ => prompt(ground, path),
            };
            let entries = [(VALUE, figure), (key, text)];
            let entries = entries.map(|(key, text)| (key.to_owned(), Fresh::Line(text)));
            return put(ground, path, &Fresh::Braces(entries.to_vec()), pen);
        }
    };
    let is_there = entries.iter().any(|(own, _)| own == key);
    match (text.is_empty(), is_there) {
        (true, false) => Ok(Some(Plan::nothing(ground))),
        (true, true) => without(ground, path, entries, key, pen),
        (false, true) => put(ground, &below(path, key), &Fresh::Line(text), pen),
        (false, false) => {
            let rank = |key: &str| match key {
                VALUE => 0,
                NOTE => usize::MAX,
                key => BESIDE.iter().position(|own| *own == key).map_or(1, |n| n + 2),
            };
            let at = match key {
                NOTE => entries.len(),
                key => entries
                    .iter()
                    .rposition(|(own, _)| rank(own) < rank(key))
                    .map_or(0, |before| before + 1),
            };
            added(ground, path, at, (key, &Fresh::Line(text)), pen)
        }
    }
}

/// Without an entry; a figure that then stands alone needs no braces.
fn without(
    ground: &Ground<'_>,
    path: &[Step],
    entries: &[(String, Plain)],
    key: &str,
    pen: Pen,
) -> Planned {
    let left: Vec<&(String, Plain)> = entries.iter().filter(|(own, _)| own != key).collect();
    if let [(own, Plain::Text(figure))] = left.as_slice()
        && own == VALUE
    {
        return alone(ground, path, figure, pen);
    }
    if left.is_empty() {
        return alone(ground, path, &prompt(ground, path), pen);
    }
    super::plan::removed(ground, &below(path, key), pen)
}

/// A figure without braces.
fn alone(ground: &Ground<'_>, path: &[Step], figure: &str, pen: Pen) -> Planned {
    whole(ground, path, &Fresh::line(figure), pen)
}

/// A value in place of a map, whether it stands in braces or has its lines.
fn whole(ground: &Ground<'_>, path: &[Step], new: &Fresh, pen: Pen) -> Planned {
    let Some(spot) = ground.spot(path) else { return Ok(None) };
    let is_lines =
        matches!(ground.plain.at(path), Some(Plain::Map(_))) && !ground.is_flow(spot.node);
    if !is_lines {
        return put(ground, path, new, pen);
    }
    let (Some(entry), false) = (spot.entry, spot.in_flow) else { return Ok(None) };
    let span = spot.from..ground.entry_end(entry);
    let edits = vec![Edit { span, text: format!(" {}", new.in_flow(pen)) }];
    let mut plain = ground.plain.clone();
    let Some(place) = plain.at_mut(path) else { return Ok(None) };
    *place = new.plain();
    Ok(Some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

/// An indicator by areas or measures, or as one figure again.
pub(super) fn parts(ground: &Ground<'_>, path: &[Step], labels: &[String], pen: Pen) -> Planned {
    if !is_of_indicators(path) || path.len() != 3 {
        return Err("这里不是一项指标".to_owned());
    }
    let labels = asked::names(labels)?;
    if labels.iter().any(|label| label == VALUE || is_beside(label)) {
        return Err("地区和量的名称里不能有“值”“备注”一类".to_owned());
    }
    let Some(own) = ground.plain.at(path) else { return Err(gone("项指标")) };
    let old: Vec<(String, Plain)> = match own {
        Plain::Map(entries) => entries.clone(),
        other => vec![(VALUE.to_owned(), other.clone())],
    };
    let find = |key: &str| old.iter().find(|(own, _)| own == key).map(|(_, value)| value);
    let note = find(NOTE).map(|note| (NOTE.to_owned(), fresh(note)));
    let single: Option<&Plain> = find(VALUE);
    let mut entries: Vec<(String, Fresh)> = Vec::new();
    for label in &labels {
        let kept = find(label)
            .cloned()
            .or_else(|| single.filter(|figure| is_meant(figure, label, &labels)).cloned());
        let value = match kept {
            Some(value) => fresh(&value),
            None => Fresh::Line(prompt(ground, &below(path, label.as_str()))),
        };
        entries.push((label.clone(), value));
    }
    if labels.is_empty() {
        let filled: Vec<&Plain> = old
            .iter()
            .filter(|(key, _)| !is_beside(key))
            .map(|(_, value)| value)
            .filter(|value| matches!(value, Plain::Text(text) if !text.contains('【')))
            .collect();
        let value = match (single, filled.as_slice()) {
            (Some(value), _) => fresh(value),
            (None, [value]) => fresh(value),
            _ => Fresh::Line(prompt(ground, &below(path, VALUE))),
        };
        let beside = old.iter().filter(|(key, _)| BESIDE.contains(&key.as_str()));
        let beside: Vec<_> = beside.map(|(key, value)| (key.clone(), fresh(value))).collect();
        if beside.is_empty() && note.is_none() {
            return whole(ground, path, &value, pen);
        }
        entries.push((VALUE.to_owned(), value));
        entries.extend(beside);
    }
    entries.extend(note);
    whole(ground, path, &Fresh::Braces(entries), pen)
}

/// Whether the one figure that an indicator had is what a label says: an average is no rate.
fn is_meant(figure: &Plain, label: &str, labels: &[String]) -> bool {
    let Plain::Text(text) = figure else { return false };
    let is_rate = text.contains('%');
    let says_rate = label.contains('率');
    let several = labels.iter().filter(|own| own.contains('率') == says_rate).count() > 1;
    !is_area(label) && is_rate == says_rate && !several
}

/// A value that the file has, written anew.
fn fresh(plain: &Plain) -> Fresh {
    match plain {
        Plain::Text(text) => Fresh::line(text.as_str()),
        Plain::Map(entries) => {
            Fresh::Braces(entries.iter().map(|(key, value)| (key.clone(), fresh(value))).collect())
        }
        Plain::List(items) => Fresh::List(items.iter().map(fresh).collect()),
        Plain::Empty | Plain::Refused | Plain::Taken => Fresh::line("【】"),
    }
}

/// What stands in place of a figure: its unit, and where the number goes.
fn prompt(ground: &Ground<'_>, path: &[Step]) -> String {
    let text = match ground.plain.at(path) {
        Some(Plain::Map(_)) => ground.plain.at(&below(path, VALUE)),
        other => other,
    };
    if let Some(Plain::Text(text)) = text {
        if text.contains('【') {
            return text.clone();
        }
        if let Ok(figure) = parse_figure(text) {
            return init::emptied(&figure);
        }
    }
    let keys: Vec<&str> = parents(path).into_iter().flatten().collect();
    let [_, group, indicator, labels @ ..] = keys.as_slice() else { return "【】".to_owned() };
    init::prompt(group, indicator, labels, &Standard::newest())
}
