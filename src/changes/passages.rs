//! The texts of a filing that a reviewer reads, each as sentences.

use std::ops::Range;

use super::FilingText;
use crate::compare::plain;
use crate::document::{self, Block, Inline, plain_text};
use crate::filing::{ChapterPlace, InitiativeNumber, Text, TextKey, is_unfilled};
use crate::prose::{Paragraph, sentences};
use crate::source::{Source, Spanned};
use crate::standard::Standard;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its last mark included.
    pub text: String,
    /// The line of the file where it begins; `None` for where a link or a picture leads.
    pub line: Option<usize>,
    /// Whether it begins a paragraph.
    pub opens: bool,
}

/// A text of a filing.
#[derive(Debug)]
pub(super) struct Passage {
    /// The same for the same text of another filing.
    pub(super) key: String,
    pub(super) name: String,
    /// Of an initiative.
    pub(super) number: Option<InitiativeNumber>,
    pub(super) title: Option<Sentence>,
    pub(super) sentences: Vec<Sentence>,
    /// Of running text its blocks: paragraphs, lists, what is emphasised.
    pub(super) form: Option<Vec<Block>>,
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

/// What chapters and annexes are called in the keys of their texts.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// For each chapter, from 0, its number in the other filing; `None` for a new one.
    pub(super) chapters: Option<Vec<Option<usize>>>,
    /// The same for each annex.
    pub(super) annexes: Option<Vec<Option<usize>>>,
}

impl Numbers {
    fn key(numbers: Option<&Vec<Option<usize>>>, n: usize) -> String {
        match numbers.map(|numbers| numbers.get(n).copied().flatten()) {
            None => format!("{}", n + 1),
            Some(Some(other)) => format!("{}", other + 1),
            Some(None) => format!("新{}", n + 1),
        }
    }

    fn chapter(&self, n: usize) -> String {
        Self::key(self.chapters.as_ref(), n)
    }

    fn annex(&self, n: usize) -> String {
        Self::key(self.annexes.as_ref(), n)
    }
}

/// The texts of a filing; those of chapters and annexes go by the numbers that are given.
pub(super) fn passages(
    FilingText { filing, source }: FilingText<'_>,
    standard: &Standard,
    numbers: &Numbers,
) -> Passages {
    let reader = Reader { source };
    let Passages { mut first, mut initiatives, mut then } = Passages::default();
    for Text { key, value } in filing.texts() {
        match key {
            TextKey::CompanyName => first.extend(reader.line("企业名称", &value)),
            TextKey::ShortName => first.extend(reader.line("企业简称", &value)),
            TextKey::Title => first.extend(reader.line("报告标题", &value)),
            // All in one line.
            TextKey::Addressee(0) => first.extend(reader.items("主送", &filing.addressees)),
            TextKey::ChapterTitle(place) => {
                let title = reader.line(&chapter(place), &value);
                first.extend(title.map(|title| match place {
                    ChapterPlace::Part(n) => title.keyed(&format!("章{}", numbers.chapter(n))),
                    _ => title,
                }));
            }
            TextKey::Overview(Some(n)) => {
                let overview = reader.narrative(&format!("第{}章概述", n + 1), &value);
                let key = format!("概述{}", numbers.chapter(n));
                first.extend(overview.map(|overview| overview.keyed(&key)));
            }
            TextKey::Lead | TextKey::Profile | TextKey::Overview(None) => {
                first.extend(reader.narrative(key.name(), &value));
            }
            TextKey::InitiativeTitle(number) => {
                let title = reader.line("", &value).and_then(|mut line| line.sentences.pop());
                let name = plain(&format!("举措{number} {}", value.value));
                let (key, sentences) = (String::new(), Vec::new());
                let number = Some(number);
                initiatives.push(Passage { key, name, number, title, sentences, form: None });
            }
            TextKey::InitiativeBody(_) => {
                if let (Some(initiative), Some(body)) =
                    (initiatives.last_mut(), reader.narrative("", &value))
                {
                    (initiative.sentences, initiative.form) = (body.sentences, body.form);
                }
            }
            TextKey::Note(group, indicator) => {
                let indicator = &indicator.name.value;
                let name = format!("备注（{}·{indicator}）", group.name.value);
                let group = standard.group_name(&group.name.value);
                let key = format!("备注（{group}·{indicator}）");
                then.extend(reader.line(&name, &value).map(|line| line.keyed(&key)));
            }
            TextKey::Closing => then.extend(reader.narrative(key.name(), &value)),
            TextKey::Declaration => then.extend(reader.line(key.name(), &value)),
            // All in one line.
            TextKey::Service(0) => {
                first.extend(reader.items("经营业务", &filing.company.services));
            }
            TextKey::AnnexTitle(n) => {
                let title = reader.line(&format!("附件{}的标题", n + 1), &value);
                let key = format!("附件{}的标题", numbers.annex(n));
                then.extend(title.map(|title| title.keyed(&key)));
            }
            TextKey::AnnexBody(n) => {
                let body = reader.narrative(&format!("附件{}", n + 1), &value);
                let key = format!("附件{}", numbers.annex(n));
                then.extend(body.map(|body| body.keyed(&key)));
            }
            TextKey::Contact | TextKey::Telephone => then.extend(reader.line(key.name(), &value)),
            TextKey::CopiedTo(0) => then.extend(reader.items("抄送", &filing.copied_to)),
            TextKey::Service(_) | TextKey::Addressee(_) | TextKey::CopiedTo(_) => {}
            // Below, as the company's name stands for it where it is missing.
            TextKey::Unit(_) => {}
            // Among the figures and the report's particulars.
            TextKey::Group
            | TextKey::Province
            | TextKey::Period
            | TextKey::Previous
            | TextKey::Annex
            | TextKey::GroupName
            | TextKey::IndicatorName
            | TextKey::Label
            | TextKey::Figure
            | TextKey::Numerator
            | TextKey::Denominator
            | TextKey::LastFigure
            | TextKey::YearOnYear
            | TextKey::HalfOnHalf
            | TextKey::Date
            | TextKey::Seal(_)
            | TextKey::WaiverRule
            | TextKey::WaiverPlace
            | TextKey::WaiverReason => {}
        }
    }
    then.extend(reader.items("签署单位", filing.signatories()));
    Passages { first, initiatives, then }
}

/// What a chapter's title is called.
fn chapter(place: ChapterPlace) -> String {
    match place {
        ChapterPlace::Profile => "公司简介的章名".to_owned(),
        ChapterPlace::Quality => "电信服务质量状况的章名".to_owned(),
        ChapterPlace::Part(n) => format!("第{}章标题", n + 1),
        ChapterPlace::Indicators => "主要服务指标完成情况的章名".to_owned(),
    }
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
        let blocks = document::parse(&text.value);
        let mut contents = Contents::default();
        contents.blocks(&blocks);
        let mut sentences = Vec::new();
        for paragraph in Paragraph::sequence(text, contents.paragraphs, self.source) {
            for (n, range) in sentences_of(&paragraph).into_iter().enumerate() {
                let line = self.source.line(paragraph.span(range.clone()).start);
                let text = paragraph.text[range].to_owned();
                sentences.push(Sentence { text, line: Some(line), opens: n == 0 });
            }
        }
        let address = |text| Sentence { text, line: None, opens: true };
        sentences.extend(contents.addresses.into_iter().map(address));
        Some(Passage { form: Some(blocks), ..passage(name, sentences) })
    }
}

impl Passage {
    fn keyed(self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self }
    }
}

fn passage(name: &str, sentences: Vec<Sentence>) -> Passage {
    let (key, name) = (name.to_owned(), plain(name));
    Passage { key, name, number: None, title: None, sentences, form: None }
}

/// A paragraph's sentences.
fn sentences_of(paragraph: &Paragraph) -> Vec<Range<usize>> {
    closed(paragraph.sentences(), &paragraph.text)
}

/// The sentences of a line.
pub(crate) fn sentences_in(line: &str) -> Vec<Range<usize>> {
    closed(sentences(line), line)
}

/// Sentences with the brackets and quotation marks that close behind the last mark of each.
fn closed(pieces: impl Iterator<Item = Range<usize>>, whole: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for mut range in pieces {
        let text = &whole[range.clone()];
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

/// What a reviewer reads of a narrative's blocks.
#[derive(Default)]
struct Contents {
    /// Each as its reader sees it; a row of a table is one.
    paragraphs: Vec<String>,
    addresses: Vec<String>,
}

impl Contents {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { text, .. }
                | Block::Paragraph(text)
                | Block::Addressees(text)
                | Block::AnnexNote(text)
                | Block::CopiedTo(text) => self.paragraph(&[text]),
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
                Block::SignOff { units, date, note } => {
                    self.paragraphs.extend(units.iter().chain([date, note]).cloned());
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
