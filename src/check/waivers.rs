//! 豁免: a finding that the filer answers for, at one place, with a reason.

use std::ops::Range;

use super::{Checked, rule};
use crate::diagnostic::Finding;
use crate::filing::Waiver;
use crate::source::{Node, Value};

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
    let mut used = vec![false; waivers.len()];
    let mut checked = Checked::default();
    for finding in findings {
        let path = finding.span.as_ref().map(|span| key_path(tree, span)).unwrap_or_default();
        let fits = |waiver: &Waiver| {
            waiver.rule.value.eq_ignore_ascii_case(finding.code) && covers(waiver, &path)
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
    if rule(code).is_none() {
        let what = format!("没有“{code}”这条可以豁免的规则");
        return Some(Finding::error("W01", span, what).help(
            "规则照检查结果方括号里的编号写；Y、G、M 开头的是文件本身的毛病，要改好，不能豁免",
        ));
    }
    if reason(waiver).is_none() {
        let what = format!("豁免 {code} 没有写理由，不起作用");
        return Some(Finding::error("W02", span, what).help("加一项“理由: …”，写给审阅的人看"));
    }
    if !used {
        let place = waiver.place.as_ref().map_or("", |p| p.value.as_str());
        let what = match place {
            "" => format!("豁免 {code} 没有写位置，也没有对应的问题"),
            place => format!("豁免 {code}（{place}）没有用上：那里没有这个问题"),
        };
        return Some(Finding::warning("W03", span, what).help(
            "问题已经改好的，删去这一条；还在的，看看位置是否写对，如“客户投诉.投诉处理及时率”",
        ));
    }
    None
}

/// Whether a waiver's place, keys joined by dots, is part of a key path. Without a place it
/// covers what is said of the whole file.
fn covers(waiver: &Waiver, path: &str) -> bool {
    let Some(place) = &waiver.place else { return path.is_empty() };
    let wanted: Vec<&str> = place.value.split('.').map(str::trim).collect();
    let keys: Vec<&str> = path.split('.').collect();
    keys.windows(wanted.len()).any(|window| window == wanted.as_slice())
}

/// The keys that lead to a place, joined by dots; items of a list are counted from 1. Empty for
/// the file as a whole.
#[must_use]
pub fn key_path(tree: &Node, span: &Range<usize>) -> String {
    let mut keys = Vec::new();
    let mut node = tree;
    loop {
        let inside = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
        let next = match &node.value {
            Value::Map(entries) => entries.iter().find_map(|entry| {
                let whole = entry.key_span.start..entry.value.span.end.max(entry.key_span.end);
                inside(&whole).then(|| (entry.key.clone(), &entry.value))
            }),
            Value::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(n, item)| inside(&item.span).then(|| ((n + 1).to_string(), item))),
            _ => None,
        };
        let Some((key, below)) = next else { break };
        keys.push(key);
        node = below;
    }
    keys.join(".")
}
