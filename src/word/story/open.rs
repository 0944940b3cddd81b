//! A paragraph while it is read.

use crate::word::content::{Inline, Position, Text};
use crate::word::format::{ParagraphFormat, RunFormat};
use crate::word::limits::Budget;
use crate::word::refusal::Refusal;
use crate::word::xml::Node;

/// A paragraph while it is read. One whose mark is deleted or hidden goes on with the next.
#[derive(Debug, Default)]
pub(super) struct Open<'a> {
    /// What it holds so far.
    pub(super) content: Vec<Inline>,
    /// Text boxes that it anchors.
    pub(super) boxes: Vec<Node<'a>>,
    /// Hidden words that have just been read.
    pub(super) hidden: String,
    /// What its style makes of words.
    pub(super) look: RunFormat,
    /// The size of the last words on the line, in half-points.
    pub(super) line_size: Option<u32>,
    /// The properties that it will have whatever comes after its hidden mark.
    pub(super) kept: Option<Properties>,
}

/// What makes a paragraph's look and number.
#[derive(Debug, Clone)]
pub(super) struct Properties {
    /// The style's id.
    pub(super) style: Option<String>,
    /// What it says itself.
    pub(super) format: ParagraphFormat,
}

impl Open<'_> {
    /// Adds words, to those before them where they look alike.
    pub(super) fn add_text(
        &mut self,
        text: &str,
        position: Position,
        is_bold: bool,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        budget.spend(text.len())?;
        match self.content.last_mut() {
            Some(Inline::Text(last)) if last.position == position && last.is_bold == is_bold => {
                last.text.push_str(text);
                Ok(())
            }
            _ => {
                let text = Text { text: text.to_owned(), position, is_bold };
                self.add(Inline::Text(text), budget)
            }
        }
    }

    /// Adds what is no words.
    pub(super) fn add(&mut self, inline: Inline, budget: &mut Budget) -> Result<(), Refusal> {
        let words = match &inline {
            Inline::Picture(shown) => shown.alternative.len(),
            _ => 0,
        };
        // A vector grows by doubling, and an allocation has its own cost.
        budget.spend(2 * size_of::<Inline>() + words)?;
        self.content.push(inline);
        Ok(())
    }

    /// Whether nothing has been shown yet, nor anything that is remembered.
    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty() && self.boxes.is_empty()
    }
}
