//! What the standard and the rules offer: groups of indicators, services, rules.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::definitions::{define, reference};
use super::indicator::{
    below, beside, indicator, measured, note, of_entry, of_subject, subjects, value,
};
use super::words;
use crate::standard::{CatalogueGroup, Standard};

/// 主要服务指标完成情况.
#[derive(Default)]
pub(super) struct Groups;

impl JsonSchema for Groups {
    fn schema_name() -> Cow<'static, str> {
        "groups".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        define(generator, "measured", measured());
        define(generator, "beside", beside());
        define(generator, "below", below());
        define(generator, "value", value());
        define(generator, "note", note());
        define(generator, "indicator", indicator());
        let mut properties = Map::new();
        let standard = Standard::newest();
        for group in standard.groups() {
            let reference = define_group(generator, &standard, group);
            for name in std::iter::once(&group.name).chain(&group.also) {
                properties.insert(name.clone(), reference.clone());
            }
        }
        json_schema!({
            "type": "object",
            "properties": properties,
            "additionalProperties": {
                "title": "一组指标",
                "description": "目录里没有这一组，组名和指标名照自己的写。",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": reference("indicator"),
                "errorMessage": NO_GROUP,
            },
            "errorMessage": "下面一组一组写，如“移动电话:”",
        })
    }
}

const NO_GROUP: &str = "下面一项一项写指标，如“计费差错率: ≤4×10⁻⁶”；没有这一组就删去这一行";

/// A group: the catalogue's names first, those of whole subjects (障碍修复) before their measures.
fn define_group(
    generator: &mut SchemaGenerator,
    standard: &Standard,
    group: &CatalogueGroup,
) -> Value {
    let entries: Vec<_> = standard.indicators().iter().filter(|e| e.group == group.name).collect();
    let mut properties = Map::new();
    for subject in subjects(&entries) {
        let reference = define(generator, &subject.id, of_subject(&subject));
        properties.insert(subject.name.to_owned(), reference);
    }
    for entry in &entries {
        let reference = define(generator, &entry.id, of_entry(entry));
        for name in std::iter::once(&entry.name).chain(&entry.names) {
            properties.insert(name.clone(), reference.clone());
        }
    }
    let schema = json!({
        "title": group.name,
        "description": words::of_group(group),
        "type": "object",
        "minProperties": 1,
        "properties": properties,
        "additionalProperties": reference("indicator"),
        "errorMessage": NO_GROUP,
    });
    // The ids of a group's indicators begin alike: `mobile.change.avg`.
    let id = entries.first().and_then(|e| e.id.split('.').next()).unwrap_or(&group.name);
    define(generator, &format!("group.{id}"), schema)
}

/// One of 经营业务. Those that a group is needed for are offered as snippets: an `enum` among
/// other texts would fill every hover with all of them.
pub(super) struct Service;

impl JsonSchema for Service {
    fn schema_name() -> Cow<'static, str> {
        "service".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let standard = Standard::newest();
        let offered = standard.groups().iter().flat_map(|group| {
            let needs = words::of_service(group);
            group.services.iter().map(
                move |name| json!({ "label": name, "body": name, "description": needs.clone() }),
            )
        });
        json_schema!({
            "type": "string",
            "errorMessage": "每项写一个业务的名称",
            "defaultSnippets": offered.collect::<Vec<_>>(),
        })
    }
}

/// A rule's code.
pub(super) struct Rules;

impl JsonSchema for Rules {
    fn schema_name() -> Cow<'static, str> {
        "rules".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let (codes, titles): (Vec<_>, Vec<_>) =
            crate::check::rules().map(|rule| (rule.code.id(), rule.code.title())).unzip();
        json_schema!({
            "type": "string",
            "enum": codes,
            "enumDescriptions": titles,
            "errorMessage": "照检查结果方括号里的编号写；Y、G、M 开头的要改好，不能豁免",
        })
    }
}
