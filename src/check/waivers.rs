//! 豁免: a finding that the filer answers for, at one place, with a reason.

use std::ops::Range;

use super::Checked;
use crate::filing::Waiver;
use crate::finding::{Code, Finding};
use crate::source::{Below, Node, Value};

/// A finding that was waived.
#[derive(Debug)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// The reason.
    pub reason: String,
}

/// Takes out what is waived; a waiver that does nothing, or says no reason, is a finding.
pub(super) fn apply(waivers: &[Waiver], findings: Vec<Finding>, tree: &Node) -> Checked {
    if waivers.is_empty() {
        return Checked { findings, ..Checked::default() };
    }
    let mut used = vec![false; waivers.len()];
    let mut checked = Checked::default();
    for finding in findings {
        let path = finding.span.as_ref().map(|span| steps(tree, span)).unwrap_or_default();
        // What is no rule's, as a figure without a number (Y17), cannot be waived.
        let fits = |waiver: &Waiver| {
            finding.code.is_waivable()
                && waiver.rule.value.eq_ignore_ascii_case(finding.code.id())
                && covers(waiver, &path)
        };
        let fitting = (0..waivers.len()).filter(|n| fits(&waivers[*n])).collect::<Vec<_>>();
        fitting.iter().for_each(|n| used[*n] = true);
        let reason = fitting.iter().find_map(|n| reason(&waivers[*n]));
        match reason {
            Some(reason) => checked.waived.push(Waived { finding, reason: reason.to_owned() }),
            None => checked.findings.push(finding),
        }
    }
    for (waiver, used) in waivers.iter().zip(used) {
        checked.findings.extend(fault(waiver, used));
    }
    checked
}

fn reason(waiver: &Waiver) -> Option<&str> {
    waiver.reason.as_ref().map(|r| r.value.as_str()).filter(|r| !r.trim().is_empty())
}

fn fault(waiver: &Waiver, used: bool) -> Option<Finding> {
    let code = &waiver.rule.value;
    let span = waiver.rule.span.clone();
    if !Code::of(code).is_some_and(Code::is_waivable) {
        let what = format!("没有“{code}”这条可以豁免的规则");
        return Some(Code::W01.at(span, what).help(
            "规则照检查结果方括号里的编号写；Y、G、M 开头的是文件本身的毛病，要改好，不能豁免",
        ));
    }
    if reason(waiver).is_none() {
        let what = format!("豁免 {code} 没有写理由，不起作用");
        return Some(Code::W02.at(span, what).help("加一项“理由: …”，写给审阅的人看"));
    }
    if !used {
        let place = waiver.place.as_ref().map_or("", |p| p.value.as_str());
        let what = match place {
            "" => format!("豁免 {code} 没有写位置，也没有对应的问题"),
            place => format!("豁免 {code}（{place}）没有用上：那里没有这个问题"),
        };
        return Some(Code::W03.at(span, what).help(
            "问题已经改好的，删去这一条；还在的，看看位置是否写对，如“客户投诉.投诉处理及时率”",
        ));
    }
    None
}

/// Whether a waiver is of a place in the file; `None` is the file as a whole.
pub(super) fn is_at(waiver: &Waiver, tree: &Node, span: Option<&Range<usize>>) -> bool {
    covers(waiver, &span.map(|span| steps(tree, span)).unwrap_or_default())
}

/// Whether a waiver's place, keys joined by dots, is part of a way. Without a place it covers
/// what is reported of the whole file.
fn covers(waiver: &Waiver, way: &[Step]) -> bool {
    let Some(place) = &waiver.place else { return way.is_empty() };
    let place = place.value.trim();
    (0..way.len()).any(|from| leads(place, &way[from..]))
}

/// Whether a place names the steps of a way from its beginning, as far as the place goes. A
/// step's name may have dots of its own (5.5G).
fn leads(place: &str, way: &[Step]) -> bool {
    let Some((step, below)) = way.split_first() else { return false };
    step.names().any(|name| {
        place.strip_prefix(name).map(str::trim_start).is_some_and(|rest| {
            let further = rest.strip_prefix('.').map(str::trim_start);
            rest.is_empty() || further.is_some_and(|rest| leads(rest, below))
        })
    })
}

/// A step on the way to a place: a key, or an item of a list by its number.
#[derive(Debug)]
struct Step {
    key: String,
    /// The item's own 标题: a number changes when another item is put before.
    title: Option<String>,
}

impl Step {
    fn names(&self) -> impl Iterator<Item = &str> {
        let title = self.title.iter().map(|title| title.trim()).filter(|title| !title.is_empty());
        std::iter::once(self.key.as_str()).chain(title)
    }
}

/// The keys that lead to a place, joined by dots; items of a list are counted from 1. Empty for
/// the file as a whole.
#[must_use]
pub fn key_path(tree: &Node, span: &Range<usize>) -> String {
    let keys: Vec<String> = steps(tree, span).into_iter().map(|step| step.key).collect();
    keys.join(".")
}

fn steps(tree: &Node, span: &Range<usize>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut node = tree;
    while let Some(below) = node.below(span) {
        steps.push(match below {
            Below::Entry(entry) => Step { key: entry.key.clone(), title: None },
            Below::Item(n, item) => Step { key: (n + 1).to_string(), title: title(item) },
        });
        node = below.node();
    }
    steps
}

/// The 标题 of an item.
fn title(item: &Node) -> Option<String> {
    let Value::Map(entries) = &item.value else { return None };
    let title = entries.iter().find(|entry| entry.key == "标题")?;
    match &title.value.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}
