//! A place that was changed, and how it is told.

use std::ops::Range;

use crate::characters::is_invisible;
use crate::source::Source;

/// A place that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, as a byte range of the text as it was before.
    pub span: Range<usize>,
    /// What stands there now.
    pub text: String,
}

/// A change in a line: where it stood, and what it is now.
#[must_use]
pub fn describe(change: &Change, source: &Source) -> String {
    let at = source.position(change.span.start);
    format!("第{}行第{}列：{}", at.line, at.column, describe_text(change, source))
}

/// A change by itself.
pub(crate) fn describe_text(change: &Change, source: &Source) -> String {
    let (before, after) = (&source.text()[change.span.clone()], &change.text);
    match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("加上{}", quoted(after)),
        (_, true) => format!("删去{}", quoted(before)),
        _ => format!("{} → {}", quoted(before), quoted(after)),
    }
}

/// A text in quotation marks that are not its own.
fn quoted(text: &str) -> String {
    let text = visible(text);
    if text.contains(['“', '”']) { format!("「{text}」") } else { format!("“{text}”") }
}

/// A text with what is blank in it named, its middle left out where it is long.
fn visible(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|c| *c != '\r').collect();
    let mut shown: Vec<String> = Vec::new();
    for run in chars.chunk_by(|a, b| a == b && name(*a).is_some()) {
        shown.push(match (name(run[0]), run.len()) {
            (None, _) => run[0].to_string(),
            (Some(name), 1) => format!("［{name}］"),
            (Some(name), many) => format!("［{name}×{many}］"),
        });
    }
    if shown.len() > 60 {
        shown.splice(28..shown.len() - 28, ["……".to_owned()]);
    }
    shown.concat()
}

/// What a character is called that is not seen.
pub(super) fn name(c: char) -> Option<String> {
    match c {
        ' ' => Some("空格".to_owned()),
        '\t' => Some("制表符".to_owned()),
        '\n' => Some("换行".to_owned()),
        '\u{3000}' => Some("全角空格".to_owned()),
        c if is_invisible(c) || c.is_whitespace() => Some(format!("U+{:04X}", c as u32)),
        _ => None,
    }
}
