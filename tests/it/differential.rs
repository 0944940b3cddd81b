//! Our YAML reader beside another: the same keys in the same order, the same texts.

use chengbao::finding::Findings;
use chengbao::source::{Encoding, Node, Source, Value, parse};
use serde_yaml::Value as Other;

use crate::support::filing::FILING;
use crate::support::repository;

fn ours(name: &str, text: &str) -> Node {
    let source = Source::new(name, text, Encoding::Utf8);
    let mut findings = Findings::new();
    let parsed = parse(&source, &mut findings);
    assert_eq!(findings.as_slice(), [], "{name}");
    assert!(parsed.lost.is_empty(), "{name}");
    parsed.root.unwrap()
}

#[track_caller]
fn assert_agree(name: &str, text: &str) {
    let other: Other = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let node = ours(name, text);
    compare(name, &node, &other);
    check_places(name, text, &node, 0..text.len());
}

fn compare(path: &str, ours: &Node, other: &Other) {
    match (&ours.value, other) {
        (Value::Map(entries), Other::Mapping(map)) => {
            let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            let others: Vec<String> = map.keys().map(scalar).collect();
            assert_eq!(keys, others, "{path}");
            for (entry, value) in entries.iter().zip(map.values()) {
                compare(&format!("{path}.{}", entry.key), &entry.value, value);
            }
        }
        (Value::List(items), Other::Sequence(others)) => {
            assert_eq!(items.len(), others.len(), "{path}");
            for (n, (item, other)) in items.iter().zip(others).enumerate() {
                compare(&format!("{path}[{n}]"), item, other);
            }
        }
        (Value::Empty, Other::Null) => {}
        (Value::Text(text), Other::Number(number)) => {
            // A number is text here: `100.0` and `100` stay what was written.
            let said: f64 = text.parse().unwrap_or_else(|_| panic!("{path}: {text}"));
            assert!(number.as_f64() == Some(said), "{path}: {text} {number}");
        }
        (Value::Text(text), other) => assert_eq!(*text, scalar(other), "{path}"),
        (ours, other) => panic!("{path}: {ours:?} is not {other:?}"),
    }
}

fn scalar(value: &Other) -> String {
    match value {
        Other::String(text) => text.clone(),
        Other::Bool(yes) => yes.to_string(),
        Other::Number(number) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Every place is inside the one above it, and a plain text stands where it is said to.
fn check_places(path: &str, text: &str, node: &Node, within: std::ops::Range<usize>) {
    let span = node.span.clone();
    assert!(span.start <= span.end && within.start <= span.start, "{path}: {span:?} {within:?}");
    assert!(span.end <= within.end, "{path}: {span:?} {within:?}");
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{path}");
    match &node.value {
        Value::Text(value) if !text[span.clone()].contains('\n') => {
            let there = &text[span];
            assert!(
                value.is_empty() || there.contains(value.trim()) || there.contains(['"', '\''])
            );
        }
        Value::List(items) => {
            items.iter().for_each(|item| check_places(path, text, item, span.clone()))
        }
        Value::Map(entries) => {
            for entry in entries {
                let key = &text[entry.key_span.clone()];
                assert!(key.contains(&entry.key) || key.contains(['"', '\'']), "{path}: {key}");
                check_places(path, text, &entry.value, span.clone());
            }
        }
        _ => {}
    }
}

#[test]
fn the_filings_read_alike() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(repository().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert_agree(&name, &std::fs::read_to_string(&path).unwrap());
            names.push(name);
        }
    }
    assert!(names.len() >= 3, "{names:?}");
}

#[test]
fn windows_line_ends_read_alike() {
    assert_agree("crlf", &FILING.replace('\n', "\r\n"));
}

#[test]
fn what_a_filer_may_write_reads_alike() {
    let texts = [
        "甲: '单''引'\n乙: \"双\\\"引\\n\\u4e2d\"\n",
        "甲: |\n  一\n\n  二\n乙: |-\n  三\n丙: |+\n  四\n\n丁: 五\n",
        "甲: >\n  折\n  行\n\n  段\n乙: >-\n  末\n",
        "甲: 一行\n  续行\n  再续\n乙: 二\n",
        "甲: |2\n    缩进\n  少些\n",
        "甲:\n- 一\n- 二\n乙:\n  - 三\n  -\n    - 四\n    - 五\n",
        "甲:\n  - 子: 一\n    丑: 二\n  - 子: 三\n",
        "甲: { 一: 1, 二: [2, '三', 四五], 六: {} }\n乙: []\n",
        "甲: {\n  一: 1,\n  二: 2\n}\n乙: [\n  3,\n  4\n]\n",
        "甲: # 注释\n  一: 二 # 又一\n# 三\n丙: 四#不是注释\n",
        "甲:\n乙: ~\n丙: null\n丁: ''\n",
        "甲: 99.10\n乙: 100.0\n丙: 10086\n丁: -3.5\n",
        "甲: yes\n乙: true\n丙: 2021-01-12\n丁: 10:30\n",
        "甲: 文：中，文\n乙: 网址 https://a.cn/?a=1\n丙: “引”\n",
        "\"甲 乙\": 一\n'丙': 二\n丁 戊: 三\n",
        "---\n甲: 一\n",
        "甲: 一\n...\n",
        "甲: |\n  行首：全角\n  - 不是列表\n  键: 不是键\n  # 不是注释\n  \"引\n乙: 一\n",
        "甲: 【没有填】\n乙: （一）\n丙: 《条例》、〔未填〕\n",
        "? 甲\n: 一\n",
    ];
    let differ: Vec<&str> = texts
        .into_iter()
        .filter(|text| std::panic::catch_unwind(|| assert_agree(text, text)).is_err())
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}
