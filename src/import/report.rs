//! What became of a document, for people and for programs.

use serde::Serialize;

use super::{Imported, Left, Lost, Placed};

#[derive(Serialize)]
struct Report<'i> {
    placed: Vec<PlacedView<'i>>,
    left_over: Vec<LeftView<'i>>,
    lost: Vec<LostView<'i>>,
}

#[derive(Serialize)]
struct PlacedView<'i> {
    place: String,
    key: &'i str,
}

#[derive(Serialize)]
struct LeftView<'i> {
    place: String,
    text: &'i str,
}

#[derive(Serialize)]
struct LostView<'i> {
    kind: &'static str,
    place: String,
    text: &'i str,
}

/// What became of each piece, as JSON.
pub(crate) fn json(imported: &Imported) -> String {
    let placed = |placed: &'_ Placed| placed.place.to_string();
    let report = Report {
        placed: imported
            .placed
            .iter()
            .map(|one| PlacedView { place: placed(one), key: &one.key })
            .collect(),
        left_over: imported
            .left
            .iter()
            .map(|Left { place, text }| LeftView { place: place.to_string(), text })
            .collect(),
        lost: imported
            .lost
            .iter()
            .map(|Lost { kind, place, text }| LostView { kind, place: place.to_string(), text })
            .collect(),
    };
    // Texts and lists of texts, which JSON always has a form for.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

/// The most places that are listed for people.
const MOST: usize = 20;

/// The most characters of a text that are shown.
const LONGEST: usize = 40;

/// What became of a document, in lines.
pub(crate) fn human(imported: &Imported) -> Vec<String> {
    let Imported { placed, left, lost, .. } = imported;
    let pieces =
        placed.iter().map(|one| one.place.order()).collect::<std::collections::BTreeSet<_>>();
    let mut lines = vec![format!("放进填报文件的：{} 段", pieces.len())];
    if !left.is_empty() {
        lines.push(format!("没有找到位置、放在文件末尾注释里的：{} 处", left.len()));
        lines.extend(left.iter().take(MOST).map(|one| shown(&one.place.to_string(), &one.text)));
        lines.extend(more(left.len()));
    }
    if !lost.is_empty() {
        lines.push(format!("带不过来或换了写法的：{} 处", lost.len()));
        lines.extend(lost.iter().take(MOST).map(became));
        lines.extend(more(lost.len()));
    }
    lines
}

fn more(all: usize) -> Option<String> {
    let rest = all.checked_sub(MOST).filter(|rest| *rest > 0)?;
    Some(format!("  ……另有 {rest} 处，用 --report 文件.json 看全部"))
}

/// What became of what a filing has otherwise, or not at all.
fn became(Lost { kind, place, text }: &Lost) -> String {
    let what = match *kind {
        "字眼" => "报告照统一的写法印，没有带这几个字".to_owned(),
        "表头" => "表头照统一的写法印，没有带".to_owned(),
        "目录" => "目录没有带，这种报告不用".to_owned(),
        "图片" => "图片没有地方放，请在正文里另插".to_owned(),
        "图片格式" => "这种图片用不了，请另存为 PNG，在正文里另插".to_owned(),
        "重复的名称" | "重复的组名" | "重复的指标名" => {
            "同名的已经有了，没有再放".to_owned()
        }
        kind => format!("{kind}没有带过来"),
    };
    match short(text).as_str() {
        "" => format!("  {place}：{what}"),
        words => format!("  {place} “{words}”：{what}"),
    }
}

fn shown(place: &str, text: &str) -> String {
    match short(text).as_str() {
        "" => format!("  {place}"),
        words => format!("  {place}：{words}"),
    }
}

/// A text in one line, its end left out where it is long.
fn short(text: &str) -> String {
    let line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let mut words: String = line.chars().take(LONGEST).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    words
}
