//! 分工: which department fills in which groups and indicators. It is for the desk alone and is
//! never printed.

use std::collections::BTreeMap;

use super::fields::{Reader, Want};
use super::{Filing, Indicator, IndicatorGroup};
use crate::finding::{Code, Finding};
use crate::source::{Node, Spanned, Value};

/// What a department fills in.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The department.
    pub department: Spanned<String>,
    /// Groups, indicators (`投诉处理及时率`), or indicators of a group (`客户投诉.投诉处理及时率`).
    pub places: Vec<Spanned<String>>,
}

/// How exactly a place names an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exact {
    Group,
    Indicator,
}

const EXAMPLE: &str = "网络部: [移动电话, 网络质量]";

pub(super) fn read_duties(
    reader: &mut Reader<'_>,
    node: &Node,
    groups: &[IndicatorGroup],
) -> Vec<Duty> {
    let mut duties = Vec::new();
    for entry in reader.entries(node, "分工", &format!("部门和它填的组、指标，如“{EXAMPLE}”"))
    {
        let department = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
        let items = match &entry.value.value {
            Value::List(items) => items.as_slice(),
            Value::Empty => &[],
            _ => std::slice::from_ref(&entry.value),
        };
        if items.is_empty() {
            let message = format!("“{}”没有写它填哪些组或指标", entry.key);
            let none = Code::Y03.at(entry.key_span.clone(), message);
            reader.report(none.help(format!("写成“{EXAMPLE}”；没有它的事就删去这一行")));
        }
        let texts = items.iter().filter_map(|item| reader.text_of(item, &entry.key, Want::Text));
        let places = texts.collect();
        duties.push(Duty { department, places });
    }
    faults(&duties, groups).into_iter().for_each(|finding| reader.report(finding));
    duties
}

/// Places that name nothing, too much, or what another department has.
fn faults(duties: &[Duty], groups: &[IndicatorGroup]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut taken: BTreeMap<&str, (&Spanned<String>, &str)> = BTreeMap::new();
    for Duty { department, places } in duties {
        for place in places {
            let found = groups.iter().flat_map(|group| {
                let named = move |own: &&Indicator| names(&place.value, group, own).is_some();
                group.indicators.iter().filter(named).map(move |own| (group, own))
            });
            let found: Vec<_> = found.collect();
            let is_group = groups.iter().any(|group| group.name.value == place.value);
            let finding = match found.as_slice() {
                [] if !is_group => {
                    let message = format!("“{}”不是这份文件里的组或指标", place.value);
                    let help = "照“主要服务指标完成情况”下的组名、指标名写；指标也可以写成 组.指标";
                    Code::Y04.at(place.span.clone(), message).help(help)
                }
                [(group, own), _, ..] if !is_group => {
                    let message = format!("“{}”在几组里都有", place.value);
                    let help =
                        format!("写明是哪一组的，如 {}.{}", group.name.value, own.name.value);
                    Code::Y04.at(place.span.clone(), message).help(help)
                }
                _ => match taken.get(place.value.as_str()) {
                    Some((first, who)) => {
                        let message = format!(
                            "“{}”已经分给了“{who}”，又分给“{}”",
                            place.value, department.value
                        );
                        let first = first.span.clone();
                        let finding = Code::Y05.at(place.span.clone(), message).help("只留一处");
                        finding.related(first, "另一处在这里")
                    }
                    None => {
                        taken.insert(&place.value, (place, &department.value));
                        continue;
                    }
                },
            };
            findings.push(finding);
        }
    }
    findings
}

fn names(place: &str, group: &IndicatorGroup, indicator: &Indicator) -> Option<Exact> {
    let (group, indicator) = (group.name.value.as_str(), indicator.name.value.as_str());
    if place == group {
        return Some(Exact::Group);
    }
    let rest = place.strip_prefix(group).and_then(|rest| rest.strip_prefix('.'));
    (place == indicator || rest == Some(indicator)).then_some(Exact::Indicator)
}

impl Filing {
    /// The department that fills in an indicator: the one that names it, else the one that names
    /// its group.
    #[must_use]
    pub fn department(&self, group: &IndicatorGroup, indicator: &Indicator) -> Option<&str> {
        let all = self.duties.iter().flat_map(|duty| duty.places.iter().map(move |at| (duty, at)));
        let named = all.filter_map(|(duty, at)| Some((names(&at.value, group, indicator)?, duty)));
        let (_, duty) = named.rev().max_by_key(|(exact, _)| *exact)?;
        Some(&duty.department.value)
    }
}
