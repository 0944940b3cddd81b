//! What the report's elements say, whatever faces set them: to compare a page with.

use super::elements::Content;
use super::realise::realise;
use super::{Geometry, Group, Tag};
use crate::document::Block;

/// An element's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementText {
    /// What the element is.
    pub tag: Tag,
    /// What is printed of it; nothing of a picture.
    pub text: String,
    /// What a picture shows, for screen readers.
    pub alt: Option<String>,
}

/// The elements in reading order, as [`super::Pages::tags`] numbers them; a seal is not among
/// them.
#[must_use]
pub fn texts(blocks: &[Block]) -> Vec<ElementText> {
    let realised = realise(blocks, &Geometry::gbt_9704());
    let empty = |tag: &Tag| ElementText { tag: *tag, text: String::new(), alt: None };
    let mut texts: Vec<ElementText> = realised.tags.iter().map(empty).collect();
    for element in &realised.elements {
        if let Content::Picture { element, picture, .. } = &element.content
            && let Some(text) = texts.get_mut(*element)
        {
            text.alt = Some(picture.alt.clone());
        }
        for run in element.content.runs() {
            if let Some(text) = texts.get_mut(run.element) {
                text.text.push_str(&run.text);
            }
        }
    }
    texts
}

/// How the elements of a report hang together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// What holds elements together.
    pub groups: Vec<Group>,
    /// The text of each link, by its number.
    pub link_texts: Vec<String>,
    /// The pictures' files, in reading order.
    pub pictures: Vec<String>,
}

/// How the elements of a report hang together, whatever faces set them.
#[must_use]
pub fn arrangement(blocks: &[Block]) -> Arrangement {
    let realised = realise(blocks, &Geometry::gbt_9704());
    let mut link_texts = vec![String::new(); realised.links.len()];
    let mut pictures = Vec::new();
    for element in &realised.elements {
        if let Content::Picture { element, picture, .. } = &element.content {
            pictures.push((*element, picture.file.clone()));
        }
        for run in element.content.runs() {
            if let Some(text) = run.link.and_then(|link| link_texts.get_mut(link)) {
                text.push_str(&run.text);
            }
        }
    }
    pictures.sort();
    let pictures = pictures.into_iter().map(|(_, file)| file).collect();
    Arrangement { groups: realised.groups, link_texts, pictures }
}

/// Where the links of a report lead.
#[must_use]
pub fn links(blocks: &[Block]) -> Vec<String> {
    realise(blocks, &Geometry::gbt_9704()).links
}

/// The character that is drawn for another: an ordinary one, raised or lowered.
#[must_use]
pub fn drawn_as(c: char) -> char {
    super::shape::drawn(c).1
}
