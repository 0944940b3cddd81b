//! 主要服务指标完成情况: groups of indicators, each a figure or several by measure and area.

use super::fields::{Reader, UNFILLED, Want};
use super::figure::{Figure, FigureFault, parse_figure};
use super::half_width::half_width;
use crate::diagnostic::Finding;
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

/// Areas that the standard and the carriers' filings tell apart.
const AREAS: [&str; 9] = ["城市", "城镇", "农村", "县城", "乡镇", "市区", "郊区", "省内", "省际"];

/// Whether a label names an area (and not a measure).
#[must_use]
pub fn is_area(label: &str) -> bool {
    AREAS.contains(&label)
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
            let none = Finding::error("Y03", name.span.clone(), message);
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
    let Value::Map(entries) = &node.value else {
        let figure = read_figure(reader, &name, node)?;
        let parts = vec![Part { label: None, figure, join: Join::First }];
        return Some(Indicator { name, parts, note: None });
    };
    let (mut parts, mut note): (Vec<Part>, _) = (Vec::new(), None);
    for entry in entries {
        let label = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
        if label.value == "备注" {
            note = reader.text_of(&entry.value, "备注", Want::Text);
            continue;
        }
        let Some(figure) = read_figure(reader, &label, &entry.value) else { continue };
        let join = match parts.last() {
            None => Join::First,
            Some(before) if is_area(&label.value) && before.is_area() => Join::Area,
            Some(_) => Join::Measure,
        };
        let label = (label.value != "值").then_some(label);
        parts.push(Part { label, figure, join });
    }
    if entries.is_empty() || (parts.is_empty() && entries.iter().all(|e| e.key == "备注")) {
        reader.report(
            Finding::error("Y03", name.span.clone(), format!("“{}”没有数据", name.value))
                .help("只有一个数据时写 { 值: 4.96小时, 备注: … }"),
        );
    }
    (!parts.is_empty()).then_some(Indicator { name, parts, note })
}

impl Part {
    fn is_area(&self) -> bool {
        self.label.as_ref().is_some_and(|l| is_area(&l.value))
    }
}

/// What a draft shows where a figure is missing.
fn unfilled(span: &std::ops::Range<usize>) -> Spanned<Figure> {
    let figure = Figure { as_written: UNFILLED.to_owned(), amount: None, lost_power: false };
    Spanned { value: figure, span: span.clone() }
}

fn read_figure(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    node: &Node,
) -> Option<Spanned<Figure>> {
    if node.value == Value::Empty {
        reader.report(
            Finding::error("Y03", name.span.clone(), format!("“{}”没有填数据", name.value))
                .help("在冒号后面填上数据和单位；没有这一项就删去这一行"),
        );
        return Some(unfilled(&name.span));
    }
    let Some(text) = reader.text_of(node, &name.value, Want::Figure) else {
        return Some(unfilled(&name.span));
    };
    match parse_figure(&text.value) {
        Ok(value) => Some(Spanned { value, span: text.span }),
        // Rule F08 speaks of it, in the figures and in the prose alike.
        Err(FigureFault::LostPower) => {
            let as_written = text.value.trim().to_owned();
            let value = Figure { as_written, amount: None, lost_power: true };
            Some(Spanned { value, span: text.span })
        }
        Err(fault) => {
            let (what, mend) = fault.explain();
            let message = match fault {
                FigureFault::Empty => format!("“{}”{what}", name.value),
                _ => format!("“{}”的数据 {} 读不懂：{what}", name.value, text.value.trim()),
            };
            let finding = Finding::error("Y17", text.span.clone(), message).help(mend);
            let place = reader.exact(&text);
            reader.report(match place.zip(half_width(&text.value)) {
                Some((place, figure)) => finding.fix(place, figure),
                None => finding,
            });
            // A draft prints it as it stands.
            let as_written = text.value.trim().to_owned();
            Some(Spanned {
                value: Figure { as_written, amount: None, lost_power: false },
                span: text.span,
            })
        }
    }
}
