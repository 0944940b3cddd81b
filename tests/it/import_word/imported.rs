//! A file imported, and the filing that came of it as texts to compare.

use serde_yaml::Value;

use crate::support::{Chengbao, Run};

pub(crate) const FILE: &str = "呈报.yaml";
pub(crate) const ACCOUNT: &str = "导入.json";

/// What a Word file knows of a filing. The rest, a carrier's 集团 or 版式, it does not say.
const KEYS: [&str; 7] =
    ["报告期", "公司简介", "电信服务质量状况", "主要服务指标完成情况", "结语", "声明", "签署"];

/// A text of a filing, and where it stands.
pub(crate) type Leaf = (String, String);

/// What came of a file.
pub(crate) struct Imported {
    pub(crate) run: Run,
    pub(crate) filing: Value,
    pub(crate) account: serde_json::Value,
}

#[track_caller]
pub(crate) fn import(name: &str, bytes: impl AsRef<[u8]>, options: &str) -> Imported {
    let call = format!("import {name} -o {FILE} --report {ACCOUNT}{options}");
    let run = Chengbao::new().file(name, bytes).call(&call).run();
    assert!(run.status < 2, "{}{}", run.stdout, run.stderr);
    let filing = serde_yaml::from_str(&run.text(FILE)).unwrap();
    let account = serde_json::from_str(&run.text(ACCOUNT)).unwrap();
    Imported { run, filing, account }
}

impl Imported {
    pub(crate) fn leaves(&self) -> Vec<Leaf> {
        leaves(&self.filing)
    }

    /// The texts of an account's list: `text` of `left_over`, `key` of `placed`.
    pub(crate) fn said(&self, list: &str, of: &str) -> Vec<String> {
        let entries = self.account[list].as_array().unwrap().iter();
        entries.map(|entry| entry[of].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn left_over(&self) -> Vec<String> {
        self.said("left_over", "text")
    }

    /// Whether words came along: in the file, a comment of it, or the account of what did not.
    pub(crate) fn has(&self, words: &str) -> bool {
        self.run.text(FILE).contains(words) || self.account.to_string().contains(words)
    }
}

/// All texts of a filing that a Word file knows, in their order.
pub(crate) fn leaves(filing: &Value) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect(&filing["企业"]["名称"], "企业.名称", &mut leaves);
    for key in KEYS {
        collect(&filing[key], key, &mut leaves);
    }
    leaves
}

/// One text in a list is written as the list or alone, one figure as 值 or alone.
fn collect(value: &Value, path: &str, leaves: &mut Vec<Leaf>) {
    match value {
        Value::Null => {}
        Value::Mapping(entries) => {
            for (key, value) in entries {
                collect(value, &format!("{path}.{}", scalar(key)), leaves);
            }
        }
        Value::Sequence(items) if matches!(items.as_slice(), [Value::String(_)]) => {
            collect(&items[0], path, leaves);
        }
        Value::Sequence(items) => {
            for (n, item) in items.iter().enumerate() {
                collect(item, &format!("{path}[{n}]"), leaves);
            }
        }
        value => leaves.push((path.trim_end_matches(".值").to_owned(), scalar(value))),
    }
}

/// A text, a paragraph a line.
fn scalar(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => serde_yaml::to_string(value).unwrap(),
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Where texts first differ, in few words.
pub(crate) fn difference(found: &[Leaf], expected: &[Leaf]) -> Option<String> {
    let pairs = found.iter().zip(expected).find(|(found, expected)| found != expected);
    if let Some((found, expected)) = pairs {
        let common = |(one, other): &(char, char)| one == other;
        let alike = found.1.chars().zip(expected.1.chars()).take_while(common).count();
        let near = |leaf: &Leaf| {
            let words: String = leaf.1.chars().skip(alike.saturating_sub(5)).take(30).collect();
            format!("{}: {words}", leaf.0)
        };
        return Some(format!("found {}, not {}", near(found), near(expected)));
    }
    let count = found.len().min(expected.len());
    let (more, less) = (&found[count..], &expected[count..]);
    let paths = |leaves: &[Leaf]| leaves.iter().map(|leaf| leaf.0.clone()).collect::<Vec<_>>();
    (found.len() != expected.len())
        .then(|| format!("too much: {:?}, missing: {:?}", paths(more), paths(less)))
}

#[track_caller]
pub(crate) fn assert_same(found: &[Leaf], expected: &[Leaf], whose: &str) {
    assert_eq!(difference(found, expected), None, "{whose}");
}
