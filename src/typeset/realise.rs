//! Blocks to elements: what each paragraph is set in, and how its lines stand.

use super::elements::{Content, Element, StyledText, Table};
use super::{CellKind, Geometry, Group, GroupKind, Length, Tag};
use crate::document::{
    Align, Block, COPIED_TO, Inline, Picture, RowKind, is_grouped, plain_text, title_units,
};
use crate::fonts::Role;
use crate::numerals::is_numeral;

/// What 附件说明 begins with.
const ANNEXES: &str = "附件：";

/// A report's parts to be set, and what they are.
#[derive(Default)]
pub(super) struct Realised {
    pub elements: Vec<Element>,
    /// What each numbered part is.
    pub tags: Vec<Tag>,
    pub groups: Vec<Group>,
    /// Where links lead.
    pub links: Vec<String>,
}

/// Realises a report's blocks.
pub(super) fn realise(blocks: &[Block], geometry: &Geometry) -> Realised {
    let mut realiser = Realiser { geometry, out: Realised::default(), tables: 0, gap: 0 };
    realiser.blocks(blocks, Length::ZERO);
    realiser.out
}

struct Realiser<'g> {
    geometry: &'g Geometry,
    out: Realised,
    tables: usize,
    /// Blank lines wanted before the next element.
    gap: usize,
}

impl Realiser<'_> {
    fn blocks(&mut self, blocks: &[Block], left: Length) {
        for block in blocks {
            self.block(block, left);
        }
    }

    fn block(&mut self, block: &Block, left: Length) {
        match block {
            Block::Heading { level: 1, text } => self.title(text, 1),
            Block::Heading { level, text } => {
                let role = match level {
                    2 => Role::Hei,
                    3 => Role::Kai,
                    _ => Role::FangSong,
                };
                let element = self.tagged(Tag::Heading(*level));
                let runs = self.styled(text, role, element);
                let first = self.geometry.em * 2;
                self.push(Content::Heading { runs, first, left }, true);
            }
            Block::Paragraph(text) => self.body(text, left),
            Block::RunIn { title, text } => {
                let heading = self.tagged(Tag::RunInHeading);
                let mut runs = self.styled(title, Role::Kai, heading);
                let body = self.tagged(Tag::Paragraph);
                runs.extend(self.styled(text, Role::FangSong, body));
                self.paragraph(runs, left);
            }
            Block::List { start, items } => self.list(*start, items, left),
            Block::Quote(blocks) => {
                let first = self.out.elements.len();
                let indented = left + self.geometry.em * 2;
                self.group(GroupKind::Quote, |quote| quote.blocks(blocks, indented));
                self.out.elements[first..].iter_mut().for_each(in_kai);
            }
            Block::Code(text) => {
                for line in text.lines() {
                    self.body(&[Inline::Text(line.to_owned())], left);
                }
            }
            Block::Table { columns, head, rows } => {
                let table = self.table(columns, head, rows);
                self.keep_caption();
                self.push(Content::Table(table), false);
            }
            Block::Picture(picture) => self.picture(picture),
            Block::Rule => self.gap = 1,
            Block::Addressees(text) => {
                let element = self.tagged(Tag::Paragraph);
                let runs = self.styled(text, Role::FangSong, element);
                let (first, left) = (Length::ZERO, Length::ZERO);
                self.push(Content::Paragraph { runs, first, left }, false);
            }
            Block::SignOff { units, date, note } => self.sign_off(units, date, note),
            Block::AnnexNote(text) => self.annex_note(text),
            Block::Annex { label, title } => self.annex(label, title),
            Block::CopiedTo(text) => {
                let element = self.tagged(Tag::Paragraph);
                let runs = self.styled(text, Role::FangSong, element);
                let label = COPIED_TO.chars().count();
                self.push(Content::Imprint { runs, label }, false);
            }
        }
    }

    fn tagged(&mut self, tag: Tag) -> usize {
        self.out.tags.push(tag);
        self.out.tags.len() - 1
    }

    /// What is tagged inside belongs together.
    fn group(&mut self, kind: GroupKind, inside: impl FnOnce(&mut Self)) {
        let (at, start) = (self.out.groups.len(), self.out.tags.len());
        self.out.groups.push(Group { kind, elements: start..start });
        inside(self);
        self.out.groups[at].elements.end = self.out.tags.len();
    }

    fn push(&mut self, content: Content, with_next: bool) {
        let before = std::mem::take(&mut self.gap);
        self.out.elements.push(Element { content, before, with_next, on_new_page: false });
    }

    fn paragraph(&mut self, runs: Vec<StyledText>, left: Length) {
        let first = self.geometry.em * 2;
        self.push(Content::Paragraph { runs, first, left }, false);
    }

    /// A paragraph such as `表1 …` stays with the table below it, and so does a run-in heading
    /// that nothing but a table follows.
    fn keep_caption(&mut self) {
        let Some(last) = self.out.elements.last_mut() else { return };
        let Content::Paragraph { runs, .. } = &last.content else { return };
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let caption = text.strip_prefix('表').is_some_and(|rest| {
            rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || is_numeral(c))
        });
        let heading =
            runs.first().is_some_and(|run| self.out.tags[run.element] == Tag::RunInHeading)
                && runs.last().is_some_and(|run| run.text == "。");
        last.with_next |= caption || heading;
    }

    /// A paragraph, in pieces where its text has forced ends of line.
    fn body(&mut self, text: &[Inline], left: Length) {
        let element = self.tagged(Tag::Paragraph);
        for (n, piece) in text.split(|inline| *inline == Inline::Break).enumerate() {
            let runs = self.styled(piece, Role::FangSong, element);
            if runs.is_empty() {
                continue;
            }
            let first = if n == 0 { self.geometry.em * 2 } else { Length::ZERO };
            self.push(Content::Paragraph { runs, first, left }, false);
        }
    }

    /// 附件说明, two characters in: numbers below one another, and turned lines below a name's first
    /// character (GB/T 9704-2012 7.3.4).
    fn annex_note(&mut self, text: &[Inline]) {
        let element = self.tagged(Tag::Paragraph);
        let em = self.geometry.em;
        self.gap = 1;
        let lines: Vec<&[Inline]> = text.split(|inline| *inline == Inline::Break).collect();
        for (n, line) in lines.iter().enumerate() {
            let runs = self.styled(line, Role::FangSong, element);
            let plain = plain_text(line);
            let word = plain.strip_prefix(ANNEXES).map_or(0, |_| ANNEXES.chars().count());
            let label = word + number_length(plain.chars().skip(word));
            let x = if n == 0 { em * 2 } else { em * (2 + ANNEXES.chars().count() as i64) };
            // Two names at least stay together at the start and at the end.
            let with_next = lines.len() > 1 && (n == 0 || n + 2 == lines.len());
            if !runs.is_empty() {
                self.push(Content::Hanging { runs, label, x }, with_next);
            }
        }
    }

    /// 附件 at the left edge of a new page's first line, its title centred on the third
    /// (GB/T 9704-2012 7.3.7).
    fn annex(&mut self, label: &[Inline], title: &[Inline]) {
        let element = self.tagged(Tag::Heading(2));
        let runs = self.styled(label, Role::Hei, element);
        let content = Content::Paragraph { runs, first: Length::ZERO, left: Length::ZERO };
        self.push(content, true);
        if let Some(label) = self.out.elements.last_mut() {
            label.on_new_page = true;
        }
        self.gap = 1;
        self.title(title, 3);
        self.gap = 1;
    }

    fn title(&mut self, text: &[Inline], level: u8) {
        let element = self.tagged(Tag::Heading(level));
        let text = plain_text(text);
        let units = title_units(&text)
            .iter()
            .map(|unit| StyledText {
                element,
                link: None,
                role: Role::XiaoBiaoSong,
                text: (*unit).to_owned(),
            })
            .collect();
        self.push(Content::Title(units), true);
    }

    /// Items as official documents number them: `1.` two characters in, the lines below flush.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], left: Length) {
        self.group(GroupKind::List { numbered: start.is_some() }, |list| {
            for (n, item) in items.iter().enumerate() {
                let label = match start {
                    Some(first) => format!("{}.", first + n as u64),
                    None => "•".to_owned(),
                };
                list.group(GroupKind::Item, |inside| inside.item(label, item, left));
            }
        });
    }

    fn item(&mut self, label: String, blocks: &[Block], left: Length) {
        let element = self.tagged(Tag::Label);
        let label = StyledText { element, link: None, role: Role::FangSong, text: label };
        let at = self.out.elements.len();
        for block in blocks {
            let nested = matches!(block, Block::List { .. });
            let left = if nested { left + self.geometry.em } else { left };
            self.block(block, left);
        }
        match self.out.elements.get_mut(at).map(|e| &mut e.content) {
            Some(Content::Paragraph { runs, .. } | Content::Heading { runs, .. }) => {
                runs.insert(0, label);
            }
            _ => {
                let first = self.geometry.em * 2;
                let content = Content::Paragraph { runs: vec![label], first, left };
                let with_next = self.out.elements.len() > at;
                let label = Element { content, before: 0, with_next, on_new_page: false };
                self.out.elements.insert(at, label);
            }
        }
    }

    fn picture(&mut self, picture: &Picture) {
        if picture.caption.is_empty() {
            let element = self.tagged(Tag::Picture);
            let picture = picture.clone();
            return self.push(Content::Picture { element, picture, caption: None }, false);
        }
        self.group(GroupKind::Figure, |figure| {
            let element = figure.tagged(Tag::Picture);
            let caption = Some(StyledText {
                element: figure.tagged(Tag::Caption),
                link: None,
                role: Role::Hei,
                text: picture.caption.clone(),
            });
            figure.push(Content::Picture { element, picture: picture.clone(), caption }, false);
        });
    }

    fn sign_off(&mut self, units: &[String], date: &str, note: &str) {
        if let Some(last) = self.out.elements.last_mut() {
            last.with_next = true;
        }
        let mut styled = |text: &str, tag: Tag| StyledText {
            element: self.tagged(tag),
            link: None,
            role: Role::FangSong,
            text: text.to_owned(),
        };
        let last = units.len().saturating_sub(1);
        let tag = |n: usize| if n == last { Tag::SignOff } else { Tag::Signatory };
        let units = units.iter().enumerate().map(|(n, unit)| styled(unit, tag(n))).collect();
        let date = styled(date, Tag::SignOff);
        let note = (!note.is_empty()).then(|| styled(note, Tag::Paragraph));
        self.gap = 1;
        self.push(Content::SignOff { units, date, note }, false);
    }

    /// Inlines as text in roles: **强调** is 黑体, as official documents stress; *轻读* is 楷体.
    fn styled(&mut self, inlines: &[Inline], role: Role, element: usize) -> Vec<StyledText> {
        let mut runs = Vec::new();
        self.style(inlines, (element, role, None), &mut runs);
        runs
    }

    fn style(
        &mut self,
        inlines: &[Inline],
        (element, role, link): (usize, Role, Option<usize>),
        runs: &mut Vec<StyledText>,
    ) {
        for inline in inlines {
            let (role, link, inner) = match inline {
                Inline::Text(text) | Inline::Code(text) => {
                    match runs.last_mut() {
                        Some(last) if last.role == role && last.link == link => {
                            last.text.push_str(text);
                        }
                        _ if text.is_empty() => {}
                        _ => runs.push(StyledText { element, link, role, text: text.clone() }),
                    }
                    continue;
                }
                Inline::Strong(inner) if role == Role::FangSong => (Role::Hei, link, inner),
                Inline::Emphasis(inner) if role == Role::FangSong => (Role::Kai, link, inner),
                Inline::Strong(inner) | Inline::Emphasis(inner) => (role, link, inner),
                Inline::Link { url, text } => {
                    self.out.links.push(url.clone());
                    (role, Some(self.out.links.len() - 1), text)
                }
                Inline::Picture(_) | Inline::Break => continue,
            };
            self.style(inner, (element, role, link), runs);
        }
    }

    fn table(
        &mut self,
        columns: &[Align],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
    ) -> Table {
        let table = self.tables;
        self.tables += 1;
        let grouped = is_grouped(head, rows);
        let mut line = |row: usize, cells: &[Vec<Inline>], kind: RowKind| {
            let role = if row == 0 { Role::Hei } else { Role::FangSong };
            let count = if kind.spans() { 1 } else { columns.len() };
            (0..count)
                .map(|column| {
                    let kind = match kind {
                        _ if row == 0 => CellKind::ColumnHead,
                        RowKind::Group => CellKind::Group(columns.len()),
                        RowKind::Note => CellKind::Note(columns.len()),
                        RowKind::Usual if grouped && column == 0 => CellKind::RowHead,
                        RowKind::Usual => CellKind::Data,
                    };
                    let element = self.tagged(Tag::Cell { table, row, column, kind });
                    let cell = cells.get(column).map(|cell| self.styled(cell, role, element));
                    cell.unwrap_or_default()
                })
                .collect::<Vec<_>>()
        };
        let kind = |row: &[Vec<Inline>]| if grouped { RowKind::of(row) } else { RowKind::Usual };
        let kinds: Vec<RowKind> = rows.iter().map(|row| kind(row)).collect();
        let head = line(0, head, RowKind::Usual);
        let set_rows = rows.iter().zip(&kinds).zip(1..);
        let set_rows = set_rows.map(|((row, kind), n)| line(n, row, *kind)).collect();
        // Figures of several groups have no point in common.
        let figures = (0..columns.len()).map(|column| !grouped && is_figures(rows, column));
        let (columns, figures) = (columns.to_vec(), figures.collect());
        Table { columns, head, rows: set_rows, figures, kinds: grouped.then_some(kinds) }
    }
}

/// How many characters `12.` takes that a text begins with; none where it begins otherwise.
fn number_length(text: impl Iterator<Item = char>) -> usize {
    let mut text = text.peekable();
    let mut digits = 0;
    while text.next_if(char::is_ascii_digit).is_some() {
        digits += 1;
    }
    if digits > 0 && text.next() == Some('.') { digits + 1 } else { 0 }
}

fn in_kai(element: &mut Element) {
    if let Content::Paragraph { runs, .. } | Content::Heading { runs, .. } = &mut element.content {
        for run in runs.iter_mut().filter(|run| run.role == Role::FangSong) {
            run.role = Role::Kai;
        }
    }
}

/// Whether every cell of a column is a figure, or a dash in a figure's place.
fn is_figures(rows: &[Vec<Vec<Inline>>], column: usize) -> bool {
    are_figures(rows.iter().filter_map(|row| row.get(column)).map(|cell| plain_text(cell)))
}

/// Whether all texts are figures, or dashes in a figure's place.
pub(crate) fn are_figures(mut texts: impl Iterator<Item = String>) -> bool {
    let mut any = false;
    texts.all(|text| {
        any |= is_figure(&text);
        is_figure(&text) || matches!(text.trim(), "" | "—" | "-" | "/")
    }) && any
}

fn is_figure(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['≤', '≥', '<', '>', '约', '+', '-', '−']);
    text.starts_with(|c: char| c.is_ascii_digit())
}
