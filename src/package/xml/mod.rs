//! Parts as trees of elements, parsed only after a look at what that will cost, and the few
//! questions that are asked of an element.

mod survey;

use roxmltree::{Document, ParsingOptions};

use super::fault::{Fault, too_many};
use super::limits;
use super::parts::Package;

/// An element, or what else stands among elements.
pub(crate) type Node<'a> = roxmltree::Node<'a, 'a>;

/// The vocabularies that are told apart. Strict and transitional ones are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// No namespace.
    None,
    /// WordprocessingML.
    Word,
    /// SpreadsheetML.
    Sheet,
    /// Formulas.
    Math,
    /// Where a drawing stands in a document.
    WordDrawing,
    /// DrawingML.
    Drawing,
    /// Pictures.
    Picture,
    /// Charts, old and new.
    Chart,
    /// Diagrams.
    Diagram,
    /// Shapes with text.
    Shape,
    /// Groups of shapes.
    Group,
    /// Canvases of shapes.
    Canvas,
    /// SVG pictures beside others.
    Svg,
    /// VML.
    Vml,
    /// Office's additions to VML.
    Office,
    /// Word 2010's additions.
    Word2010,
    /// Symbols of faces that Unicode has (Word 2015).
    Symbol,
    /// Choices between vocabularies (ECMA-376 Part 3).
    Compatibility,
    /// References to relationships.
    Reference,
    /// Parts with relationships.
    Relationships,
    /// OpenDocument: the file.
    OdOffice,
    /// OpenDocument: tables.
    OdTable,
    /// OpenDocument: texts.
    OdText,
    /// OpenDocument: styles.
    OdStyle,
    /// OpenDocument: formats of numbers and dates.
    OdNumber,
    /// OpenDocument: the parts of a package.
    OdManifest,
    /// XML's own.
    Xml,
    /// Any other.
    Other,
}

impl Space {
    /// The vocabulary of a namespace.
    pub(crate) fn of(uri: Option<&str>) -> Self {
        let Some(uri) = uri else { return Self::None };
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Self::Sheet,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::WordDrawing,
            "http://schemas.openxmlformats.org/drawingml/2006/main"
            | "http://purl.oclc.org/ooxml/drawingml/main" => Self::Drawing,
            "http://schemas.openxmlformats.org/drawingml/2006/picture"
            | "http://purl.oclc.org/ooxml/drawingml/picture" => Self::Picture,
            "http://schemas.openxmlformats.org/drawingml/2006/chart"
            | "http://purl.oclc.org/ooxml/drawingml/chart"
            | "http://schemas.microsoft.com/office/drawing/2014/chartex" => Self::Chart,
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Self::Diagram,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Self::Shape,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" => Self::Group,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" => Self::Canvas,
            "http://schemas.microsoft.com/office/drawing/2016/SVG/main" => Self::Svg,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:schemas-microsoft-com:office:office" => Self::Office,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Self::Word2010,
            "http://schemas.microsoft.com/office/word/2015/wordml/symex" => Self::Symbol,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::Reference,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Self::OdOffice,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::OdTable,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::OdText,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::OdStyle,
            "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" => Self::OdNumber,
            "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" => Self::OdManifest,
            "http://www.w3.org/XML/1998/namespace" => Self::Xml,
            _ => Self::Other,
        }
    }
}

/// Parts as text and trees.
pub(crate) struct Xml;

impl Xml {
    /// The text of a part, which may be UTF-8 or UTF-16 (ECMA-376 Part 2).
    pub(crate) fn decode(bytes: Vec<u8>, part: &str) -> Result<String, Fault> {
        let malformed =
            || Fault::Malformed { part: part.to_owned(), reason: "编码不对".to_owned() };
        let units: fn([u8; 2]) -> u16 = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => u16::from_le_bytes,
            [0xFE, 0xFF, ..] => u16::from_be_bytes,
            _ => return String::from_utf8(bytes).map_err(|_| malformed()),
        };
        let units = bytes.chunks_exact(2).skip(1).map(|pair| match pair {
            [first, second] => units([*first, *second]),
            _ => 0,
        });
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| malformed())
    }

    /// The tree of a part.
    pub(crate) fn parse<'a>(text: &'a str, part: &str) -> Result<Document<'a>, Fault> {
        survey::survey(text, part)?;
        let options = ParsingOptions { nodes_limit: limits::NODES, ..ParsingOptions::default() };
        Document::parse_with_options(text, options).map_err(|error| match error {
            roxmltree::Error::DtdDetected => Fault::Dtd { part: part.to_owned() },
            roxmltree::Error::NodesLimitReached => {
                too_many(format!("{part} 里的元素数"), limits::NODES as usize)
            }
            error => Fault::Malformed { part: part.to_owned(), reason: error.to_string() },
        })
    }
}

/// The tree of a part goes to a function; what that gives comes back. None where there is no such
/// part.
pub(crate) fn with_part<T, E: From<Fault>>(
    package: &Package<'_>,
    part: &str,
    read: impl FnOnce(Node<'_>) -> Result<T, E>,
) -> Result<Option<T>, E> {
    let Some(bytes) = package.read(part, limits::XML_PART)? else { return Ok(None) };
    let text = Xml::decode(bytes, part)?;
    let document = Xml::parse(&text, part)?;
    read(document.root_element()).map(Some)
}

/// An element's vocabulary and name; for what is no element, a name that no element has.
pub(crate) fn name<'a>(node: Node<'a>) -> (Space, &'a str) {
    if !node.is_element() {
        return (Space::None, "");
    }
    let name = node.tag_name();
    (Space::of(name.namespace()), name.name())
}

/// Whether an element has this name.
pub(crate) fn is(node: Node<'_>, space: Space, local: &str) -> bool {
    node.is_element() && node.tag_name().name() == local && name(node).0 == space
}

/// The first child of this name.
pub(crate) fn child_in<'a>(node: Node<'a>, space: Space, local: &str) -> Option<Node<'a>> {
    node.children().find(|child| is(*child, space, local))
}

/// The attribute of this name.
pub(crate) fn attribute<'a>(node: Node<'a>, space: Space, local: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == local && Space::of(attribute.namespace()) == space)
        .map(|attribute| attribute.value())
}

/// The text within an element.
pub(crate) fn text_of(node: Node<'_>) -> String {
    node.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect()
}
