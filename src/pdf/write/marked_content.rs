//! Marked content (ISO 32000-1 14.6): everything that a page shows belongs to an element of the
//! report, or is an artifact. No sequence stands inside another: what reads as other characters
//! than it shows has a number of its own in its element, so that readers which go by numbers and
//! those which go by nesting read the same.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

use super::roles::Role;
use super::{PdfFault, values};

/// What a sequence of marked content holds. Its number on the page (MCID) is its place among the
/// page's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) struct ContentItem {
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
pub(super) enum Owner {
    /// An element's.
    Element(ContentItem),
    /// No one's.
    Artifact(Artifact),
}

/// Opens and closes the sequences of a page: what follows in one element shares one.
pub(super) struct SequenceWriter<'r> {
    roles: &'r [Role],
    open: Option<Open>,
    marks: Vec<ContentItem>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Content that reads as it is shown.
    Shown(Owner),
    /// Content that reads as an ActualText; how many sequences it takes.
    Replaced(usize),
}

impl<'r> SequenceWriter<'r> {
    /// Begins a page of a report whose elements have these roles.
    pub(super) fn new(roles: &'r [Role]) -> Self {
        Self { roles, open: None, marks: Vec::new() }
    }

    /// What follows is an element's, or an artifact.
    ///
    /// # Errors
    /// There is no such element: the content would be in no one's structure.
    pub(super) fn shown(&mut self, holds: Owner, ops: &mut Vec<Op>) -> Result<(), PdfFault> {
        if self.open == Some(Open::Shown(holds)) {
            return Ok(());
        }
        self.close(ops);
        match holds {
            Owner::Element(mark) => {
                let role = self.role(mark)?;
                let tag = if mark.link.is_some() { "Link" } else { role.name };
                let number = self.number(mark);
                ops.push(begin(tag, [("MCID", number)]));
            }
            Owner::Artifact(artifact) => ops.push(begin_artifact(artifact)),
        }
        self.open = Some(Open::Shown(holds));
        Ok(())
    }

    /// What follows is an element's, or an artifact, and reads as other characters than it shows
    /// (ISO 32000-1 14.9.4).
    ///
    /// # Errors
    /// There is no such element, or the characters are more than a string may hold.
    pub(super) fn replaced(
        &mut self,
        holds: Owner,
        actual: &str,
        ops: &mut Vec<Op>,
    ) -> Result<(), PdfFault> {
        self.close(ops);
        let actual = ("ActualText", text(actual)?);
        match holds {
            Owner::Element(mark) => {
                self.role(mark)?;
                let number = self.number(mark);
                ops.push(begin("Span", [actual, ("MCID", number)]));
                self.open = Some(Open::Replaced(1));
            }
            Owner::Artifact(artifact) => {
                ops.extend([begin_artifact(artifact), begin("Span", [actual])]);
                self.open = Some(Open::Replaced(2));
            }
        }
        Ok(())
    }

    /// Ends the page.
    pub(super) fn finish(mut self, ops: &mut Vec<Op>) -> Vec<ContentItem> {
        self.close(ops);
        self.marks
    }

    /// Ends what is open.
    pub(super) fn close(&mut self, ops: &mut Vec<Op>) {
        let open = match self.open.take() {
            None => 0,
            Some(Open::Shown(_)) => 1,
            Some(Open::Replaced(sequences)) => sequences,
        };
        ops.extend(std::iter::repeat_n(Op::EndMarkedContent, open));
    }

    fn role(&self, mark: ContentItem) -> Result<Role, PdfFault> {
        let role = self.roles.get(mark.element).copied();
        role.ok_or(PdfFault::Unfit("页面上有不属于报告任何部分的内容"))
    }

    /// A further sequence's number.
    fn number(&mut self, mark: ContentItem) -> DictItem {
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
