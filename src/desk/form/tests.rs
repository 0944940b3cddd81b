use serde_json::{Value as Json, json};

use super::*;
use crate::desk::path::{Path, node_at};
use crate::report;

const MOBILE: &str = include_str!("../../../data/shanxi-mobile-2020h2.yaml");
const UNICOM: &str = include_str!("../../../data/shanxi-unicom-2020h1.yaml");
const NEW: &str = include_str!("../../../data/template.yaml");
const FORMS: &str = include_str!("../../../tests/filings/forms.yaml");
const TABLES: &str = include_str!("../../../tests/filings/tables.yaml");
const TORTURE: &str = include_str!("../../../tests/filings/torture.yaml");

fn made(text: &str, last: Option<&str>) -> Option<Json> {
    let reading = report::read("甲.yaml", text.as_bytes());
    let form = form(&reading, last.map(compared).as_ref(), &Standard::newest())?;
    Some(serde_json::to_value(form).unwrap())
}

fn compared(text: &str) -> Compared {
    Compared {
        name: "上期.yaml".to_owned(),
        filing: report::read("上期.yaml", text.as_bytes()).filing.unwrap(),
        bytes: text.as_bytes().to_vec(),
        draft: None,
        is_faulty: false,
        earlier: Vec::new(),
    }
}

fn of(text: &str) -> Json {
    made(text, None).unwrap()
}

fn section(form: &Json, id: &str) -> Json {
    let sections = form["sections"].as_array().unwrap();
    sections.iter().find(|section| section["id"] == id).unwrap().clone()
}

/// A field or text by the end of its path.
fn field(form: &Json, path: &Json) -> Json {
    find(form, &|object| object["path"] == *path && object.get("label").is_some()).unwrap()
}

fn find(json: &Json, is: &dyn Fn(&Json) -> bool) -> Option<Json> {
    if json.is_object() && is(json) {
        return Some(json.clone());
    }
    match json {
        Json::Array(all) => all.iter().find_map(|one| find(one, is)),
        Json::Object(all) => all.values().find_map(|one| find(one, is)),
        _ => None,
    }
}

/// The same filing for the half-year before.
fn last_of(text: &str) -> String {
    let text = text.replace("2020年下半年", "2020年上半年").replace("4.01小时", "4.50小时");
    text.replace("做优做强网络质量，", "")
}

#[test]
fn every_path_leads_to_what_is_shown() {
    for text in [MOBILE, UNICOM, NEW, FORMS, TABLES, TORTURE] {
        let reading = report::read("甲.yaml", text.as_bytes());
        let form = of(text);
        let mut count = 0;
        walk(&form, &mut |object| {
            let Some(path) = object.get("path") else { return };
            let path: Path = serde_json::from_value(path.clone()).unwrap();
            let node = node_at(reading.tree().unwrap(), &path);
            match object.get("value") {
                Some(Json::Null) => assert_eq!(node, None, "{path:?}"),
                Some(Json::String(value)) => {
                    let node = node.unwrap_or_else(|| panic!("{path:?}"));
                    let figure = node_at(node, &["值".into()]).unwrap_or(node);
                    assert_eq!(text_of(&reading.source, figure), *value, "{path:?}");
                    count += 1;
                }
                Some(_) => assert!(node.is_some(), "{path:?}"),
                // Of a list that may not be there.
                None if object.get("items").is_some() || object.get("initiatives").is_some() => {}
                None => assert!(object.get("kind").is_some() || node.is_some(), "{path:?}"),
            }
        });
        assert!(count >= 10, "{count}");
    }
}

fn walk(json: &Json, look: &mut dyn FnMut(&Json)) {
    match json {
        Json::Array(all) => all.iter().for_each(|one| walk(one, look)),
        Json::Object(all) => {
            look(json);
            all.values().for_each(|one| walk(one, look));
        }
        _ => {}
    }
}

#[test]
fn a_small_filing_as_it_is_shown() {
    let form = of("\
企业:
  名称: 中国移动山西公司
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]
报告期: 2020年下半年
公司简介: |
  第一段。

  第二段。
电信服务质量状况:
  举措:
    - 标题: 网络
      内容: 一句话。
主要服务指标完成情况:
  客户投诉:
    投诉处理及时率: { 值: 95.72%, 分子: 9572, 分母: 10000, 环比: 上升0.1个百分点, 备注: 不含外省 }
  我们的:
    星级: 【】星
声明: 本报告内容客观、真实、准确。
签署: { 日期: 【2021年1月12日】 }
");
    let sections: Vec<_> =
        form["sections"].as_array().unwrap().iter().map(|s| s["id"].clone()).collect();
    assert_eq!(
        json!(sections),
        json!([
            "report",
            "company",
            "lead",
            "profile",
            "quality",
            "figures",
            "closing",
            "annexes",
            "signature",
            "layout",
            "waivers"
        ])
    );
    assert_eq!(
        section(&form, "profile"),
        json!({
            "id": "profile",
            "title": "公司简介",
            "kind": "prose",
            "texts": [{
                "path": ["公司简介"],
                "label": "公司简介",
                "value": "第一段。\n\n第二段。",
                "required": true,
                "blank": false,
                "hint": "经营范围、机构和人员、网络规模、社会责任等；简称在这里交代一次。",
                "place": [8, 3],
                "hash": hash("第一段。\n\n第二段。"),
                "chars": 8,
                "last": null,
                "unchanged": [],
            }],
        })
    );
    assert_eq!(
        field(&form, &json!(["签署", "日期"])),
        json!({
            "path": ["签署", "日期"],
            "label": "落款的日期",
            "kind": "day",
            "value": "【2021年1月12日】",
            "choices": [],
            "choice_hints": [],
            "default": null,
            "required": true,
            "blank": true,
            "hint": "落款的日期，如2021年1月12日。",
            "place": [21, 11],
        })
    );
    let figures = section(&form, "figures");
    assert_eq!(figures["missing"][0], "移动电话");
    let group = &figures["groups"][0];
    assert_eq!(group["columns"], json!({ "counts": true, "movement": true }));
    assert_eq!(group["missing"][0], "投诉受理热线");
    let of = |key: &str| json!(["主要服务指标完成情况", "客户投诉", "投诉处理及时率", key]);
    let cell = |key: &str, value: &str| json!({ "path": of(key), "key": key, "value": value, "blank": false });
    let moved = cell("环比", "上升0.1个百分点");
    assert_eq!(
        group["indicators"][0]["rows"],
        json!([{
            "path": ["主要服务指标完成情况", "客户投诉", "投诉处理及时率"],
            "label": "",
            "value": "95.72%",
            "blank": false,
            "place": [17, 19],
            "unit": "%",
            "numerator": cell("分子", "9572"),
            "denominator": cell("分母", "10000"),
            "movement": moved,
            "stated": [moved],
            "last": null,
            "limit": null,
            "change": null,
            "verdict": null,
            "counts_possible": true,
        }])
    );
    assert_eq!(group["indicators"][0]["note"]["value"], "不含外省");
    let own = &figures["groups"][1]["indicators"][0];
    assert_eq!((&own["known"], &own["rows"][0]["blank"]), (&json!(false), &json!(true)));
    assert_eq!(own["rows"][0]["unit"], "星");
}

#[test]
fn a_figure_that_prints_otherwise_says_how() {
    let text = |rate: &str| MOBILE.replace("计费差错率: ", &format!("计费差错率: {rate} # "));
    let rate = |rate: &str| {
        let figures = section(&of(&text(rate)), "figures");
        find(&figures, &|row| row["value"] == rate).unwrap()
    };
    assert_eq!(rate("≤4×10^-6")["printed"], "≤4×10⁻⁶");
    assert_eq!(rate("≤4×10⁻⁶").get("printed"), None);
}

#[test]
fn a_figure_says_which_cell_it_came_from() {
    let text = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  经营业务: [移动电话]\n\
                报告期: 2020年下半年\n主要服务指标完成情况:\n  移动电话:\n    障碍修复: { 平均: 4.01小时, 及时率: \
                99.20% }  # 来自 平均：各部门.csv D2，填入 4.01小时；及时率：各部门.csv D3，填入 99.10%\n    \
                计费差错率: ≤4×10⁻⁶ # 来自 老王\n";
    let figures = section(&of(text), "figures");
    let rows = &figures["groups"][0]["indicators"][0]["rows"];
    assert_eq!(rows[0]["origin"], "来自 各部门.csv D2");
    assert_eq!(rows[1]["origin"], "后来改过：填入时是 99.10%，来自 各部门.csv D3");
    assert_eq!(figures["groups"][0]["indicators"][1]["rows"][0].get("origin"), None);
}

#[test]
fn a_new_file_is_a_form_to_fill_in() {
    let form = of(NEW);
    let blanks = |id: &str| {
        let mut count = 0;
        walk(&section(&form, id), &mut |object| count += usize::from(object["blank"] == true));
        count
    };
    assert_eq!((blanks("company"), blanks("report"), blanks("profile")), (4, 1, 1));
    // The template's figures, each of which is a prompt.
    assert_eq!(blanks("figures"), 29);
    let services = field(&form, &json!(["企业", "经营业务"]));
    assert_eq!(services["choices"][2], "宽带业务");
    let half = field(&form, &json!(["报告期"]));
    assert_eq!((&half["kind"], &half["blank"]), (&json!("period"), &json!(true)));
}

#[test]
fn chapters_and_initiatives_within_initiatives_are_shown() {
    let form = of(FORMS);
    let quality = section(&form, "quality");
    assert_eq!(quality["overview"], Json::Null);
    let list = &quality["lists"][0];
    assert_eq!(list["path"], json!(["电信服务质量状况", "分章", 0, "举措"]));
    assert_eq!(list["title"]["value"], "强化作风建设");
    let third = &list["initiatives"][0]["initiatives"][1]["initiatives"][0];
    assert_eq!((&third["title"]["value"], &third["may_hold"]), (&json!("乡镇"), &json!(false)));
    let second = &list["initiatives"][0]["initiatives"][1];
    assert_eq!((&second["body"]["required"], &second["may_hold"]), (&json!(false), &json!(true)));
    assert_eq!(section(&form, "profile")["title"], "企业概况");
    let figures = section(&form, "figures");
    let labels = |group: usize, indicator: usize| -> Vec<Json> {
        let rows = figures["groups"][group]["indicators"][indicator]["rows"].as_array().unwrap();
        rows.iter().map(|row| row["label"].clone()).collect()
    };
    assert_eq!(labels(2, 1), ["城市平均", "城市最长", "农村平均", "农村最长"]);
    assert_eq!(labels(0, 0), ["平均", "及时率"]);
    let annex = &section(&form, "annexes")["items"][0];
    assert!(annex["body"]["value"].as_str().unwrap().contains("\n\n| 地区 | 新开基站（座）"));
}

#[test]
fn the_last_filing_stands_beside_this_one() {
    let form = made(MOBILE, Some(&last_of(MOBILE))).unwrap();
    let figures = section(&form, "figures");
    let repair = &figures["groups"][0]["indicators"][2]["rows"];
    assert_eq!(repair[0]["last"], "4.50小时");
    assert_eq!(repair[0]["change"], "缩短0.49小时（10.89%）");
    assert_eq!((&repair[0]["verdict"], &repair[1]["change"]), (&json!("better"), &json!("持平")));
    let hotline = &figures["groups"][3]["indicators"][0]["rows"][0];
    assert_eq!((&hotline["last"], &hotline["change"]), (&json!("10086"), &json!("未改")));
    let closing = field(&form, &json!(["结语"]));
    assert_eq!(closing["last"], closing["value"]);
    let length = closing["value"].as_str().unwrap().encode_utf16().count();
    assert_eq!(closing["unchanged"], json!([[0, length]]));
    // Under another title, with other half-years in it.
    let initiative = &section(&form, "quality")["lists"][0]["initiatives"][0]["body"];
    assert!(initiative["last"].as_str().unwrap().starts_with("2020年上半年，山西移动按照"));
    let first = &initiative["unchanged"][0];
    assert!(first[0].as_u64() > Some(0), "{first}");
}

#[test]
fn sentences_that_stay_are_marked_by_utf16_units() {
    let value = "【请修订】\n𠮷祥如意。新的一句。“旧的一句。”\n\n- 项目；另一项。";
    let last = "𠮷祥如意。“旧的一句。”去掉的一句。\n- 项目；";
    let units: Vec<u16> = value.encode_utf16().collect();
    let ranges = super::lasts::unchanged(value, last);
    let texts = ranges.iter().map(|[from, to]| String::from_utf16(&units[*from..*to]).unwrap());
    assert_eq!(texts.collect::<Vec<_>>(), ["𠮷祥如意。", "“旧的一句。”", "- 项目；"]);
}

#[test]
fn what_is_wrong_in_places_is_shown_as_it_stands() {
    let form =
        of(&MOBILE.replace("省份: 山西省", "省份: { 甲: 乙 }").replace("结语: |", "结余: |"));
    assert_eq!(field(&form, &json!(["企业", "省份"]))["value"], json!(["{ 甲: 乙 }"]));
    let unknown = section(&form, "unknown");
    assert_eq!(unknown["fields"][0]["label"], "结余");
    let missing = of("企业:\n  名称: 甲\n");
    assert_eq!(field(&missing, &json!(["公司简介"]))["blank"], true);
    assert_eq!(field(&missing, &json!(["企业", "集团"]))["value"], Json::Null);
    assert_eq!(field(&missing, &json!(["企业", "集团"]))["blank"], true);
    let odd = of(&MOBILE.replace("计费差错率: ≤4×10⁻⁶", "计费差错率: [1, 2]"));
    let row = &section(&odd, "figures")["groups"][0]["indicators"][3]["rows"][0];
    assert_eq!(row["value"], "[1, 2]");
}

#[test]
fn a_slip_that_could_be_mended_hides_nothing() {
    let form = of(&MOBILE.replace("平均: 4.01小时", "平均: 4,010小时"));
    let row = &section(&form, "figures")["groups"][0]["indicators"][2]["rows"][0];
    assert_eq!(row["label"], "平均");
}

#[test]
fn what_cannot_be_taken_apart_is_no_form() {
    for (from, to) in [
        ("版式:\n", "---\n版式:\n"),
        ("  移动电话:\n", "  移动电话: 无\n  别的:\n"),
        ("    - 标题: 做优", "    - 做优\n    - 标题: 做优"),
        ("版式:\n  举措标题: 独行", "版式: 独行"),
    ] {
        assert!(MOBILE.contains(from), "{from}");
        assert!(made(&MOBILE.replace(from, to), None).is_none(), "{to}");
    }
    assert!(
        made("", None).is_none() && made("甲\n", None).is_none() && made("- 甲\n", None).is_none()
    );
}
