//! 豁免: what the filer answers for is turned off, at its place and nowhere else, and is reported at
//! the end.

use serde_json::Value;

use crate::support::filing::with;
use crate::support::{Chengbao, Run};

/// A filing with two faults of F01 and a superlative in an initiative and in the closing.
fn faulty(waivers: &str) -> String {
    with(&[
        ("及时率: 99.10% }", "及时率: 101% }"),
        ("建成5G基站8900余座。", "建成全省规模最大的5G网络。"),
        (
            "主要服务指标完成情况:\n",
            "    - 标题: 推进5.5G网络\n      内容: |\n        建成全省规模最大的试验网。\n主要服务指标完成情况:\n",
        ),
        (
            "{ 投诉受理热线: 10086 }",
            "{ 投诉受理热线: 10086, 投诉处理平均时限: 11.54小时, 投诉处理满意率: 99.10%, 投诉处理及时率: 102.10% }",
        ),
        ("声明: ", "结语: |\n  公司的客户最多。\n声明: "),
    ]) + waivers
}

fn waived(waivers: &[(&str, &str, &str)]) -> String {
    let items: String = waivers
        .iter()
        .map(|(rule, place, reason)| {
            let place = if place.is_empty() { String::new() } else { format!(", 位置: {place}") };
            let reason =
                if reason.is_empty() { String::new() } else { format!(", 理由: {reason}") };
            format!("  - {{ 规则: {rule}{place}{reason} }}\n")
        })
        .collect();
    faulty(&format!("豁免:\n{items}"))
}

#[track_caller]
fn check(text: &str) -> Run {
    Chengbao::new().file("填报.yaml", text).call("check --format json 填报.yaml").run()
}

/// `CODE LINE` of every error and warning.
fn said(run: &Run) -> Vec<String> {
    let said: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let findings = said["findings"].as_array().unwrap();
    let heavy = findings.iter().filter(|f| f["severity"] != "info");
    heavy.map(|f| format!("{} {}", f["code"].as_str().unwrap(), f["line"])).collect()
}

const ALL: [&str; 5] = ["N03 13", "N03 16", "F01 19", "F01 21", "N03 23"];

/// Checks that a waiver takes out some of what is reported, and nothing else.
#[track_caller]
fn takes_out(rule: &str, place: &str, taken: &[&str]) {
    let left: Vec<&str> = ALL.into_iter().filter(|said| !taken.contains(said)).collect();
    assert_eq!(said(&check(&waived(&[(rule, place, "已核实")]))), left, "{rule} {place}");
}

#[test]
fn without_a_waiver_everything_is_said() {
    assert_eq!(said(&check(&faulty(""))), ALL);
}

#[test]
fn a_waiver_is_told_with_its_reason_and_the_filing_passes() {
    let text = with(&[("{ 投诉受理热线: 10086 }", "{ 投诉受理热线: 10086-5 }")]);
    let call = |text: &str| Chengbao::new().file("填报.yaml", text).call("check 填报.yaml").run();
    let run = call(&text);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(run.stdout.contains("豁免：- { 规则: N02, 位置: "), "{}", run.stdout);

    let waiver = "豁免:\n  - { 规则: N02, 位置: 客户投诉.投诉受理热线, 理由: 照原报告保留 }\n";
    let run = call(&(text.clone() + waiver)).done();
    assert!(!run.stdout.contains("错误[N02]"), "{}", run.stdout);
    let message = run.stdout.split("已豁免 N02 第18行").nth(1).expect(&run.stdout);
    assert!(
        message.contains("10086-5") && message.contains("理由：照原报告保留"),
        "{}",
        run.stdout
    );

    let run = Chengbao::new().file("填报.yaml", text + waiver).call("build 填报.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn another_place_keeps_its_finding() {
    takes_out("F01", "客户投诉.投诉处理及时率", &["F01 21"]);
    takes_out("F01", "移动电话.障碍修复.及时率", &["F01 19"]);
    takes_out("N03", "结语", &["N03 23"]);
}

#[test]
fn a_place_is_any_part_of_the_way_by_its_keys() {
    takes_out("F01", "主要服务指标完成情况", &["F01 19", "F01 21"]);
    takes_out("F01", "主要服务指标完成情况.客户投诉.投诉处理及时率", &["F01 21"]);
    takes_out("F01", "客户投诉", &["F01 21"]);
    takes_out("N03", "电信服务质量状况.举措.2.内容", &["N03 16"]);
    takes_out("N03", "举措.1", &["N03 13"]);
    takes_out("N03", "举措", &["N03 13", "N03 16"]);
    takes_out("f01", "\" 客户投诉 . 投诉处理及时率 \"", &["F01 21"]);
}

#[test]
fn an_initiative_is_named_by_its_title_too() {
    takes_out("N03", "举措.做优网络质量", &["N03 13"]);
    takes_out("N03", "电信服务质量状况.举措.做优网络质量.内容", &["N03 13"]);
    // A title may have a dot of its own.
    takes_out("N03", "举措.推进5.5G网络", &["N03 16"]);
    takes_out("n03", "推进5.5G网络.内容", &["N03 16"]);
}

#[test]
fn part_of_a_key_is_no_place() {
    for place in ["投诉", "客户投诉.投诉", "客户投诉.移动电话", "举措.做优", "举措.推进5", "举措.3"]
    {
        let said = said(&check(&waived(&[("F01", place, "已核实"), ("N03", place, "已核实")])));
        assert_eq!(said[..5], ALL, "{place}");
        assert!(said[5..].iter().all(|s| s.starts_with("W03")), "{place} {said:?}");
        assert_eq!(said.len(), 7, "{place} {said:?}");
    }
}

#[test]
fn a_place_that_has_another_fault_is_no_waiver_of_it() {
    let said = said(&check(&waived(&[("N03", "客户投诉.投诉处理及时率", "已核实")])));
    assert_eq!(said, [&ALL[..], &["W03 28"]].concat());
}

#[test]
fn a_rule_that_is_none_is_an_error() {
    for rule in ["F99", "Y03", "服务质量"] {
        let run = check(&waived(&[(rule, "客户投诉", "已核实")]));
        assert_eq!(said(&run).last().unwrap(), "W01 28", "{rule}");
        assert_eq!(run.status, 1);
    }
}

#[test]
fn without_a_reason_a_waiver_takes_no_effect() {
    for reason in ["", "\" \""] {
        let run = check(&waived(&[("F01", "客户投诉.投诉处理及时率", reason)]));
        let said = said(&run);
        assert!(said.contains(&"F01 21".to_owned()), "{said:?}");
        let of_reading = said.iter().any(|s| s.starts_with('Y'));
        assert!(said.contains(&"W02 28".to_owned()) || of_reading, "{said:?}");
        assert_eq!(run.status, 1);
    }
}

#[test]
fn a_waiver_that_is_not_used_is_a_warning() {
    let text = with(&[]) + "豁免:\n  - { 规则: F01, 位置: 客户投诉, 理由: 已核实 }\n";
    let run = check(&text);
    assert_eq!((said(&run), run.status), (vec!["W03 23".to_owned()], 0));

    // Without a place it is for what is reported of the whole file, and that alone.
    let text = with(&[]) + "豁免:\n  - { 规则: F01, 理由: 已核实 }\n";
    assert_eq!(said(&check(&text)), ["W03 23"]);
}

#[test]
fn what_is_wrong_with_the_file_itself_cannot_be_waived() {
    let text = with(&[("障碍修复: { 平均: 4.01小时", "障碍修复: { 平均: 3天4小时")])
        + "豁免:\n  - { 规则: Y17, 位置: 移动电话.障碍修复, 理由: 已核实 }\n";
    let run = check(&text);
    assert_eq!(said(&run), ["Y17 16", "W01 23"]);
    assert_eq!(run.status, 1);
}

#[test]
fn of_two_waivers_of_one_finding_the_one_with_a_reason_counts() {
    let twice = [("F01", "客户投诉", ""), ("F01", "客户投诉.投诉处理及时率", "已核实")];
    let said = said(&check(&waived(&twice)));
    assert!(!said.contains(&"F01 21".to_owned()), "{said:?}");
    assert!(said.contains(&"W02 28".to_owned()), "{said:?}");
}

#[test]
fn the_machine_is_told_too() {
    let run = check(&waived(&[("F01", "客户投诉", "已核实")]));
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = said.to_string();
    assert!(text.contains("已核实"), "{text}");
}
