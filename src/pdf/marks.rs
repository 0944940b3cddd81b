//! Marked content (ISO 32000-1 14.6): everything that a page shows belongs to an element of the
//! report, or is an artifact.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

use super::PdfFault;
use super::roles::Role;

/// What a sequence of marked content holds. Its number on the page (MCID) is its place among the
/// page's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The element.
    pub element: usize,
    /// The link that it is part of.
    pub link: Option<usize>,
}

/// What is not the report's own (ISO 32000-1 14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// The page number, a table's head on a further page.
    Pagination,
    /// The lines of tables.
    Layout,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Part(Mark),
    Artifact(Artifact),
}

/// Opens and closes the sequences of a page: what follows in one element shares one.
pub(super) struct Marker<'r> {
    roles: &'r [Role],
    open: Option<Holds>,
    marks: Vec<Mark>,
}

impl<'r> Marker<'r> {
    /// Begins a page of a report whose elements have these roles.
    pub(super) fn new(roles: &'r [Role]) -> Self {
        Self { roles, open: None, marks: Vec::new() }
    }

    /// What follows is part of an element.
    ///
    /// # Errors
    /// There is no such element: the content would be in no one's structure.
    pub(super) fn part(&mut self, mark: Mark, ops: &mut Vec<Op>) -> Result<(), PdfFault> {
        if self.open == Some(Holds::Part(mark)) {
            return Ok(());
        }
        let Some(role) = self.roles.get(mark.element) else {
            return Err(PdfFault::Unfit("页面上有不属于报告任何部分的内容"));
        };
        self.close(ops);
        let tag = if mark.link.is_some() { "Link" } else { role.name };
        let number = DictItem::Int(self.marks.len() as i64);
        ops.push(begin(tag, [("MCID", number)]));
        self.marks.push(mark);
        self.open = Some(Holds::Part(mark));
        Ok(())
    }

    /// What follows is not the report's own.
    pub(super) fn artifact(&mut self, artifact: Artifact, ops: &mut Vec<Op>) {
        if self.open == Some(Holds::Artifact(artifact)) {
            return;
        }
        self.close(ops);
        let kind = match artifact {
            Artifact::Pagination => "Pagination",
            Artifact::Layout => "Layout",
        };
        ops.push(begin("Artifact", [("Type", name(kind))]));
        self.open = Some(Holds::Artifact(artifact));
    }

    /// Ends the page.
    pub(super) fn finish(mut self, ops: &mut Vec<Op>) -> Vec<Mark> {
        self.close(ops);
        self.marks
    }

    fn close(&mut self, ops: &mut Vec<Op>) {
        if self.open.take().is_some() {
            ops.push(Op::EndMarkedContent);
        }
    }
}

/// Begins a sequence.
pub(super) fn begin<const N: usize>(tag: &str, properties: [(&str, DictItem); N]) -> Op {
    let map: BTreeMap<String, DictItem> =
        properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } }
}

/// A name as a property's value.
pub(super) fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
