//! The texts of a filing as their reader sees them, without markup, each character with its
//! place in the file.

mod marks;
mod places;

use std::ops::Range;

use marks::Marks;
use places::{Aligner, Places};

use crate::document::{self, Block, Inline};
use crate::filing::{Filing, Text, TextKey, TextKind, is_unfilled};
use crate::source::{Source, Spanned};

/// Stands in a text where code stands: no rule of language looks inside.
const OBJECT: char = '\u{FFFC}';

/// A text of the filing.
#[derive(Debug)]
pub struct Prose {
    /// Which.
    pub place: ProsePlace,
    /// Its paragraphs, cells and headings.
    pub paragraphs: Vec<Paragraph>,
}

/// Which text of the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProsePlace {
    /// 导语.
    Lead,
    /// 公司简介.
    Profile,
    /// 概述.
    Overview,
    /// The title of a chapter.
    ChapterTitle,
    /// The title of an initiative.
    InitiativeTitle,
    /// An initiative's text.
    Initiative,
    /// The 备注 of an indicator.
    Note,
    /// 结语.
    Closing,
    /// The title of an 附件, counted from 0.
    AnnexTitle(usize),
    /// An 附件's text, counted from 0.
    Annex(usize),
}

impl ProsePlace {
    /// `None` for what the rules do not read as prose.
    fn of(key: TextKey<'_>) -> Option<Self> {
        match key {
            TextKey::Profile => Some(Self::Profile),
            TextKey::Overview(_) => Some(Self::Overview),
            TextKey::Lead => Some(Self::Lead),
            TextKey::ChapterTitle(_) => Some(Self::ChapterTitle),
            TextKey::InitiativeTitle(_) => Some(Self::InitiativeTitle),
            TextKey::InitiativeBody(_) => Some(Self::Initiative),
            TextKey::Note(..) => Some(Self::Note),
            TextKey::Closing => Some(Self::Closing),
            TextKey::AnnexTitle(n) => Some(Self::AnnexTitle(n)),
            TextKey::AnnexBody(n) => Some(Self::Annex(n)),
            TextKey::CompanyName
            | TextKey::ShortName
            | TextKey::Group
            | TextKey::Province
            | TextKey::Service(_)
            | TextKey::Period
            | TextKey::Title
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
            | TextKey::Declaration
            | TextKey::Addressee(_)
            | TextKey::Unit(_)
            | TextKey::Date
            | TextKey::Seal(_)
            | TextKey::Contact
            | TextKey::Telephone
            | TextKey::CopiedTo(_)
            | TextKey::WaiverRule
            | TextKey::WaiverPlace
            | TextKey::WaiverReason => None,
        }
    }

    /// Whether it is a title, which the program numbers.
    #[must_use]
    pub fn is_title(self) -> bool {
        matches!(self, Self::ChapterTitle | Self::InitiativeTitle | Self::AnnexTitle(_))
    }

    /// Whether it is running text of several sentences.
    #[must_use]
    pub fn is_narrative(self) -> bool {
        matches!(
            self,
            Self::Lead
                | Self::Profile
                | Self::Overview
                | Self::Initiative
                | Self::Closing
                | Self::Annex(_)
        )
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text, an item of a list too.
    Text,
    /// A heading inside a narrative.
    Heading,
    /// A cell of a table.
    Cell,
    /// What a picture shows, and what is printed below it.
    Caption,
}

/// A paragraph as it is read.
#[derive(Debug)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text. [`OBJECT`] stands for code.
    pub text: String,
    /// Where the file has each character of the text.
    places: Places,
    /// Where 《》 and “” are open, and where sentences and clauses end.
    marks: Marks,
}

impl Paragraph {
    fn new(kind: ParagraphKind, text: String, aligner: &mut Aligner<'_>) -> Self {
        let (places, marks) = (aligner.places(&text), Marks::of(&text));
        Self { kind, text, places, marks }
    }

    /// A value of one line as a paragraph.
    #[must_use]
    pub fn of_line(text: &Spanned<String>, source: &Source) -> Self {
        Self::new(ParagraphKind::Text, text.value.clone(), &mut Aligner::new(source, text))
    }

    /// Texts that one value has one behind the other, each as a paragraph.
    #[must_use]
    pub fn sequence(
        value: &Spanned<String>,
        texts: impl IntoIterator<Item = String>,
        source: &Source,
    ) -> Vec<Self> {
        let mut aligner = Aligner::new(source, value);
        let paragraph = |text| Self::new(ParagraphKind::Text, text, &mut aligner);
        texts.into_iter().map(paragraph).collect()
    }

    /// The file's bytes that a byte range of the text comes from.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let (start, _) = self.places.of(range.start);
        let Some((last, _)) = self.text[..range.end].char_indices().next_back() else {
            return start..start;
        };
        let end = if range.is_empty() { start } else { self.places.of(last).1 };
        start..end.max(start)
    }

    /// The place of a range, if the file has exactly these characters there: what can be fixed
    /// by an edit.
    #[must_use]
    pub fn editable(&self, range: Range<usize>, source: &Source) -> Option<Range<usize>> {
        let span = self.span(range.clone());
        (source.text().get(span.clone()) == self.text.get(range)).then_some(span)
    }

    /// The parts of the text that are read where something else stands in the file.
    #[must_use]
    pub(crate) fn substituted(&self, source: &Source) -> Vec<Range<usize>> {
        let mut parts: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (at, c) in self.text.char_indices() {
            let end = at + c.len_utf8();
            let span = self.span(at..end);
            match parts.last_mut() {
                Some((part, whole)) if *whole == span && part.end == at => part.end = end,
                _ if source.is_substituted(&span) => parts.push((at..end, span)),
                _ => {}
            }
        }
        parts.into_iter().map(|(part, _)| part).collect()
    }

    /// The sentences: up to 。！？； or the end of the paragraph, that mark included.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        sentences(&self.text)
    }

    /// The clauses: up to a mark that ends a sentence, or ， or ：.
    pub fn clauses(&self) -> impl Iterator<Item = Range<usize>> {
        pieces(&self.text, ends_clause)
    }

    /// The clauses of a sentence.
    pub fn clauses_of(&self, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let start = sentence.start;
        let clauses = pieces(&self.text[sentence.clone()], ends_clause);
        clauses.map(move |clause| start + clause.start..start + clause.end)
    }

    /// The sentence that a place lies in.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<Range<usize>> {
        self.marks.sentence(at)
    }

    /// The clause that a place lies in.
    #[must_use]
    pub fn clause_at(&self, at: usize) -> Option<Range<usize>> {
        self.marks.clause(at)
    }

    /// Whether a place lies inside 《》: a title's words are not the filer's.
    #[must_use]
    pub fn in_title(&self, at: usize) -> bool {
        self.marks.in_title(at)
    }

    /// Whether a place lies inside “”.
    #[must_use]
    pub fn in_quotation(&self, at: usize) -> bool {
        self.marks.in_quotation(at)
    }
}

/// The sentences of a line: up to 。！？； or its end, that mark included.
pub(crate) fn sentences(line: &str) -> impl Iterator<Item = Range<usize>> {
    pieces(line, ends_sentence)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '，' | '：')
}

fn pieces(text: &str, ends: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(ends).map(move |piece| {
        let range = start..start + piece.len();
        start = range.end;
        range
    })
}

/// Every text of a filing, in the order of print.
pub(crate) fn proses(filing: &Filing, source: &Source) -> Vec<Prose> {
    let filled = |text: &Text<'_>| !is_unfilled(&text.value.value);
    let prose = |text: Text<'_>| {
        let place = ProsePlace::of(text.key)?;
        let markdown = text.key.kind() == TextKind::Prose;
        Some(Prose { place, paragraphs: paragraphs(&text.value, source, markdown) })
    };
    filing.texts().into_iter().filter(filled).filter_map(prose).collect()
}

fn paragraphs(text: &Spanned<String>, source: &Source, markdown: bool) -> Vec<Paragraph> {
    let mut texts = Vec::new();
    if markdown {
        collect(&document::parse(&text.value), &mut texts);
    } else {
        texts.push((ParagraphKind::Text, text.value.clone()));
    }
    let mut aligner = Aligner::new(source, text);
    texts.into_iter().map(|(kind, text)| Paragraph::new(kind, text, &mut aligner)).collect()
}

fn collect(blocks: &[Block], out: &mut Vec<(ParagraphKind, String)>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => out.push((ParagraphKind::Heading, visible(text))),
            Block::Paragraph(text)
            | Block::Addressees(text)
            | Block::AnnexNote(text)
            | Block::CopiedTo(text) => {
                out.push((ParagraphKind::Text, visible(text)));
            }
            Block::Annex { label, title } => {
                out.extend([label, title].map(|text| (ParagraphKind::Heading, visible(text))));
            }
            Block::RunIn { title, text } => {
                out.push((ParagraphKind::Text, visible(title) + &visible(text)));
            }
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, out)),
            Block::Quote(inner) => collect(inner, out),
            Block::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                out.extend(cells.map(|cell| (ParagraphKind::Cell, visible(cell))));
            }
            Block::Picture(picture) => {
                out.push((ParagraphKind::Caption, picture.alt.clone()));
                if picture.caption != picture.alt && !picture.caption.is_empty() {
                    out.push((ParagraphKind::Caption, picture.caption.clone()));
                }
            }
            Block::SignOff { units, date, note } => {
                out.push((ParagraphKind::Text, units.concat() + date));
                if !note.is_empty() {
                    out.push((ParagraphKind::Text, note.clone()));
                }
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

/// The text of inlines as it is read, code as [`OBJECT`].
fn visible(inlines: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => visible(inner),
        Inline::Link { text, .. } => visible(text),
        Inline::Code(_) => OBJECT.to_string(),
        Inline::Picture(_) | Inline::Break => String::new(),
    };
    inlines.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Encoding;

    fn read(value: &str, yaml: &str) -> (Source, Vec<Paragraph>) {
        let source = Source::new("a.yaml", yaml, Encoding::Utf8);
        let text = Spanned { value: value.to_owned(), span: 0..yaml.len() };
        let paragraphs = paragraphs(&text, &source, true);
        (source, paragraphs)
    }

    #[test]
    fn a_place_leads_through_indentation_and_markup() {
        let yaml = "|\n    第一段**要紧**的话。\n\n    - [网站](https://a.cn)和`代码`之后\n";
        let value = "第一段**要紧**的话。\n\n- [网站](https://a.cn)和`代码`之后\n";
        let (source, paragraphs) = read(value, yaml);
        assert_eq!(paragraphs[0].text, "第一段要紧的话。");
        assert_eq!(paragraphs[1].text, format!("网站和{OBJECT}之后"));
        for (n, word) in [(0, "要紧"), (0, "的话"), (1, "网站"), (1, "之后")] {
            let at = paragraphs[n].text.find(word).unwrap();
            let span = paragraphs[n].span(at..at + word.len());
            assert_eq!(&source.text()[span], word);
        }
        let across = paragraphs[0].text.find("紧的").unwrap();
        assert_eq!(paragraphs[0].editable(across..across + 6, &source), None);
    }

    #[test]
    fn words_in_titles_and_quotations_are_known() {
        let (_, paragraphs) =
            read("依照《服务规范》做好“优质服务”。", "依照《服务规范》做好“优质服务”。");
        let at = |word: &str| paragraphs[0].text.find(word).unwrap();
        assert!(paragraphs[0].in_title(at("规范")) && !paragraphs[0].in_title(at("做好")));
        assert!(paragraphs[0].in_quotation(at("优质")) && !paragraphs[0].in_quotation(at("依照")));
    }
}
