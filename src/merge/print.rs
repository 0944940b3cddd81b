//! What came of a merge, for people and for programs.

use serde::Serialize;

use super::outcome::{Change, Conflict, Merged, Unmade};
use crate::differences::{Piece, sides};

/// The most characters of what stays that are shown beside a change.
const AROUND: usize = 12;

/// The most characters of one text.
const LONGEST: usize = 80;

/// What was done, what was not, and where, in lines; with marks by which the user can choose.
pub(crate) fn human(merged: &Merged, with_marks: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let number = |mark: Option<&String>| match mark.filter(|_| with_marks) {
        Some(mark) => format!("　编号 {mark}"),
        None => String::new(),
    };
    for Change { what, key, line, pieces, mark, .. } in &merged.changes {
        let number = number(Some(mark));
        lines.push(format!("  第{line}行 {key}（{}）：{}{number}", what.label(), marked(pieces)));
    }
    if !merged.conflicts.is_empty() {
        lines.push(format!("两边都改了、没有合并的 {} 处：", merged.conflicts.len()));
    }
    for Conflict { key, line, ours, theirs, mark, .. } in &merged.conflicts {
        let (ours, theirs, number) = (short(ours), short(theirs), number(mark.as_ref()));
        lines.push(format!("  第{line}行 {key}：文件里是“{ours}”，Word 里是“{theirs}”{number}"));
    }
    if !merged.unmade.is_empty() {
        lines.push(format!("没有放进去的 {} 处：", merged.unmade.len()));
    }
    for Unmade { why, key, line, place, text } in &merged.unmade {
        let place = place.map(|place| format!("Word {place} ")).unwrap_or_default();
        let line = line.map(|line| format!("第{line}行 ")).unwrap_or_default();
        lines.push(format!("  {place}{line}{key}（{why}）：{}", short(text)));
    }
    lines
}

/// A changed text: what is gone and what is new marked, what stays cut short.
fn marked(pieces: &[Piece]) -> String {
    let last = pieces.len().saturating_sub(1);
    let shown = pieces.iter().enumerate().map(|(n, piece)| match piece {
        Piece::Kept(text) if pieces.len() > 1 => kept(text, n == 0, n == last),
        Piece::Kept(text) => short(text),
        Piece::Gone(text) => format!("［去：{}］", short(text)),
        Piece::New(text) => format!("［加：{}］", short(text)),
    });
    shown.collect()
}

/// What stays beside changes: its end before the first, its beginning behind the last.
fn kept(text: &str, is_first: bool, is_last: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let whole = if is_first || is_last { AROUND } else { AROUND * 2 };
    if characters.len() <= whole {
        return text.to_owned();
    }
    let head: String = characters[..AROUND].iter().collect();
    let tail: String = characters[characters.len() - AROUND..].iter().collect();
    match (is_first, is_last) {
        (true, _) => format!("…{tail}"),
        (_, true) => format!("{head}…"),
        _ => format!("{head}…{tail}"),
    }
}

fn short(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[derive(Serialize)]
struct Report<'m> {
    schema: &'static str,
    look: &'m str,
    changes: Vec<ChangeView<'m>>,
    conflicts: Vec<ConflictView<'m>>,
    left_over: Vec<UnmadeView<'m>>,
}

#[derive(Serialize)]
struct ChangeView<'m> {
    kind: &'static str,
    key: &'m str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    before: String,
    after: String,
    /// By which it is left out.
    mark: &'m str,
}

#[derive(Serialize)]
struct ConflictView<'m> {
    key: &'m str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    file: &'m str,
    word: &'m str,
    /// By which it is taken as Word has it, where it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'m str>,
}

#[derive(Serialize)]
struct UnmadeView<'m> {
    why: &'static str,
    key: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    text: &'m str,
}

/// The same as JSON.
pub(crate) fn json(merged: &Merged) -> String {
    let changes = merged.changes.iter().map(|change| ChangeView {
        kind: change.what.name(),
        key: &change.key,
        line: change.line,
        place: change.place.map(|place| place.to_string()),
        before: sides(&change.pieces).0,
        after: sides(&change.pieces).1,
        mark: &change.mark,
    });
    let conflicts = merged.conflicts.iter().map(|conflict| ConflictView {
        key: &conflict.key,
        line: conflict.line,
        place: conflict.place.map(|place| place.to_string()),
        file: &conflict.ours,
        word: &conflict.theirs,
        mark: conflict.mark.as_deref(),
    });
    let left_over = merged.unmade.iter().map(|unmade| UnmadeView {
        why: unmade.why,
        key: &unmade.key,
        line: unmade.line,
        place: unmade.place.map(|place| place.to_string()),
        text: &unmade.text,
    });
    let report = Report {
        schema: "chengbao-merge/1",
        look: &merged.look,
        changes: changes.collect(),
        conflicts: conflicts.collect(),
        left_over: left_over.collect(),
    };
    // Texts, numbers and lists of both, which JSON always has a form for.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
