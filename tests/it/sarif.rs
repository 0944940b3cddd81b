//! `check --format sarif`: what code review tools and editors are given. `.ci/run` holds it to
//! the official schema.

use chengbao::check::rules;
use serde_json::{Value, json};

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run};

fn sarif(name: &str, text: impl AsRef<[u8]>) -> (Run, Value) {
    let run = Chengbao::new().file(name, text).call("check --format sarif").arg(name).run();
    let log = serde_json::from_str(&run.stdout).unwrap();
    (run, log)
}

#[test]
fn a_sound_filing_has_no_results_and_every_rule_is_told_of() {
    let (run, log) = sarif("甲.yaml", FILING);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["results"], json!([]));
    assert_eq!(run["invocations"], json!([{ "executionSuccessful": true }]));
    let driver = &run["tool"]["driver"];
    assert_eq!(
        (&driver["name"], &driver["fullName"]),
        (&json!("chengbao"), &json!("呈报 chengbao"))
    );
    let listed = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = listed.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, rules().map(|rule| rule.code.id()).collect::<Vec<_>>());
    assert!(listed[0]["help"]["markdown"].as_str().unwrap().contains("**为什么**"));
}

#[test]
fn a_finding_has_its_place_and_its_fix() {
    let (run, log) = sarif("填报 2020#1.yaml", with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]));
    assert_eq!(run.status, 1);
    let [result] = log["runs"][0]["results"].as_array().unwrap().as_slice() else { panic!() };
    let artifact = json!({ "uri": "%E5%A1%AB%E6%8A%A5%202020%231.yaml" });
    let region = json!({ "startLine": 17, "startColumn": 12, "endLine": 17, "endColumn": 19 });
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
    assert_eq!((&rule["id"], &result["ruleId"]), (&json!("F08"), &json!("F08")));
    assert_eq!(rule["defaultConfiguration"], json!({ "level": "error" }));
    assert_eq!(result["level"], "error");
    let message = "“计费差错率”的 ≤4*10ˉ6 像是丢了指数写法的数据\n怎么改：写成 ≤4×10⁻⁶";
    assert_eq!(result["message"]["text"], message);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place, &json!({ "artifactLocation": artifact, "region": region }));
    let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": "≤4×10⁻⁶" } });
    let change = json!({ "artifactLocation": artifact, "replacements": [replacement] });
    assert_eq!(result["fixes"], json!([{ "artifactChanges": [change] }]));
    assert_eq!(result["suppressions"], json!([]));
}

#[test]
fn a_waiver_suppresses_in_the_source() {
    let waiver = "豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let (run, log) = sarif("甲.yaml", with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]) + waiver);
    assert_eq!(run.status, 0);
    let suppressions = &log["runs"][0]["results"][0]["suppressions"];
    let expected =
        json!([{ "kind": "inSource", "status": "accepted", "justification": "原文如此" }]);
    assert_eq!(suppressions, &expected);
}

#[test]
fn another_place_that_matters_is_related() {
    let (_, log) = sarif("甲.yaml", with(&[("签署:", "声明: 以上属实。\n签署:")]));
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "Y05");
    let related = &result["relatedLocations"][0];
    assert_eq!(related["message"]["text"], "第一次在这里");
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 19);
}

#[test]
fn a_note_is_a_note_and_what_concerns_the_file_has_no_region() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(FILING);
    let (run, log) = sarif("甲.yaml", bytes);
    assert_eq!(run.status, 0);
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("Y14"), &json!("note")));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place, &json!({ "artifactLocation": { "uri": "%E7%94%B2.yaml" } }));
}

#[test]
fn a_file_that_cannot_be_read_is_told_of() {
    let run =
        Chengbao::new().file("甲.yaml", FILING).call("check --format sarif 无.yaml 甲.yaml").run();
    assert_eq!(run.status, 2);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let message = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(message, "读不了 无.yaml：没有这个文件");
}

#[cfg(unix)]
#[test]
fn an_absolute_path_is_a_file_uri() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("甲.yaml");
    std::fs::write(&path, with(&[("99.10%", "99.1.0%")])).unwrap();
    let run = Chengbao::new().call("check --format sarif").arg(path.to_str().unwrap()).run();
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let uri = location["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.starts_with("file:///") && uri.ends_with("/%E7%94%B2.yaml"), "{uri}");
}
