//! What the XMP packet says (ISO 16684-1): the same as the packet that we write, property by
//! property. Signing programs rewrite it: elements become attributes, and the dates their own.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::shape::{FLATE, Key, LENGTH, Shape, must, odd_key};
use super::{Deviation, Deviations, Expected, Result};
use crate::pdf::read::objects::{Map, PdfFile, ReadFault};
use crate::pdf::read::xmp::is_of_one_encoding;
use crate::pdf::write;

const STREAM: &[Key] = &[
    must("Type", Shape::Name(&["Metadata"])),
    must("Subtype", Shape::Name(&["XML"])),
    LENGTH,
    FLATE,
];
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const META: &str = "adobe:ns:meta/";
/// What may be another after signing.
const CHANGING: [(&str, &str); 3] =
    [(XMP, "ModifyDate"), (XMP, "MetadataDate"), ("http://ns.adobe.com/pdf/1.3/", "Producer")];
/// What signing programs may leave out, as it says nothing of the report.
const SPARED: (&str, &str) = ("http://purl.org/dc/elements/1.1/", "format");
/// How long a packet may be.
const MAX_PACKET: usize = 256 * 1024;
/// How deep elements may be in one another: ours are twelve deep.
const MAX_DEPTH: usize = 16;

/// Looks at the packet.
pub(super) fn look(
    file: &PdfFile<'_>,
    catalog: &Map,
    expected: &Expected<'_>,
    found: &mut Deviations,
) -> Result<()> {
    let metadata = catalog.get("Metadata").ok_or(ReadFault::Damaged)?;
    let (about, packet) = file.stream(metadata, MAX_PACKET)?;
    if let Some(key) = odd_key(file, &about, STREAM)? {
        found.add(Deviation::Description(key));
        return Ok(());
    }
    // No report has a title that no packet can have.
    let Ok(ours) = write::packet(expected.info) else { return Ok(()) };
    let said =
        std::str::from_utf8(&packet).ok().filter(|p| is_of_one_encoding(p)).and_then(properties);
    let odd = match (properties(&ours), said) {
        (Some(ours), Some(said)) => difference(&ours, &said),
        _ => Some("XMP".to_owned()),
    };
    if let Some(key) = odd {
        found.add(Deviation::Description(key));
    }
    Ok(())
}

/// A property's namespace and name.
type Name = (String, String);

/// What a property says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum PropertyValue {
    Text(String),
    /// Items, with the kind of list, and each with its language.
    Items(String, Vec<(Option<String>, PropertyValue)>),
    Parts(BTreeMap<Name, PropertyValue>),
}

/// The first property that one packet has otherwise than ours.
fn difference(
    ours: &BTreeMap<Name, PropertyValue>,
    said: &BTreeMap<Name, PropertyValue>,
) -> Option<String> {
    let is = |name: &Name, known: &(&str, &str)| (name.0.as_str(), name.1.as_str()) == *known;
    let changing = |name: &Name| CHANGING.iter().any(|known| is(name, known));
    let other = said.iter().find(|(name, value)| {
        if changing(name) {
            !matches!(value, PropertyValue::Text(_))
        } else {
            ours.get(*name) != Some(value)
        }
    });
    let missing = || {
        let mut kept = ours.keys().filter(|name| !changing(name) && !is(name, &SPARED));
        kept.find(|name| !said.contains_key(*name))
    };
    let name = other.map(|(name, _)| name).or_else(missing)?;
    Some(name.1.chars().take(40).collect())
}

/// The properties of a packet; `None` where it could be read in more than one way.
fn properties(packet: &str) -> Option<BTreeMap<Name, PropertyValue>> {
    let packet = packet.trim_start_matches('\u{FEFF}');
    if packet.contains("<!") {
        return None;
    }
    let document = Document::parse(packet).ok()?;
    if document.descendants().any(|node| node.ancestors().nth(MAX_DEPTH).is_some()) {
        return None;
    }
    let root = document.root_element();
    let rdf = if root.has_tag_name((META, "xmpmeta")) { only_child(root)? } else { root };
    rdf.has_tag_name((RDF, "RDF")).then_some(())?;
    let mut properties = BTreeMap::new();
    for description in rdf.children().filter(|child| !is_blank(child)) {
        description.has_tag_name((RDF, "Description")).then_some(())?;
        parts(description, &mut properties)?;
    }
    Some(properties)
}

/// White space and the marks around a packet.
fn is_blank(node: &Node<'_, '_>) -> bool {
    node.is_pi() || (node.is_text() && node.text().unwrap_or_default().trim().is_empty())
}

fn only_child<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let mut children = node.children().filter(|child| !is_blank(child));
    children.next().filter(|child| child.is_element() && children.next().is_none())
}

/// The properties that an element has as attributes and as elements, each once.
fn parts(node: Node<'_, '_>, into: &mut BTreeMap<Name, PropertyValue>) -> Option<()> {
    let mut add = |name: Name, said| into.insert(name, said).is_none().then_some(());
    for attribute in node.attributes() {
        let (space, name) = (attribute.namespace().unwrap_or_default(), attribute.name());
        match (space, name) {
            (RDF, "about") if attribute.value().is_empty() => {}
            (RDF, "parseType") if attribute.value() == "Resource" => {}
            _ => add(
                (space.to_owned(), name.to_owned()),
                PropertyValue::Text(attribute.value().to_owned()),
            )?,
        }
    }
    for child in node.children().filter(|child| !is_blank(child)) {
        child.is_element().then_some(())?;
        let name = child.tag_name();
        add(
            (name.namespace().unwrap_or_default().to_owned(), name.name().to_owned()),
            said(child)?,
        )?;
    }
    Some(())
}

/// What an element says: a text, a list, or properties of its own.
fn said(node: Node<'_, '_>) -> Option<PropertyValue> {
    let elements = node.children().filter(Node::is_element).count();
    if elements == 0 {
        return match node.attribute((RDF, "resource")) {
            Some(address) => Some(PropertyValue::Text(address.to_owned())),
            None if node.attributes().all(|a| a.namespace() == Some(XML)) => {
                Some(PropertyValue::Text(node.text().unwrap_or_default().to_owned()))
            }
            None => structure(node),
        };
    }
    if node.attribute((RDF, "parseType")).is_some() {
        return structure(node);
    }
    let inner = only_child(node)?;
    if inner.tag_name().namespace() != Some(RDF) {
        return None;
    }
    match inner.tag_name().name() {
        "Description" => structure(inner),
        kind @ ("Alt" | "Seq" | "Bag") => {
            let mut items = Vec::new();
            for item in inner.children().filter(|child| !is_blank(child)) {
                item.has_tag_name((RDF, "li")).then_some(())?;
                items.push((item.attribute((XML, "lang")).map(str::to_owned), said(item)?));
            }
            Some(PropertyValue::Items(kind.to_owned(), items))
        }
        _ => None,
    }
}

fn structure(node: Node<'_, '_>) -> Option<PropertyValue> {
    let mut inner = BTreeMap::new();
    parts(node, &mut inner)?;
    Some(PropertyValue::Parts(inner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Date;
    use crate::pdf::write::Info;

    fn ours() -> String {
        let date = Date { year: 2021, month: 1, day: 12 };
        write::packet(&Info { title: "甲&乙".to_owned(), author: "丙".to_owned(), date }).unwrap()
    }

    fn odd(packet: &str) -> Option<String> {
        match properties(packet) {
            Some(said) => difference(&properties(&ours()).unwrap(), &said),
            None => Some("unread".to_owned()),
        }
    }

    #[test]
    fn attributes_say_what_elements_do() {
        let ours = ours();
        assert_eq!(odd(&ours), None);
        let part = "<pdfaid:part>3</pdfaid:part>\n";
        assert!(ours.contains(part));
        let moved = ours
            .replace(part, "")
            .replace("rdf:about=\"\" xmlns:dc", "pdfaid:part=\"3\" rdf:about=\"\" xmlns:dc");
        assert_eq!(odd(&moved), None);
        assert_eq!(odd(&moved.replace("part=\"3\"", "part=\"2\"")).as_deref(), Some("part"));
        assert_eq!(odd(&ours.replace(part, "")).as_deref(), Some("part"));
    }

    #[test]
    fn what_is_said_otherwise_or_beside_is_found() {
        let ours = ours();
        let date = "<xmp:CreateDate>2021-01-12";
        let other = ours.replace(date, "<xmp:CreateDate>2021-01-13");
        assert_eq!(odd(&other).as_deref(), Some("CreateDate"));
        let modified = ours.replace("<xmp:ModifyDate>2021-01-12", "<xmp:ModifyDate>2022-02-13");
        assert_eq!(odd(&modified), None);
        let more = ours.replace("<dc:format>", "<dc:rights>x</dc:rights><dc:format>");
        assert_eq!(odd(&more).as_deref(), Some("rights"));
        for open in ["<a>", "<a b=\"/>\">"] {
            let deep = format!("{}{}", open.repeat(20_000), "</a>".repeat(20_000));
            let deep = ours.replace("<dc:format>", &format!("{deep}<dc:format>"));
            assert_eq!(odd(&deep).as_deref(), Some("unread"));
        }
    }
}
