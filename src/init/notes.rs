//! Comments at the ends of lines: what the last half-year had.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::filing::Figure;
use crate::finding::Edit;
use crate::source::{Node, Spanned, Value};

/// Begins a comment with the last half-year's figures; the next roll replaces it.
const LAST: &str = "# 上期：";

/// The line that a place is in, without its end.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    let body = text[start..end].trim_end_matches('\r').len();
    start..start + body
}

pub(super) struct Header {
    /// Where its line is.
    line: usize,
    pub(super) folded: bool,
}

/// The header (`|`, `>-` …) of the text that begins at a place; `None` where that is no block.
pub(super) fn block_header(text: &str, start: usize) -> Option<Header> {
    let own = line_at(text, start);
    if !text[own.start..start].trim().is_empty() {
        return None;
    }
    let above = text[..own.start].trim_end().len();
    let line = line_at(text, above);
    let content = &text[line.clone()];
    let content = content.find(" #").map_or(content, |at| &content[..at]);
    let mark = content.split_whitespace().next_back()?;
    let is_header = mark.starts_with(['|', '>'])
        && mark[1..].chars().all(|c| matches!(c, '+' | '-') || c.is_ascii_digit());
    is_header.then(|| Header { line: line.start, folded: mark.starts_with('>') })
}

/// A figure of the last half-year.
struct OldFigure<'s> {
    indicator: String,
    label: Option<String>,
    text: std::borrow::Cow<'s, str>,
}

pub(super) struct Notes<'s> {
    text: &'s str,
    /// Where keys and values end, in order: a `#` before the last of a line is no comment.
    ends: Vec<usize>,
    figures: BTreeMap<usize, Vec<OldFigure<'s>>>,
}

impl<'s> Notes<'s> {
    pub(super) fn new(text: &'s str, root: &Node) -> Self {
        let mut ends = Vec::new();
        collect_ends(root, &mut ends);
        ends.sort_unstable();
        Self { text, ends, figures: BTreeMap::new() }
    }

    /// Keeps what a figure was.
    pub(super) fn old_figure(
        &mut self,
        indicator: &str,
        label: Option<String>,
        figure: &Spanned<Figure>,
    ) {
        let raw = self.text[figure.span.clone()].trim();
        let bare = !raw.starts_with(['"', '\'']) && !raw.contains('\n');
        let text = if bare { raw.into() } else { figure.value.as_written.clone().into() };
        let old = OldFigure { indicator: indicator.to_owned(), label, text };
        // Within a block a comment would be text.
        let line = block_header(self.text, figure.span.start).map(|header| header.line);
        let line = line.unwrap_or_else(|| line_at(self.text, figure.span.start).start);
        self.figures.entry(line).or_default().push(old);
    }

    /// The comments of the figures, one for each line.
    pub(super) fn old_figures(&mut self) -> Vec<Edit> {
        let lines = std::mem::take(&mut self.figures);
        lines.iter().filter_map(|(line, old)| self.old_value(*line, &joined(old))).collect()
    }

    pub(super) fn old_value(&self, at: usize, old: &str) -> Option<Edit> {
        self.put(at, LAST, &format!("{LAST}{old}"))
    }

    /// Puts a comment at the end of a line, in the place of one that begins with the mark;
    /// removes that one where `comment` is empty.
    pub(super) fn put(&self, at: usize, mark: &str, comment: &str) -> Option<Edit> {
        let line = line_at(self.text, at);
        let upto = self.ends.partition_point(|end| *end <= line.end);
        let content = self.ends[..upto].last().map_or(line.start, |end| (*end).max(line.start));
        let earlier = self.text[content..line.end].find(mark).map(|n| content + n);
        let from = match earlier {
            Some(found) => self.text[..found].trim_end_matches([' ', '\t']).len(),
            None => line.end,
        };
        let text = if comment.is_empty() { String::new() } else { format!("  {comment}") };
        (!text.is_empty() || from < line.end).then_some(Edit { span: from..line.end, text })
    }
}

/// `平均4.01小时，及时率99.99%`; the indicators' names too where there are several.
fn joined(line: &[OldFigure<'_>]) -> String {
    let several = line.iter().any(|old| old.indicator != line[0].indicator);
    let figures = line.iter().map(|old| {
        let name = if several { old.indicator.as_str() } else { "" };
        let label = old.label.as_deref().filter(|_| line.len() > 1).unwrap_or_default();
        format!("{name}{label}{}", old.text)
    });
    figures.collect::<Vec<_>>().join("，")
}

fn collect_ends(node: &Node, ends: &mut Vec<usize>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                ends.push(entry.key_span.end);
                collect_ends(&entry.value, ends);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect_ends(item, ends)),
        _ => ends.push(node.span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_known_by_its_header() {
        let header = |text: &str| {
            let start = text.find('文').unwrap();
            block_header(text, start).map(|h| h.folded)
        };
        assert_eq!(header("概述: |\n  文"), Some(false));
        assert_eq!(header("概述: |2-  # 注\n\n  文"), Some(false));
        assert_eq!(header("- 概述: >-\r\n    文"), Some(true));
        for text in ["概述: 文", "概述:\n  文", "概述: \"文\"", "甲: >=4\n乙:\n  文"] {
            assert_eq!(header(text), None, "{text}");
        }
    }
}
