//! 主要服务指标完成情况: groups of indicators, each a figure or several by measure and area.

use super::areas::is_area;
use super::fields::{Reader, Want};
use super::figure::Figure;
use super::value::{Position, read_value};
use crate::finding::Code;
use crate::source::{Node, Spanned, Value};

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
    /// The measure or area, where there is one.
    pub label: Option<Spanned<String>>,
    /// The figure.
    pub figure: Spanned<Figure>,
    /// How it is joined to the part before it.
    pub join: Join,
}

/// Measures are joined by ，, areas by 、.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The first part.
    First,
    /// An area after an area: 、
    Area,
    /// Anything else: ，
    Measure,
}

impl Join {
    /// The mark that is printed.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Area => "、",
            Self::Measure => "，",
        }
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
    if ["备注", "值"].contains(&name.value.as_str()) {
        let message = format!("“{}”是一项指标里的键，不能和指标并列", name.value);
        reader.report(
            Code::Y02
                .at(name.span.clone(), message)
                .help("移到它所属的那项指标里，写成 { 值: 4.96小时, 备注: … }"),
        );
        return None;
    }
    let Value::Map(entries) = &node.value else {
        let read = read_value(reader, &name, node, Position::Alone);
        let mut parts = Vec::new();
        read.figures.into_iter().for_each(|(label, figure)| join(&mut parts, label, figure));
        return Some(Indicator { name, parts, note: read.note });
    };
    let (mut parts, mut note): (Vec<Part>, _) = (Vec::new(), None);
    let noted = entries.iter().any(|entry| entry.key == "备注");
    for (n, entry) in entries.iter().enumerate() {
        let label = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
        if label.value == "备注" {
            note = reader.text_of(&entry.value, "备注", Want::Text);
            continue;
        }
        let position =
            if n + 1 == entries.len() && !noted { Position::Last } else { Position::Labelled };
        let label = (label.value != "值").then_some(label);
        let called = label.as_ref().unwrap_or(&name);
        for (_, figure) in read_value(reader, called, &entry.value, position).figures {
            join(&mut parts, label.clone(), figure);
        }
    }
    if entries.is_empty() || (parts.is_empty() && entries.iter().all(|e| e.key == "备注")) {
        reader.report(
            Code::Y03
                .at(name.span.clone(), format!("“{}”没有数据", name.value))
                .help("只有一个数据时写 { 值: 4.96小时, 备注: … }"),
        );
    }
    (!parts.is_empty()).then_some(Indicator { name, parts, note })
}

/// Adds a figure to those of its indicator.
fn join(parts: &mut Vec<Part>, label: Option<Spanned<String>>, figure: Spanned<Figure>) {
    let of_area = label.as_ref().is_some_and(|label| is_area(&label.value));
    let join = match parts.last() {
        None => Join::First,
        Some(before) if of_area && before.is_area() => Join::Area,
        Some(_) => Join::Measure,
    };
    parts.push(Part { label, figure, join });
}

impl Part {
    fn is_area(&self) -> bool {
        self.label.as_ref().is_some_and(|l| is_area(&l.value))
    }
}
