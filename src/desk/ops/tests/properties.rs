//! What holds for whatever is asked of whatever file: read back is what was asked, comments and all
//! else stay, and what was done can be undone.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::super::*;
use super::made_up::{Dice, dice, filing, op};
use crate::desk::history::{Change, History, Kind};
use crate::edit::{apply, over, rebased};
use crate::source::{Encoding, Source, comments};
use plain::Plain;

/// The same cases each time, unless more are asked for.
fn run<S: Strategy>(few: u32, input: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let cases = std::env::var("CHENGBAO_DESK_CASES").ok().and_then(|n| n.parse().ok());
    let config =
        Config { cases: cases.unwrap_or(few), failure_persistence: None, ..Config::default() };
    let mut runner = match cases {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    if let Err(why) = runner.run(&input, test) {
        panic!("{why}");
    }
}

const FILES: [&str; 5] = [
    include_str!("../../../../data/template.yaml"),
    include_str!("../../../../data/shanxi-mobile-2020h2.yaml"),
    include_str!("../../../../data/shanxi-unicom-2020h1.yaml"),
    include_str!("../../../../tests/filings/forms.yaml"),
    include_str!("../../../../tests/filings/tables.yaml"),
];

/// A file of ours, or a made-up one.
fn file(which: usize, dice: &mut Dice) -> String {
    match FILES.get(which) {
        Some(text) => (*text).to_owned(),
        None => filing(dice),
    }
}

fn plain_of(text: &str) -> Plain {
    State::of(text.to_owned()).ground().plain
}

fn remarks(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for comment in comments(&Source::new("", text, Encoding::Utf8)) {
        *out.entry(comment.value).or_default() += 1;
    }
    out
}

/// The comments that are fewer than before.
fn lost(before: &str, after: &str) -> Vec<String> {
    let (old, new) = (remarks(before), remarks(after));
    old.into_iter().filter(|(text, n)| new.get(text) < Some(n)).map(|(text, _)| text).collect()
}

/// Whether what is asked for is there.
fn is_done(op: &Op, before: &Plain, after: &Plain) -> bool {
    let read = |path: &[crate::desk::path::Step]| match after.at(path) {
        Some(Plain::Text(text)) => Some(text.clone()),
        Some(Plain::Map(entries)) => {
            entries.iter().find(|(key, _)| key == "值").and_then(|(_, v)| {
                if let Plain::Text(text) = v { Some(text.clone()) } else { None }
            })
        }
        _ => None,
    };
    let is = |path: &[crate::desk::path::Step], value: &str| {
        let wanted = if required::is_prose(path) {
            asked::prose(value).unwrap()
        } else {
            asked::line(value).unwrap()
        };
        wanted.is_empty() || read(path) == Some(wanted)
    };
    match op {
        Op::Set { path, value: Some(value) } => is(path, value),
        Op::Set { path, value: None } => {
            required::prompt(path, before).is_some() || after.at(path).is_none()
        }
        Op::Figure { path, value } => is(path, value),
        Op::Names { path, values } => match (after.at(path), asked::names(values).unwrap()) {
            (Some(Plain::Text(text)), names) => names == [text.clone()] || names.is_empty(),
            (Some(Plain::List(items)), names) => {
                let names: Vec<Plain> = names.iter().map(|name| Plain::text(name)).collect();
                *items == names || names.is_empty()
            }
            (_, names) => names.is_empty(),
        },
        Op::Insert { path, .. } => {
            let count = |plain: &Plain| match plain.at(path) {
                Some(Plain::List(items)) => items.len(),
                _ => 0,
            };
            count(after) == count(before) + 1
        }
        _ => true,
    }
}

#[test]
fn what_is_asked_is_read_back_and_all_else_stays() {
    let refusals = std::cell::Cell::new((0, 0));
    run(48, (0..14_usize, dice(), 1..12_usize), |(which, mut dice, count)| {
        let first = file(which, &mut dice);
        let mut history = History::new(&first);
        for _ in 0..count {
            let before = history.text().to_owned();
            let plain = plain_of(&before);
            let op = op(&mut dice, &plain);
            let (unfit, all) = refusals.get();
            let made = match made(&before, std::slice::from_ref(&op), &[]) {
                Ok(made) => made,
                Err(fault) => {
                    prop_assert!(!fault.message.is_empty());
                    refusals.set((unfit + usize::from(fault.message == UNFIT), all + 1));
                    continue;
                }
            };
            refusals.set((unfit, all + 1));
            let after = plain_of(&made.text);
            prop_assert!(is_done(&op, &plain, &after), "{op:?}\n{before}\n=====\n{}", made.text);
            let takes_out = matches!(op, Op::Remove { .. } | Op::Set { value: None, .. });
            let gone = lost(&before, &made.text);
            let is_kept = |text: &String| text.contains(": ") || text.ends_with(':');
            prop_assert!(takes_out || gone.iter().all(is_kept), "{op:?} {gone:?}\n{before}");
            prop_assert_eq!(apply(&before, made.edits.clone()), made.text.clone());
            let is_windows =
                |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
            prop_assert_eq!(is_windows(&before), is_windows(&made.text));
            let change = Change {
                kind: Kind::Own,
                label: made.label,
                group: String::new(),
                edits: made.edits,
            };
            history.done(change).unwrap();
            prop_assert_eq!(history.text(), made.text);
        }
        let last = history.text().to_owned();
        while let Some(change) = history.undo() {
            history.done(change.unwrap()).unwrap();
        }
        prop_assert_eq!(history.text(), first);
        while let Some(change) = history.redo() {
            history.done(change.unwrap()).unwrap();
        }
        prop_assert_eq!(history.text(), last);
        Ok(())
    });
    let (unfit, all) = refusals.get();
    assert!(unfit * 20 <= all, "{unfit} of {all} could not be written");
}

#[test]
fn changes_that_are_apart_can_be_made_in_either_order() {
    run(48, (0..14_usize, dice()), |(which, mut dice)| {
        let base = file(which, &mut dice);
        let plain = plain_of(&base);
        let (one, other) = (op(&mut dice, &plain), op(&mut dice, &plain));
        let moves = [&one, &other].into_iter().any(|op| matches!(op, Op::Move { .. }));
        let done = |op: Op| made(&base, &[op], &[]).ok();
        let (Some(a), Some(b)) = (done(one), done(other)) else { return Ok(()) };
        let a_first = rebased(&b.edits, &base, &a.text).map(|edits| apply(&a.text, edits));
        let b_first = rebased(&a.edits, &base, &b.text).map(|edits| apply(&b.text, edits));
        // Of one order may be asked about what the other tells apart: what is repeated in a text can
        // be taken for another place of it, and of two that changed places either may have moved.
        // Else what both do is the same.
        if let (Ok(one), Ok(other), false) = (&a_first, &b_first, moves) {
            prop_assert_eq!(one, other);
        }
        let (one, other) = (over(&b.edits, &a.edits, &base), over(&a.edits, &b.edits, &base));
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert_eq!(apply(&a.text, one), apply(&b.text, other));
        }
        Ok(())
    });
}

#[test]
fn requests_of_any_kind_do_no_harm() {
    let path = prop::collection::vec(
        prop_oneof![
            prop::sample::select(vec![
                "企业",
                "名称",
                "举措",
                "标题",
                "主要服务指标完成情况",
                "移动电话",
                "豁免",
                "",
                "甲"
            ])
            .prop_map(serde_json::Value::from),
            (0..4_u64).prop_map(serde_json::Value::from),
            Just(serde_json::Value::from(-1)),
            Just(serde_json::Value::Null),
        ],
        0..5,
    );
    let value = prop_oneof![
        any::<String>().prop_map(serde_json::Value::from),
        "[-#:|>\\[\\]{}&*!%@`'\"\\\\ \\n\\t甲乙：【】0-9]{0,20}".prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
        Just(serde_json::json!(["甲", "乙: 丙"])),
        Just(serde_json::json!({"标题": "甲", "内容": "乙"})),
        Just(serde_json::json!({"x": {"y": 1}})),
        Just(serde_json::Value::from(7)),
    ];
    let names = prop::sample::select(vec![
        "set", "names", "figure", "beside", "note", "parts", "insert", "add", "remove", "move",
        "rename", "text", "fix", "waive", "x",
    ]);
    let op = (names, path.clone(), path, value.clone(), value, 0..500_usize).prop_map(
        |(name, path, into, value, other, n)| match name {
            "set" | "note" | "figure" => {
                serde_json::json!({"op": name, "path": path, "value": value})
            }
            "names" => serde_json::json!({"op": name, "path": path, "values": [value, other]}),
            "beside" => {
                serde_json::json!({"op": name, "path": path, "key": "分子", "value": value})
            }
            "parts" => serde_json::json!({"op": name, "path": path, "labels": [value]}),
            "insert" => serde_json::json!({"op": name, "path": path, "index": n, "value": value}),
            "add" => serde_json::json!({"op": name, "path": path, "key": other, "value": value}),
            "remove" => serde_json::json!({"op": name, "path": path}),
            "move" => serde_json::json!({"op": name, "path": path, "to": n, "into": into}),
            "rename" => serde_json::json!({"op": name, "path": path, "key": value}),
            "text" => serde_json::json!({"op": name, "from": n, "to": n + 3, "insert": value}),
            "waive" => serde_json::json!({"op": name, "code": value, "reason": other}),
            name => serde_json::json!({"op": name, "finding": value, "path": path}),
        },
    );
    let text = prop_oneof![
        2 => dice().prop_map(|mut dice| filing(&mut dice)),
        1 => "[-#:|>\\[\\]{}&*!%'\" \\n甲乙：]{0,60}",
        1 => Just("企业: {名称: 甲, 举措: [甲, {标题: 乙}]}\n豁免: []\n".to_owned()),
    ];
    run(96, (text, prop::collection::vec(op, 1..4)), |(text, ops)| {
        let ops = serde_json::Value::from(ops).to_string();
        if let Ok(ops) = serde_json::from_str::<Vec<Op>>(&ops) {
            if let Ok(made) = made(&text, &ops, &[]) {
                prop_assert_eq!(apply(&text, made.edits), made.text);
            }
            let _ = carried(&text, &format!("# 甲\n{text}"), &ops, &[]);
        }
        Ok(())
    });
}
