//! A story: text that runs on from its first block to its last, the body, a header, a note. Its
//! elements are read in the order of the file; `blocks` has paragraphs and tables, `inlines` what
//! stands in a paragraph, `runs` what stands in a run.

mod blocks;
mod drawing;
mod fields;
mod inlines;
mod marks;
mod open;
mod runs;
mod shared;
mod tables;

pub(crate) use shared::{Comments, Indexed, Shared};

use super::content::{Block, LossKind};
use super::numbering::Counters;
use super::refusal::Refusal;
use super::xml::Node;
use crate::package::Relationships;
use fields::Fields;
use marks::Marks;

/// The reading of the stories of one part.
pub(crate) struct Story<'s, 'p, 'a> {
    shared: &'s mut Shared<'p>,
    relationships: &'s Relationships,
    marks: Marks,
    fields: Fields<'a>,
    counters: Counters,
    /// Text boxes count apart from the text around them, and on from one to the next.
    box_counters: Counters,
    /// How many paragraphs the body has so far; none where this is not the body.
    paragraphs: Option<usize>,
}

impl<'s, 'p, 'a> Story<'s, 'p, 'a> {
    /// The reading of a part.
    pub(crate) fn new(
        shared: &'s mut Shared<'p>,
        relationships: &'s Relationships,
        root: Node<'a>,
        is_body: bool,
    ) -> Self {
        let marks = Marks::of(root, shared.tracked);
        Self {
            shared,
            relationships,
            marks,
            fields: Fields::default(),
            counters: Counters::default(),
            box_counters: Counters::default(),
            paragraphs: is_body.then_some(0),
        }
    }

    /// The blocks of a story that an element holds: the body, a header, a note.
    pub(crate) fn read(&mut self, container: Node<'a>) -> Result<Vec<Block>, Refusal> {
        self.fields = Fields::default();
        self.blocks(container)
    }

    /// Reads a text box, which has its own fields and numbers.
    fn text_box(&mut self, content: Node<'a>) -> Result<Vec<Block>, Refusal> {
        let fields = std::mem::take(&mut self.fields);
        std::mem::swap(&mut self.counters, &mut self.box_counters);
        let blocks = self.blocks(content);
        std::mem::swap(&mut self.counters, &mut self.box_counters);
        self.fields = fields;
        blocks
    }

    /// Notes something that is not given on, at the paragraph that comes next.
    fn lose(&mut self, kind: LossKind, text: &str) -> Result<(), Refusal> {
        self.shared.lose(kind, self.paragraphs.map(|paragraphs| paragraphs + 1), text)
    }
}
