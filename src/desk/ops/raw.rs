//! The file's text as it is written, and the fixes of findings.

use super::Fixes;
use super::ground::Ground;
use super::plan::{Plan, Planned, gone};
use crate::edit::with_own_line_ends;
use crate::finding::Edit;
use crate::source::MAX_BYTES;

/// Characters between two places, counted in UTF-16 with line ends as one.
pub(super) fn text(ground: &Ground<'_>, (from, to): (usize, usize), insert: &str) -> Planned {
    let text = ground.text();
    let (Some(start), Some(end)) = (place(text, from), place(text, to)) else {
        return Err("要改的地方不在文件里了，请再看一看".to_owned());
    };
    let insert = insert.replace("\r\n", "\n");
    if start > end || text.len() + insert.len() > MAX_BYTES {
        return Err("文件太长，写不进去".to_owned());
    }
    if let Some(c) = insert.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(format!("文字里有看不见的字符 U+{:04X}，请删去它再写", c as u32));
    }
    let span = start..end;
    let edits = vec![Edit { span: span.clone(), text: insert }];
    Ok(Some(Plan { edits, plain: None, dropped: Vec::from([span]) }))
}

/// The byte of a place that is counted as a page does.
fn place(text: &str, units: usize) -> Option<usize> {
    let mut left = units;
    for (at, c) in text.char_indices() {
        let is_end = c == '\r' && text[at + 1..].starts_with('\n');
        if left == 0 {
            return Some(at);
        }
        if !is_end {
            left = left.checked_sub(c.len_utf16())?;
        }
    }
    (left == 0).then_some(text.len())
}

/// What a finding's fix does.
pub(super) fn fix(ground: &Ground<'_>, finding: &str, fixes: Fixes<'_>) -> Planned {
    let Some((_, edits)) = fixes.iter().find(|(id, _)| id == finding) else {
        return Err(gone("个问题"));
    };
    let text = ground.text();
    let mut edits: Vec<Edit> = edits.iter().map(|edit| with_own_line_ends(edit, text)).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let is_sound = edits.iter().all(|edit| text.get(edit.span.clone()).is_some())
        && edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    let dropped = edits.iter().map(|edit| edit.span.clone()).collect();
    match is_sound && !edits.is_empty() {
        true => Ok(Some(Plan { edits, plain: None, dropped })),
        false => Err("这个问题改不了，请自己改".to_owned()),
    }
}
