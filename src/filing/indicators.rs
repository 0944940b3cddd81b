//! 主要服务指标完成情况: groups of indicators, each a figure or several by measure,
//! by area, or by both.

use std::collections::BTreeMap;

use super::areas::is_area;
use super::beside::{Beside, is_beside, read_beside};
use super::fields::{Reader, Want};
use super::figure::Figure;
use super::labels::{self, Labels};
use super::value::{Position, read_value};
use crate::finding::Code;
use crate::source::{Entry, Node, Spanned, Value};

/// A group such as 移动电话.
#[derive(Debug, Clone)]
pub struct IndicatorGroup {
    /// The group's name.
    pub name: Spanned<String>,
    /// Its indicators, in the order of the file.
    pub indicators: Vec<Indicator>,
}

/// An indicator with its figures.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The name.
    pub name: Spanned<String>,
    /// One figure, or one for each measure or area.
    pub parts: Vec<Part>,
    /// 备注.
    pub note: Option<Spanned<String>>,
}

/// A figure of an indicator.
#[derive(Debug, Clone)]
pub struct Part {
    /// The label above its own, where there are figures by area and measure: 城市 of 城市平均.
    pub above: Option<Spanned<String>>,
    /// The measure or area, where there is one.
    pub label: Option<Spanned<String>>,
    /// The figure.
    pub figure: Spanned<Figure>,
    /// What stands beside it.
    pub beside: Beside,
    /// How it is joined to the part before it.
    pub join: Join,
}

/// Measures are joined by ，, areas by 、, and so is what stands below one label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The first part.
    First,
    /// An area after an area: 、
    Area,
    /// What is below the same label as the part before: 、. That label is not printed again.
    Below,
    /// Anything else: ，
    Measure,
}

impl Join {
    /// The mark that is printed.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Area | Self::Below => "、",
            Self::Measure => "，",
        }
    }
}

impl Part {
    /// Its labels, as they are printed one behind the other.
    pub fn labels(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.above.iter().chain(&self.label)
    }

    /// Its labels in one, as they are printed: 城市平均.
    #[must_use]
    pub fn label_text(&self) -> Option<String> {
        let labels: String = self.labels().map(|label| label.value.as_str()).collect();
        (!labels.is_empty()).then_some(labels)
    }

    /// The area that it is of.
    #[must_use]
    pub fn area(&self) -> Option<&str> {
        self.labels().map(|label| label.value.as_str()).find(|label| is_area(label))
    }

    /// The measure that it is of: its label that is no area.
    #[must_use]
    pub fn measure(&self) -> Option<&str> {
        self.labels().map(|label| label.value.as_str()).find(|label| !is_area(label))
    }
}

pub(super) fn read_groups(reader: &mut Reader<'_>, node: &Node) -> Vec<IndicatorGroup> {
    let entries = reader.entries(node, "主要服务指标完成情况", "各组指标，如“移动电话:”");
    let mut groups = Vec::new();
    for entry in entries {
        let what = entry.key.as_str();
        let indicators = reader
            .entries(&entry.value, what, "各项指标，如“计费差错率: ≤4×10⁻⁶”")
            .iter()
            .filter_map(|e| read_indicator(reader, &e.key, &e.key_span, &e.value))
            .collect();
        let name = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
        if entry.value.value == Value::Map(Vec::new()) {
            let message = format!("“{}”下一项指标也没有", name.value);
            let none = Code::Y03.at(name.span.clone(), message);
            reader.report(none.help("写上各项指标；没有这一组就删去这一行"));
        }
        groups.push(IndicatorGroup { name, indicators });
    }
    groups
}

fn read_indicator(
    reader: &mut Reader<'_>,
    name: &str,
    name_span: &std::ops::Range<usize>,
    node: &Node,
) -> Option<Indicator> {
    let name = Spanned { value: name.to_owned(), span: name_span.clone() };
    if ["备注", "值"].contains(&name.value.as_str()) || is_beside(&name.value) {
        let message = format!("“{}”是一项指标里的键，不能和指标并列", name.value);
        let example = if is_beside(&name.value) { labels::example(&name.value) } else { NOTED };
        let help = format!("移到它所属的那项指标里，写成 {example}");
        reader.report(Code::Y02.at(name.span.clone(), message).help(help));
        return None;
    }
    let Value::Map(entries) = &node.value else {
        let read = read_value(reader, &name, node, Position::Alone);
        let mut parts = Parts::default();
        for (label, figure) in read.figures {
            parts.add(None, label, figure, Beside::default());
        }
        return Some(Indicator { name, parts: parts.0, note: read.note });
    };
    let note = entries.iter().find(|entry| entry.key == "备注");
    let note = note.and_then(|entry| reader.text_of(&entry.value, "备注", Want::Text));
    let parts = read_parts(reader, &name, entries);
    if entries.is_empty() || (parts.is_empty() && entries.iter().all(|e| e.key == "备注")) {
        reader.report(
            Code::Y03
                .at(name.span.clone(), format!("“{}”没有数据", name.value))
                .help(format!("只有一个数据时写 {NOTED}")),
        );
    }
    (!parts.is_empty()).then_some(Indicator { name, parts, note })
}

const NOTED: &str = "{ 值: 4.96小时, 备注: … }";

/// The figures of an indicator's map.
fn read_parts(reader: &mut Reader<'_>, name: &Spanned<String>, entries: &[Entry]) -> Vec<Part> {
    let mut parts = Parts::default();
    let noted = entries.iter().any(|entry| entry.key == "备注");
    labels::stray(reader, name, entries);
    for (n, entry) in entries.iter().enumerate() {
        let key = entry.key.as_str();
        if key == "备注" || is_beside(key) {
            continue;
        }
        let position =
            if n + 1 == entries.len() && !noted { Position::Last } else { Position::Labelled };
        if key == "值" {
            let counted = entries.iter().any(|e| ["分子", "分母"].contains(&e.key.as_str()));
            let is_last = position == Position::Last && !counted;
            let position = if is_last { Position::LastValue } else { Position::Value };
            let beside = read_beside(reader, name, entries);
            let figures = read_value(reader, name, &entry.value, position).figures;
            for (_, figure) in figures {
                parts.add(None, None, figure, beside.clone());
            }
            continue;
        }
        match labels::below(reader, entry) {
            Labels::Figure => read_figure(reader, None, entry, position, &mut parts),
            Labels::Below(inner) => {
                for below in inner {
                    read_figure(reader, Some(entry), below, Position::Labelled, &mut parts);
                }
            }
            Labels::Unread => parts.add_unfilled(entry),
        }
    }
    report_twice(reader, name, &parts.0);
    parts.0
}

/// Speaks of figures that are given twice, once below the area and once below the measure.
fn report_twice(reader: &mut Reader<'_>, name: &Spanned<String>, parts: &[Part]) {
    if parts.iter().all(|part| part.above.is_none()) {
        return;
    }
    let mut seen = BTreeMap::new();
    for part in parts {
        let (Some(label), Some(text)) = (&part.label, part.label_text()) else { continue };
        if let Some(first) = seen.insert((part.area(), part.measure()), label.span.clone()) {
            let message = format!("“{}”的“{text}”写了两次", name.value);
            let finding = Code::Y05.at(label.span.clone(), message);
            reader.report(finding.help("只留一处").related(first, "另一处在这里"));
        }
    }
}

/// A figure under a label, alone or with what stands beside it.
fn read_figure(
    reader: &mut Reader<'_>,
    above: Option<&Entry>,
    entry: &Entry,
    position: Position,
    parts: &mut Parts,
) {
    let key = |entry: &Entry| Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
    let label = key(entry);
    let called = match above {
        Some(above) => Spanned { value: format!("{}{}", above.key, entry.key), ..key(entry) },
        None => key(entry),
    };
    let (node, beside, position) = match labels::with_beside(reader, &called, &entry.value) {
        // A note does not belong in its braces.
        Some(labels::WithBeside { value, entries }) => {
            (value, read_beside(reader, &called, entries), Position::Value)
        }
        None => (Some(&entry.value), Beside::default(), position),
    };
    let Some(node) = node else { return parts.add_unfilled(entry) };
    for (_, figure) in read_value(reader, &called, node, position).figures {
        parts.add(above.map(key), Some(label.clone()), figure, beside.clone());
    }
}

/// The figures of an indicator as they are read.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn add(
        &mut self,
        above: Option<Spanned<String>>,
        label: Option<Spanned<String>>,
        figure: Spanned<Figure>,
        beside: Beside,
    ) {
        let of_area = label.as_ref().is_some_and(|label| is_area(&label.value));
        let span = |label: &Option<Spanned<String>>| label.as_ref().map(|l| l.span.clone());
        let join = match self.0.last() {
            None => Join::First,
            Some(before) if above.is_some() && span(&before.above) == span(&above) => Join::Below,
            Some(before) if of_area && above.is_none() && before.is_of_area_alone() => Join::Area,
            Some(_) => Join::Measure,
        };
        self.0.push(Part { above, label, figure, beside, join });
    }

    /// What a draft shows where a figure could not be read.
    fn add_unfilled(&mut self, entry: &Entry) {
        let label = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
        for (_, figure) in super::value::Content::unfilled(&label.span).figures {
            self.add(None, Some(label.clone()), figure, Beside::default());
        }
    }
}

impl Part {
    fn is_of_area_alone(&self) -> bool {
        self.above.is_none() && self.label.as_ref().is_some_and(|label| is_area(&label.value))
    }
}
