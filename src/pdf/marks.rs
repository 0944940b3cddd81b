//! Marked content (ISO 32000-1 14.6): everything that a page shows belongs to an element of the
//! report, or is an artifact. No sequence stands inside another: what is told by other characters
//! than it shows has a number of its own in its element, so that readers which go by numbers and
//! those which go by nesting read the same.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

use super::roles::Role;
use super::{PdfFault, values};

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

/// Whose the content of a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// An element's.
    Part(Mark),
    /// No one's.
    Artifact(Artifact),
}

/// Opens and closes the sequences of a page: what follows in one element shares one.
pub(super) struct Marker<'r> {
    roles: &'r [Role],
    open: Option<Open>,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Content that is told as it is shown.
    Shown(Holds),
    /// Content that is told by an ActualText; how many sequences it takes.
    Told(usize),
}

impl<'r> Marker<'r> {
    /// Begins a page of a report whose elements have these roles.
    pub(super) fn new(roles: &'r [Role]) -> Self {
        Self { roles, open: None, marks: Vec::new() }
    }

    /// What follows is an element's, or an artifact.
    ///
    /// # Errors
    /// There is no such element: the content would be in no one's structure.
    pub(super) fn shown(&mut self, holds: Holds, ops: &mut Vec<Op>) -> Result<(), PdfFault> {
        if self.open == Some(Open::Shown(holds)) {
            return Ok(());
        }
        self.close(ops);
        match holds {
            Holds::Part(mark) => {
                let role = self.role(mark)?;
                let tag = if mark.link.is_some() { "Link" } else { role.name };
                let number = self.number(mark);
                ops.push(begin(tag, [("MCID", number)]));
            }
            Holds::Artifact(artifact) => ops.push(begin_artifact(artifact)),
        }
        self.open = Some(Open::Shown(holds));
        Ok(())
    }

    /// What follows is an element's, or an artifact, and other characters than it shows tell it
    /// (ISO 32000-1 14.9.4).
    ///
    /// # Errors
    /// There is no such element, or the characters are more than a string may hold.
    pub(super) fn told(
        &mut self,
        holds: Holds,
        actual: &str,
        ops: &mut Vec<Op>,
    ) -> Result<(), PdfFault> {
        self.close(ops);
        let actual = ("ActualText", text(actual)?);
        match holds {
            Holds::Part(mark) => {
                self.role(mark)?;
                let number = self.number(mark);
                ops.push(begin("Span", [actual, ("MCID", number)]));
                self.open = Some(Open::Told(1));
            }
            Holds::Artifact(artifact) => {
                ops.extend([begin_artifact(artifact), begin("Span", [actual])]);
                self.open = Some(Open::Told(2));
            }
        }
        Ok(())
    }

    /// Ends the page.
    pub(super) fn finish(mut self, ops: &mut Vec<Op>) -> Vec<Mark> {
        self.close(ops);
        self.marks
    }

    /// Ends what is open.
    pub(super) fn close(&mut self, ops: &mut Vec<Op>) {
        let open = match self.open.take() {
            None => 0,
            Some(Open::Shown(_)) => 1,
            Some(Open::Told(sequences)) => sequences,
        };
        ops.extend(std::iter::repeat_n(Op::EndMarkedContent, open));
    }

    fn role(&self, mark: Mark) -> Result<Role, PdfFault> {
        let role = self.roles.get(mark.element).copied();
        role.ok_or(PdfFault::Unfit("页面上有不属于报告任何部分的内容"))
    }

    /// A further sequence's number.
    fn number(&mut self, mark: Mark) -> DictItem {
        self.marks.push(mark);
        DictItem::Int(self.marks.len() as i64 - 1)
    }
}

fn begin_artifact(artifact: Artifact) -> Op {
    let kind = match artifact {
        Artifact::Pagination => "Pagination",
        Artifact::Layout => "Layout",
    };
    begin("Artifact", [("Type", name(kind))])
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

/// A text as a property's value.
///
/// # Errors
/// It has more bytes than a string may hold.
pub(super) fn text(text: &str) -> Result<DictItem, PdfFault> {
    Ok(DictItem::String { data: values::fitting(values::utf16(text))?, literal: false })
}
