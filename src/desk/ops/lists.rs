//! Items and entries as wholes: initiatives, annexes, groups, indicators; put in, moved, renamed.

use std::collections::BTreeMap;

use super::super::path::{Path, Step, below};
use super::asked;
use super::fresh::{Fresh, Pen};
use super::ground::Ground;
use super::op::New;
use super::plain::Plain;
use super::plan::{Plan, Planned, added, gone, inserted, make, place_of};
use super::required::{self, parents};
use crate::finding::Edit;
use crate::init;
use crate::source::{Kind, Value, keys_at, scalar, scalar_in_flow};
use crate::standard::Standard;

/// A new item of a list.
pub(super) fn insert(
    ground: &Ground<'_>,
    list: &[Step],
    index: usize,
    value: &New,
    pen: Pen,
) -> Planned {
    let new = match value {
        New::Text(text) => Fresh::Line(asked::key(text)?),
        New::Names(_) => return Err("列表里的一项不能是列表".to_owned()),
        New::Map(map) => item(ground, list, map)?,
    };
    if !required::is_names(list) {
        return Err("这里不能添一项".to_owned());
    }
    match ground.node(list).map(|node| &node.value) {
        Some(Value::List(_) | Value::Empty) => inserted(ground, list, index, &new, pen),
        Some(_) => Err("这里不是列表，添不进去".to_owned()),
        None => make(ground, &below(list, 0), &new, pen),
    }
}

/// An item with the keys that such a one has, those it needs as prompts.
fn item(
    ground: &Ground<'_>,
    list: &[Step],
    map: &BTreeMap<String, String>,
) -> Result<Fresh, String> {
    let place = below(list, 0);
    let keys = keys_at(&parents(&place));
    if let Some(key) = map.keys().find(|key| keys.iter().all(|(own, _)| own != key)) {
        return Err(format!("这里没有“{key}”这个名目"));
    }
    let mut entries = Vec::new();
    for (key, kind) in keys {
        let text = map.get(*key).map(String::as_str).unwrap_or_default();
        let value = match kind {
            Kind::Prose => Fresh::Prose(asked::prose(text)?),
            _ => Fresh::Line(asked::line(text)?),
        };
        let is_empty = matches!(&value, Fresh::Prose(text) | Fresh::Line(text) if text.is_empty());
        // Of the item that is to be, not of the one that stands there.
        let prompt = || required::prompt(&below(&place, *key), &Plain::Empty);
        let value = if is_empty { prompt() } else { Some(value) };
        entries.extend(value.map(|value| ((*key).to_owned(), value)));
    }
    let is_flow = match ground.node(list).map(|node| &node.value) {
        Some(Value::List(items)) if !items.is_empty() => ground.is_flow(&items[0]),
        _ => list.last() == Some(&Step::from("豁免")),
    };
    Ok(if is_flow { Fresh::Braces(entries) } else { Fresh::Map(entries) })
}

/// A finding that is answered for.
pub(super) fn waive(
    ground: &Ground<'_>,
    code: &str,
    place: Option<&str>,
    reason: &str,
    pen: Pen,
) -> Planned {
    let entries = [("规则", Some(code)), ("位置", place), ("理由", Some(reason))];
    let map =
        entries.iter().filter_map(|(key, value)| Some(((*key).to_owned(), (*value)?.to_owned())));
    insert(ground, &["豁免".into()], usize::MAX, &New::Map(map.collect()), pen)
}

/// A new group with its indicators, or a new indicator.
pub(super) fn add(
    ground: &Ground<'_>,
    holder: &[Step],
    (key, value, index): (&str, &New, Option<usize>),
    pen: Pen,
) -> Planned {
    let key = asked::key(key)?;
    let standard = Standard::newest();
    let new = match (parents(holder).as_slice(), value) {
        ([Some("主要服务指标完成情况")], value) => group(&key, value, &standard)?,
        ([Some("主要服务指标完成情况"), Some(group)], New::Text(text))
            if text.trim().is_empty() =>
        {
            indicator(group, &key, &standard)
        }
        ([Some("主要服务指标完成情况"), Some(_)], New::Text(text)) => {
            Fresh::Line(asked::line(text)?)
        }
        _ => return Err("这里不能添这一项".to_owned()),
    };
    let Some(node) = ground.node(holder) else {
        return make(ground, &below(holder, key.as_str()), &new, pen);
    };
    let count = match &node.value {
        Value::Map(entries) if entries.iter().any(|entry| entry.key == key) => {
            return Err(format!("已经有“{key}”了"));
        }
        Value::Map(entries) => entries.len(),
        _ => 0,
    };
    let at = match (index, parents(holder).as_slice()) {
        (Some(index), _) => index.min(count),
        (None, [_, Some(group)]) => place_among(&node.value, &key, group, &standard),
        (None, _) => place_of(ground, holder, &key),
    };
    added(ground, holder, at, (&key, &new), pen)
}

/// Where an indicator belongs among those of its group, as the catalogue has them.
fn place_among(entries: &Value, key: &str, group: &str, standard: &Standard) -> usize {
    let Value::Map(entries) = entries else { return 0 };
    let offers = init::offers(group, standard);
    let rank = |key: &str| offers.iter().position(|offer| offer.name == key);
    let Some(own) = rank(key) else { return entries.len() };
    let before = entries.iter().rposition(|e| rank(&e.key).is_some_and(|other| other < own));
    let next = || entries.iter().position(|e| rank(&e.key).is_some_and(|other| other > own));
    before.map(|n| n + 1).or_else(next).unwrap_or(entries.len())
}

fn group(name: &str, value: &New, standard: &Standard) -> Result<Fresh, String> {
    let names = match value {
        New::Names(names) => asked::names(names)?,
        New::Text(text) if text.trim().is_empty() => Vec::new(),
        _ => return Err("一组指标要写成指标的名称".to_owned()),
    };
    let names = if names.is_empty() { init::usual_indicators(name, standard) } else { names };
    if names.is_empty() {
        return Err(format!("“{name}”里要有指标"));
    }
    let entries = names.into_iter().map(|own| {
        let value = indicator(name, &own, standard);
        (own, value)
    });
    Ok(Fresh::Map(entries.collect()))
}

/// An indicator with what stands in its figures' places.
fn indicator(group: &str, name: &str, standard: &Standard) -> Fresh {
    let prompts = init::prompts(group, name, standard);
    match prompts.as_slice() {
        [] => Fresh::line("【】"),
        [(None, only)] => Fresh::line(only.as_str()),
        several => Fresh::Braces(
            several
                .iter()
                .map(|(label, prompt)| {
                    (label.clone().unwrap_or_else(|| "值".to_owned()), Fresh::line(prompt.as_str()))
                })
                .collect(),
        ),
    }
}

/// Another key for an entry.
pub(super) fn rename(ground: &Ground<'_>, path: &[Step], key: &str) -> Planned {
    let key = asked::key(key)?;
    let (Some(entry), Some((Step::Key(old), holder))) = (ground.entry(path), path.split_last())
    else {
        return Err(gone("一项"));
    };
    let mut plain = ground.plain.clone();
    let Some(Plain::Map(entries)) = plain.at_mut(holder) else { return Ok(None) };
    if entries.iter().any(|(own, _)| *own == key && own != old) {
        return Err(format!("已经有“{key}”了"));
    }
    for (own, _) in entries.iter_mut().filter(|(own, _)| own == old) {
        key.clone_into(own);
    }
    let written = match ground.file.is_in_flow(&entry.key_span) {
        true => scalar_in_flow(&key),
        false => scalar(&key),
    };
    let edits = vec![Edit { span: entry.key_span.clone(), text: written }];
    Ok(Some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

/// An entry or an item put elsewhere: into its own list or map, or into another one.
pub(super) fn moved(
    ground: &Ground<'_>,
    path: &[Step],
    to: usize,
    into: Option<&[Step]>,
    pen: Pen,
) -> Planned {
    let Some((last, own)) = path.split_last() else { return Err(gone("一项")) };
    let (Some(from), Some(node)) = (ground.number(path), ground.node(path)) else {
        return Err(gone("一项"));
    };
    let into = into.unwrap_or(own);
    if into.starts_with(path) {
        return Err("不能移到自己里面".to_owned());
    }
    let is_own = into == own;
    let count = match ground.node(into).map(|node| &node.value) {
        Some(Value::List(items)) => items.len(),
        Some(Value::Map(entries)) => entries.len(),
        _ => 0,
    };
    let to = to.min(if is_own { count.saturating_sub(1) } else { count });
    if is_own && to == from {
        return Ok(Some(Plan::nothing(ground)));
    }
    let key = match last {
        Step::Key(key) => Some(key.as_str()),
        Step::Item(_) => None,
    };
    // Before which one it stands, as they are now.
    let at = if is_own && to > from { to + 1 } else { to };
    let Some(plain) = replanted(&ground.plain, path, into, (at, key)) else {
        return Err("这里放不下这一项".to_owned());
    };
    let (Some(lines), false) = (ground.lines(path), only_one(ground, own)) else {
        return emptying(ground, (path, node), into, (at, key), (plain, pen));
    };
    let new = Fresh::Lines(lines, Plain::of(node));
    let Some(mut edits) = transplanted(ground, into, (at, key), &new, pen)? else {
        return Ok(None);
    };
    let Some(out) = ground.removal(path) else { return Ok(None) };
    edits.extend(out);
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    Ok(Some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

fn only_one(ground: &Ground<'_>, holder: &[Step]) -> bool {
    match ground.node(holder).map(|node| &node.value) {
        Some(Value::List(items)) => items.len() == 1,
        Some(Value::Map(entries)) => entries.len() == 1,
        _ => false,
    }
}

/// The last of a list that goes elsewhere: its list goes too.
fn emptying(
    ground: &Ground<'_>,
    (path, node): (&[Step], &crate::source::Node),
    into: &[Step],
    (at, key): (usize, Option<&str>),
    (mut plain, pen): (Plain, Pen),
) -> Planned {
    let Some(lines) = ground.lines(path) else { return Ok(None) };
    let own = &path[..path.len() - 1];
    if required::item(own, &ground.plain).is_some() || own.len() < 2 {
        return Err("这里只剩这一项了，不能移走".to_owned());
    }
    let new = Fresh::Lines(lines, Plain::of(node));
    let Some(mut edits) = transplanted(ground, into, (at, key), &new, pen)? else {
        return Ok(None);
    };
    let Some(out) = ground.removal(own) else { return Ok(None) };
    edits.extend(out);
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    // Where the list is now is where nothing is left in it.
    let empty = match key {
        None => Plain::List(Vec::new()),
        Some(_) => Plain::Map(Vec::new()),
    };
    let Some(place) = plain.find_empty(&empty, own) else { return Ok(None) };
    plain.take(&place);
    Ok(Some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

/// The edits that put lines which stand elsewhere into a list or a map.
fn transplanted(
    ground: &Ground<'_>,
    into: &[Step],
    (at, key): (usize, Option<&str>),
    new: &Fresh,
    pen: Pen,
) -> Result<Option<Vec<Edit>>, String> {
    let Some(holder) = ground.node(into) else {
        let path: Path = match key {
            Some(key) => below(into, key),
            None => below(into, 0),
        };
        return Ok(make(ground, &path, new, pen)?.map(|plan| plan.edits));
    };
    // In brackets and as lines they are written otherwise.
    let is_lines = |text: &str| text.trim_start().starts_with(['-', '#']) || text.starts_with(' ');
    let Fresh::Lines(text, _) = new else { return Ok(None) };
    if ground.is_flow(holder) && (is_lines(text) || text.contains('\n')) {
        return Ok(None);
    }
    Ok(ground.insertion(into, at, key, std::slice::from_ref(new), pen))
}

/// The values with one of them elsewhere.
fn replanted(
    plain: &Plain,
    path: &[Step],
    into: &[Step],
    (at, key): (usize, Option<&str>),
) -> Option<Plain> {
    let mut plain = plain.clone();
    let value = plain.lift(path)?;
    if plain.at(into).is_none() {
        let (last, above) = into.split_last()?;
        let Step::Key(name) = last else { return None };
        let Plain::Map(entries) = plain.at_mut(above)? else { return None };
        let order = keys_at(&parents(above));
        let rank = |key: &str| order.iter().position(|(own, _)| *own == key);
        let own = rank(name)?;
        let before = entries.iter().rposition(|(key, _)| rank(key).is_some_and(|o| o < own));
        let n = before.map_or(0, |n| n + 1);
        entries.insert(n, (name.clone(), Plain::Empty));
    }
    plain.put(into, at, key, value)?;
    let old = plain.taken()?;
    plain.take(&old)?;
    Some(plain)
}
