//! Filings of a whole group and of several provinces, and the groups of indicators that few have:
//! checked, built, verified, compared and begun anew.

use serde_json::Value;

use crate::support::filing::with;
use crate::support::signed::{NOW, built, key, signed, signer_options};
use crate::support::{Chengbao, Run};

/// A whole group's filing, with every group of indicators that no service needs.
fn whole() -> String {
    let figures = "  客户投诉: { 投诉受理热线: 10086 }
  客户服务: { 人工接通率: 92.35%, 15秒接通率: 88.40%, 响应时间: 12.6秒 }
  携号转网: { 平均办理时限: 0.52小时, 办理及时率: 99.80%, 成功率: 99.95%, 携入用户数: 1200户 }
  申诉: { 申诉率: 3.50人次/百万用户, 办结率: 99.90%, 申诉满意率: 92.50% }
  客户满意度: { 综合满意度: 85.6分, 移动业务满意度: 84.9分 }
  移动网络覆盖: { 人口覆盖率: 99.60%, 5G行政村覆盖率: 65.20% }
  移动上网: { 5G平均下载速率: 325.6Mbps, 户均流量: 15.27GB }
";
    with(&[
        ("中国移动山西公司", "中国移动通信集团有限公司"),
        ("省份: 山西省", "省份: 全国"),
        ("  客户投诉: { 投诉受理热线: 10086 }\n", figures),
    ])
}

fn several(list: &str) -> String {
    with(&[("中国移动山西公司", "中国移动晋陕公司"), ("省份: 山西省", &format!("省份: {list}"))])
}

fn checked(text: &str) -> Vec<(String, String)> {
    let run = Chengbao::new().file("甲.yaml", text).call("check 甲.yaml --format json").run();
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    let findings = said["findings"].as_array().unwrap().iter();
    let counts = findings.filter(|f| f["severity"] != "info" || f["code"] == "S08");
    counts.map(|f| (text(f, "code"), text(f, "message"))).collect()
}

#[test]
fn they_are_checked_without_a_finding_built_and_verified() {
    for (text, label) in [
        (whole(), "全国"),
        (several("[山西省, 陕西省]"), "山西省、陕西省"),
        (several("\n    - 山西省\n    - 陕西省"), "山西省、陕西省"),
    ] {
        assert_eq!(checked(&text), [], "{label}");
        let pdf = signed(&built(&text, ""), "rsa2048", "");
        let folder = Chengbao::new()
            .file("甲.pdf", &pdf)
            .file("根.pem", key("ca.pem"))
            .env("SOURCE_DATE_EPOCH", &NOW.to_string());
        let run =
            folder.call(&format!("verify 甲.pdf --trust 根.pem{}", signer_options())).run().done();
        assert!(run.stdout.ends_with("结论：通过\n"), "{label}\n{}", run.stdout);
        let run = run.then().call("extract 甲.pdf --format json").run().done();
        let data: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(data["company"]["province"], label);
        let provinces: Vec<Value> = label.split('、').map(Value::from).collect();
        assert_eq!(data["company"]["provinces"], Value::Array(provinces));
    }
}

#[test]
fn a_list_s_order_makes_no_other_carrier() {
    let last = several("[陕西省, 山西省]").replace("2020年下半年", "2020年上半年");
    let last = last.replace("2021年1月12日", "2020年7月10日");
    let build = |last: &str| {
        let text = several("[山西省, 陕西省]") + "上期: 上.yaml\n附表: 对比\n";
        let folder = Chengbao::new().file("甲.yaml", text).file("上.yaml", last);
        folder.call("build 甲.yaml --formats md").run()
    };
    assert_eq!(build(&last).done().errors(), []);
    let other = build(&last.replace("[陕西省, 山西省]", "[陕西省, 河南省]"));
    assert_eq!(other.status, 1, "{}", other.stdout);
}

#[test]
fn provinces_in_one_line_are_put_in_a_list() {
    let text = several("山西省、陕西");
    let run = Chengbao::new().file("甲.yaml", &text).call("check 甲.yaml --fix").run().done();
    assert_eq!(run.text("甲.yaml"), several("[山西省, 陕西省]"));
}

#[test]
fn scores_are_not_minutes() {
    // As its own unit in a comparison, and in a sentence.
    let then = whole().replace("2020年下半年", "2020年上半年").replace("85.6分", "80.0分");
    let then = then.replace("2021年1月12日", "2020年7月10日");
    let run = Chengbao::new()
        .file("上.yaml", then)
        .file("甲.yaml", whole())
        .call("compare 上.yaml 甲.yaml --format json")
        .run()
        .done();
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let groups = said["groups"].as_array().unwrap().iter();
    let rows = groups.flat_map(|group| group["indicators"].as_array().unwrap());
    let row = rows.clone().find(|row| row["id"] == "satisfaction.overall").unwrap();
    assert_eq!(row["unit"], "分", "{row}");
    let prose = |number: &str| {
        let sentence = format!("客户满意度达到{number}。");
        checked(&whole().replace("建成5G基站8900余座。", &sentence))
    };
    assert_eq!(prose("85.6分"), []);
    let [(code, _)] = &prose("87.6分")[..] else { panic!() };
    assert_eq!(code, "C01");
}

/// What a group is called may be an indicator of another, and begin an indicator's name.
#[test]
fn a_group_s_name_is_not_taken_for_a_group_where_it_is_an_indicator() {
    let line = "  客户投诉: { 投诉受理热线: 10086 }\n";
    for last in ["客户满意度: 90.77%", "申诉: 3件", "携号转网: { 平均: 0.52小时, 及时率: 99.80% }"]
    {
        let block = format!("  客户投诉:\n    投诉受理热线: 10086\n    {last}\n");
        let found = checked(&with(&[(line, &block)]));
        assert!(found.iter().all(|(code, _)| code == "S08"), "{last} {found:?}");
    }
    let block = format!("{line}  申诉:\n    申诉办结率 99.90%\n    申诉满意率: 92.50%\n");
    let text = with(&[(line, &block)]);
    let run = Chengbao::new().file("甲.yaml", &text).call("check 甲.yaml --fix").run().done();
    assert_eq!(run.text("甲.yaml"), text.replace("申诉办结率 99", "申诉办结率: 99"));
}

fn init(call: &str) -> Run {
    Chengbao::new().call(&format!("init {call}")).run()
}

#[test]
fn a_new_file_is_begun_for_them() {
    let run = init("--carrier 电信 --province 全国 --period 2021h1").done();
    let text = run.text("中国电信2021年上半年.yaml");
    assert!(text.contains("\n  省份: 全国\n"), "{text}");
    assert!(text.contains("【企业名称，如中国电信集团有限公司】"), "{text}");
    let run = init("--carrier 移动 --province 山西、陕西 --period 2021h1").done();
    let text = run.text("山西陕西移动2021年上半年.yaml");
    assert!(text.contains("\n  省份: [山西省, 陕西省]\n"), "{text}");
    let run = init("--carrier 中国移动山西公司 --province 全国");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("是山西省的，省份写的是全国"), "{}", run.stderr);
}

#[test]
fn groups_that_few_have_are_in_a_new_file_where_they_are_asked_for() {
    let groups = ["客户服务", "携号转网", "申诉", "客户满意度", "移动网络覆盖", "移动上网"];
    let plain = init("甲.yaml").done().text("甲.yaml");
    for group in groups {
        assert!(!plain.contains(&format!("\n  {group}:\n")), "{group}");
        let run = init(&format!("甲.yaml --services 移动电话 --groups {group}")).done();
        let text = run.text("甲.yaml");
        assert!(text.contains(&format!("\n  {group}:\n    #")), "{group}\n{text}");
        let others = groups.iter().filter(|other| **other != group);
        assert!(others.clone().all(|other| !text.contains(&format!("\n  {other}:\n"))));
        let run = run.then().call("check 甲.yaml --format json").run();
        let said: Value = serde_json::from_str(&run.stdout).unwrap();
        let findings = said["findings"].as_array().unwrap();
        assert!(findings.iter().all(|f| f["code"] == "Y19"), "{}", run.stdout);
    }
    let run = init("--groups 携号转网,卫星");
    assert_eq!(run.status, 2);
    let said = "不认识“卫星”这一组指标；可以写：客户服务、携号转网、申诉、客户满意度、移动网络覆盖、移动上网";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
