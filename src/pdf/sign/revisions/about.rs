//! What a file says of itself, before and after an update: the same, but for the program that wrote
//! the update and when (ISO 32000-1 14.3, ISO 16684-1).

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::compare::differing;
use crate::pdf::read::is_of_one_encoding;
use crate::pdf::read::objects::{Map, Value};
use crate::pdf::read::strict::StoredObject;

/// The longest packet that is read, and the most nodes in it.
const MAX_PACKET: usize = 256 * 1024;
const MAX_NODES: u32 = 10_000;
/// How deep its properties may be in one another.
const MAX_DEPTH: usize = 16;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// What an update may say of itself, and what a date or a program's name may have.
const OF_UPDATE: [(&str, &str); 3] = [
    ("http://ns.adobe.com/pdf/1.3/", "Producer"),
    ("http://ns.adobe.com/xap/1.0/", "ModifyDate"),
    ("http://ns.adobe.com/xap/1.0/", "MetadataDate"),
];

/// Whether two information dictionaries say the same.
pub(super) fn is_same_info(old: &StoredObject<'_>, new: &StoredObject<'_>) -> bool {
    let (Value::Map(old), Value::Map(new)) = (&old.value, &new.value) else { return false };
    let of_update = |key: &String| {
        let is_text = matches!(new.get(key), Some(Value::Text(_)));
        matches!(key.as_str(), "Producer" | "ModDate") && is_text
    };
    differing(old, new).iter().all(of_update)
}

/// Whether two packets of XMP say the same.
pub(super) fn is_same_metadata(old: &StoredObject<'_>, new: &StoredObject<'_>) -> bool {
    let text = |found: &StoredObject<'_>| {
        let (Value::Map(about), Some(bytes)) = (&found.value, found.content) else { return None };
        let known = is_packet(about) && bytes.len() <= MAX_PACKET;
        String::from_utf8(bytes.to_vec()).ok().filter(|_| known)
    };
    let (Some(old), Some(new)) = (text(old), text(new)) else { return false };
    match (properties(&old), properties(&new)) {
        (Some(old), Some(new)) => old == new,
        _ => false,
    }
}

/// A stream of XMP, not packed.
fn is_packet(about: &Map) -> bool {
    let known = about.entries().all(|(key, _)| matches!(key, b"Type" | b"Subtype" | b"Length"));
    known && about.is_of_type("Metadata") && about.name("Subtype") == Some(b"XML")
}

type Name = (String, String);

/// What a property says, however it is written.
#[derive(Debug, PartialEq)]
enum PropertyValue {
    Text(String),
    /// A bag, a sequence or a choice, and what it has.
    Items(String, Vec<(Option<String>, PropertyValue)>),
    Properties(BTreeMap<Name, PropertyValue>),
}

/// All that a packet says, but for what an update says of itself. Nothing where it is written in
/// a way that is not known.
fn properties(packet: &str) -> Option<BTreeMap<Name, PropertyValue>> {
    if !is_of_one_encoding(packet) {
        return None;
    }
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(packet, options).ok()?;
    let strange = document.descendants().any(|node| match node.node_type() {
        NodeType::Comment => true,
        // The two that enclose the packet.
        NodeType::PI => {
            let named = node.pi().is_some_and(|pi| pi.target == "xpacket");
            !named || node.parent() != Some(document.root())
        }
        _ => false,
    });
    let root = document.root_element();
    let of_program =
        |name: &str, space: Option<&str>| (name, space) == ("xmptk", Some("adobe:ns:meta/"));
    let is_packet = root.has_tag_name(("adobe:ns:meta/", "xmpmeta"))
        && root.attributes().all(|one| of_program(one.name(), one.namespace()));
    let mut children = elements(root)?;
    let rdf = children.next().filter(|node| node.has_tag_name((RDF, "RDF")))?;
    let plain = rdf.attributes().len() == 0;
    if strange || !is_packet || !plain || children.next().is_some() {
        return None;
    }
    let mut said = BTreeMap::new();
    for description in elements(rdf)? {
        collect(description, &mut said, 0)?;
    }
    for (space, name) in OF_UPDATE {
        let removed = said.remove(&(space.to_owned(), name.to_owned()));
        if removed.is_some_and(|said| !matches!(said, PropertyValue::Text(_))) {
            return None;
        }
    }
    Some(said)
}

/// The elements below one that has no text beside them.
fn elements<'a, 'i>(node: Node<'a, 'i>) -> Option<impl Iterator<Item = Node<'a, 'i>>> {
    let is_blank = |node: &Node<'_, '_>| node.text().is_none_or(|text| text.trim().is_empty());
    let mut texts = node.children().filter(Node::is_text);
    texts.all(|text| is_blank(&text)).then(|| node.children().filter(Node::is_element))
}

/// The properties of a description, as attributes or as elements.
fn collect(
    node: Node<'_, '_>,
    said: &mut BTreeMap<Name, PropertyValue>,
    depth: usize,
) -> Option<()> {
    node.has_tag_name((RDF, "Description")).then_some(())?;
    for attribute in node.attributes() {
        let name = (attribute.namespace()?.to_owned(), attribute.name().to_owned());
        if name.0 == RDF {
            (name.1 == "about" && attribute.value().is_empty()).then_some(())?;
        } else {
            let text = PropertyValue::Text(attribute.value().to_owned());
            said.insert(name, text).is_none().then_some(())?;
        }
    }
    children(node, said, depth)
}

/// The properties that are elements below a node.
fn children(
    node: Node<'_, '_>,
    said: &mut BTreeMap<Name, PropertyValue>,
    depth: usize,
) -> Option<()> {
    for element in elements(node)? {
        let name = element.tag_name();
        let name = (name.namespace()?.to_owned(), name.name().to_owned());
        let value = value(element, depth + 1)?;
        said.insert(name, value).is_none().then_some(())?;
    }
    Some(())
}

/// What an element says, whichever way it is written.
fn value(node: Node<'_, '_>, depth: usize) -> Option<PropertyValue> {
    (depth < MAX_DEPTH).then_some(())?;
    let of_rdf = |name| node.attribute((RDF, name));
    // An item's language is looked at with the items.
    let is_language = node.has_tag_name((RDF, "li")) && node.has_attribute((XML, "lang"));
    match node.attributes().len() - usize::from(is_language) {
        0 => {}
        1 if of_rdf("parseType") == Some("Resource") => {
            let mut said = BTreeMap::new();
            children(node, &mut said, depth)?;
            return Some(PropertyValue::Properties(said));
        }
        1 if node.first_child().is_none() => {
            return of_rdf("resource").map(|resource| PropertyValue::Text(resource.to_owned()));
        }
        _ => return None,
    }
    if !node.children().any(|child| child.is_element()) {
        let texts = node.children().filter_map(|child| child.text());
        return Some(PropertyValue::Text(texts.collect()));
    }
    let mut inner = elements(node)?;
    let (only, None) = (inner.next()?, inner.next()) else { return None };
    let name = only.tag_name();
    if name.namespace() != Some(RDF) {
        return None;
    }
    if name.name() == "Description" {
        let mut said = BTreeMap::new();
        collect(only, &mut said, depth)?;
        return Some(PropertyValue::Properties(said));
    }
    (matches!(name.name(), "Alt" | "Bag" | "Seq") && only.attributes().len() == 0).then_some(())?;
    let mut items = Vec::new();
    for item in elements(only)? {
        item.has_tag_name((RDF, "li")).then_some(())?;
        let language = item.attribute((XML, "lang")).map(str::to_owned);
        items.push((language, value(item, depth + 1)?));
    }
    Some(PropertyValue::Items(name.name().to_owned(), items))
}
