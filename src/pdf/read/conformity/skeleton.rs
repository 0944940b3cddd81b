//! The structure that a report's elements give, without pages: which element stands in which.

use crate::pdf::write::{ContentItem, Node, PdfFault, roles, structure};
use crate::typeset::{Area, Group, Length, Page, Pages, PlacedPicture, Tag};

/// A report's elements.
#[derive(Debug, Clone, Copy)]
pub struct Elements<'e> {
    /// What each is; a seal's picture is the last.
    pub tags: &'e [Tag],
    /// What each shows.
    pub texts: &'e [&'e str],
    /// What the pictures show, in their order.
    pub alts: &'e [&'e str],
    /// What holds them together.
    pub groups: &'e [Group],
}

/// The structure of the elements; what has no text is in it or not.
pub(super) fn skeleton(elements: &Elements<'_>, with_blank: bool) -> Result<Node, PdfFault> {
    let nowhere =
        Area { x: Length::ZERO, y: Length::ZERO, width: Length::ZERO, height: Length::ZERO };
    let mut alts = elements.alts.iter();
    let mut page = Page::default();
    let mut marks = Vec::new();
    for (element, tag) in elements.tags.iter().enumerate() {
        let text = elements.texts.get(element).copied().unwrap_or_default();
        let is_seen = match tag {
            Tag::Picture => true,
            _ if with_blank => !text.is_empty(),
            _ => !text.trim().is_empty(),
        };
        if *tag == Tag::Picture {
            let alt = alts.next().copied().unwrap_or_default().to_owned();
            page.pictures.push(PlacedPicture { element, file: String::new(), alt, area: nowhere });
        }
        if is_seen {
            marks.push(ContentItem { element, link: None });
        }
    }
    let pages = Pages {
        pages: vec![page],
        tags: elements.tags.to_vec(),
        groups: elements.groups.to_vec(),
        links: Vec::new(),
        stand_ins: Vec::new(),
        missing: std::collections::BTreeSet::new(),
        draft: None,
    };
    structure(&pages, &roles(elements.tags), &[marks], &[])
}
