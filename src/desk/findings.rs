//! Findings in the form: which field each is about, which part of its text, what its fix does, and
//! how it would be answered for.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::form::hash;
use super::path::{Path, Step, node_at, path_of};
use super::written::Written;
use crate::edit::{Change, describe_text};
use crate::finding::{Edit, Finding};
use crate::report::Reading;
use crate::source::{Node, Source, Value};

/// A finding in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Placed {
    /// The same for the same finding of the same place, whatever else is in the file.
    pub(crate) id: String,
    /// The innermost value that it is about, without 值; `None` for the file as a whole.
    pub(crate) path: Option<Path>,
    /// Which part of the value's text, in UTF-16 units; `None` where it is about no part of a text.
    pub(crate) range: Option<[usize; 2]>,
    pub(crate) fix: Option<FixWords>,
    /// Whether 豁免 may answer for it.
    pub(crate) waivable: bool,
    /// What 豁免 would have to say.
    pub(crate) waiver: Option<WaiverWords>,
}

/// What a fix does; only what is certain has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FixWords {
    pub(crate) says: Vec<String>,
}

/// 规则 and 位置 of a waiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct WaiverWords {
    pub(crate) code: &'static str,
    /// `None` for what is about the file as a whole.
    pub(crate) place: Option<String>,
}

/// The findings of a reading in the form, in their order.
pub(crate) fn placed(reading: &Reading) -> Vec<Placed> {
    let mut places = Places::of(reading);
    reading.findings.iter().map(|finding| places.finding(finding)).collect()
}

/// The waived findings of a reading in the form, in their order.
pub(crate) fn waived(reading: &Reading) -> Vec<Placed> {
    let mut places = Places::of(reading);
    reading.waived.iter().map(|waived| places.finding(&waived.finding)).collect()
}

/// What fixes each finding that can be fixed, by its id.
pub(crate) fn fixes(reading: &Reading) -> Vec<(String, Vec<Edit>)> {
    let fixes = placed(reading).into_iter().zip(&reading.findings);
    let fixes = fixes.filter(|(placed, _)| placed.fix.is_some());
    fixes.map(|(placed, finding)| (placed.id, finding.fix.clone())).collect()
}

/// Where ranges of a file stand in its form.
#[derive(Debug)]
pub(crate) struct Places<'r> {
    source: &'r Source,
    tree: Option<&'r Node>,
    /// By where each begins.
    texts: BTreeMap<usize, Option<Written>>,
    /// How many findings of an id there were.
    ids: BTreeMap<String, usize>,
}

impl<'r> Places<'r> {
    pub(crate) fn of(reading: &'r Reading) -> Self {
        let (texts, ids) = (BTreeMap::new(), BTreeMap::new());
        Self { source: &reading.source, tree: reading.tree(), texts, ids }
    }

    /// The innermost value that holds a range of the file, and the part of its text that the range is.
    pub(crate) fn place(&mut self, span: &Range<usize>) -> (Option<Path>, Option<[usize; 2]>) {
        let Some(tree) = self.tree else { return (None, None) };
        let (mut path, node) = path_of(tree, span);
        // A key's own place is no part of its value.
        let is_inside = span.end > node.span.start || *span == node.span;
        let written = self.texts.entry(node.span.start);
        let written = written.or_insert_with(|| Written::of(self.source, node)).as_ref();
        let range = written.filter(|_| is_inside).map(|written| written.part(span));
        if path.last() == Some(&Step::from("值")) {
            path.pop();
        }
        (Some(path).filter(|path| !path.is_empty()), range)
    }

    fn finding(&mut self, finding: &Finding) -> Placed {
        let (path, range) = match &finding.span {
            Some(span) => self.place(span),
            None => (None, None),
        };
        let waivable = finding.code.is_waivable();
        let place = path.as_ref().and_then(|path| self.waiver_place(path));
        let waiver = waivable.then(|| WaiverWords { code: finding.code.id(), place });
        Placed {
            id: self.id(finding, path.as_deref()),
            fix: self.fix(finding),
            path,
            range,
            waivable,
            waiver,
        }
    }

    /// The code with what tells the finding from others of it: what it says of what, and where.
    fn id(&mut self, finding: &Finding, path: Option<&[Step]>) -> String {
        let about = finding.span.clone().and_then(|span| self.source.text().get(span));
        let text = format!("{path:?} {about:?} {}", finding.message);
        let id = format!("{}-{}", finding.code.id(), hash(&text));
        let count = self.ids.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }

    fn fix(&self, finding: &Finding) -> Option<FixWords> {
        let mut edits: Vec<&Edit> = finding.fix.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let change = |edit: &Edit| Change { span: edit.span.clone(), text: edit.text.clone() };
        let is_sound = edits.iter().all(|edit| self.source.text().get(edit.span.clone()).is_some());
        let says: Vec<String> = match is_sound {
            true => edits.iter().map(|edit| describe_text(&change(edit), self.source)).collect(),
            false => Vec::new(),
        };
        (!says.is_empty()).then_some(FixWords { says })
    }

    /// How 位置 of a waiver names a value: from the group or the key on, an item by its title.
    fn waiver_place(&self, path: &[Step]) -> Option<String> {
        let tree = self.tree?;
        let name = |n: usize| match path.get(n)? {
            Step::Key(key) => Some(key.clone()),
            Step::Item(item) => {
                let title = title(node_at(tree, path.get(..=n)?)?);
                Some(title.unwrap_or_else(|| (item + 1).to_string()))
            }
        };
        let is_chapter = path.len() > 1
            && path.first().is_some_and(|step| CHAPTERS.map(Step::from).contains(step));
        let names: Option<Vec<String>> = (usize::from(is_chapter)..path.len()).map(name).collect();
        Some(names?.join("."))
    }
}

/// What a place need not begin with.
const CHAPTERS: [&str; 2] = ["电信服务质量状况", "主要服务指标完成情况"];

/// The title of an item, where it tells it from others.
fn title(item: &Node) -> Option<String> {
    let Value::Map(entries) = &item.value else { return None };
    let title = entries.iter().find(|entry| entry.key == "标题")?;
    let Value::Text(title) = &title.value.value else { return None };
    Some(title.trim().to_owned()).filter(|title| !title.is_empty() && !title.contains('\n'))
}

#[cfg(test)]
mod tests;
