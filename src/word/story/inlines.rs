//! What stands in a paragraph.

use super::Story;
use super::fields::Drawn;
use super::open::Open;
use crate::word::content::{Inline, LossKind, Position};
use crate::word::math::Formula;
use crate::word::refusal::Refusal;
use crate::word::view::{Step, step};
use crate::word::xml::{Node, Space, name, word};

impl<'a> Story<'_, '_, 'a> {
    /// What an element of a paragraph holds.
    pub(super) fn inlines(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        for child in node.children() {
            match step(child, self.shared.tracked) {
                Step::Skip => {}
                Step::Into(inner) => self.inlines(inner, open)?,
                Step::Take(child) => self.inline(child, open)?,
            }
        }
        Ok(())
    }

    /// An element of a paragraph.
    pub(super) fn inline(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        match name(node) {
            (Space::Word, "r") => self.run(node, open),
            (Space::Word, "fldSimple") => {
                self.fields.begin_simple(node);
                self.inlines(node, open)?;
                let drawn = self.fields.end(node.id().get());
                self.draw_field(drawn, open)
            }
            (Space::Word, "commentRangeStart") => {
                let mark = self.range_mark(node, Inline::CommentStart);
                self.remember(mark, open)
            }
            (Space::Word, "commentRangeEnd") => {
                let mark = self.range_mark(node, Inline::CommentEnd);
                self.remember(mark, open)
            }
            (Space::Word, "subDoc") => self.lose(LossKind::SubDocument, ""),
            (_, "contentPart") => self.lose(LossKind::Ink, ""),
            (Space::Math, "oMath") => self.formula(node, open),
            (Space::Math, "oMathPara") => {
                let formulas = node.children().filter(|it| name(*it) == (Space::Math, "oMath"));
                for (index, formula) in formulas.enumerate() {
                    if index > 0 {
                        self.show(Inline::Break, open)?;
                    }
                    self.formula(formula, open)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn formula(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        if !self.fields.show() {
            return Ok(());
        }
        let formula = Formula::read(node, self.shared.tracked);
        if formula.loses_layout {
            self.lose(LossKind::Formula, &formula.text())?;
        }
        for (text, position) in &formula.pieces {
            self.show_text(text, *position, false, open)?;
        }
        Ok(())
    }

    /// A comment's mark, which is there whatever is shown around it.
    fn remember(&mut self, mark: Option<Inline>, open: &mut Open<'a>) -> Result<(), Refusal> {
        mark.map_or(Ok(()), |mark| open.add(mark, &mut self.shared.budget))
    }

    /// What a field shows that has no result.
    pub(super) fn draw_field(&mut self, drawn: Drawn, open: &mut Open<'a>) -> Result<(), Refusal> {
        match drawn {
            Drawn::Nothing => Ok(()),
            Drawn::Words(words) => self.show_text(&words, Position::Line, false, open),
            Drawn::Lost(kind, text) => self.lose(kind, &text),
        }
    }

    /// A comment without a range: it begins and ends at its reference.
    pub(super) fn comment(&mut self, node: Node<'a>, open: &mut Open<'a>) -> Result<(), Refusal> {
        let Some(id) = word(node, "id").filter(|id| !self.marks.has_range(id)) else {
            return Ok(());
        };
        let Some(index) = self.shared.comments.index(id) else { return Ok(()) };
        self.remember(Some(Inline::CommentStart(index)), open)?;
        self.remember(Some(Inline::CommentEnd(index)), open)
    }

    /// Shows words.
    pub(super) fn show_text(
        &mut self,
        text: &str,
        position: Position,
        is_bold: bool,
        open: &mut Open<'a>,
    ) -> Result<(), Refusal> {
        self.flush_hidden(open)?;
        self.fields.note_result();
        open.add_text(text, position, is_bold, &mut self.shared.budget)
    }

    /// Shows what is no words.
    pub(super) fn show(&mut self, inline: Inline, open: &mut Open<'a>) -> Result<(), Refusal> {
        self.flush_hidden(open)?;
        self.fields.note_result();
        open.add(inline, &mut self.shared.budget)
    }

    /// Tells of hidden words that end here.
    pub(super) fn flush_hidden(&mut self, open: &mut Open<'a>) -> Result<(), Refusal> {
        let hidden = std::mem::take(&mut open.hidden);
        if hidden.trim().is_empty() { Ok(()) } else { self.lose(LossKind::HiddenText, &hidden) }
    }
}
