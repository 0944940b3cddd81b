//! `chengbao check` and `chengbao explain` as a user calls them.

use std::collections::BTreeSet;

use chengbao::check::rules;
use chengbao::finding::Code;
use serde_json::{Value, json};

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run};

fn check(text: impl AsRef<[u8]>) -> Run {
    Chengbao::new().file("甲.yaml", text).call("check 甲.yaml").run()
}

fn check_with(text: &str, options: &str) -> Run {
    Chengbao::new().file("甲.yaml", text).call("check 甲.yaml").call(options).run()
}

#[track_caller]
fn json_of(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))
}

/// What the help of a finding proposes does away with it.
#[test]
fn a_sentence_that_the_help_proposes_is_an_explanation() {
    let last = FILING.replace("2020年下半年", "2020年上半年");
    let figures = "{ 平均: 4.01小时, 及时率: 99.10% }";
    for (code, now, beside) in [
        ("F07", "{ 平均: 4.01小时, 及时率: 80.10% }", ""),
        ("F06", "{ 平均: 14.01小时, 及时率: 99.10% }", "上期: 上期.yaml\n"),
    ] {
        let text = with(&[(figures, now), ("公司简介:", &format!("{beside}公司简介:"))]);
        let found = |text: &str| {
            let call = Chengbao::new().file("甲.yaml", text).file("上期.yaml", &last);
            let told = json_of(&call.call("check --format json 甲.yaml").run());
            let all = told["findings"].as_array().unwrap();
            all.iter().find(|finding| finding["code"] == code).cloned()
        };
        let help = found(&text).unwrap()["help"].as_str().unwrap().to_owned();
        let sentence = help.split_once('“').unwrap().1.split_once('”').unwrap().0;
        let sentence = sentence.replace("……", "迁改");
        let told = text.replace("8900余座。", &format!("8900余座。{sentence}。"));
        assert_ne!(told, text);
        assert_eq!(found(&told), None, "{sentence}");
    }
}

fn codes(run: &Run) -> Vec<String> {
    let said = json_of(run);
    let codes = said["findings"].as_array().unwrap().iter();
    codes.map(|f| f["code"].as_str().unwrap().to_owned()).collect()
}

const WAIVER: &str = "豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";

// ── What is reported ─────────────────────────────────────────────────────────────

#[test]
fn a_sound_filing_has_nothing_to_say_and_writes_nothing() {
    let run = check(FILING).done();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("甲.yaml：没有发现问题\n", ""));
    assert_eq!(run.files(""), ["甲.yaml"]);
}

#[test]
fn findings_are_in_the_order_of_the_file_with_a_summary_below() {
    let run = check(with(&[
        ("2021年1月12日", "2021年13月12日"),
        ("及时率: 99.10%", "及时率: 99.1.0%"),
        ("集团: 中国移动", "集团: 移动"),
    ]));
    assert_eq!(run.status, 1);
    let lines: Vec<usize> = ["错误[Y04]", "错误[Y17]", "错误[Y18]", "甲.yaml：3 处错误"]
        .iter()
        .map(|what| run.stdout.find(what).unwrap_or_else(|| panic!("{what}\n{}", run.stdout)))
        .collect();
    assert!(lines.is_sorted(), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1B}') && run.stderr.is_empty());
}

#[test]
fn a_finding_shows_its_line_and_what_to_do_and_a_rule_how_to_go_on() {
    let run = check(with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]));
    let expected = "\
错误[F08]: “计费差错率”的 ≤4*10ˉ6 像是丢了指数写法的数据
   ╭▸ 甲.yaml:17:12
   │
17 │     计费差错率: ≤4*10ˉ6
   │                 ━━━━━━━
   │
   ╰ 怎么改: 写成 ≤4×10⁻⁶

甲.yaml：1 处错误
其中 1 处可以自动改好：chengbao check --fix 甲.yaml
看规则：chengbao explain F08
不必改的，可在文件里豁免：- { 规则: F08, 位置: 主要服务指标完成情况.移动电话.计费差错率, 理由: … }
";
    assert_eq!((run.status, run.stdout.as_str()), (1, expected));
}

#[test]
fn waivers_are_listed_at_the_end() {
    let run = check(with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]) + WAIVER).done();
    let expected = "\
已豁免 F08 第17行 “计费差错率”的 ≤4*10ˉ6 像是丢了指数写法的数据
  理由：原文如此
甲.yaml：没有发现问题，已豁免 1 处
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn several_files_are_checked_and_summed_up() {
    let call = || {
        Chengbao::new()
            .file("甲.yaml", with(&[("99.10%", "99.1.0%")]))
            .file("乙.yaml", FILING)
            .file("丙.yaml", with(&[("≤4×10⁻⁶", "≤4*10ˉ6"), ("99.10%", "99.1.0%")]))
    };
    let run = call().call("check 甲.yaml 乙.yaml 丙.yaml").run();
    assert_eq!(run.status, 1);
    let lines = run.stdout.lines();
    let summaries: Vec<&str> =
        lines.filter(|line| line.contains(".yaml：") || line.contains("份文件")).collect();
    let expected = [
        "甲.yaml：1 处错误",
        "乙.yaml：没有发现问题",
        "丙.yaml：2 处错误",
        "共 3 份文件：3 处错误",
    ];
    assert_eq!(summaries, expected);
    let files: Vec<Value> =
        json_of(&call().call("check --format json 甲.yaml 丙.yaml").run())["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["file"].clone())
            .collect();
    assert_eq!(files, ["甲.yaml", "丙.yaml", "丙.yaml"]);
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_the_others_back() {
    let run = Chengbao::new()
        .file("甲.yaml", with(&[("99.10%", "99.1.0%")]))
        .call("check 无.yaml 甲.yaml")
        .run();
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: 读不了 无.yaml：没有这个文件\n"));
    assert!(run.stdout.contains("错误[Y17]") && run.stdout.contains("甲.yaml：1 处错误"));
}

#[test]
fn a_warning_does_not_fail() {
    let run = check(FILING.to_owned() + WAIVER).done();
    assert!(run.stdout.contains("警告[W03]"), "{}", run.stdout);
    assert!(run.stdout.contains("甲.yaml：1 处警告"), "{}", run.stdout);
}

// ── For machines ─────────────────────────────────────────────────────────────

#[test]
fn json_has_these_fields_and_columns_are_characters() {
    // Wide text, and one character of four bytes, stand before the place.
    let text = with(&[("    计费差错率: ≤4×10⁻⁶", "    计费差错率𠮷: ≤4*10ˉ6")]);
    let run = check_with(&text, "--format json");
    let expected = json!({
        "findings": [{
            "code": "F08",
            "severity": "error",
            "message": "“计费差错率𠮷”的 ≤4*10ˉ6 像是丢了指数写法的数据",
            "file": "甲.yaml",
            "line": 17,
            "column": 13,
            "end_line": 17,
            "end_column": 20,
            "help": "写成 ≤4×10⁻⁶",
            "fix": [{
                "line": 17, "column": 13, "end_line": 17, "end_column": 20, "text": "≤4×10⁻⁶",
            }],
        }],
        "waived": [],
        "summary": { "error": 1, "warning": 0, "info": 0 },
    });
    let mut said = json_of(&run);
    let findings = said["findings"].as_array_mut().unwrap();
    findings.retain(|finding| finding["code"] == "F08");
    said["summary"] = json!({ "error": findings_of(&said, "error"), "warning": 0, "info": 0 });
    assert_eq!((run.status, said), (1, expected));
}

fn findings_of(said: &Value, severity: &str) -> usize {
    said["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == severity).count()
}

#[test]
fn json_has_no_fix_where_there_is_none_and_null_for_no_help() {
    let run = check_with(&with(&[("99.10%", "99.1.0%")]), "--format json");
    let said = json_of(&run);
    let keys: BTreeSet<&str> =
        said["findings"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected =
        ["code", "column", "end_column", "end_line", "file", "help", "line", "message", "severity"];
    assert_eq!(keys, BTreeSet::from(expected));
}

#[test]
fn json_has_the_waivers_with_their_reasons() {
    let text = with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]) + WAIVER;
    let run = check_with(&text, "--format json").done();
    let said = json_of(&run);
    assert_eq!(said["findings"], json!([]));
    assert_eq!(said["waived"][0]["code"], "F08");
    assert_eq!(said["waived"][0]["reason"], "原文如此");
}

#[test]
fn an_unknown_format_is_no_format() {
    let run = check_with(FILING, "--format xml");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("不能是“xml”") && run.stderr.contains("human、json、sarif"));
}

// ── What it is checked against ───────────────────────────────────────────────

#[test]
fn each_ruleset_is_a_standard_and_others_are_refused() {
    for year in ["2005", "2009", "2013", "2016"] {
        check_with(FILING, &format!("--ruleset {year}")).done();
    }
    let run = check_with(FILING, "--ruleset 1999");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("错误: 没有 1999 年的规范；可以写：2005（"), "{}", run.stderr);
    let run = check_with(FILING, "--ruleset 旧的");
    assert_eq!(run.status, 2);
}

#[test]
fn a_filing_to_compare_with_has_to_be_there_and_sound() {
    let run = check_with(FILING, "--against 上期.yaml");
    let said = "错误: 读不了 上期.yaml：没有这个文件\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, said));
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("上期.yaml", with(&[("99.10%", "99.1.0%")]))
        .call("check 甲.yaml --against 上期.yaml")
        .run();
    let said = "错误: 上期.yaml 本身有错误，先用 chengbao check 上期.yaml 看一看\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, said));
}

#[test]
fn a_last_filing_that_is_missing_is_a_warning() {
    let text = with(&[("报告期: 2020年下半年", "报告期: 2020年下半年\n上期: 上期.yaml")]);
    let run = check(&text).done();
    assert!(run.stdout.contains("警告[Y20]: 上期的文件读不了"), "{}", run.stdout);
    assert!(run.stdout.contains("甲.yaml:7:5"), "{}", run.stdout);
    let last = with(&[("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月12日")]);
    let run = Chengbao::new()
        .file("甲.yaml", &text)
        .file("上期.yaml", last)
        .call("check 甲.yaml --format json")
        .run();
    assert!(!codes(&run.done()).contains(&"Y20".to_owned()));
}

// ── explain ──────────────────────────────────────────────────────────────────

fn explain(words: &str) -> Run {
    let call = Chengbao::new().call("explain");
    if words.is_empty() { call.run() } else { call.call(words).run() }
}

#[test]
fn explain_lists_every_code_by_family() {
    let run = explain("").done();
    assert!(run.stdout.starts_with("F 数据\nF01 错误 "), "{}", run.stdout);
    for code in Code::ALL {
        let line = format!("{code} {} {}\n", code.severity().label(), code.title());
        assert!(run.stdout.contains(&line), "{line}");
    }
}

#[test]
fn explain_shows_a_rule_in_capitals_or_not() {
    let run = explain("F08").done();
    assert!(run.stdout.starts_with("## F08 "), "{}", run.stdout);
    for part in ["依据：", "查", "**为什么**", "不对：", "正确："] {
        assert!(run.stdout.contains(part), "{part}");
    }
    assert_eq!(explain("f08").done().stdout, run.stdout);
    let both = explain("F01 f08").done();
    assert!(both.stdout.starts_with("## F01 ") && both.stdout.ends_with(&run.stdout));
}

#[test]
fn explain_knows_no_other_rule() {
    let run = explain("X99");
    let said = "错误: 没有“X99”这条规则；看全部：chengbao explain\n";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (2, "", said));
}

#[test]
fn explain_shows_a_code_that_is_no_rules() {
    for (code, heading) in [
        ("Y03", "## Y03 没有填写，或缺少一项\n"),
        ("g01", "## G01 没有一款字体有的字\n"),
        ("M02", "## M02 没有印全的模板\n"),
        ("W01", "## W01 没有这条可以豁免的规则\n"),
    ] {
        let run = explain(code).done();
        assert!(run.stdout.starts_with(heading), "{}", run.stdout);
        for part in ["不能豁免。", "**怎么改**："] {
            assert!(run.stdout.contains(part), "{}", run.stdout);
        }
    }
}

// ── build ────────────────────────────────────────────────────────────────────

/// What the rules ask to look at, in the files that they are tested with.
#[test]
fn a_build_sums_up_warnings_in_one_line() {
    let folder = crate::support::repository().join("tests/rules");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let bad = names.iter().filter(|path| path.to_str().unwrap().ends_with(".bad.yaml"));
    let asks = |run: &Run| {
        let said = json_of(run);
        let findings = said["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .all(|f| f["severity"] == "warning" && rules().any(|rule| f["code"] == rule.code.id()))
            && !findings.is_empty()
    };
    let runs = bad.map(|path| check_with(&std::fs::read_to_string(path).unwrap(), "--format json"));
    for run in runs.filter(asks).take(3) {
        let warnings = findings_of(&json_of(&run), "warning");
        let run = run.then().call("build 甲.yaml --formats md").run().done();
        let line = format!("甲.yaml：另有 {warnings} 处警告；逐条看：chengbao check 甲.yaml\n");
        assert_eq!(run.stderr, line);
    }
}
