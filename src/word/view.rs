//! Which elements a reader sees: tracked changes taken or turned down, and one of the choices that
//! are offered to programs of different ages.

use super::xml::{Node, Space, child, is, name};

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tracked {
    /// They are taken: what was inserted is there, what was deleted is not.
    Accept,
    /// They are turned down: the file as it was before.
    Reject,
}

impl Tracked {
    /// Whether what was inserted (`w:ins`, `w:moveTo`) is seen.
    pub(crate) fn shows_inserted(self) -> bool {
        self == Self::Accept
    }

    /// Whether what was deleted (`w:del`, `w:moveFrom`) is seen.
    pub(crate) fn shows_deleted(self) -> bool {
        self == Self::Reject
    }

    /// Whether marks among properties take away what has them: the mark of a paragraph, a row
    /// (ECMA-376 Part 1 17.13.5).
    pub(crate) fn takes_away(self, properties: Node<'_>) -> bool {
        properties.children().any(|mark| match name(mark) {
            (Space::Word, "del" | "moveFrom") => !self.shows_deleted(),
            (Space::Word, "ins" | "moveTo") => !self.shows_inserted(),
            _ => false,
        })
    }

    /// The properties of this name that are in force: those from before a change where it is turned
    /// down (`w:pPr` in `w:pPrChange` in `w:pPr`, 17.13.5.29).
    pub(crate) fn properties<'a>(self, node: Node<'a>, local: &str) -> Option<Node<'a>> {
        let now = child(node, local)?;
        if self == Self::Accept {
            return Some(now);
        }
        match child(now, &format!("{local}Change")) {
            Some(change) => child(change, local),
            None => Some(now),
        }
    }
}

/// How an element among others is read.
pub(crate) enum Step<'a> {
    /// Its children stand in its place.
    Into(Node<'a>),
    /// It is not seen.
    Skip,
    /// It is what it is.
    Take(Node<'a>),
}

/// What an element that only wraps others, in text, among blocks, rows and cells alike, comes to.
pub(crate) fn step<'a>(node: Node<'a>, tracked: Tracked) -> Step<'a> {
    let into = |node: Option<Node<'a>>| node.map_or(Step::Skip, Step::Into);
    match name(node) {
        (Space::None, _) => Step::Skip,
        (Space::Word, "ins" | "moveTo") if tracked.shows_inserted() => Step::Into(node),
        (Space::Word, "del" | "moveFrom") if tracked.shows_deleted() => Step::Into(node),
        (Space::Word, "ins" | "moveTo" | "del" | "moveFrom") => Step::Skip,
        (Space::Word, "sdt") => into(child(node, "sdtContent")),
        (Space::Word, "sdtContent" | "smartTag" | "customXml" | "hyperlink" | "bdo" | "dir") => {
            Step::Into(node)
        }
        (Space::Compatibility, "AlternateContent") => into(choice(node)),
        _ => Step::Take(node),
    }
}

/// The first choice that is understood, or the fallback (ECMA-376 Part 3).
pub(crate) fn choice(node: Node<'_>) -> Option<Node<'_>> {
    let is_understood = |choice: &Node<'_>| {
        let required = choice.attribute("Requires").unwrap_or_default();
        let mut prefixes = required.split_ascii_whitespace();
        !required.is_empty()
            && prefixes.all(|prefix| {
                choice.lookup_namespace_uri(Some(prefix)).is_some_and(is_vocabulary_of_word)
            })
    };
    let mut choices = node.children().filter(|child| is(*child, Space::Compatibility, "Choice"));
    choices
        .find(is_understood)
        .or_else(|| node.children().find(|child| is(*child, Space::Compatibility, "Fallback")))
}

/// Whether Word of today shows a vocabulary, and shows what we can give on or name as lost. Of
/// handwriting and solid models the fallback is a picture, which is better.
fn is_vocabulary_of_word(uri: &str) -> bool {
    if uri.ends_with("/wordprocessingInk") {
        return false;
    }
    uri.starts_with("http://schemas.microsoft.com/office/word/")
        || uri == "http://schemas.microsoft.com/office/drawing/2010/main"
        || uri.starts_with("http://schemas.microsoft.com/office/drawing/")
            && uri.ends_with("/chartex")
        || !matches!(Space::of(Some(uri)), Space::Other | Space::None)
}
