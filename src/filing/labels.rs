//! What stands below a label of an indicator: a figure, a figure with something beside it, or
//! figures by a further label. Two labels are an area and a measure; nothing is deeper.

use super::areas::{AREAS, is_area};
use super::beside::is_beside;
use super::fields::Reader;
use crate::finding::Code;
use crate::source::{Entry, Node, Spanned, Value};

/// How a figure with something beside it is written.
pub(super) fn example(key: &str) -> &'static str {
    match key {
        "分子" | "分母" => "{ 值: 99.64%, 分子: 9964, 分母: 10000 }",
        "上期" => "{ 值: 4.01小时, 上期: 4.20小时 }",
        "同比" => "{ 值: 4.01小时, 同比: 下降4.5% }",
        _ => "{ 值: 4.01小时, 环比: 下降4.5% }",
    }
}

/// How figures by area and measure are written.
const BY_BOTH: &str = "{ 城市: { 平均: 4天, 最长: 7天 }, 农村: { 平均: 6天, 最长: 9天 } }";

/// What stands below a label.
pub(super) enum Labels<'t> {
    /// A figure, with something beside it or not; or what is none, of which reading it speaks.
    Figure,
    /// Figures by a further label.
    Below(&'t [Entry]),
    /// What was reported.
    Unread,
}

/// What stands below a label of an indicator.
pub(super) fn below<'t>(reader: &mut Reader<'_>, entry: &'t Entry) -> Labels<'t> {
    let Value::Map(inner) = &entry.value.value else { return Labels::Figure };
    if inner.is_empty() || is_of_figure(inner) {
        return Labels::Figure;
    }
    for below in inner {
        let at = below.key_span.clone();
        let finding = if below.key == "备注" {
            Code::Y02.at(at, note_within(&entry.key)).help(NOTE_HELP)
        } else if is_area(&below.key) == is_area(&entry.key) {
            let message = format!(
                "“{}”下面又分“{}”，读不懂：分两层的，一层是地区，一层是平均、最长一类",
                entry.key, below.key
            );
            let help = format!("写成 {BY_BOTH}；地区可以是{}", AREAS.join("、"));
            Code::Y04.at(at, message).help(help)
        } else {
            continue;
        };
        reader.report(finding);
        return Labels::Unread;
    }
    Labels::Below(inner)
}

const NOTE_HELP: &str = "移到外面一层，和各个数据并列";

fn note_within(label: &str) -> String {
    format!("“备注”是整项指标的，不能写在“{label}”下")
}

/// Whether a map is a figure with what stands beside it.
fn is_of_figure(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.key == "值" || is_beside(&entry.key))
}

/// A figure with what stands beside it.
pub(super) struct WithBeside<'t> {
    /// The figure; `None` where it is missing, which was reported.
    pub(super) value: Option<&'t Node>,
    pub(super) entries: &'t [Entry],
}

/// The map of a figure below a label, with what is strange in it reported.
pub(super) fn with_beside<'t>(
    reader: &mut Reader<'_>,
    called: &Spanned<String>,
    node: &'t Node,
) -> Option<WithBeside<'t>> {
    let Value::Map(entries) = &node.value else { return None };
    if !is_of_figure(entries) {
        let first = entries.first()?;
        // Two labels are above it already, or it would have been read as figures by a label.
        let message = format!("“{}”下面又分“{}”，分得太细：最多分两层", called.value, first.key);
        let help = format!("写成 {BY_BOTH}；再细的各写一项指标");
        reader.report(Code::Y04.at(first.key_span.clone(), message).help(help));
        return Some(WithBeside { value: None, entries: &[] });
    }
    for entry in entries.iter().filter(|entry| entry.key != "值" && !is_beside(&entry.key)) {
        let (message, help) = if entry.key == "备注" {
            (note_within(&called.value), NOTE_HELP.to_owned())
        } else {
            let message = format!("“{}”的数据旁边没有“{}”这个键", called.value, entry.key);
            (message, "可以用的键：值、分子、分母、上期、同比、环比".to_owned())
        };
        reader.report(Code::Y02.at(entry.key_span.clone(), message).help(help));
    }
    let value = entries.iter().find(|entry| entry.key == "值").map(|entry| &entry.value);
    if value.is_none() {
        let message = format!("“{}”没有写“值”", called.value);
        let first = entries.first().map_or("", |entry| entry.key.as_str());
        let help = format!("数据写在“值”后面，如 {}", example(first));
        reader.report(Code::Y03.at(called.span.clone(), message).help(help));
    }
    Some(WithBeside { value, entries })
}

/// Speaks of what stands beside no figure: 分子 among 平均 and 及时率.
pub(super) fn stray(reader: &mut Reader<'_>, name: &Spanned<String>, entries: &[Entry]) {
    if entries.iter().any(|entry| entry.key == "值") {
        return;
    }
    let Some(stray) = entries.iter().find(|entry| is_beside(&entry.key)) else { return };
    let is_label = |entry: &&Entry| !is_beside(&entry.key) && entry.key != "备注";
    let finding = match entries.iter().find(is_label) {
        None => Code::Y03
            .at(name.span.clone(), format!("“{}”没有写“值”", name.value))
            .help(format!("数据写在“值”后面，如 {}", example(&stray.key))),
        // What a desk puts beside 上期.
        Some(label) if label.key == "本期" => Code::Y02
            .at(label.key_span.clone(), format!("“{}”的“本期”旁边写着“{}”", name.value, stray.key))
            .help("本期的数据写在“值”后面：把“本期”改成“值”")
            .fix(label.key_span.clone(), "值"),
        Some(label) => Code::Y02
            .at(stray.key_span.clone(), format!("看不出“{}”是哪一个数据的", stray.key))
            .help(format!("写到它所属的数据里，如 {{ {}: {} }}", label.key, example(&stray.key))),
    };
    reader.report(finding);
}
