//! The texts of a filing that a reviewer reads, each as sentences.

use std::ops::Range;

use crate::compare::plain;
use crate::document::{self, Block, Inline, plain_text};
use crate::filing::{Filing, is_unfilled};
use crate::prose::Paragraph;
use crate::source::{Source, Spanned};
use crate::standard::Standard;

/// A sentence of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, its last mark included.
    pub text: String,
    /// The line of the file where it begins; `None` for where a link or a picture leads.
    pub line: Option<usize>,
    /// Whether it begins a paragraph.
    pub opens: bool,
}

/// A text of a filing.
#[derive(Debug)]
pub(super) struct Passage {
    /// What makes it the same text in another filing.
    pub(super) key: String,
    /// What it is called.
    pub(super) name: String,
    /// An initiative's title.
    pub(super) title: Option<Sentence>,
    /// Its sentences.
    pub(super) sentences: Vec<Sentence>,
}

/// The texts of a filing, in the order of print.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// What stands before the initiatives.
    pub(super) first: Vec<Passage>,
    pub(super) initiatives: Vec<Passage>,
    /// What stands behind them.
    pub(super) then: Vec<Passage>,
}

/// The texts of a filing.
pub(super) fn passages(filing: &Filing, source: &Source, standard: &Standard) -> Passages {
    let mut passages = Passages::default();
    let company = &filing.company;
    let list = Reader { source };
    let first = &mut passages.first;
    first.extend(list.line("企业名称", &company.name));
    first.extend(company.short_name.as_ref().and_then(|name| list.line("企业简称", name)));
    first.extend(list.items("经营业务", &company.services));
    first.extend(filing.title.as_ref().and_then(|title| list.line("报告标题", title)));
    first.extend(list.narrative("公司简介", &filing.profile));
    first.extend(filing.overview.as_ref().and_then(|text| list.narrative("概述", text)));
    for (n, initiative) in filing.initiatives.iter().enumerate() {
        let title = list.line("", &initiative.title).and_then(|mut line| line.sentences.pop());
        let body = list.narrative("", &initiative.body);
        let name = format!("举措{} {}", n + 1, initiative.title.value);
        let sentences = body.map(|body| body.sentences).unwrap_or_default();
        passages.initiatives.push(Passage { key: String::new(), name, title, sentences });
    }
    let then = &mut passages.then;
    for group in &filing.groups {
        for indicator in &group.indicators {
            let Some(note) = &indicator.note else { continue };
            let name = format!("备注（{}·{}）", group.name.value, indicator.name.value);
            let service = standard.group_name(&group.name.value);
            let key = format!("备注（{service}·{}）", indicator.name.value);
            then.extend(list.line(&name, note).map(|passage| Passage { key, ..passage }));
        }
    }
    then.extend(filing.closing.as_ref().and_then(|text| list.narrative("结语", text)));
    then.extend(list.line("声明", &filing.declaration));
    let unit = filing.signature.unit.as_ref().unwrap_or(&company.name);
    then.extend(list.line("签署单位", unit));
    passages
}

struct Reader<'s> {
    source: &'s Source,
}

impl Reader<'_> {
    /// A value of one line.
    fn line(&self, name: &str, text: &Spanned<String>) -> Option<Passage> {
        let sentence = |text: &Spanned<String>| Sentence {
            text: text.value.clone(),
            line: Some(self.source.line(text.span.start)),
            opens: true,
        };
        let filled = Some(text).filter(|text| !is_unfilled(&text.value));
        filled.map(|text| passage(name, vec![sentence(text)]))
    }

    /// Values of a list as one line.
    fn items(&self, name: &str, items: &[Spanned<String>]) -> Option<Passage> {
        let values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
        let span = items.first()?.span.clone();
        self.line(name, &Spanned { value: values.join("、"), span })
    }

    /// A narrative: its sentences, then where its links and pictures lead, which no reader sees
    /// in the text.
    fn narrative(&self, name: &str, text: &Spanned<String>) -> Option<Passage> {
        if is_unfilled(&text.value) {
            return None;
        }
        let mut read = Read::default();
        read.blocks(&document::parse(&text.value));
        let mut sentences = Vec::new();
        for paragraph in Paragraph::sequence(text, read.paragraphs, self.source) {
            for (n, range) in sentences_of(&paragraph).into_iter().enumerate() {
                let line = self.source.line(paragraph.span(range.clone()).start);
                let text = paragraph.text[range].to_owned();
                sentences.push(Sentence { text, line: Some(line), opens: n == 0 });
            }
        }
        let address = |text| Sentence { text, line: None, opens: true };
        sentences.extend(read.addresses.into_iter().map(address));
        Some(passage(name, sentences))
    }
}

fn passage(name: &str, sentences: Vec<Sentence>) -> Passage {
    Passage { key: name.to_owned(), name: plain(name), title: None, sentences }
}

/// A paragraph's sentences; brackets and quotation marks that close behind a sentence's last mark
/// belong to it.
fn sentences_of(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for mut range in paragraph.sentences() {
        let text = &paragraph.text[range.clone()];
        let closing =
            text.len() - text.trim_start_matches(['”', '’', '）', '》', '」', '』']).len();
        if let Some(last) = sentences.last_mut().filter(|_| closing > 0) {
            last.end += closing;
            range.start += closing;
        }
        if !range.is_empty() {
            sentences.push(range);
        }
    }
    sentences
}

/// What is read of a narrative's blocks.
#[derive(Default)]
struct Read {
    /// Each as its reader sees it; a row of a table is one.
    paragraphs: Vec<String>,
    /// Where links and pictures lead.
    addresses: Vec<String>,
}

impl Read {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) | Block::AnnexNote(text) => {
                    self.paragraph(&[text]);
                }
                Block::Annex { label, title } => {
                    self.paragraph(&[label]);
                    self.paragraph(&[title]);
                }
                Block::RunIn { title, text } => self.paragraph(&[title, text]),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote(inner) => self.blocks(inner),
                Block::Code(text) => self.paragraphs.extend(text.lines().map(str::to_owned)),
                Block::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                        self.paragraphs.push(cells.join("|"));
                        row.iter().for_each(|cell| self.links(cell));
                    }
                }
                Block::Picture(picture) => {
                    self.paragraphs.extend([picture.alt.clone(), picture.caption.clone()]);
                    self.addresses.push(format!("图片：{}", picture.file));
                }
                Block::SignOff { unit, date } => {
                    self.paragraphs.extend([unit.clone(), date.clone()]);
                }
                Block::Rule => {}
            }
        }
    }

    fn paragraph(&mut self, texts: &[&Vec<Inline>]) {
        self.paragraphs.push(texts.iter().map(|text| plain_text(text)).collect());
        texts.iter().for_each(|text| self.links(text));
    }

    fn links(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Link { url, text } => {
                    self.addresses.push(format!("链接：{url}"));
                    self.links(text);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) => self.links(inner),
                Inline::Text(_) | Inline::Code(_) | Inline::Picture(_) | Inline::Break => {}
            }
        }
    }
}
