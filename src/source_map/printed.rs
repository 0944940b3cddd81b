//! The texts of a filing in the order of print, each character with its position in the file.

use crate::document;
use crate::filing::{Filing, IndicatorGroup, IndicatorLayout, Style, TextKey, TextKind, columns};
use crate::prose::Paragraph;
use crate::source::{Source, Spanned};
use crate::typeset::{self, ElementText, Tag};

/// A text of the filing that the report prints.
#[derive(Debug)]
pub(super) struct PrintedText {
    /// Its text with the positions of its characters; a picture's alternative text.
    pub paragraph: Paragraph,
    /// Whether it fills its element to the end, as a paragraph of a narrative does.
    pub fills_element: bool,
    pub is_picture: bool,
}

pub(super) fn printed_texts(filing: &Filing, source: &Source) -> Vec<PrintedText> {
    let mut list = List { source, texts: Vec::new() };
    let mut groups = filing.groups.iter();
    let in_table = filing.style.indicators == IndicatorLayout::Table;
    for text in filing.texts() {
        match text.key {
            // A table repeats an indicator's name in each row.
            TextKey::GroupName if in_table => {
                list.line(&text.value);
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
                list.line(&text.value);
                // 附件说明 has the titles, too.
                filing.annexes.iter().for_each(|annex| list.line(&annex.title));
                // Printed for the signatory where 签署.单位 is missing.
                if filing.signature.units.is_empty() {
                    list.line(&filing.company.name);
                }
            }
            key => match key.kind() {
                TextKind::Line | TextKind::Value => list.line(&text.value),
                TextKind::Prose => list.narrative(&text.value),
                TextKind::Setting => {}
            },
        }
    }
    list.texts
}

struct List<'l> {
    source: &'l Source,
    texts: Vec<PrintedText>,
}

impl List<'_> {
    /// The cells of a group's table.
    fn table(&mut self, group: &IndicatorGroup, style: Style) {
        let columns = columns(group, style);
        for indicator in &group.indicators {
            for part in &indicator.parts {
                let texts = columns.iter().flat_map(|column| column.texts(indicator, part));
                texts.for_each(|text| self.line(&text));
            }
        }
    }

    fn line(&mut self, text: &Spanned<String>) {
        let paragraph = Paragraph::of_line(text, self.source);
        self.texts.push(PrintedText { paragraph, fills_element: false, is_picture: false });
    }

    /// A narrative becomes the same elements by itself as within the report.
    fn narrative(&mut self, text: &Spanned<String>) {
        let elements = typeset::texts(&document::parse(&text.value));
        let elements: Vec<ElementText> =
            elements.into_iter().filter(|element| element.tag != Tag::Label).collect();
        let is_picture: Vec<bool> = elements.iter().map(|element| element.alt.is_some()).collect();
        let texts = elements.into_iter().map(|element| element.alt.unwrap_or(element.text));
        let paragraphs = Paragraph::sequence(text, texts, self.source);
        self.texts.extend(paragraphs.into_iter().zip(is_picture).map(|(paragraph, is_picture)| {
            PrintedText { paragraph, fills_element: true, is_picture }
        }));
    }
}
