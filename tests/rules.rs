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

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::path::PathBuf;

use chengbao::check::rules;
use serde_json::Value;
use support::{Chengbao, Run, repository};

#[test]
fn every_bad_file_is_found_and_every_near_miss_is_left_alone() {
    let faults: Vec<String> = cases().iter().filter_map(|name| check(name).err()).collect();
    assert!(faults.is_empty(), "{} files\n\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn every_rule_has_both() {
    for rule in rules() {
        for kind in [".bad.yaml", ".near.yaml"] {
            let has = |name: &String| name.starts_with(rule.code) && name.ends_with(kind);
            assert!(cases().iter().any(has), "{} has no {kind}", rule.code);
        }
    }
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

/// With `CHENGBAO_BLESS=1` a bad file's expectations are written anew; read them before they are
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

/// What a file expects, and what is said of it.
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
