//! An indicator: a figure, or a map of figures by measure or area.
//!
//! Two branches of an `anyOf`, because an editor puts in a whole map for a key whose schema has
//! `properties` of its own. What it puts in are the template's prompts (【0.00】小时), which the
//! reader finds where they are left standing; an example put in would pass for a figure.

use serde_json::{Map, Value, json};

use super::definitions::reference;
use super::words;
use crate::standard::{IndicatorEntry, LimitValue, Measure};

/// A figure. `10086` and `99` are numbers to an editor.
fn figure() -> Value {
    json!({
        "type": ["string", "number"],
        "errorMessage": "这里写一个数据，如 4.01小时；没有就删去这一行",
    })
}

/// A figure, alone or with what stands beside it.
pub(super) fn measured() -> Value {
    json!({ "anyOf": [figure(), reference("beside")] })
}

/// A figure with what stands beside it.
pub(super) fn beside() -> Value {
    let mut value = figure();
    value["title"] = json!("值");
    value["description"] = json!("数据本身，如 99.64%。必填。");
    let mut keys = Map::new();
    keys.insert("值".into(), value);
    keys.extend(beside_keys());
    json!({
        "type": "object",
        "required": ["值"],
        "properties": keys,
        "additionalProperties": false,
    })
}

/// The keys of what stands beside a figure, in the reader's order.
fn beside_keys() -> impl Iterator<Item = (String, Value)> {
    let number = |title: &str, description: &str, example: Value| {
        json!({
            "title": title,
            "description": description,
            "type": ["string", "number"],
            "examples": [example],
            "errorMessage": "这里写一个数据；没有就删去",
        })
    };
    let moved = |title: &str, description: &str, examples: [&str; 2]| {
        json!({
            "title": title,
            "description": description,
            "type": "string",
            "examples": examples,
            "errorMessage": "写成 下降4.5%、上升0.1个百分点、持平、+1.2% 或 -15.0%",
        })
    };
    let keys = [
        ("分子", number("分子", "比率数的件数，写整数；和分母一起写，用来核对比率。", json!(9964))),
        ("分母", number("分母", "比率以多少为总数，写整数。", json!(10000))),
        (
            "上期",
            number(
                "上期",
                "上一个半年的报告里的这个数据，带上单位，与上期的文件核对。",
                json!("4.20小时"),
            ),
        ),
        ("同比", moved("同比", "与上年同期比的变化。", ["下降4.5%", "持平"])),
        ("环比", moved("环比", "与上一个半年比的变化。", ["上升0.1个百分点", "-15.0%"])),
    ];
    keys.into_iter().map(|(key, schema)| (key.to_owned(), schema))
}

/// Figures by the other one of area and measure.
pub(super) fn below() -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "additionalProperties": reference("measured"),
        "errorMessage": NEITHER,
    })
}

/// Any indicator.
pub(super) fn indicator() -> Value {
    let titled = |title: &str, description: &str| described(title, description, None);
    let mut labels = Map::new();
    labels.insert("平均".into(), titled("平均", "平均值，如 4.01小时。"));
    labels.insert("最长".into(), titled("最长", "最大值，如 23.5小时。"));
    labels.insert("及时率".into(), titled("及时率", "按时完成的占全部的比例，如 99.99%。"));
    add_areas(&mut labels, None);
    // Without examples: an editor would offer them for every other indicator too.
    json!({
        "title": "指标",
        "description": "目录里没有这个名称，照自己的写。写一个数据，如 4.01小时，或在花括号里写几个，如 { 城市: 7.41小时, 农村: 9.21小时 }。",
        "anyOf": [alone(), map(labels)],
    })
}

/// The branch of a figure without a label.
fn alone() -> Value {
    json!({ "type": ["string", "number"], "errorMessage": NEITHER })
}

const NEITHER: &str = "这里写一个数据，如 4.01小时，或写 { 平均: 4.01小时, 及时率: 99.99% }";

/// An indicator of the catalogue, by its whole name.
pub(super) fn of_entry(entry: &IndicatorEntry) -> Value {
    let mut labels = Map::new();
    add_areas(&mut labels, Some(entry));
    if entry.measure == Measure::Average {
        labels.insert("最长".into(), maximum(entry));
    }
    let mut map = map(labels);
    if by_area(entry) {
        let (one, two) = (prompt(entry, 1), prompt(entry, 2));
        map["defaultSnippets"] = json!([{
            "label": "{ 城市, 农村 }",
            "body": format!("{{ 城市: {one}, 农村: {two} }}"),
            "description": "城市和农村各一个数据",
        }]);
    }
    let mut alone = alone();
    alone["examples"] = json!([example(entry)]);
    json!({
        "title": entry.name,
        "description": words::of_entry(entry),
        "anyOf": [alone, map],
        "defaultSnippets": [{ "label": prompt_text(entry), "body": prompt(entry, 1) }],
    })
}

/// A subject that is measured in more than one way: 障碍修复 with 平均 and 及时率.
pub(super) struct Subject<'s> {
    pub(super) name: &'s str,
    /// Where its indicators' ids agree, `mobile.repair`, as a definition's name.
    pub(super) id: String,
    average: &'s IndicatorEntry,
    timely: &'s IndicatorEntry,
}

/// The subjects of a group's indicators.
pub(super) fn subjects<'s>(entries: &[&'s IndicatorEntry]) -> Vec<Subject<'s>> {
    let averages = entries.iter().filter(|e| e.measure == Measure::Average);
    let subject = |average: &&'s IndicatorEntry| {
        let timely = entries.iter().find(|e| {
            e.measure == Measure::Timeliness
                && !e.subject.is_empty()
                && e.subject == average.subject
        })?;
        let id = format!("subject.{}", average.id.rsplit_once('.')?.0);
        Some(Subject { name: &average.subject, id, average, timely })
    };
    averages.filter_map(subject).collect()
}

/// A subject by its name.
pub(super) fn of_subject(subject: &Subject<'_>) -> Value {
    let Subject { name, average, timely, .. } = subject;
    let mut labels = Map::new();
    labels.insert("平均".into(), of_measure("平均", average));
    labels.insert("及时率".into(), of_measure("及时率", timely));
    labels.insert("最长".into(), maximum(average));
    let (one, two) = (prompt(average, 1), prompt(timely, 2));
    json!({
        "title": name,
        "description": words::of_subject(average, timely),
        "anyOf": [map(labels), alone()],
        "defaultSnippets": [{
            "label": "{ 平均, 及时率 }",
            "body": format!("{{ 平均: {one}, 及时率: {two} }}"),
        }],
    })
}

/// Figures by their labels, any others among them; 备注 is text.
fn map(mut labels: Map<String, Value>) -> Value {
    labels.insert("值".into(), reference("value"));
    labels.extend(beside_keys());
    labels.insert("备注".into(), reference("note"));
    json!({
        "type": "object",
        "minProperties": 1,
        "properties": labels,
        "additionalProperties": { "anyOf": [figure(), reference("beside"), reference("below")] },
        "errorMessage": NEITHER,
    })
}

/// 值.
pub(super) fn value() -> Value {
    let mut schema = figure();
    schema["title"] = json!("值");
    schema["description"] =
        json!("只有一个数据又要加注时用，如 { 值: 4.96小时, 备注: 不含客户自维线路 }。");
    schema
}

/// 备注.
pub(super) fn note() -> Value {
    json!({
        "title": "备注",
        "description": "印在数据后面，如“不含客户自维线路”。",
        "type": "string",
        "examples": ["不含客户自维线路", "按自然日计算"],
        "errorMessage": "备注写一行文字；没有就删去",
    })
}

fn add_areas(labels: &mut Map<String, Value>, entry: Option<&IndicatorEntry>) {
    for area in ["城市", "农村"] {
        labels.insert(area.into(), described(area, &words::of_area(area), entry));
    }
}

fn of_measure(label: &str, entry: &IndicatorEntry) -> Value {
    described(label, &words::of_entry(entry), Some(entry))
}

fn maximum(entry: &IndicatorEntry) -> Value {
    described("最长", &words::of_maximum(entry), Some(entry))
}

/// A figure under a label.
fn described(title: &str, description: &str, entry: Option<&IndicatorEntry>) -> Value {
    let mut schema = json!({ "anyOf": [figure(), reference("beside"), reference("below")] });
    schema["title"] = json!(title);
    schema["description"] = json!(description);
    if let Some(entry) = entry {
        schema["defaultSnippets"] =
            json!([{ "label": prompt_text(entry), "body": prompt(entry, 1) }]);
    }
    schema
}

/// An example; a number (10086) where a filing's text would be one to an editor.
fn example(entry: &IndicatorEntry) -> Value {
    let text = words::example(entry);
    text.parse::<u32>().map_or_else(|_| json!(text), |number| json!(number))
}

/// Whether the standard tells town and country apart.
fn by_area(entry: &IndicatorEntry) -> bool {
    let is_by_area = |value: &Option<LimitValue>| matches!(value, Some(LimitValue::ByArea(_)));
    entry.limits.iter().any(|l| is_by_area(&l.average) || is_by_area(&l.maximum))
}

/// A prompt to write over, with its number among the places that an editor jumps to.
fn prompt(entry: &IndicatorEntry, place: usize) -> String {
    let (before, inner, after) = prompt_parts(entry);
    format!("{before}${{{place}:【{inner}】}}{after}")
}

fn prompt_text(entry: &IndicatorEntry) -> String {
    let (before, inner, after) = prompt_parts(entry);
    format!("{before}【{inner}】{after}")
}

/// What stands before, within and behind the brackets. Behind them the reader takes only a short
/// unit for a part of the prompt.
fn prompt_parts(entry: &IndicatorEntry) -> (&'static str, String, &str) {
    match entry.unit.as_str() {
        "%" => ("", "00.00".into(), "%"),
        "比率" => ("≤", "4×10⁻⁶".into(), ""),
        "文字" => ("", "号码".into(), ""),
        unit if unit.chars().count() > 4 => ("", format!("0.00{unit}"), ""),
        unit => ("", "0.00".into(), unit),
    }
}
