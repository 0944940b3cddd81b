//! The texts of a filing in the order of print, each character with its position in the file.

use std::ops::Range;

use crate::document;
use crate::filing::{Filing, IndicatorGroup, IndicatorLayout, Style, TextKey, TextKind, columns};
use crate::prose::Paragraph;
use crate::source::{Source, Spanned};
use crate::typeset::{self, ElementText, Tag};

/// A text of the filing that the report prints.
#[derive(Debug)]
pub(crate) struct PrintedText<'f> {
    /// Which; of a table of figures, the figures' for every cell.
    pub(crate) key: TextKey<'f>,
    /// The bytes of the file that the whole value takes, which may have several such texts.
    pub(crate) value: Range<usize>,
    /// Its text with the positions of its characters; a picture's alternative text.
    pub(crate) paragraph: Paragraph,
    /// Whether it fills its element to the end, as a paragraph of a narrative does.
    pub(super) fills_element: bool,
    pub(crate) is_picture: bool,
}

pub(super) fn printed_texts<'f>(filing: &'f Filing, source: &Source) -> Vec<PrintedText<'f>> {
    let mut list = List { source, texts: Vec::new() };
    let mut groups = filing.groups.iter();
    let in_table = filing.style.indicators == IndicatorLayout::Table;
    for text in filing.texts() {
        match text.key {
            // A table repeats an indicator's name in each row.
            TextKey::GroupName if in_table => {
                list.line(text.key, &text.value);
                groups.by_ref().take(1).for_each(|group| list.table(group, filing.style));
            }
            TextKey::IndicatorName
            | TextKey::Label
            | TextKey::Figure
            | TextKey::Numerator
            | TextKey::Denominator
            | TextKey::LastFigure
            | TextKey::YearOnYear
            | TextKey::HalfOnHalf
            | TextKey::Note(..)
                if in_table => {}
            TextKey::Numerator | TextKey::Denominator if !filing.style.counts => {}
            // In the filing's data, not on its pages.
            TextKey::ShortName | TextKey::Service(_) => {}
            TextKey::Declaration => {
                list.line(text.key, &text.value);
                // 附件说明 has the titles, too.
                for (n, annex) in filing.annexes.iter().enumerate() {
                    list.line(TextKey::AnnexTitle(n), &annex.title);
                }
                // Printed for the signatory where 签署.单位 is missing.
                if filing.signature.units.is_empty() {
                    list.line(TextKey::CompanyName, &filing.company.name);
                }
            }
            key => match key.kind() {
                TextKind::Line | TextKind::Value => list.line(key, &text.value),
                TextKind::Prose => list.narrative(key, &text.value),
                TextKind::Setting => {}
            },
        }
    }
    list.texts
}

struct List<'f, 's> {
    source: &'s Source,
    texts: Vec<PrintedText<'f>>,
}

impl<'f> List<'f, '_> {
    /// The cells of a group's table.
    fn table(&mut self, group: &IndicatorGroup, style: Style) {
        let columns = columns(group, style);
        for indicator in &group.indicators {
            for part in &indicator.parts {
                let texts = columns.iter().flat_map(|column| column.texts(indicator, part));
                texts.for_each(|text| self.line(TextKey::Figure, &text));
            }
        }
    }

    fn line(&mut self, key: TextKey<'f>, text: &Spanned<String>) {
        let paragraph = Paragraph::of_line(text, self.source);
        self.texts.push(PrintedText {
            key,
            value: text.span.clone(),
            paragraph,
            fills_element: false,
            is_picture: false,
        });
    }

    /// A narrative becomes the same elements by itself as within the report.
    fn narrative(&mut self, key: TextKey<'f>, text: &Spanned<String>) {
        let elements = typeset::texts(&document::parse(&text.value));
        let elements: Vec<ElementText> =
            elements.into_iter().filter(|element| element.tag != Tag::Label).collect();
        let is_picture: Vec<bool> = elements.iter().map(|element| element.alt.is_some()).collect();
        let texts = elements.into_iter().map(|element| element.alt.unwrap_or(element.text));
        let paragraphs = Paragraph::sequence(text, texts, self.source);
        self.texts.extend(paragraphs.into_iter().zip(is_picture).map(|(paragraph, is_picture)| {
            let value = text.span.clone();
            PrintedText { key, value, paragraph, fills_element: true, is_picture }
        }));
    }
}
