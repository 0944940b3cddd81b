//! What a part's marks belong to: fields begin, turn to their results and end at marks of their own,
//! and so do the ranges of comments. Marks without their fellows mean nothing, so they are paired
//! before the text is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::word::view::{Step, Tracked, step};
use crate::word::xml::{Node, Space, name, word};

/// The marks of a part that are seen.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// For each mark of a complete field, the one that it begins with, by their places in the part.
    fields: BTreeMap<u32, u32>,
    starts: BTreeSet<String>,
    ends: BTreeSet<String>,
    references: BTreeSet<String>,
}

/// A field that has begun.
struct Open {
    begin: u32,
    separate: Option<u32>,
}

impl Marks {
    /// Those of a part.
    pub(super) fn of(root: Node<'_>, tracked: Tracked) -> Self {
        let mut marks = Self::default();
        marks.visit(root, tracked, &mut Vec::new());
        marks
    }

    fn visit(&mut self, node: Node<'_>, tracked: Tracked, open: &mut Vec<Open>) {
        for child in node.children() {
            match step(child, tracked) {
                Step::Skip => {}
                Step::Into(inner) => self.visit(inner, tracked, open),
                Step::Take(child) => match name(child) {
                    (Space::Word, "fldChar") => self.field_mark(child, open),
                    // A text box is a story of its own: its fields end in it.
                    (Space::Word, "txbxContent") => self.visit(child, tracked, &mut Vec::new()),
                    (Space::Word, "commentRangeStart") => note(&mut self.starts, child),
                    (Space::Word, "commentRangeEnd") => note(&mut self.ends, child),
                    (Space::Word, "commentReference") => note(&mut self.references, child),
                    _ => self.visit(child, tracked, open),
                },
            }
        }
    }

    fn field_mark(&mut self, node: Node<'_>, open: &mut Vec<Open>) {
        match word(node, "fldCharType") {
            Some("begin") => open.push(Open { begin: node.id().get(), separate: None }),
            Some("separate") => {
                if let Some(field) = open.last_mut() {
                    field.separate.get_or_insert(node.id().get());
                }
            }
            Some("end") => {
                let Some(field) = open.pop() else { return };
                let marks = [Some(field.begin), field.separate, Some(node.id().get())];
                self.fields.extend(marks.into_iter().flatten().map(|mark| (mark, field.begin)));
            }
            _ => {}
        }
    }

    /// The mark that a field begins with which this mark is of; none where the field is incomplete.
    pub(super) fn field(&self, mark: u32) -> Option<u32> {
        self.fields.get(&mark).copied()
    }

    /// Whether a comment is seen: it is where its reference is.
    pub(super) fn has_comment(&self, id: &str) -> bool {
        self.references.contains(id)
    }

    /// Whether a comment has a range.
    pub(super) fn has_range(&self, id: &str) -> bool {
        self.starts.contains(id) && self.ends.contains(id)
    }
}

fn note(ids: &mut BTreeSet<String>, node: Node<'_>) {
    ids.extend(word(node, "id").map(str::to_owned));
}
