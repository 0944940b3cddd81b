//! Paragraphs, and what stands between them.

use super::Story;
use super::open::{Open, Properties};
use super::tables::{self, Grid};
use crate::word::content::{Block, Cell, Inline, LossKind, Number, Paragraph, Row, Table};
use crate::word::format::{ParagraphFormat, RunFormat};
use crate::word::refusal::Refusal;
use crate::word::view::{Step, Tracked, step};
use crate::word::words::words;
use crate::word::xml::{Node, Space, child, name, value, word};

/// The blocks of a container while it is read.
#[derive(Default)]
struct Flow<'a> {
    blocks: Vec<Block>,
    /// A paragraph whose mark is not seen: the next goes on with it.
    open: Option<Open<'a>>,
    /// Ends of comments' ranges before there is a paragraph to put them into.
    waiting: Vec<Inline>,
}

impl<'a> Story<'_, '_, 'a> {
    /// The blocks of a container: the body, a cell, a text box, a note.
    pub(super) fn blocks(&mut self, container: Node<'a>) -> Result<Vec<Block>, Refusal> {
        let mut flow = Flow::default();
        self.block_children(container, &mut flow)?;
        // The last paragraph's mark cannot go; nothing comes after it.
        self.close(&mut flow)?;
        if !flow.waiting.is_empty() {
            let content = std::mem::take(&mut flow.waiting);
            self.push_paragraph(Paragraph { content, ..Paragraph::default() }, &mut flow)?;
        }
        Ok(flow.blocks)
    }

    fn block_children(&mut self, node: Node<'a>, flow: &mut Flow<'a>) -> Result<(), Refusal> {
        for child in node.children() {
            match step(child, self.shared.tracked) {
                Step::Skip => {}
                Step::Into(inner) => self.block_children(inner, flow)?,
                Step::Take(child) => self.block(child, flow)?,
            }
        }
        Ok(())
    }

    fn block(&mut self, node: Node<'a>, flow: &mut Flow<'a>) -> Result<(), Refusal> {
        match name(node) {
            (Space::Word, "p") => self.paragraph(node, flow),
            (Space::Word, "tbl") => {
                self.close(flow)?;
                let table = self.table(node)?;
                if !table.rows.is_empty() {
                    flow.blocks.push(Block::Table(table));
                }
                Ok(())
            }
            (Space::Word, "altChunk") => self.lose(LossKind::AltChunk, ""),
            (Space::Word, "commentRangeStart") => {
                flow.waiting.extend(self.range_mark(node, Inline::CommentStart));
                self.shared.budget.spend(2 * size_of::<Inline>())
            }
            (Space::Word, "commentRangeEnd") => {
                let end = self.range_mark(node, Inline::CommentEnd);
                match flow.blocks.last_mut() {
                    Some(Block::Paragraph(last)) => last.content.extend(end),
                    _ => flow.waiting.extend(end),
                }
                self.shared.budget.spend(2 * size_of::<Inline>())
            }
            // What belongs into a paragraph and stands without one.
            (Space::Word, "r" | "fldSimple") | (Space::Math, "oMath" | "oMathPara") => {
                let mut open = flow.open.take().unwrap_or_default();
                self.inline(node, &mut open)?;
                flow.open = Some(open);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn paragraph(&mut self, node: Node<'a>, flow: &mut Flow<'a>) -> Result<(), Refusal> {
        let tracked = self.shared.tracked;
        let mark = child(node, "pPr").and_then(|properties| child(properties, "rPr"));
        let properties = properties_of(node, tracked);
        let mut open = flow.open.take().unwrap_or_default();
        open.content.append(&mut flow.waiting);
        let style = self.shared.styles.of_paragraph(properties.style.as_deref());
        open.look = style.map(|(_, style)| style.run).unwrap_or_default();
        self.inlines(node, &mut open)?;
        self.flush_hidden(&mut open)?;
        let look = mark.map(RunFormat::read).unwrap_or_default().over(open.look);
        let is_deleted = mark.is_some_and(|mark| tracked.takes_away(mark));
        let is_hidden = look.hidden == Some(true) || look.always_hidden == Some(true);
        if is_deleted || is_hidden {
            // Joined paragraphs have the properties of the mark that is left, the last one's
            // (17.13.5.15). A hidden mark stays: what stands before it keeps its own.
            if is_hidden && !is_deleted && !open.is_empty() {
                open.kept.get_or_insert(properties);
            }
            flow.open = Some(open);
            return Ok(());
        }
        self.finish(open, properties, flow)
    }

    /// Ends a paragraph that was to go on where nothing follows that it could go on with.
    fn close(&mut self, flow: &mut Flow<'a>) -> Result<(), Refusal> {
        match flow.open.take() {
            Some(open) if !open.is_empty() => {
                let properties = Properties { style: None, format: ParagraphFormat::default() };
                self.finish(open, properties, flow)
            }
            _ => Ok(()),
        }
    }

    fn finish(
        &mut self,
        mut open: Open<'a>,
        properties: Properties,
        flow: &mut Flow<'a>,
    ) -> Result<(), Refusal> {
        let properties = open.kept.take().unwrap_or(properties);
        let styled = self.shared.styles.of_paragraph(properties.style.as_deref());
        let id = styled.map(|(id, _)| id);
        let own = properties.format;
        let format = styled.map_or(own, |(_, style)| own.over(style.paragraph));
        let place = self.shared.lists.place(own.list, own.level, id);
        let number: Option<Number> =
            place.and_then(|place| self.counters.next(place, &self.shared.lists));
        let paragraph = Paragraph {
            style: styled.map(|(_, style)| style.name.clone()).unwrap_or_default(),
            outline: format.outline.filter(|level| *level < 9),
            number,
            alignment: format.alignment.unwrap_or_default(),
            content: open.content,
        };
        self.push_paragraph(paragraph, flow)?;
        for content in open.boxes {
            let blocks = self.text_box(content)?;
            flow.blocks.extend(blocks);
        }
        Ok(())
    }

    fn push_paragraph(&mut self, paragraph: Paragraph, flow: &mut Flow<'a>) -> Result<(), Refusal> {
        let number = paragraph.number.as_ref().map_or(0, |number| number.text.len());
        self.shared.budget.spend(size_of::<Block>() + paragraph.style.len() + number)?;
        self.paragraphs = self.paragraphs.map(|paragraphs| paragraphs + 1);
        flow.blocks.push(Block::Paragraph(paragraph));
        Ok(())
    }

    fn table(&mut self, node: Node<'a>) -> Result<Table, Refusal> {
        let tracked = self.shared.tracked;
        let mut grid = Grid::default();
        for row in tables::rows(node, tracked) {
            grid.begin_row(row);
            for cell in tables::cells(row, tracked) {
                self.shared.budget.spend(2 * size_of::<Cell>())?;
                if grid.is_hidden(cell, tracked) {
                    let words = words(cell, tracked);
                    if !words.trim().is_empty() {
                        self.lose(LossKind::HiddenText, &words)?;
                    }
                } else {
                    let blocks = self.blocks(cell)?;
                    grid.fill(blocks);
                }
            }
            self.shared.budget.spend(2 * size_of::<Row>())?;
        }
        Ok(grid.into_table())
    }
}

/// The properties of a paragraph that are in force.
fn properties_of(node: Node<'_>, tracked: Tracked) -> Properties {
    let properties = tracked.properties(node, "pPr");
    let mut format = properties.map(ParagraphFormat::read).unwrap_or_default();
    let is_numbering_new = properties
        .and_then(|properties| child(properties, "numPr"))
        .is_some_and(|numbering| child(numbering, "ins").is_some());
    if is_numbering_new && !tracked.shows_inserted() {
        (format.list, format.level) = (None, None);
    }
    let style = properties.and_then(|properties| value(properties, "pStyle"));
    Properties { style: style.map(str::to_owned), format }
}

impl Story<'_, '_, '_> {
    /// The mark of a comment's range, where the comment is seen.
    pub(super) fn range_mark(
        &mut self,
        node: Node<'_>,
        mark: fn(usize) -> Inline,
    ) -> Option<Inline> {
        let id = word(node, "id")?;
        if !self.marks.has_comment(id) || !self.marks.has_range(id) {
            return None;
        }
        self.shared.comments.index(id).map(mark)
    }
}
