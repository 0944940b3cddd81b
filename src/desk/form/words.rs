//! What fields are called and what is said of them. The schema has it for editors; where that speaks
//! of how to write YAML, other words stand here.

use std::sync::LazyLock;

use serde_json::Value;

use crate::schema::filing_schema;

/// The schema of a filing.
static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&filing_schema()).unwrap_or_default());

/// Instead of what the schema says; by the keys that lead there, `[]` for a list's items.
const HINTS: [(&str, &str); 16] = [
    ("企业.省份", "写全称；几个省的各列一项，整个集团报送的写“全国”。"),
    ("企业.经营业务", "取得许可的业务。选了哪一项，下面就要有哪一组指标。"),
    ("企业.集团", "都不是的选“其他”。"),
    ("报告期", "哪一年的上半年或下半年。"),
    (
        "上期",
        "上一期的填报文件，与本文件放在一个文件夹里，用来比较两期数据；附表要列更早各期的，由近到远依次选，最多七份。",
    ),
    ("附表", "报告末尾附上什么；要先选上期。"),
    ("主送", "报告给谁，印在标题下面；有几家的各列一项。末尾不写冒号。"),
    ("抄送", "还要给谁，印在末页下边；有几家的各列一项。"),
    ("公司简介", "经营范围、机构和人员、网络规模、社会责任等；简称在这里交代一次。"),
    ("电信服务质量状况.分章.[].概述", "这一章的总说。没有举措的章必填。"),
    ("签署.单位", "企业全称；有几个单位的各列一项，共用一个日期。不填时用企业的名称。"),
    ("签署.日期", "落款的日期，如2021年1月12日。"),
    (
        "签署.印章",
        "印在落款之上的图片，只供查看，不是电子签章；有几个单位的各选一张，次序与单位相同。",
    ),
    ("版式.不列", "这份报告本来就没有的章。"),
    ("豁免.[].理由", "为什么不必改，写给审阅的人看。没有理由，这一条说明不起作用。"),
    ("分工", "哪个部门填哪些组、哪些指标，分表时用；不印进报告。"),
];

/// What is known of a field.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) choices: Vec<String>,
    pub(super) choice_hints: Vec<String>,
    pub(super) default: Option<String>,
    pub(super) required: bool,
}

/// What is known of a field, by the keys that lead there, `[]` for a list's items.
pub(super) fn words(way: &[&str]) -> Words {
    let Some((key, above)) = way.split_last() else { return Words::default() };
    let Some(schema) = schema(way) else {
        return Words { label: (*key).to_owned(), ..Words::default() };
    };
    let texts = |value: &Value| -> Vec<String> {
        let all = value.as_array().into_iter().flatten();
        all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let of_items = &schema["items"];
    let choices = if schema["enum"].is_array() { schema } else { of_items };
    let required = self::schema(above).is_some_and(|above| {
        above["required"].as_array().is_some_and(|keys| keys.iter().any(|one| one == key))
    });
    Words {
        label: label(way, schema),
        hint: hint(way, schema),
        choices: texts(&choices["enum"]),
        choice_hints: texts(&choices["enumDescriptions"]),
        default: schema["default"].as_str().map(str::to_owned),
        required,
    }
}

fn label(way: &[&str], schema: &Value) -> String {
    let title = schema["title"].as_str().or(way.last().copied()).unwrap_or_default();
    // The chapters' titles have their numbers.
    let title = title.split_once('、').filter(|(number, _)| number.chars().count() == 1);
    let own = title.map(|(_, rest)| rest).or(schema["title"].as_str());
    own.or(way.last().copied()).unwrap_or_default().to_owned()
}

fn hint(way: &[&str], schema: &Value) -> Option<String> {
    let name = way.join(".");
    if let Some((_, hint)) = HINTS.iter().find(|(of, _)| *of == name) {
        return Some((*hint).to_owned());
    }
    // Whether something is required the form shows by itself.
    let said = schema["description"].as_str()?;
    let said = said.replace("可省略，省略时", "不填时").replace("可省略。", "");
    let said = said.replace("必填；", "").replace("必填。", "");
    Some(said).filter(|said| !said.is_empty())
}

/// The part of the schema that is about a value.
fn schema(way: &[&str]) -> Option<&'static Value> {
    let mut schema: &'static Value = &SCHEMA;
    for key in way {
        schema =
            if *key == "[]" { schema.get("items")? } else { schema.get("properties")?.get(key)? };
    }
    Some(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hint_of_ours_is_of_a_field_that_there_is() {
        for (way, _) in HINTS {
            let way: Vec<&str> = way.split('.').collect();
            assert!(schema(&way).is_some(), "{way:?}");
        }
    }

    #[test]
    fn nobody_is_told_how_to_write_yaml() {
        let ways = ["企业", "签署", "版式", "章名"].into_iter().flat_map(|above| {
            let keys = SCHEMA["properties"][above]["properties"].as_object().unwrap().keys();
            keys.map(move |key| vec![above, key.as_str()])
        });
        let top = SCHEMA["properties"].as_object().unwrap().keys().map(|key| vec![key.as_str()]);
        let maps = ["电信服务质量状况", "主要服务指标完成情况", "附件", "豁免", "章名", "企业"];
        for way in ways.chain(top).filter(|way| !maps.contains(&way[0]) || way.len() > 1) {
            let said = words(&way).hint.unwrap_or_default();
            let yaml = ["[", "]", "短横线", "竖线", "冒号后", "列表", "省略"];
            assert!(!yaml.iter().any(|word| said.contains(word)), "{way:?}: {said}");
        }
    }
}
