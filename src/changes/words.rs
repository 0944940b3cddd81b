//! How changes are said, alike in every output.

use super::entries::{Entry, Kind};
use crate::compare::plain;
use crate::differences::{Piece, sides};

/// The texts of a change: a paragraph each, its pieces what stays, is gone, is new.
pub(super) fn paragraphs(entry: &Entry) -> Vec<Vec<Piece>> {
    match &entry.kind {
        Kind::Edited(pieces) | Kind::Moved { pieces, .. } => {
            if pieces.is_empty() {
                Vec::new()
            } else {
                vec![pieces.clone()]
            }
        }
        Kind::New(texts) => texts.iter().map(|text| vec![Piece::New(text.clone())]).collect(),
        Kind::Gone(texts) => texts.iter().map(|text| vec![Piece::Gone(text.clone())]).collect(),
        Kind::Replaced { old, new } => {
            vec![vec![
                Piece::Gone(old.clone()),
                Piece::Kept(" → ".to_owned()),
                Piece::New(new.clone()),
            ]]
        }
        Kind::Form => Vec::new(),
    }
}

/// What of a change was there before, and what is there now, each as one text.
pub(super) fn before_and_now(entry: &Entry) -> (String, String) {
    match &entry.kind {
        Kind::Replaced { old, new } => (plain(old), plain(new)),
        _ => {
            let paragraphs = paragraphs(entry);
            let sides = paragraphs.iter().map(|pieces| sides(pieces));
            let (before, now): (Vec<String>, Vec<String>) = sides.unzip();
            let joined = |texts: Vec<String>| {
                let texts = texts.iter().filter(|text| !text.is_empty());
                texts.map(|text| plain(text)).collect::<Vec<_>>().join("／")
            };
            (joined(before), joined(now))
        }
    }
}

/// Where a change is: `第12行，那一稿第10行`.
pub(super) fn lines(entry: &Entry) -> String {
    let now = entry.line.map(|line| format!("第{line}行"));
    let before = entry.before.map(|line| format!("那一稿第{line}行"));
    now.into_iter().chain(before).collect::<Vec<_>>().join("，")
}

/// A paragraph in one line: `现有基站［去：9］［加：10］万座。`
pub(super) fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Kept(text) => plain(text),
        Piece::Gone(text) => format!("［去：{}］", plain(text)),
        Piece::New(text) => format!("［加：{}］", plain(text)),
    };
    pieces.iter().map(piece).collect()
}

/// A change's head, without its number: `改 公司简介（2处）`, `移 举措3（原在举措4）`.
pub(super) fn head(entry: &Entry) -> String {
    format!("{} {}{}", entry.kind.name(), plain(&entry.place), aside(entry))
}

/// Where it stood, and in how many places it was edited, in brackets; empty for neither.
pub(super) fn aside(entry: &Entry) -> String {
    let from = match &entry.kind {
        Kind::Moved { from, .. } => Some(format!("原在{}", plain(from))),
        _ => None,
    };
    let is_moved = from.is_some();
    let edits = match entry.kind.edits() {
        0 => None,
        1 if !is_moved => None,
        edits => Some(format!("{}{edits}处", if is_moved { "又改了" } else { "" })),
    };
    let asides: Vec<String> = from.into_iter().chain(edits).collect();
    if asides.is_empty() { String::new() } else { format!("（{}）", asides.join("，")) }
}

/// A change's texts in lines, those that are wholly new or gone without brackets.
pub(super) fn texts(entry: &Entry) -> Vec<String> {
    match &entry.kind {
        Kind::New(texts) | Kind::Gone(texts) => texts.iter().map(|text| plain(text)).collect(),
        Kind::Replaced { old, new } => vec![format!("{} → {}", plain(old), plain(new))],
        _ => paragraphs(entry).iter().map(|pieces| marked(pieces)).collect(),
    }
}
