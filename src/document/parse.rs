//! Markdown (CommonMark with tables) to blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::emphasis::unguard;
use super::extent::{MAX_LEVELS, MAX_MARKS};
use super::readable::{Readable, readable};
use super::{Align, Block, Inline, Picture, closing, tables_of};
use crate::numerals::is_numeral;

/// Reads Markdown. What is nested deeper than [`MAX_LEVELS`] and [`MAX_MARKS`] is read as text; a
/// filing with such text is refused before ([`super::extent()`]).
#[must_use]
pub fn parse(markdown: &str) -> Vec<Block> {
    let readable = readable(markdown);
    let events = Parser::new_ext(&readable, Options::ENABLE_TABLES);
    let mut builder = Builder { events, levels: 0, marks: 0 };
    closing::recognise(builder.blocks(None))
}

/// The tables of a text, each with its position in it.
#[must_use]
pub fn tables(markdown: &str) -> Vec<(Block, Range<usize>)> {
    let readable = Readable::of(markdown);
    let parser = Parser::new_ext(readable.text(), Options::ENABLE_TABLES);
    let spans = parser.into_offset_iter().filter_map(|(event, span)| {
        matches!(event, Event::Start(Tag::Table(_))).then(|| readable.original(&span))
    });
    tables_of(&parse(markdown)).into_iter().cloned().zip(spans).collect()
}

struct Builder<'m> {
    events: Parser<'m>,
    /// The lists and quotations that are open.
    levels: usize,
    marks: usize,
}

impl<'m> Builder<'m> {
    /// Blocks up to an end tag (or the end of the text).
    fn blocks(&mut self, until: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Text of a tight list item stands without a paragraph around it.
        let mut loose: Vec<Inline> = Vec::new();
        while let Some(event) = self.events.next() {
            if let Event::End(tag) = &event {
                if Some(*tag) == until {
                    break;
                }
                continue;
            }
            if let Event::Start(tag) = event {
                if is_inline(&tag) {
                    self.start_inline(tag, &mut loose);
                    continue;
                }
                flush(&mut loose, &mut blocks);
                self.block(tag, &mut blocks);
            } else if event == Event::Rule {
                flush(&mut loose, &mut blocks);
                blocks.push(Block::Rule);
            } else {
                push_leaf(event, &mut loose);
            }
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag<'m>, blocks: &mut Vec<Block>) {
        let end = tag.to_end();
        match tag {
            Tag::Paragraph => {
                let text = self.inlines(end);
                blocks.extend(paragraphs(text));
            }
            Tag::Heading { level, .. } => {
                let text = self.inlines(end);
                if !text.is_empty() {
                    blocks.push(Block::Heading { level: level_number(level), text });
                }
            }
            Tag::HtmlBlock => {
                let mut text = Vec::new();
                for event in self.events.by_ref() {
                    match event {
                        Event::End(TagEnd::HtmlBlock) => break,
                        Event::Html(html) | Event::Text(html) => {
                            push_text(&mut text, html.trim_end_matches('\n'));
                        }
                        _ => {}
                    }
                }
                blocks.extend(paragraphs(text));
            }
            Tag::BlockQuote(_) | Tag::List(_) if self.levels == MAX_LEVELS => {
                blocks.extend(paragraphs(self.flat()));
            }
            Tag::BlockQuote(_) => {
                self.levels += 1;
                blocks.push(Block::Quote(self.blocks(Some(end))));
                self.levels -= 1;
            }
            Tag::List(start) => {
                self.levels += 1;
                let items = self.items(end);
                self.levels -= 1;
                blocks.push(Block::List { start, items });
            }
            Tag::CodeBlock(_) => {
                let mut text = String::new();
                for event in self.events.by_ref() {
                    match event {
                        Event::End(TagEnd::CodeBlock) => break,
                        Event::Text(line) => text.push_str(&unguard(&line)),
                        _ => {}
                    }
                }
                blocks.push(Block::Code(code_lines(text.trim_end_matches('\n'))));
            }
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(align).collect();
                let table = self.table(columns);
                blocks.push(table);
            }
            _ => blocks.extend(self.blocks(Some(end))),
        }
    }

    fn items(&mut self, end: TagEnd) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(Some(TagEnd::Item))),
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self, columns: Vec<Align>) -> Block {
        let (mut head, mut rows, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.inlines(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut cells),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut cells)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table { columns, head, rows }
    }

    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Start(tag) => self.start_inline(tag, &mut out),
                event => push_leaf(event, &mut out),
            }
        }
        out
    }

    /// All that is inside of a tag that was begun, as text.
    fn flat(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut open = 1_usize;
        for event in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                event => push_leaf(event, &mut out),
            }
            if open == 0 {
                break;
            }
        }
        out
    }

    fn start_inline(&mut self, tag: Tag<'m>, out: &mut Vec<Inline>) {
        if self.marks == MAX_MARKS {
            extend(out, self.flat());
            return;
        }
        let end = tag.to_end();
        self.marks += 1;
        let inner = self.inlines(end);
        self.marks -= 1;
        match tag {
            Tag::Strong => out.push(Inline::Strong(inner)),
            Tag::Emphasis => out.push(Inline::Emphasis(inner)),
            Tag::Link { dest_url, .. } => match allowed_link(&unguard(&dest_url)) {
                Some(url) => out.push(Inline::Link { url, text: inner }),
                None => extend(out, inner),
            },
            Tag::Image { dest_url, title, .. } => {
                let (file, alt) = (unguard(&dest_url), super::plain_text(&inner));
                // ![图1 …](…) is a caption as a clerk writes it.
                let numbered = alt.strip_prefix('图').is_some_and(|t| {
                    t.trim_start().starts_with(|c: char| c.is_ascii_digit() || counts(c))
                });
                let caption = match unguard(&title) {
                    title if title.is_empty() && numbered => alt.clone(),
                    title => title,
                };
                out.push(Inline::Picture(Picture { file, alt, caption }));
            }
            _ => extend(out, inner),
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
}

/// Code with its tabs as blanks: a face has no tab, and a page no stops for it.
fn code_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        let width = if c == '\t' { TAB - column % TAB } else { 1 };
        column = if c == '\n' { 0 } else { column + width };
        match c {
            '\t' => out.extend(std::iter::repeat_n(' ', width)),
            c => out.push(c),
        }
    }
    out
}

/// A tab's stops (CommonMark 2.2).
const TAB: usize = 4;

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.extend(paragraphs(std::mem::take(loose)));
    }
}

fn push_leaf(event: Event<'_>, out: &mut Vec<Inline>) {
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => push_text(out, &text),
        Event::Code(text) => out.push(Inline::Code(unguard(&text))),
        Event::SoftBreak => soft_break(out),
        Event::HardBreak => out.push(Inline::Break),
        _ => {}
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    let text = unguard(text).replace('\t', " ");
    if let Some(Inline::Text(before)) = out.last_mut() {
        before.push_str(&text);
    } else if !text.is_empty() {
        out.push(Inline::Text(text));
    }
}

fn extend(out: &mut Vec<Inline>, inner: Vec<Inline>) {
    for inline in inner {
        match inline {
            Inline::Text(text) => push_text(out, &text),
            other => out.push(other),
        }
    }
}

/// An end of line inside a paragraph of the file: a space between Latin words, nothing beside
/// Chinese. Kept as a newline until the next character is known.
fn soft_break(out: &mut Vec<Inline>) {
    push_text(out, "\n");
}

/// A paragraph's blocks: a picture in it stands on its own.
fn paragraphs(text: Vec<Inline>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut piece = Vec::new();
    for inline in text {
        if let Inline::Picture(picture) = inline {
            blocks.extend(paragraph(std::mem::take(&mut piece)));
            blocks.push(Block::Picture(picture));
        } else {
            piece.push(inline);
        }
    }
    blocks.extend(paragraph(piece));
    blocks
}

fn paragraph(text: Vec<Inline>) -> Option<Block> {
    let mut text = text;
    join_lines(&mut text, None);
    trim_indent(&mut text);
    if text.is_empty() {
        return None;
    }
    Some(run_in(&text).unwrap_or(Block::Paragraph(text)))
}

/// The two blanks that a word processor begins a paragraph with: the page indents by itself.
fn trim_indent(text: &mut Vec<Inline>) {
    if let Some(Inline::Text(first)) = text.first_mut() {
        *first = first.trim_start().to_owned();
        if first.is_empty() {
            text.remove(0);
        }
    }
}

fn counts(c: char) -> bool {
    c == '百' || is_numeral(c)
}

/// Resolves soft line ends: `中\n文` is 中文, `a\nb` is `a b`.
fn join_lines(inlines: &mut Vec<Inline>, mut before: Option<char>) -> Option<char> {
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Text(text) => {
                let mut joined = String::with_capacity(text.len());
                let mut chars = text.chars().peekable();
                while let Some(c) = chars.next() {
                    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
                    if c != '\n' {
                        joined.push(c);
                        before = Some(c);
                    } else if latin(before) && latin(chars.peek().copied()) {
                        joined.push(' ');
                    }
                }
                *text = joined;
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => before = join_lines(inner, before),
            Inline::Link { text, .. } => before = join_lines(text, before),
            Inline::Code(text) => before = text.chars().next_back().or(before),
            Inline::Picture(_) | Inline::Break => before = None,
        }
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    before
}

/// A paragraph that opens with a strong `（一）…` and goes on is a heading with its text.
fn run_in(text: &[Inline]) -> Option<Block> {
    let (Inline::Strong(title), rest) = text.split_first()? else { return None };
    let plain = super::plain_text(title);
    let number = plain.strip_prefix('（')?.split_once('）')?.0;
    let numbered = !number.is_empty() && number.chars().all(counts);
    (numbered && !rest.is_empty())
        .then(|| Block::RunIn { title: title.clone(), text: rest.to_vec() })
}

/// A filing may link to the web, to mail, to a telephone; `javascript:` and the rest are dropped
/// and their text stays.
fn allowed_link(url: &str) -> Option<String> {
    let lower = url.trim().to_ascii_lowercase();
    let allowed = ["https://", "http://", "mailto:", "tel:"];
    allowed.iter().any(|scheme| lower.starts_with(scheme)).then(|| url.trim().to_owned())
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Auto,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}

#[cfg(test)]
mod tests;
