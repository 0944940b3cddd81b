//! The few questions that are asked of an element of WordprocessingML.

pub(crate) use crate::package::xml::{
    Node, Space, Xml, attribute, child_in, is, name, text_of, with_part,
};

/// The first child of this name in WordprocessingML.
pub(crate) fn child<'a>(node: Node<'a>, local: &str) -> Option<Node<'a>> {
    child_in(node, Space::Word, local)
}

/// The attribute of this name in WordprocessingML, also where a writer left its prefix out.
pub(crate) fn word<'a>(node: Node<'a>, local: &str) -> Option<&'a str> {
    attribute(node, Space::Word, local).or_else(|| attribute(node, Space::None, local))
}

/// `w:val` of the first child of this name.
pub(crate) fn value<'a>(node: Node<'a>, local: &str) -> Option<&'a str> {
    child(node, local).and_then(|child| word(child, "val"))
}

/// Whether a property that is on or off is on: it is where nothing is said (ECMA-376 Part 1
/// 22.9.2.7).
pub(crate) fn is_on(node: Node<'_>) -> bool {
    !matches!(word(node, "val"), Some("0" | "false" | "off"))
}

/// Whether the property of this name is on or off, if it is there.
pub(crate) fn switch(node: Node<'_>, local: &str) -> Option<bool> {
    child(node, local).map(is_on)
}
