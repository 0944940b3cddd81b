//! Every rule has files in `tests/rules`: a bad one that it finds, and a near miss that it leaves
//! alone.
//!
//! `F01-over-hundred.bad.yaml` begins with what is expected of it, each error and warning and
//! each finding of the rule, in order:
//!
//! ```yaml
//! # expect: CODE LINE:COLUMN MESSAGE     `-` for the whole file
//! # option: --against NAME.yaml         further words of the call
//! # name: shanxi-mobile-2020h2.yaml     what the file is called; 填报.yaml otherwise
//! ```
//!
//! `F01-over-hundred.near.yaml` says nothing of the rule, and nothing above a note.
//! `NAME.beside.yaml` stands beside every file, as NAME.yaml.

use std::path::PathBuf;

use chengbao::check::rules;
use chengbao::finding::Code;
use serde_json::Value;

use crate::support::filing::FILING;
use crate::support::{Chengbao, Run, repository};

#[test]
fn every_bad_file_is_found_and_every_near_miss_is_left_alone() {
    let faults: Vec<String> = cases().iter().filter_map(|name| check(name).err()).collect();
    assert!(faults.is_empty(), "{} files\n\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn every_rule_has_both() {
    for rule in rules() {
        for kind in [".bad.yaml", ".near.yaml"] {
            let has = |name: &String| name.starts_with(rule.code.id()) && name.ends_with(kind);
            assert!(cases().iter().any(has), "{} has no {kind}", rule.code);
        }
    }
}

/// A bad example stands in a bad file of the rule, a good one in a near miss.
#[test]
fn the_examples_of_the_pages_are_true() {
    for rule in rules() {
        for (what, kind) in [("不对：", ".bad.yaml"), ("正确：", ".near.yaml")] {
            let (_, rest) =
                rule.code.text().split_once(what).unwrap_or_else(|| panic!("{}", rule.code));
            let example = rest.trim_start().strip_prefix("```yaml\n").unwrap();
            let lines: Vec<&str> = example.split("```").next().unwrap().lines().collect();
            let stands_in = |name: &String| {
                let text = std::fs::read_to_string(folder().join(name)).unwrap();
                let has = |line: &&str| text.lines().any(|l| l.trim() == line.trim());
                lines.iter().all(has)
            };
            let own = cases();
            let mut own = own.iter().filter(|n| n.starts_with(rule.code.id()) && n.ends_with(kind));
            assert!(own.any(stands_in), "{} {what} {lines:?}", rule.code);
        }
    }
}

/// The codes that are no rule's: of the file itself, its page, a template, its waivers.
fn others() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| !code.is_waivable())
}

/// Codes that no few lines of a filing can show: their pages have no example of one.
const WITHOUT_EXAMPLE: [Code; 16] = [
    Code::Y10,
    Code::Y12,
    Code::Y13,
    Code::Y14,
    Code::Y21,
    Code::Y22,
    Code::Y23,
    // They are about other files.
    Code::Y34,
    Code::Y35,
    Code::G02,
    Code::G05,
    Code::G06,
    Code::G07,
    Code::M01,
    Code::M02,
    Code::M03,
];

/// What is wrong is put in the place of what is right in a sound filing, or below it.
#[test]
fn the_examples_of_codes_that_are_no_rules_are_true() {
    for code in others() {
        let example = |what: &str| {
            let (_, rest) = code.text().split_once(what)?;
            let fence = rest.trim_start().strip_prefix("```yaml\n")?;
            Some(format!("{}\n", fence.split("\n```").next().unwrap()))
        };
        let Some(wrong) = example("不对：") else {
            assert!(WITHOUT_EXAMPLE.contains(&code), "{code} has no example");
            continue;
        };
        let right = example("正确：").filter(|right| FILING.contains(right));
        let file = match &right {
            Some(right) => FILING.replacen(right, &wrong, 1),
            None => format!("{FILING}{wrong}"),
        };
        let run =
            Chengbao::new().file("填报.yaml", &file).call("check 填报.yaml --format json").run();
        let found = findings(&run);
        assert!(found.iter().any(|f| f["code"] == code.id()), "{code}\n{file}\n{}", run.stdout);
    }
}

/// A code that nothing finds, or that the registry does not have, would be a page for nobody.
#[test]
fn every_code_of_the_registry_is_found_by_something() {
    let mut sources = String::new();
    let mut folders = vec![repository().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    sources.retain(|c| !c.is_whitespace());
    for code in Code::ALL {
        // As it makes a finding, or is handed on to what makes one.
        let mut calls =
            [".at(", ".of_file(", ",what)"].map(|call| format!("Code::{code}{call}")).into_iter();
        assert!(calls.any(|call| sources.contains(&call)), "{code}");
    }
}

/// `docs/rules.md` is what `explain` says, and where each rule is tried. `CHENGBAO_BLESS=1`
/// rewrites it.
#[test]
fn the_rules_paper_is_what_the_rules_say() {
    let path = repository().join("docs/rules.md");
    let mut paper = String::from(INTRODUCTION);
    paper +=
        "\n| 规则 | 级别 | 查什么 | 查出的例子 | 不报的例子 |\n| --- | --- | --- | --- | --- |\n";
    for rule in rules() {
        let own = |kind: &str| {
            let names = cases().into_iter();
            names.filter(|n| n.starts_with(rule.code.id()) && n.ends_with(kind)).collect::<Vec<_>>()
        };
        let link = |name: &str| format!("[{name}](../tests/rules/{name})");
        let bad = own(".bad.yaml")
            .iter()
            .map(|n| format!("{}：{}", link(n), places(n, rule.code.id())))
            .collect::<Vec<_>>();
        let near = own(".near.yaml").iter().map(|n| link(n)).collect::<Vec<_>>();
        let (code, severity) = (rule.code, rule.code.severity().label());
        let title = code.title();
        paper += &format!(
            "| [{code}](#{}) | {severity} | {title} | {} | {} |\n",
            anchor(&format!("{code} {title}")),
            bad.join("<br>"),
            near.join("<br>")
        );
    }
    paper += "\n下面这些说的是文件本身、版面、模板和豁免，要改好，不能豁免：\n";
    paper += "\n| 编号 | 级别 | 说的是什么 |\n| --- | --- | --- |\n";
    for code in others() {
        let (severity, title) = (code.severity().label(), code.title());
        let anchor = anchor(&format!("{code} {title}"));
        paper += &format!("| [{code}](#{anchor}) | {severity} | {title} |\n");
    }
    for code in Code::ALL {
        paper += &format!("\n{}", code.page());
    }
    if std::env::var_os("CHENGBAO_BLESS").is_some() {
        std::fs::write(&path, &paper).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stands == paper, "docs/rules.md is not what the rules say");
}

const INTRODUCTION: &str = "\
# 检查规则

`chengbao check` 按这些规则检查填报文件；`chengbao explain F05` 显示其中一条。错误要改好，或在文件里豁免并写明理由，才能生成正式的报告；警告请看一看；提示只是告知。

F 查数据，P 查报告期，S 查结构，N 查名称，T 查文字，B 查标记，C 作比较。Y、G、M、W 开头的是文件、字体和图片、模板、豁免本身的毛病，列在这些规则后面。

下表列出每条规则的例子：查出的例子在第几行第几列报什么，以及近似而不报的例子。
";

/// Where a bad file's findings of its rule are.
fn places(name: &str, code: &str) -> String {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let expects = text.lines().filter_map(|line| line.strip_prefix("# expect: "));
    let mut parts = expects.map(|line| line.splitn(3, ' ').collect::<Vec<_>>());
    let own = parts.by_ref().filter(|p| p[0] == code).map(|p| p[1].to_owned());
    own.collect::<Vec<_>>().join("、")
}

/// A heading's anchor as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

fn folder() -> PathBuf {
    repository().join("tests/rules")
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn cases() -> Vec<String> {
    let is_case = |name: &String| name.ends_with(".bad.yaml") || name.ends_with(".near.yaml");
    names().into_iter().filter(is_case).collect()
}

/// With `CHENGBAO_BLESS=1` a bad file's expectations are rewritten; read them before they are
/// kept.
fn check(name: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let (expected, run) = call(&text);
    let code = name.split(['-', '.']).next().unwrap();
    let said = said(&run, code);
    if name.ends_with(".bad.yaml")
        && said != expected
        && std::env::var_os("CHENGBAO_BLESS").is_some()
    {
        bless(name, &text, said.len());
    }
    let errors = expected.iter().any(|line| severity(&run, line) == "error");
    if said != expected || run.status != i32::from(errors) {
        let (said, expected) = (said.join("\n  "), expected.join("\n  "));
        let status = run.status;
        return Err(format!(
            "{name}: exit {status}\n  {said}\nexpected\n  {expected}\n{}",
            run.stderr
        ));
    }
    if name.ends_with(".bad.yaml") && expected.is_empty() {
        return Err(format!("{name} expects nothing"));
    }
    Ok(())
}

/// Writes a file with as many expectations as it needs, then with the right ones: their lines
/// move what is below them.
fn bless(name: &str, text: &str, count: usize) {
    let bare: String =
        text.split_inclusive('\n').filter(|l| !l.starts_with("# expect: ")).collect();
    let code = name.split(['-', '.']).next().unwrap();
    let (_, run) = call(&("# expect: \n".repeat(count) + &bare));
    let expected =
        said(&run, code).iter().map(|line| format!("# expect: {line}\n")).collect::<String>();
    std::fs::write(folder().join(name), expected + &bare).unwrap();
}

/// What a file expects, and what is reported of it.
fn call(text: &str) -> (Vec<String>, Run) {
    let after = |mark: &str| {
        let lines = text.lines().take_while(|line| line.starts_with("# "));
        lines.filter_map(|line| line.strip_prefix(mark).map(str::to_owned)).collect::<Vec<_>>()
    };
    let expected = after("# expect: ");
    let called = after("# name: ").pop().unwrap_or_else(|| "填报.yaml".to_owned());
    let mut call = Chengbao::new().file(&called, text);
    for beside in names() {
        if let Some(stem) = beside.strip_suffix(".beside.yaml") {
            let bytes = std::fs::read(folder().join(&beside)).unwrap();
            call = call.file(&format!("{stem}.yaml"), bytes);
        }
    }
    call = call.call("check --format json").arg(&called);
    for option in after("# option: ") {
        call = call.call(&option);
    }
    (expected, call.run())
}

fn findings(run: &Run) -> Vec<Value> {
    let Ok(said) = serde_json::from_str::<Value>(&run.stdout) else { return vec![] };
    said["findings"].as_array().unwrap().clone()
}

fn line(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap().to_owned();
    let place = format!("{}:{}", finding["line"], finding["column"]);
    let whole = finding["end_line"] == 1 && finding["end_column"] == 1;
    let place = if whole { "-".to_owned() } else { place };
    format!("{} {place} {}", text("code"), text("message"))
}

/// What counts: errors and warnings, and whatever the rule itself says.
fn said(run: &Run, code: &str) -> Vec<String> {
    let counts = |f: &&Value| f["severity"] != "info" || f["code"] == code;
    findings(run).iter().filter(counts).map(line).collect()
}

fn severity(run: &Run, said: &str) -> String {
    let findings = findings(run);
    let finding = findings.iter().find(|f| line(f) == said);
    finding.map_or(String::new(), |f| f["severity"].as_str().unwrap().to_owned())
}
