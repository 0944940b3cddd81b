//! The texts of a filing in the order of print, each character with its place in the file.

use std::ops::Range;

use crate::document;
use crate::filing::{Filing, Indicator};
use crate::prose::Paragraph;
use crate::source::{Source, Spanned};
use crate::typeset::{self, ElementText, Tag};

/// A text of the filing.
#[derive(Debug)]
pub(super) struct Written {
    /// Its text with the places of its characters: of a picture, what it shows.
    pub paragraph: Paragraph,
    /// Whether it fills its element to the end, as a paragraph of a narrative does.
    pub is_whole: bool,
    /// Whether it is a picture's.
    pub is_picture: bool,
}

/// Every text that the report shows, as the form has them from the top.
pub(super) fn written(filing: &Filing, source: &Source) -> Vec<Written> {
    let mut list = List { source, texts: Vec::new() };
    list.line(&filing.company.name);
    if filing.has_period {
        list.shown(filing.period.value.to_string(), &filing.period.span);
    }
    list.lines(&filing.title);
    list.narrative(&filing.profile);
    list.narratives(&filing.overview);
    for initiative in &filing.initiatives {
        list.line(&initiative.title);
        list.narrative(&initiative.body);
    }
    for group in &filing.groups {
        list.line(&group.name);
        group.indicators.iter().for_each(|indicator| list.indicator(indicator));
    }
    list.narratives(&filing.closing);
    list.line(&filing.declaration);
    list.line(filing.signature.unit.as_ref().unwrap_or(&filing.company.name));
    if let Some(date) = &filing.signature.date {
        list.shown(date.value.to_string(), &date.span);
    }
    list.texts
}

struct List<'l> {
    source: &'l Source,
    texts: Vec<Written>,
}

impl List<'_> {
    fn line(&mut self, text: &Spanned<String>) {
        let paragraph = Paragraph::of_line(text, self.source);
        self.texts.push(Written { paragraph, is_whole: false, is_picture: false });
    }

    fn lines(&mut self, text: &Option<Spanned<String>>) {
        text.iter().for_each(|text| self.line(text));
    }

    /// A value that prints otherwise than it may be written.
    fn shown(&mut self, value: String, span: &Range<usize>) {
        self.line(&Spanned { value, span: span.clone() });
    }

    fn indicator(&mut self, indicator: &Indicator) {
        self.line(&indicator.name);
        for part in &indicator.parts {
            self.lines(&part.label);
            self.shown(part.figure.value.as_written.clone(), &part.figure.span);
        }
        self.lines(&indicator.note);
    }

    fn narratives(&mut self, text: &Option<Spanned<String>>) {
        text.iter().for_each(|text| self.narrative(text));
    }

    /// A narrative becomes the same elements by itself as within the report.
    fn narrative(&mut self, text: &Spanned<String>) {
        let elements = typeset::texts(&document::parse(&text.value));
        let told: Vec<ElementText> =
            elements.into_iter().filter(|element| element.tag != Tag::Label).collect();
        let is_picture: Vec<bool> = told.iter().map(|element| element.alt.is_some()).collect();
        let texts = told.into_iter().map(|element| element.alt.unwrap_or(element.text));
        let paragraphs = Paragraph::sequence(text, texts, self.source);
        self.texts.extend(
            paragraphs.into_iter().zip(is_picture).map(|(paragraph, is_picture)| Written {
                paragraph,
                is_whole: true,
                is_picture,
            }),
        );
    }
}
