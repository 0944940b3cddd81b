//! The schema for editors says what the reader says. That the language server takes it, and what
//! it shows, `.ci/yaml_language_server.mjs` checks.

use std::collections::BTreeSet;

use chengbao::filing::{Date, Period};
use chengbao::report::{Reading, read};
use chengbao::schema::{data_schema, filing_schema};
use chengbao::standard::Standard;
use serde_json::Value;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, repository};

fn schema() -> Value {
    serde_json::from_str(&filing_schema()).unwrap()
}

/// With `CHENGBAO_BLESS=1` the file is rewritten.
#[test]
fn the_file_beside_the_filings_is_what_the_program_prints() {
    let path = repository().join("schema/filing.schema.json");
    if std::env::var_os("CHENGBAO_BLESS").is_some() {
        std::fs::write(&path, filing_schema()).unwrap();
    }
    let run = Chengbao::new().call("schema").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let same = run.stdout == std::fs::read_to_string(&path).unwrap();
    assert!(same, "CHENGBAO_BLESS=1 cargo test --test it schema::");
}

/// The same for the data.
#[test]
fn the_file_of_the_data_s_form_is_what_the_program_prints() {
    let path = repository().join("schema/filing-data.schema.json");
    if std::env::var_os("CHENGBAO_BLESS").is_some() {
        std::fs::write(&path, data_schema()).unwrap();
    }
    let run = Chengbao::new().call("schema --data").run().done();
    let same = run.stdout == std::fs::read_to_string(&path).unwrap();
    assert!(same, "CHENGBAO_BLESS=1 cargo test --test it schema::");
}

#[test]
fn every_key_of_the_data_is_required_and_described() {
    fn look(schema: &Value, place: &str) {
        let Some(properties) = schema["properties"].as_object() else { return };
        let keys: Vec<&String> = properties.keys().collect();
        let required: Vec<&str> =
            schema["required"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
        assert_eq!(keys, required, "{place}");
        assert_eq!(schema["additionalProperties"], false, "{place}");
        for (key, value) in properties {
            assert!(value["description"].is_string(), "{place}/{key}");
            look(value, &format!("{place}/{key}"));
            let said = &value["items"]["description"];
            assert!(said.is_null() || !said.as_str().unwrap().is_ascii(), "{place}/{key}");
            look(&value["items"], &format!("{place}/{key}/"));
        }
    }
    let schema: Value = serde_json::from_str(&data_schema()).unwrap();
    look(&schema, "");
    assert_eq!(schema["properties"]["schema"]["const"], chengbao::render::SCHEMA);
}

#[test]
fn the_filings_of_the_repository_name_the_schema_first() {
    let modeline = "# yaml-language-server: $schema=../schema/filing.schema.json\n";
    for stem in crate::support::FILINGS {
        let path = repository().join(format!("data/{stem}.yaml"));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(modeline), "{}", path.display());
    }
}

/// Each map of the file whose keys are known: how messages call it, where the schema has it, and
/// a file that has it with a strange key alone.
const MAPS: [(&str, &str, &str); 10] = [
    ("", "", "〇〇〇〇〇〇〇〇: 1"),
    ("企业", "/properties/企业", "企业: { 〇〇〇〇: 1 }"),
    ("电信服务质量状况", "/properties/电信服务质量状况", "电信服务质量状况: { 〇〇〇〇: 1 }"),
    ("举措", "/definitions/initiative", "电信服务质量状况: { 举措: [{ 〇〇〇〇: 1 }] }"),
    (
        "分章",
        "/properties/电信服务质量状况/properties/分章/items",
        "电信服务质量状况: { 分章: [{ 〇〇〇〇: 1 }] }",
    ),
    ("章名", "/properties/章名", "章名: { 〇〇〇〇: 1 }"),
    ("附件", "/properties/附件/items", "附件: [{ 〇〇〇〇: 1 }]"),
    ("签署", "/properties/签署", "签署: { 〇〇〇〇: 1 }"),
    ("版式", "/properties/版式", "版式: { 〇〇〇〇: 1 }"),
    ("豁免", "/properties/豁免/items", "豁免: [{ 〇〇〇〇: 1 }]"),
];

#[test]
fn the_schema_has_the_reader_s_keys_and_no_others() {
    let schema = schema();
    for (name, place, text) in MAPS {
        let reading = read("填报.yaml", text.as_bytes());
        let help = reading
            .findings
            .iter()
            .find(|f| f.code == "Y02")
            .and_then(|f| f.help.clone())
            .unwrap_or_else(|| panic!("{name}: nothing is said of a strange key\n{text}"));
        let known: Vec<&str> = help.strip_prefix("可以用的键：").unwrap().split('、').collect();
        let map = schema.pointer(place).unwrap();
        let keys: Vec<&String> = map["properties"].as_object().unwrap().keys().collect();
        assert_eq!(keys, known, "{name}, in the reader's order");
        assert_eq!(map["additionalProperties"], false, "{name}");
        assert_eq!(required(map), missed(&reading, name), "{name}");
    }
}

/// What a map has to have where nothing else in it makes up for that.
fn required(map: &Value) -> BTreeSet<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let otherwise = list(&map["allOf"]).into_iter().flat_map(|one| list(&one["else"]["required"]));
    let keys = [&map["required"], &map["else"]["required"], &map["anyOf"][0]["required"]];
    let keys = keys.into_iter().flat_map(list).chain(otherwise);
    keys.map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// What the reader says is missing in a map.
fn missed(reading: &Reading, name: &str) -> BTreeSet<String> {
    let before = match name {
        "" => "文件里缺少“".to_owned(),
        name => format!("“{name}”下缺少“"),
    };
    let messages = reading.findings.iter().map(|f| f.message.as_str());
    let keys = messages.filter_map(|m| m.strip_prefix(&before)?.strip_suffix('”'));
    keys.map(str::to_owned).collect()
}

#[test]
fn every_key_has_a_title_a_description_and_an_example_or_choices() {
    let schema = schema();
    for (name, place, _) in MAPS {
        for (key, value) in schema.pointer(place).unwrap()["properties"].as_object().unwrap() {
            for word in ["title", "description"] {
                assert!(value[word].is_string(), "{name} {key} has no {word}");
            }
            let below =
                value.get("properties").is_some() || value.pointer("/items/properties").is_some();
            let shown =
                ["examples", "enum", "defaultSnippets"].iter().any(|w| value.get(w).is_some());
            assert!(below || shown, "{name} {key} has no example");
        }
    }
}

#[test]
fn the_choices_are_the_reader_s() {
    let schema = schema();
    let cases = [
        ("/properties/企业/properties/集团", with(&[("集团: 中国移动", "集团: 某")])),
        ("/properties/版式/properties/举措标题", format!("{FILING}版式: {{ 举措标题: 某 }}\n")),
        ("/properties/版式/properties/页码", format!("{FILING}版式: {{ 页码: 某 }}\n")),
    ];
    for (place, text) in cases {
        let offered = schema.pointer(place).unwrap()["enum"].as_array().unwrap();
        let offered: Vec<&str> = offered.iter().map(|v| v.as_str().unwrap()).collect();
        let reading = read("填报.yaml", text.as_bytes());
        let finding = reading.findings.iter().find(|f| f.code == "Y04").unwrap();
        let help = finding.help.clone().unwrap();
        assert_eq!(help, format!("写这几个之一：{}", offered.join("、")));
    }
}

#[test]
fn the_patterns_take_what_the_reader_takes() {
    let schema = schema();
    let pattern = |place: &str| {
        let pattern = schema.pointer(place).unwrap()["pattern"].as_str().unwrap();
        regex_lite::Regex::new(pattern).unwrap()
    };
    let period = pattern("/properties/报告期");
    for text in [
        "2020年上半年",
        "2020年下半年",
        "1949年上半年",
        "1948年上半年",
        "2020上半年",
        "20年上半年",
        "2020年",
        "2020年全年",
        "二〇二〇年上半年",
        "2020年下半年度",
        "【2020年下半年】",
        "0020年上半年",
    ] {
        assert_eq!(period.is_match(text), Period::parse(text).is_some(), "{text}");
    }
    let date = pattern("/properties/签署/properties/日期");
    for text in [
        "2021年1月12日",
        "2021年01月02日",
        "2021-01-02",
        "2021-1-2",
        "2021/1/2",
        "2021.1.2",
        "2021年1月2",
        "2021年12月31日",
        "1948年1月1日",
        "2021年13月1日",
        "2021年0月1日",
        "2021年1月0日",
        "2021年1月32日",
        "2021年1月",
        "1月2日",
        "21年1月2日",
        "2021年1月012日",
        "2021年1月12日。",
        "【2021年1月12日】",
    ] {
        assert_eq!(date.is_match(text), Date::parse(text).is_some(), "{text}");
    }
}

#[test]
fn every_name_of_the_catalogue_is_offered_where_it_belongs() {
    let schema = schema();
    let groups = &schema["properties"]["主要服务指标完成情况"]["properties"];
    let standard = Standard::newest();
    for group in standard.groups() {
        for name in std::iter::once(&group.name).chain(&group.also) {
            let place = groups[name]["$ref"].as_str().unwrap().strip_prefix('#').unwrap();
            let offered = &schema.pointer(place).unwrap()["properties"];
            let entries = standard.indicators().iter().filter(|e| e.group == group.name);
            for entry in entries {
                for name in std::iter::once(&entry.name).chain(&entry.names) {
                    let to = format!("#/definitions/{}", entry.id);
                    assert_eq!(offered[name]["$ref"], Value::String(to), "{} {name}", group.name);
                }
            }
        }
    }
}

/// A name that two schemas shared would have one of them stand for the other.
#[test]
fn what_a_reference_names_is_there_and_nothing_else_is() {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(to)) = map.get("$ref") {
                    found.insert(to.strip_prefix("#/definitions/").unwrap().to_owned());
                    assert_eq!(map.len(), 1, "draft 7 ignores what stands beside {to}");
                }
                map.values().for_each(|v| collect(v, found));
            }
            Value::Array(items) => items.iter().for_each(|v| collect(v, found)),
            _ => {}
        }
    }
    let schema = schema();
    let mut named = BTreeSet::new();
    collect(&schema, &mut named);
    let there: BTreeSet<String> =
        schema["definitions"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(named, there);
    let standard = Standard::newest();
    let is_subject = |name: &&String| name.starts_with("subject.");
    let others = there.iter().filter(|name| !is_subject(name)).count();
    let shared = ["initiative", "measured", "beside", "below", "value", "note", "indicator"].len();
    assert_eq!(others, shared + standard.groups().len() + standard.indicators().len());
    let subjects = there.iter().filter(is_subject);
    let title = |name: &String| schema["definitions"][name]["title"].as_str().unwrap();
    let subjects: Vec<_> = subjects.map(|name| (name.as_str(), title(name))).collect();
    let expected = [
        ("subject.bb.install", "装移机"),
        ("subject.bb.repair", "障碍修复"),
        ("subject.complaint", "投诉处理"),
        ("subject.fixed.install", "装移机"),
        ("subject.fixed.repair", "障碍修复"),
        ("subject.mobile.change", "业务变更"),
        ("subject.mobile.repair", "障碍修复"),
        ("subject.mobile.restore", "恢复通话"),
        ("subject.portability.handling", "携号转网办理"),
    ];
    assert_eq!(subjects, expected);
}

/// What a completion puts in is found where it is left standing.
#[test]
fn every_prompt_that_an_editor_puts_in_is_one_to_the_reader() {
    let schema = schema();
    let place = regex_lite::Regex::new(r"\$\{[0-9]:([^}]*)\}").unwrap();
    let mut tried = 0;
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        let Some(snippets) = definition.get("defaultSnippets") else { continue };
        let branches = definition["anyOf"].as_array().unwrap();
        let more = branches.iter().filter_map(|b| b.get("defaultSnippets"));
        for snippet in std::iter::once(snippets).chain(more).flat_map(|s| s.as_array().unwrap()) {
            let body = snippet["body"].as_str().unwrap();
            let put = place.replace_all(body, "$1");
            let text = with(&[("计费差错率: ≤4×10⁻⁶", &format!("某项: {put}"))]);
            let found = read("填报.yaml", text.as_bytes()).findings;
            let prompts = found.iter().filter(|f| f.code == "Y19").count();
            assert_eq!(prompts, place.find_iter(body).count(), "{name} {put}");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn a_threshold_from_memory_is_said_to_be_unchecked() {
    let schema = schema();
    let said = |id: &str| schema["definitions"][id]["description"].as_str().unwrap().to_owned();
    assert_eq!(
        said("fixed.repair.avg"),
        "单位小时，越小越好。一般都要填。\n\
         限值：平均 ≤24小时（城镇）、≤36小时（农村）。出处：电信服务规范附录1（凭记忆，未核对）。\n\
         限值：最长 ≤48小时（城镇）、≤72小时（农村）。出处：电信条例第三十二条（原文已核对）。"
    );
    assert_eq!(
        said("bb.speed.ratio"),
        "单位%，越大越好。可以超过100%。\n限值：≥90%。出处：互联网接入服务规范（原文已核对）。"
    );
    assert_eq!(said("complaint.hotline"), "写号码。一般都要填。");
}
