//! The comments that say where figures came from, line by line. What somebody else wrote there
//! stays.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::edit::File;
use crate::filing::origin::{Origin, comment, origins};
use crate::finding::Edit;
use crate::source::{Node, Spanned, Value, comments};

/// What there is at lines, by where they end.
type ByLine<T> = BTreeMap<usize, T>;

/// The lines that figures end on.
pub(super) struct Lines<'f> {
    file: File<'f>,
    comments: Vec<Spanned<String>>,
    /// Scalars that go over several lines: no comment can stand in one.
    long: Vec<Range<usize>>,
    /// The labels of the figures on a line.
    figures: ByLine<Vec<String>>,
    new: ByLine<Vec<Origin>>,
    behind: ByLine<String>,
}

impl<'f> Lines<'f> {
    pub(super) fn new(file: File<'f>) -> Self {
        let mut long = Vec::new();
        let mut open = vec![file.tree];
        while let Some(Node { span, value }) = open.pop() {
            match value {
                Value::Map(entries) => open.extend(entries.iter().map(|entry| &entry.value)),
                Value::List(items) => open.extend(items),
                Value::Text(_) if file.text()[span.clone()].trim_end().contains('\n') => {
                    long.push(span.clone());
                }
                _ => {}
            }
        }
        long.sort_by_key(|span| span.start);
        let (figures, new, behind) = (ByLine::new(), ByLine::new(), ByLine::new());
        Self { file, comments: comments(file.source), long, figures, new, behind }
    }

    /// A figure ends at a place, by its label.
    pub(super) fn holds(&mut self, at: usize, label: &str) {
        self.figures.entry(self.line_end(at)).or_default().push(label.to_owned());
    }

    /// The figure that ends at a place came from somewhere.
    pub(super) fn came_from(&mut self, at: usize, origin: Origin) {
        self.new.entry(self.line_end(at)).or_default().push(origin);
    }

    /// Lines that stand behind that of a place.
    pub(super) fn behind(&mut self, at: usize, text: String) {
        self.behind.entry(self.line_end(at)).or_default().push_str(&text);
    }

    /// The end of the line that a place is on, or of the first behind it that ends in no scalar.
    fn line_end(&self, at: usize) -> usize {
        let text = self.file.text();
        let mut at = at;
        loop {
            let line = text[at..].find('\n').map_or(text.len(), |end| at + end);
            let end = line - usize::from(text[..line].ends_with('\r') && line > at);
            let n = self.long.partition_point(|span| span.start < end);
            match n.checked_sub(1).and_then(|n| self.long.get(n)) {
                Some(span) if end < text[..span.end].trim_end().len() => at = span.end,
                _ => return end,
            }
        }
    }

    /// The edits that write the comments.
    pub(super) fn edits(self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (end, new) in &self.new {
            let labels = self.figures.get(end).map(Vec::as_slice).unwrap_or_default();
            let behind = self.behind.get(end).map(String::as_str).unwrap_or_default();
            edits.push(self.edit(*end, new, labels, behind));
        }
        edits
    }

    fn edit(&self, end: usize, new: &[Origin], labels: &[String], behind: &str) -> Edit {
        let text = self.file.text();
        let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let on_line = |comment: &&Spanned<String>| (line..end).contains(&comment.span.start);
        let there = self.comments.iter().rev().find(on_line).map(|comment| comment.span.start);
        let ours = there.and_then(|start| {
            let (at, origins) = origins(&text[start..end])?;
            Some((start + at, origins))
        });
        let alone = labels.len() < 2;
        let of_new = |old: &Origin| new.iter().any(|new| new.label == old.label);
        let (start, old) = ours.unwrap_or((end, Vec::new()));
        let kept =
            old.into_iter().filter(|old| !alone && labels.contains(&old.label) && !of_new(old));
        let all = kept.chain(new.iter().cloned());
        let all = all.map(|own| if alone { Origin { label: String::new(), ..own } } else { own });
        let mut all: Vec<Origin> = all.collect();
        let place = |own: &Origin| labels.iter().position(|label| *label == own.label);
        all.sort_by_key(place);
        let blank = match text[..start].chars().next_back() {
            Some(' ' | '\t') => "",
            _ => "  ",
        };
        Edit { span: start..end, text: format!("{blank}{}{behind}", comment(&all)) }
    }
}
