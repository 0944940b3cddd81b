//! What was done, in the words of a menu: 改了 概述.

use super::super::path::Step;
use super::ground::Ground;
use super::op::Op;
use super::plain::Plain;

/// The most characters of a name within a label.
const LONGEST: usize = 16;

/// What an op does, before it is done.
pub(super) fn label(ground: &Ground<'_>, op: &Op) -> String {
    let name = |path: &[Step]| named(&ground.plain, path);
    match op {
        Op::Set { path, value: None } | Op::Remove { path } => format!("删去 {}", name(path)),
        Op::Set { path, .. }
        | Op::Names { path, .. }
        | Op::Figure { path, .. }
        | Op::Beside { path, .. }
        | Op::Note { path, .. }
        | Op::Parts { path, .. }
        | Op::Rename { path, .. } => format!("改了 {}", name(path)),
        Op::Insert { path, .. } => format!("加了一项 {}", name(path)),
        Op::Add { key, .. } => format!("加了 {}", short(key)),
        Op::Move { path, .. } => format!("移动 {}", name(path)),
        Op::Text { .. } => "改了文本".to_owned(),
        Op::Fix { .. } => "改正一处".to_owned(),
        Op::Waive { code, .. } => format!("说明 {} 的情况", short(code)),
    }
}

/// What a place is called: its key, with the title of the item that it is in.
fn named(file: &Plain, path: &[Step]) -> String {
    let title = |n: usize| match file.at(&path[..=n]).and_then(|item| item.at(&["标题".into()])) {
        Some(Plain::Text(title)) => format!("“{}”", short(title)),
        _ => format!("第{}项", number(&path[n]) + 1),
    };
    let item = path.iter().rposition(|step| matches!(step, Step::Item(_)));
    let keys = |from: usize| -> Vec<String> {
        let keys = path[from..].iter().filter_map(|step| match step {
            Step::Key(key) => Some(short(key)),
            Step::Item(_) => None,
        });
        keys.collect()
    };
    match item {
        Some(n) => std::iter::once(title(n)).chain(keys(n)).collect::<Vec<_>>().join(" "),
        None => {
            let keys = keys(0);
            keys[keys.len().saturating_sub(2)..].join(" ")
        }
    }
}

fn short(text: &str) -> String {
    match text.chars().count() > LONGEST {
        true => text.chars().take(LONGEST).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// A value as people are shown it.
pub(super) fn shown(plain: &Plain) -> String {
    match plain {
        Plain::Text(text) => text.clone(),
        Plain::List(items) => items.iter().map(shown).collect::<Vec<_>>().join("、"),
        Plain::Map(entries) => {
            let entry = |(key, value): &(String, Plain)| format!("{key}: {}", shown(value));
            entries.iter().map(entry).collect::<Vec<_>>().join("\n")
        }
        Plain::Empty | Plain::Refused | Plain::Taken => String::new(),
    }
}

fn number(step: &Step) -> usize {
    match step {
        Step::Item(n) => *n,
        Step::Key(_) => 0,
    }
}
