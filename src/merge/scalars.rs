//! Changes of a text within its YAML scalar, however that is written.

use std::ops::Range;

use super::words::{Op, changed};
use crate::document::{escape, escape_within};
use crate::edit;
use crate::finding::Edit;
use crate::prose::Paragraph;
use crate::source::{Source, scalar, scalar_in_flow};

/// A value of the file, and the changes of its texts.
pub(super) struct Value<'v> {
    pub(super) span: Range<usize>,
    /// Whether it is Markdown.
    pub(super) is_prose: bool,
    /// Whether it stands within brackets.
    pub(super) in_flow: bool,
    pub(super) changes: Vec<Change<'v>>,
}

/// A change of one of a value's texts.
pub(super) struct Change<'v> {
    pub(super) paragraph: &'v Paragraph,
    pub(super) op: Op,
    /// Whether the text is a cell of a table in Markdown.
    pub(super) in_table: bool,
}

/// How a scalar is written (YAML 1.2.2, 7.3 and 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    /// After `|`, line by line.
    Literal,
    /// After `>`.
    Folded,
}

impl Style {
    /// Of the value that stands at a place of a file's text.
    pub(super) fn at(text: &str, value: &Range<usize>) -> Self {
        let before = text.get(..value.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if before[line..].trim().is_empty()
            && let Some(header) = header(&before[..line])
        {
            return header;
        }
        match text.get(value.start..).and_then(|value| value.chars().next()) {
            Some('"') => Self::Double,
            Some('\'') => Self::Single,
            _ => Self::Plain,
        }
    }

    fn written(self, text: &str) -> String {
        match self {
            Self::Single => text.replace('\'', "''"),
            Self::Double => text.replace('\\', "\\\\").replace('"', "\\\""),
            Self::Plain | Self::Literal | Self::Folded => text.to_owned(),
        }
    }
}

/// The style that the line says which a text ends with: `内容: |`, `- >-`.
fn header(text: &str) -> Option<Style> {
    let line = text.trim_end().lines().next_back()?;
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    let line = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let style = match line.chars().next_back()? {
        '|' => Style::Literal,
        '>' => Style::Folded,
        _ => return None,
    };
    let key = line[..line.len() - 1].trim_end();
    (key.len() < line.len() - 1 && key.ends_with([':', '-'])).then_some(style)
}

/// The edits that change a value; `None` where it is written so that no place in it is sure.
pub(super) fn edits(value: &Value<'_>, source: &Source) -> Option<Vec<Edit>> {
    let text = source.text();
    let style = Style::at(text, &value.span);
    if style == Style::Double && text.get(value.span.clone())?.contains('\\') {
        return rewritten(value);
    }
    let mut edits = Vec::new();
    for Change { paragraph, op, in_table } in &value.changes {
        let new = match (value.is_prose, op.range.start == 0) {
            (false, _) => op.text.clone(),
            (true, true) => escape(&op.text),
            (true, false) => escape_within(&op.text),
        };
        let new = if value.is_prose && *in_table { with_bars(&new) } else { new };
        let new = style.written(&new);
        let spans = spans(paragraph, op.range.clone(), source, value.is_prose);
        for (n, span) in spans.into_iter().enumerate() {
            edits.push(Edit { span, text: if n == 0 { new.clone() } else { String::new() } });
        }
    }
    Some(if style == Style::Plain { requoted(value, edits, text) } else { edits })
}

/// A cell's text with its bars as signs of the text.
fn with_bars(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}

/// A text whose signs are written in figures (`\u3002`), in quotation marks anew.
fn rewritten(value: &Value<'_>) -> Option<Vec<Edit>> {
    let (first, others) = value.changes.split_first()?;
    let text = &first.paragraph.text;
    let is_one = others.iter().all(|other| std::ptr::eq(other.paragraph, first.paragraph));
    let is_plain = !value.is_prose || escape(text) == *text;
    let ops: Vec<Op> = value.changes.iter().map(|change| change.op.clone()).collect();
    let new = changed(text, &ops);
    let new = if value.is_prose { escape(&new) } else { new };
    let text = format!("\"{}\"", Style::Double.written(&new));
    (is_one && is_plain).then(|| vec![Edit { span: value.span.clone(), text }])
}

/// Where a range of a text stands in the file: in several places where marks stand within it.
fn spans(
    paragraph: &Paragraph,
    range: Range<usize>,
    source: &Source,
    is_prose: bool,
) -> Vec<Range<usize>> {
    if range.is_empty() {
        let before = paragraph.text[..range.start].char_indices().next_back();
        let at = match before {
            Some((start, _)) => paragraph.span(start..range.start).end,
            None => paragraph.span(first(&paragraph.text)).start,
        };
        return std::iter::once(at..at).collect();
    }
    if let Some(span) = paragraph.editable(range.clone(), source) {
        return vec![with_escape(span, source.text(), is_prose)];
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (at, c) in paragraph.text[range.clone()].char_indices() {
        let start = range.start + at;
        let span = paragraph.span(start..start + c.len_utf8());
        let span = with_escape(span, source.text(), is_prose);
        match spans.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => spans.push(span),
        }
    }
    spans
}

/// The first character of a text.
fn first(text: &str) -> Range<usize> {
    0..text.chars().next().map_or(0, char::len_utf8)
}

/// A place with the backslash before it that makes a plain sign of one of Markdown's.
fn with_escape(span: Range<usize>, text: &str, is_prose: bool) -> Range<usize> {
    let is_sign = text[span.start..].starts_with(|c: char| c.is_ascii_punctuation());
    let is_escaped = is_prose && is_sign && text[..span.start].ends_with('\\');
    if is_escaped { span.start - 1..span.end } else { span }
}

/// A bare value that would be read otherwise once it is changed is put in quotation marks.
fn requoted(value: &Value<'_>, edits: Vec<Edit>, text: &str) -> Vec<Edit> {
    let span = value.span.clone();
    let within = |edit: &Edit| Edit {
        span: edit.span.start - span.start..edit.span.end - span.start,
        text: edit.text.clone(),
    };
    let is_inside = |edit: &Edit| span.start <= edit.span.start && edit.span.end <= span.end;
    if !edits.iter().all(is_inside) {
        return edits;
    }
    let old = text.get(span.clone()).unwrap_or_default();
    let new = edit::apply(old, edits.iter().map(within).collect());
    // Lines of one bare value are read with a blank between them.
    let new = new.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let written = if value.in_flow { scalar_in_flow(&new) } else { scalar(&new) };
    if written == new { edits } else { vec![Edit { span, text: written }] }
}
