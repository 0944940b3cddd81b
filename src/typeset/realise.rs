//! Blocks to elements: what each paragraph is set in, and how its lines stand.

use super::elements::{Content, Element, StyledText, Table};
use super::{Geometry, Length, Tag};
use crate::document::{Align, Block, Inline, Picture, plain_text, title_units};
use crate::fonts::Role;

/// Realises a report's blocks: its elements, and what each numbered part is.
pub(super) fn realise(blocks: &[Block], geometry: &Geometry) -> (Vec<Element>, Vec<Tag>) {
    let mut realiser =
        Realiser { geometry, elements: Vec::new(), tags: Vec::new(), tables: 0, gap: 0 };
    realiser.blocks(blocks, Length::ZERO, Tag::Paragraph);
    (realiser.elements, realiser.tags)
}

struct Realiser<'g> {
    geometry: &'g Geometry,
    elements: Vec<Element>,
    tags: Vec<Tag>,
    tables: usize,
    /// Blank lines wanted before the next element.
    gap: usize,
}

impl Realiser<'_> {
    fn blocks(&mut self, blocks: &[Block], left: Length, tag: Tag) {
        for block in blocks {
            self.block(block, left, tag);
        }
    }

    fn block(&mut self, block: &Block, left: Length, tag: Tag) {
        match block {
            Block::Heading { level: 1, text } => self.title(text),
            Block::Heading { level, text } => {
                let role = match level {
                    2 => Role::Heading,
                    3 => Role::Subheading,
                    _ => Role::Body,
                };
                let element = self.tagged(Tag::Heading(*level));
                let runs = styled(text, role, element);
                self.paragraph(runs, left, true);
            }
            Block::Paragraph(text) => self.body(tag, text, left),
            Block::RunIn { title, text } => {
                let heading = self.tagged(Tag::RunInHeading);
                let mut runs = styled(title, Role::Subheading, heading);
                let body = self.tagged(tag);
                runs.extend(styled(text, Role::Body, body));
                self.paragraph(runs, left, false);
            }
            Block::List { start, items } => self.list(*start, items, left),
            Block::Quote(blocks) => {
                let first = self.elements.len();
                self.blocks(blocks, left + self.geometry.em * 2, Tag::Quote);
                self.elements[first..].iter_mut().for_each(in_kai);
            }
            Block::Code(text) => {
                for line in text.lines() {
                    self.body(tag, &[Inline::Text(line.to_owned())], left);
                }
            }
            Block::Table { columns, head, rows } => {
                let number = self.tables;
                self.tables += 1;
                let tags = &mut self.tags;
                let mut tagged = |row, column| {
                    tags.push(Tag::Cell { table: number, row, column });
                    tags.len() - 1
                };
                let table = realise_table(columns, head, rows, &mut tagged);
                self.keep_caption();
                self.push(Content::Table(table), false);
            }
            Block::Picture(picture) => self.picture(picture),
            Block::Rule => self.gap = 1,
            Block::SignOff { unit, date } => self.sign_off(unit, date),
        }
    }

    fn tagged(&mut self, tag: Tag) -> usize {
        self.tags.push(tag);
        self.tags.len() - 1
    }

    fn push(&mut self, content: Content, with_next: bool) {
        let before = std::mem::take(&mut self.gap);
        self.elements.push(Element { content, before, with_next });
    }

    fn paragraph(&mut self, runs: Vec<StyledText>, left: Length, with_next: bool) {
        let first = self.geometry.em * 2;
        self.push(Content::Paragraph { runs, first, left }, with_next);
    }

    /// A paragraph such as `表1 …` stays with the table below it, and so does a run-in heading
    /// that nothing but a table follows.
    fn keep_caption(&mut self) {
        let Some(last) = self.elements.last_mut() else { return };
        let Content::Paragraph { runs, .. } = &last.content else { return };
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let caption = text.strip_prefix('表').is_some_and(|rest| {
            rest.trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        });
        let heading = runs.first().is_some_and(|run| self.tags[run.element] == Tag::RunInHeading)
            && runs.last().is_some_and(|run| run.text == "。");
        last.with_next |= caption || heading;
    }

    /// A paragraph, in pieces where its text has forced ends of line.
    fn body(&mut self, tag: Tag, text: &[Inline], left: Length) {
        let element = self.tagged(tag);
        for (n, piece) in text.split(|inline| *inline == Inline::Break).enumerate() {
            let runs = styled(piece, Role::Body, element);
            if runs.is_empty() {
                continue;
            }
            let first = if n == 0 { self.geometry.em * 2 } else { Length::ZERO };
            self.push(Content::Paragraph { runs, first, left }, false);
        }
    }

    fn title(&mut self, text: &[Inline]) {
        let element = self.tagged(Tag::Heading(1));
        let text = plain_text(text);
        let units = title_units(&text)
            .iter()
            .map(|unit| StyledText { element, role: Role::Title, text: (*unit).to_owned() })
            .collect();
        self.push(Content::Title(units), true);
    }

    /// Items as official documents number them: `1.` two characters in, the lines below flush.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], left: Length) {
        for (n, item) in items.iter().enumerate() {
            let text = match start {
                Some(first) => format!("{}.", first + n as u64),
                None => "•".to_owned(),
            };
            let label = StyledText { element: self.tagged(Tag::Label), role: Role::Body, text };
            let at = self.elements.len();
            for block in item {
                let nested = matches!(block, Block::List { .. });
                let left = if nested { left + self.geometry.em } else { left };
                self.block(block, left, Tag::ListItem);
            }
            match self.elements.get_mut(at).map(|e| &mut e.content) {
                Some(Content::Paragraph { runs, .. }) => runs.insert(0, label),
                _ => {
                    let first = self.geometry.em * 2;
                    let content = Content::Paragraph { runs: vec![label], first, left };
                    let with_next = self.elements.len() > at;
                    self.elements.insert(at, Element { content, before: 0, with_next });
                }
            }
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let element = self.tagged(Tag::Picture);
        let caption = (!picture.caption.is_empty()).then(|| StyledText {
            element: self.tagged(Tag::Caption),
            role: Role::Heading,
            text: picture.caption.clone(),
        });
        self.push(Content::Picture { element, picture: picture.clone(), caption }, false);
    }

    fn sign_off(&mut self, unit: &str, date: &str) {
        if let Some(last) = self.elements.last_mut() {
            last.with_next = true;
        }
        let mut styled = |text: &str| StyledText {
            element: self.tagged(Tag::SignOff),
            role: Role::Body,
            text: text.to_owned(),
        };
        let (unit, date) = (styled(unit), styled(date));
        self.gap = 1;
        self.push(Content::SignOff { unit, date }, false);
    }
}

fn in_kai(element: &mut Element) {
    if let Content::Paragraph { runs, .. } = &mut element.content {
        for run in runs.iter_mut().filter(|run| run.role == Role::Body) {
            run.role = Role::Subheading;
        }
    }
}

/// Inlines as text in roles: **强调** is 黑体, as official documents stress; *轻读* is 楷体.
fn styled(inlines: &[Inline], role: Role, element: usize) -> Vec<StyledText> {
    let mut runs: Vec<StyledText> = Vec::new();
    let mut push = |role: Role, text: &str| match runs.last_mut() {
        Some(last) if last.role == role => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(StyledText { element, role, text: text.to_owned() }),
    };
    for inline in inlines {
        let (role, inner) = match inline {
            Inline::Text(text) | Inline::Code(text) => {
                push(role, text);
                continue;
            }
            Inline::Strong(inner) if role == Role::Body => (Role::Heading, inner),
            Inline::Emphasis(inner) if role == Role::Body => (Role::Subheading, inner),
            Inline::Strong(inner) | Inline::Emphasis(inner) => (role, inner),
            Inline::Link { text, .. } => (role, text),
            Inline::Picture(_) | Inline::Break => continue,
        };
        styled(inner, role, element).iter().for_each(|run| push(run.role, &run.text));
    }
    runs
}

/// Realises a table; `tagged` numbers a cell by row and column.
fn realise_table(
    columns: &[Align],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    tagged: &mut impl FnMut(usize, usize) -> usize,
) -> Table {
    let mut line = |row: usize, cells: &[Vec<Inline>], role: Role| {
        (0..columns.len())
            .map(|column| {
                let element = tagged(row, column);
                cells.get(column).map(|cell| styled(cell, role, element)).unwrap_or_default()
            })
            .collect::<Vec<_>>()
    };
    let head_cells = line(0, head, Role::Heading);
    let set_rows = rows.iter().enumerate().map(|(n, row)| line(n + 1, row, Role::Body)).collect();
    let figures = (0..columns.len())
        .map(|column| {
            let mut cells = rows.iter().filter_map(|row| row.get(column)).map(|c| plain_text(c));
            let mut any = false;
            cells.all(|text| {
                any |= is_figure(&text);
                is_figure(&text) || matches!(text.trim(), "" | "—" | "-" | "/")
            }) && any
        })
        .collect();
    Table { columns: columns.to_vec(), head: head_cells, rows: set_rows, figures }
}

fn is_figure(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['≤', '≥', '<', '>', '约', '+', '-', '−']);
    text.starts_with(|c: char| c.is_ascii_digit())
}
