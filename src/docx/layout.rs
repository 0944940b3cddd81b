//! Blocks to the paragraphs and tables of a Word file, as plain data. Each run knows its element of
//! the report, as [`crate::typeset::texts`] numbers them.

pub(crate) use super::parts::{Indent, Paragraph, Part, Run, RunContent, Style, Table};

use super::measure::width;
use super::sign_off::{self, SignOff, Unit};
use crate::document::{
    Align, Block, Inline, Picture, RowKind, is_grouped, plain_text, title_units,
};
use crate::fonts::Role;
use crate::numerals::is_numeral;
use crate::typeset::{Geometry, Length, title_groups};

/// Two characters.
const TWO: i64 = 200;
/// What 附件说明 begins with.
const ANNEXES: &str = "附件：";

/// Lays out a report's blocks; 落款 as it is sealed, or not.
pub(crate) fn layout(blocks: &[Block], sealed: bool) -> Vec<Part> {
    let mut layout = Layout { sealed, ..Layout::default() };
    layout.blocks(blocks, 0);
    layout.parts
}

#[derive(Default)]
struct Layout {
    parts: Vec<Part>,
    /// How many elements there are so far.
    elements: usize,
    /// Blank lines wanted before the next part.
    gap: u8,
    /// Whether seals are to stand on 落款.
    sealed: bool,
}

impl Layout {
    fn blocks(&mut self, blocks: &[Block], left: i64) {
        for block in blocks {
            self.block(block, left);
        }
    }

    fn block(&mut self, block: &Block, left: i64) {
        match block {
            Block::Heading { level: 1, text } => self.title(text, Style::Title),
            Block::Heading { level, text } => {
                let style = Style::Heading(level.saturating_sub(1));
                let runs = self.styled(text, style.role());
                self.push_with_next(style, runs, left);
            }
            Block::Paragraph(text) => self.body(text, left, Style::Body),
            Block::RunIn { title, text } => {
                let mut runs = self.styled(title, Role::Kai);
                runs.extend(self.styled(text, Role::FangSong));
                self.push(Style::RunIn, runs, left);
            }
            Block::List { start, items } => self.list(*start, items, left),
            Block::Quote(blocks) => {
                let first = self.parts.len();
                self.blocks(blocks, left + TWO);
                self.parts[first..].iter_mut().for_each(in_kai);
            }
            Block::Code(text) => {
                for line in text.lines() {
                    self.body(&[Inline::Text(line.to_owned())], left, Style::Code);
                }
            }
            Block::Table { columns, head, rows } => self.table(columns, head, rows),
            Block::Picture(picture) => self.picture(picture),
            Block::Rule => self.gap = 1,
            Block::Addressees(text) => {
                let runs = self.styled(text, Role::FangSong);
                self.push(Style::Addressees, runs, 0);
            }
            Block::SignOff { units, date, note } => self.sign_off(units, date, note),
            Block::AnnexNote(text) => self.annex_note(text),
            Block::Annex { label, title } => {
                let runs = self.styled(label, Role::Hei);
                self.push_with_next(Style::AnnexLabel, runs, 0);
                self.gap = 1;
                self.title(title, Style::AnnexTitle);
                self.gap = 1;
            }
            Block::CopiedTo(text) => {
                let runs = self.styled(text, Role::FangSong);
                self.push(Style::CopiedTo, runs, 0);
            }
        }
    }

    fn element(&mut self) -> usize {
        self.elements += 1;
        self.elements - 1
    }

    /// A paragraph of a style, behind the blank lines that are wanted.
    fn paragraph(&mut self, style: Style, runs: Vec<Run>, left: i64) -> Paragraph {
        let before = std::mem::take(&mut self.gap);
        let indent = Indent { left, right: 0, first: style.first() };
        Paragraph { style, runs, indent, align: None, before, with_next: false }
    }

    fn push(&mut self, style: Style, runs: Vec<Run>, left: i64) {
        let paragraph = self.paragraph(style, runs, left);
        self.parts.push(Part::Paragraph(paragraph));
    }

    /// A paragraph that stays on a page with what follows.
    fn push_with_next(&mut self, style: Style, runs: Vec<Run>, left: i64) {
        self.push(style, runs, left);
        self.with_next();
    }

    /// A paragraph, with its forced ends of line.
    fn body(&mut self, text: &[Inline], left: i64, style: Style) {
        let element = self.element();
        let mut runs: Vec<Run> = Vec::new();
        for line in text.split(|inline| *inline == Inline::Break) {
            let line = styled(line, Role::FangSong, element);
            if !line.is_empty() && !runs.is_empty() {
                runs.push(Run {
                    element,
                    content: RunContent::Break,
                    face: Role::FangSong,
                    link: None,
                });
            }
            runs.extend(line);
        }
        if !runs.is_empty() {
            self.push(style, runs, left);
        }
    }

    /// A title, broken between its units of sense where it does not fit one line.
    fn title(&mut self, text: &[Inline], style: Style) {
        let element = self.element();
        let text = plain_text(text);
        let units = title_units(&text);
        let Geometry { title_size, width: room, .. } = Geometry::gbt_9704();
        let widths: Vec<Length> = units.iter().map(|unit| title_size * width(unit) / 100).collect();
        let run = |content| Run { element, content, face: Role::XiaoBiaoSong, link: None };
        let mut runs = Vec::new();
        let mut units = units.into_iter();
        for count in title_groups(&widths, title_size, room) {
            if !runs.is_empty() {
                runs.push(run(RunContent::Break));
            }
            runs.push(run(RunContent::Text(units.by_ref().take(count).collect())));
        }
        self.push_with_next(style, runs, 0);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], left: i64) {
        for (n, item) in items.iter().enumerate() {
            let label = match start {
                Some(first) => format!("{}.", first + n as u64),
                None => "•".to_owned(),
            };
            self.item(label, item, left);
        }
    }

    /// The label stands before the first text of an item, or alone where that begins with none.
    fn item(&mut self, label: String, blocks: &[Block], left: i64) {
        let element = self.element();
        let content = RunContent::Text(label);
        let label = Run { element, content, face: Role::FangSong, link: None };
        let at = self.parts.len();
        for block in blocks {
            let is_nested = matches!(block, Block::List { .. });
            self.block(block, if is_nested { left + 100 } else { left });
        }
        match self.parts.get_mut(at) {
            Some(Part::Paragraph(first)) if takes_label(first.style) => {
                first.runs.insert(0, label);
                if first.style == Style::Body {
                    first.style = Style::ListItem;
                }
            }
            _ => {
                let mut alone = self.paragraph(Style::ListItem, vec![label], left);
                alone.with_next = self.parts.len() > at;
                self.parts.insert(at, Part::Paragraph(alone));
            }
        }
    }

    /// 附件说明, two characters in: numbers below one another, and turned lines below a name's first
    /// character (GB/T 9704-2012 7.3.4).
    fn annex_note(&mut self, text: &[Inline]) {
        let element = self.element();
        self.gap = 1;
        let lines: Vec<&[Inline]> = text.split(|inline| *inline == Inline::Break).collect();
        for (n, line) in lines.iter().enumerate() {
            let runs = styled(line, Role::FangSong, element);
            if runs.is_empty() {
                continue;
            }
            let plain = plain_text(line);
            let (word, rest) = match plain.strip_prefix(ANNEXES) {
                Some(rest) => (width(ANNEXES), rest),
                None => (0, plain.as_str()),
            };
            let label = word + width(number(rest));
            let x = if n == 0 { TWO } else { TWO + width(ANNEXES) };
            let mut paragraph = self.paragraph(Style::AnnexNote, runs, 0);
            paragraph.indent = Indent { left: x + label, right: 0, first: -label };
            // Two names at least stay together at the start and at the end.
            paragraph.with_next = lines.len() > 1 && (n == 0 || n + 2 == lines.len());
            self.parts.push(Part::Paragraph(paragraph));
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let element = self.element();
        let content = RunContent::Picture(picture.clone());
        let run = Run { element, content, face: Role::FangSong, link: None };
        self.push(Style::Picture, vec![run], 0);
        if picture.caption.is_empty() {
            return;
        }
        self.with_next();
        let caption = [Inline::Text(picture.caption.clone())];
        let runs = self.styled(&caption, Role::Hei);
        self.push(Style::Caption, runs, 0);
    }

    fn sign_off(&mut self, units: &[String], date: &str, note: &str) {
        self.with_next();
        let mut line = |text: &str| self.styled(&[Inline::Text(text.to_owned())], Role::FangSong);
        let units = units.iter().map(|unit| Unit::new(unit, line(unit))).collect();
        let date = (width(date), line(date));
        let note = (!note.is_empty()).then(|| line(note));
        self.gap = 0;
        let paragraphs = sign_off::paragraphs(SignOff { units, date, note }, self.sealed);
        self.parts.extend(paragraphs.into_iter().map(Part::Paragraph));
    }

    /// What was pushed last stays with what comes.
    fn with_next(&mut self) {
        if let Some(Part::Paragraph(last)) = self.parts.last_mut() {
            last.with_next = true;
        }
    }

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.keep_caption();
        let is_grouped = is_grouped(head, rows);
        let mut line = |cells: &[Vec<Inline>], style: Style, kind: RowKind| -> Vec<Paragraph> {
            let cell = |column: usize| {
                let element = self.element();
                let runs = cells.get(column).map(|cell| styled(cell, style.role(), element));
                let (indent, align) = (Indent::default(), None);
                let (runs, with_next) = (runs.unwrap_or_default(), kind == RowKind::Group);
                Paragraph { style, runs, indent, align, before: 0, with_next }
            };
            let count = if kind.spans() { 1 } else { columns.len() };
            (0..count).map(cell).collect()
        };
        let kind = |row: &[Vec<Inline>]| if is_grouped { RowKind::of(row) } else { RowKind::Usual };
        let head = line(head, Style::CellHead, RowKind::Usual);
        let rows = rows.iter().map(|row| line(row, Style::Cell, kind(row))).collect();
        let (columns, before) = (columns.to_vec(), std::mem::take(&mut self.gap));
        self.parts.push(Part::Table(Table { columns, head, rows, before, is_grouped }));
    }

    /// A paragraph such as `表1 …` stays with the table below it, and so does a run-in heading
    /// that nothing but a table follows.
    fn keep_caption(&mut self) {
        let Some(Part::Paragraph(last)) = self.parts.last_mut() else { return };
        let texts: Vec<&str> = last.runs.iter().filter_map(Run::text).collect();
        let is_caption = texts.concat().strip_prefix('表').is_some_and(|rest| {
            rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || is_numeral(c))
        });
        let is_heading = last.style == Style::RunIn && texts.last() == Some(&"。");
        last.with_next |= is_caption || is_heading;
    }

    /// Inlines of an element of their own.
    fn styled(&mut self, inlines: &[Inline], role: Role) -> Vec<Run> {
        let element = self.element();
        styled(inlines, role, element)
    }
}

/// Inlines as runs: **强调** is 黑体, as official documents stress; *轻读* is 楷体.
fn styled(inlines: &[Inline], role: Role, element: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    style(inlines, (element, role, None), &mut runs);
    runs
}

fn style(inlines: &[Inline], look: (usize, Role, Option<&str>), runs: &mut Vec<Run>) {
    let (element, role, link) = look;
    for inline in inlines {
        let (role, link, inner) = match inline {
            Inline::Text(text) | Inline::Code(text) => {
                match runs.last_mut() {
                    Some(Run { content: RunContent::Text(last), face, link: of, .. })
                        if *face == role && of.as_deref() == link =>
                    {
                        last.push_str(text);
                    }
                    _ if text.is_empty() => {}
                    _ => runs.push(Run {
                        element,
                        content: RunContent::Text(text.clone()),
                        face: role,
                        link: link.map(str::to_owned),
                    }),
                }
                continue;
            }
            Inline::Strong(inner) if role == Role::FangSong => (Role::Hei, link, inner),
            Inline::Emphasis(inner) if role == Role::FangSong => (Role::Kai, link, inner),
            Inline::Strong(inner) | Inline::Emphasis(inner) => (role, link, inner),
            Inline::Link { url, text } => (role, Some(url.as_str()), text),
            Inline::Picture(_) | Inline::Break => continue,
        };
        style(inner, (element, role, link), runs);
    }
}

/// `12.` that a text begins with; nothing where it begins otherwise.
fn number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with('.') { &text[..=digits] } else { "" }
}

fn takes_label(style: Style) -> bool {
    let is_text = matches!(style, Style::Body | Style::RunIn | Style::ListItem | Style::Code);
    is_text || matches!(style, Style::Heading(_) | Style::Quote)
}

fn in_kai(part: &mut Part) {
    let Part::Paragraph(paragraph) = part else { return };
    if matches!(paragraph.style, Style::Body) {
        paragraph.style = Style::Quote;
    }
    if takes_label(paragraph.style) {
        for run in paragraph.runs.iter_mut().filter(|run| run.face == Role::FangSong) {
            run.face = Role::Kai;
        }
    }
}
