//! Blocks to elements: what each paragraph is set in, and how its lines stand.

use super::{Geometry, Length, Tag};
use crate::document::{Block, Inline, plain_text, title_units};
use crate::fonts::Role;

/// A paragraph to be set.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub tag: Tag,
    pub runs: Vec<StyledText>,
    pub form: Form,
    /// Blank lines of the grid before it (not at a page's top).
    pub before: usize,
    /// Stays on a page with the element behind it.
    pub with_next: bool,
}

/// Text in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StyledText {
    pub role: Role,
    pub text: String,
}

/// How an element's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Justified; the first line is indented, all lines stand off the left edge.
    Justified { first: Length, left: Length },
    /// Centred lines, as they are given by breaks: the title.
    Title,
    /// One line with its left edge at a place: 落款.
    At { x: Length },
}

/// Realises a report's blocks.
pub(super) fn realise(blocks: &[Block], geometry: &Geometry) -> Vec<Element> {
    let mut realiser = Realiser { geometry, elements: Vec::new() };
    realiser.blocks(blocks, Length::ZERO);
    realiser.elements
}

struct Realiser<'g> {
    geometry: &'g Geometry,
    elements: Vec<Element>,
}

impl Realiser<'_> {
    fn blocks(&mut self, blocks: &[Block], left: Length) {
        for block in blocks {
            self.block(block, left);
        }
    }

    fn block(&mut self, block: &Block, left: Length) {
        match block {
            Block::Heading { level: 1, text } => self.title(text),
            Block::Heading { level, text } => {
                let role = match level {
                    2 => Role::Heading,
                    3 => Role::Subheading,
                    _ => Role::Body,
                };
                let element = self.paragraph(Tag::Heading(*level), styled(text, role), left);
                self.elements.push(Element { with_next: true, ..element });
            }
            Block::Paragraph(text) => self.body(Tag::Paragraph, text, left),
            Block::RunIn { title, text } => {
                let mut runs = styled(title, Role::Subheading);
                runs.extend(styled(text, Role::Body));
                let element = self.paragraph(Tag::RunInHeading, runs, left);
                self.elements.push(element);
            }
            Block::List { start, items } => self.list(*start, items, left),
            Block::Quote(blocks) => {
                let first = self.elements.len();
                self.blocks(blocks, left + self.geometry.em * 2);
                for element in &mut self.elements[first..] {
                    in_kai(element);
                }
            }
            Block::Code(text) => {
                for line in text.lines() {
                    let line = [Inline::Text(line.to_owned())];
                    self.body(Tag::Paragraph, &line, left);
                }
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let mut line: Vec<Inline> = Vec::new();
                    for cell in row {
                        if !line.is_empty() {
                            line.push(Inline::Text("\u{3000}".to_owned()));
                        }
                        line.extend(cell.iter().cloned());
                    }
                    self.body(Tag::Paragraph, &line, left);
                }
            }
            Block::Rule => {}
            Block::SignOff { unit, date } => self.sign_off(unit, date),
        }
    }

    fn paragraph(&self, tag: Tag, runs: Vec<StyledText>, left: Length) -> Element {
        let first = self.geometry.em * 2;
        Element { tag, runs, form: Form::Justified { first, left }, before: 0, with_next: false }
    }

    /// A paragraph, in pieces where its text has forced ends of line.
    fn body(&mut self, tag: Tag, text: &[Inline], left: Length) {
        for (n, piece) in text.split(|inline| *inline == Inline::Break).enumerate() {
            let runs = styled(piece, Role::Body);
            if runs.is_empty() {
                continue;
            }
            let mut element = self.paragraph(tag, runs, left);
            if n > 0 {
                element.form = Form::Justified { first: Length::ZERO, left };
            }
            self.elements.push(element);
        }
    }

    fn title(&mut self, text: &[Inline]) {
        let text = plain_text(text);
        let units = title_units(&text);
        let runs =
            units.iter().map(|unit| StyledText { role: Role::Title, text: (*unit).to_owned() });
        self.elements.push(Element {
            tag: Tag::Heading(1),
            runs: runs.collect(),
            form: Form::Title,
            before: 0,
            with_next: true,
        });
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], left: Length) {
        for (n, item) in items.iter().enumerate() {
            let mark = match start {
                Some(first) => format!("{}.", first + n as u64),
                None => "●".to_owned(),
            };
            let first = self.elements.len();
            self.blocks(item, left);
            let mark = StyledText { role: Role::Body, text: mark };
            if let Some(element) = self.elements.get_mut(first) {
                element.tag = Tag::ListItem;
                element.runs.insert(0, mark);
            }
        }
    }

    /// 加盖印章的落款 (GB/T 9704-2012 7.3.5.1): the date ends four characters from the edge and the
    /// name above is centred on it. Where the name would then come near the edge, it is the name
    /// that ends four characters from the edge, and the date is centred below it.
    fn sign_off(&mut self, unit: &str, date: &str) {
        let em = self.geometry.em;
        let width = |text: &str| {
            text.chars().map(|c| if c.is_ascii() { em / 2 } else { em }).sum::<Length>()
        };
        let (unit_width, date_width) = (width(unit), width(date));
        let right = self.geometry.width - em * 4;
        let on_date = right - date_width / 2;
        let near_edge = on_date + unit_width / 2 > right + em;
        let centre = if near_edge { right - unit_width / 2 } else { on_date };
        if let Some(last) = self.elements.last_mut() {
            last.with_next = true;
        }
        for (n, (text, width)) in [(unit, unit_width), (date, date_width)].into_iter().enumerate() {
            self.elements.push(Element {
                tag: Tag::SignOff,
                runs: vec![StyledText { role: Role::Body, text: text.to_owned() }],
                form: Form::At { x: (centre - width / 2).or_zero() },
                before: usize::from(n == 0),
                with_next: n == 0,
            });
        }
    }
}

fn in_kai(element: &mut Element) {
    for run in &mut element.runs {
        if run.role == Role::Body {
            run.role = Role::Subheading;
        }
    }
    if element.tag == Tag::Paragraph {
        element.tag = Tag::Quote;
    }
}

/// Inlines as text in roles: 强调 is 黑体, as official documents stress; *轻* is 楷体.
fn styled(inlines: &[Inline], role: Role) -> Vec<StyledText> {
    let mut runs: Vec<StyledText> = Vec::new();
    let mut push = |role: Role, text: &str| match runs.last_mut() {
        Some(last) if last.role == role => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(StyledText { role, text: text.to_owned() }),
    };
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => push(role, text),
            Inline::Strong(inner) => {
                let role = if role == Role::Body { Role::Heading } else { role };
                styled(inner, role).iter().for_each(|run| push(run.role, &run.text));
            }
            Inline::Emphasis(inner) => {
                let role = if role == Role::Body { Role::Subheading } else { role };
                styled(inner, role).iter().for_each(|run| push(run.role, &run.text));
            }
            Inline::Link { text, .. } => {
                styled(text, role).iter().for_each(|run| push(run.role, &run.text));
            }
            Inline::Picture { alt, .. } => push(role, alt),
            Inline::Break => {}
        }
    }
    runs
}
