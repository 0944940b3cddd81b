//! An op as edits of the file, with what is to be read back once they are made.

use std::ops::Range;

use super::super::path::{Step, below};
use super::asked;
use super::fresh::{Fresh, Pen};
use super::ground::Ground;
use super::plain::Plain;
use super::required::{self, parents};
use crate::finding::Edit;
use crate::source::{Value, keys_at};

/// What an op is to do.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) edits: Vec<Edit>,
    /// The whole file's values; `None` where whatever comes of it is meant.
    pub(super) plain: Option<Plain>,
    /// What is taken out, its comments too.
    pub(super) dropped: Vec<Range<usize>>,
}

/// A plan; none where this pen can't write it, and words where it is not to be done at all.
pub(super) type Planned = Result<Option<Plan>, String>;

impl Plan {
    pub(super) fn nothing(ground: &Ground<'_>) -> Self {
        Self { edits: Vec::new(), plain: Some(ground.plain.clone()), dropped: Vec::new() }
    }
}

pub(super) fn gone(what: &str) -> String {
    format!("文件里已经没有这{what}了，请看看是不是被别处改动了")
}

/// A text.
pub(super) fn set(ground: &Ground<'_>, path: &[Step], value: Option<&str>, pen: Pen) -> Planned {
    let text = value.unwrap_or_default();
    let text = if required::is_prose(path) { asked::prose(text)? } else { asked::line(text)? };
    let new = match (text.is_empty(), required::is_prose(path)) {
        (true, _) => required::prompt(path, &ground.plain),
        (false, true) => Some(Fresh::Prose(text)),
        (false, false) => Some(Fresh::Line(text)),
    };
    match new {
        Some(new) => put(ground, path, &new, pen),
        None => removed(ground, path, pen),
    }
}

/// One or several texts.
pub(super) fn names(ground: &Ground<'_>, path: &[Step], values: &[String], pen: Pen) -> Planned {
    if !required::is_names(path) {
        return Err("这一项不能列几项".to_owned());
    }
    let names = asked::names(values)?;
    let is_lines = ground.node(path).is_some_and(|node| {
        matches!(&node.value, Value::List(items) if !items.is_empty()) && !ground.is_flow(node)
    });
    let new = match names.as_slice() {
        [] => required::prompt(path, &ground.plain),
        [only] if !required::is_list(path) && !is_lines => Some(Fresh::line(only.as_str())),
        _ => Some(Fresh::Names(names)),
    };
    match new {
        Some(new) => put(ground, path, &new, pen),
        None => removed(ground, path, pen),
    }
}

/// A value where one stands, or where its key is made.
pub(super) fn put(ground: &Ground<'_>, path: &[Step], new: &Fresh, pen: Pen) -> Planned {
    if ground.node(path).is_none() {
        return make(ground, path, new, pen);
    }
    let Some(edits) = ground.replaced(path, new, pen) else { return Ok(None) };
    let mut plain = ground.plain.clone();
    let Some(place) = plain.at_mut(path) else { return Ok(None) };
    *place = new.plain();
    Ok(Some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

/// A key that is not there yet, with those above it.
pub(super) fn make(ground: &Ground<'_>, path: &[Step], new: &Fresh, pen: Pen) -> Planned {
    let known = (0..path.len()).rev().find(|n| ground.node(&path[..*n]).is_some()).unwrap_or(0);
    for n in known..path.len() {
        if let Step::Key(key) = &path[n]
            && !required::may_have(&path[..n], key)
        {
            return Err(format!("填报文件里这个位置没有“{key}”这个名目"));
        }
    }
    let mut new = new.clone();
    for step in path[known + 1..].iter().rev() {
        new = match step {
            Step::Key(key) => Fresh::Map(vec![(asked::key(key)?, new)]),
            Step::Item(0) => Fresh::List(vec![new]),
            Step::Item(_) => return Err(gone("一项")),
        };
    }
    let holder = &path[..known];
    match &path[known] {
        Step::Key(key) => {
            let key = asked::key(key)?;
            added(ground, holder, place_of(ground, holder, &key), (&key, &new), pen)
        }
        Step::Item(n) => inserted(ground, holder, *n, &new, pen),
    }
}

/// An entry put into a map.
pub(super) fn added(
    ground: &Ground<'_>,
    holder: &[Step],
    at: usize,
    (key, new): (&str, &Fresh),
    pen: Pen,
) -> Planned {
    let Some(edits) = ground.insertion(holder, at, Some(key), std::slice::from_ref(new), pen)
    else {
        return Ok(None);
    };
    let mut plain = ground.plain.clone();
    // A key that stood ready behind a # is no comment any more.
    let dropped = edits.iter().map(|edit| edit.span.clone()).collect();
    let is_put = plain.put(holder, at, Some(key), new.plain()).is_some();
    Ok(is_put.then_some(Plan { edits, plain: Some(plain), dropped }))
}

/// An item put into a list.
pub(super) fn inserted(
    ground: &Ground<'_>,
    list: &[Step],
    at: usize,
    new: &Fresh,
    pen: Pen,
) -> Planned {
    let count = match ground.node(list).map(|node| &node.value) {
        Some(Value::List(items)) => items.len(),
        _ => 0,
    };
    let at = at.min(count);
    let Some(edits) = ground.insertion(list, at, None, std::slice::from_ref(new), pen) else {
        return Ok(None);
    };
    let mut plain = ground.plain.clone();
    let is_put = plain.put(list, at, None, new.plain()).is_some();
    Ok(is_put.then_some(Plan { edits, plain: Some(plain), dropped: Vec::new() }))
}

/// Where a key belongs among those that a map has.
pub(super) fn place_of(ground: &Ground<'_>, holder: &[Step], key: &str) -> usize {
    let Some(Value::Map(entries)) = ground.node(holder).map(|node| &node.value) else { return 0 };
    let order = keys_at(&parents(holder));
    let rank = |key: &str| order.iter().position(|(own, _)| *own == key);
    let Some(own) = rank(key) else { return entries.len() };
    let before = entries.iter().rposition(|e| rank(&e.key).is_some_and(|other| other < own));
    let next = || entries.iter().position(|e| rank(&e.key).is_some_and(|other| other > own));
    before.map(|n| n + 1).or_else(next).unwrap_or(entries.len())
}

/// Whether a map or a list goes when nothing is left in it.
fn goes_when_empty(path: &[Step]) -> bool {
    matches!(
        parents(path).as_slice(),
        [Some("章名" | "版式" | "分工" | "附件" | "豁免" | "主送" | "抄送" | "上期")]
            | [Some("签署"), Some("单位" | "印章")]
            | [Some("版式"), Some("不列")]
            | [Some("主要服务指标完成情况"), Some(_)]
            | [.., Some("举措")]
    )
}

/// An entry or an item taken out, and what holds it where that has nothing else.
pub(super) fn removed(ground: &Ground<'_>, path: &[Step], pen: Pen) -> Planned {
    let Some((_, holder)) = path.split_last() else {
        return Err("不能把整个文件删去".to_owned());
    };
    if ground.node(path).is_none() {
        return Ok(Some(Plan::nothing(ground)));
    }
    let mut plain = ground.plain.clone();
    let count = match ground.node(holder).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.len(),
        Some(Value::List(items)) => items.len(),
        _ => 0,
    };
    if count > 1 || holder.is_empty() {
        let is_taken = plain.take(path).is_some();
        let edits = match count {
            1 => None,
            _ => ground.removal(path),
        };
        let Some(edits) = edits.filter(|_| is_taken) else { return Ok(None) };
        let dropped = edits.iter().map(|edit| edit.span.clone()).collect();
        return Ok(Some(Plan { edits, plain: Some(plain), dropped }));
    }
    if let Some(new) = required::item(holder, &ground.plain) {
        return emptied(ground, holder, &new, pen);
    }
    if goes_when_empty(holder) {
        return removed(ground, holder, pen);
    }
    Err("这里只剩这一项了，不能再删".to_owned())
}

/// A list that has to have something, with nothing but what is to be written.
fn emptied(ground: &Ground<'_>, list: &[Step], new: &Fresh, pen: Pen) -> Planned {
    let Some(node) = ground.node(list) else { return Ok(None) };
    let chunks = ground.chunks(node).filter(|_| !ground.is_flow(node)).unwrap_or_default();
    let Some(chunk) = chunks.into_iter().next() else { return Ok(None) };
    let text = new.item(ground.file.column(chunk.start), pen);
    let mut plain = ground.plain.clone();
    let Some(place) = plain.at_mut(&below(list, 0)) else { return Ok(None) };
    *place = new.plain();
    let dropped = vec![chunk.clone()];
    Ok(Some(Plan { edits: vec![Edit { span: chunk, text }], plain: Some(plain), dropped }))
}
