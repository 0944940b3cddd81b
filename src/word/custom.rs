//! Data that a Word file carries beside its text: custom XML parts (ECMA-376 Part 1 15.2.5).

use super::file::main_part;
use super::kind::require_zip;
use super::limits;
use super::refusal::Refusal;
use super::xml::{Space, Xml, attribute, text_of};
use crate::package::{self, Package, Relationships};

/// An element of a custom part: what its `name` says, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedText {
    /// Empty where the element has none.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The custom parts of a namespace, each as the elements that stand in its first.
///
/// # Errors
/// The file, or one of its custom parts, cannot be read.
pub(crate) fn custom_parts(bytes: &[u8], namespace: &str) -> Result<Vec<Vec<NamedText>>, Refusal> {
    require_zip(bytes)?;
    let package = Package::open(bytes, limits::BOUNDS)?;
    let main = main_part(&package)?;
    let relationships = Relationships::of(&main, &package)?;
    let mut found = Vec::new();
    for part in relationships.parts_of_kind("customXml") {
        let Some(bytes) = package.read(part, package::XML_PART)? else { continue };
        let text = Xml::decode(bytes, part)?;
        let document = Xml::parse(&text, part)?;
        let root = document.root_element();
        if root.tag_name().namespace() != Some(namespace) {
            continue;
        }
        let elements = root.children().filter(|node| node.is_element());
        let named = elements.map(|node| NamedText {
            name: attribute(node, Space::None, "name").unwrap_or_default().to_owned(),
            text: text_of(node),
        });
        found.push(named.collect());
    }
    Ok(found)
}
