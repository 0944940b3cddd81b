//! A look at a part's text before it is parsed: how deep its elements lie, and how much the parser
//! would keep of them. It knows just enough of XML to count, and never counts too little.

use crate::package::fault::{Fault, too_many};
use crate::package::limits;

/// What has been counted.
#[derive(Default)]
struct Count {
    /// For each open element, how many namespaces are in force.
    open: Vec<usize>,
    attributes: usize,
    namespace_notes: usize,
}

/// Refuses a part that costs more than our limits, or that has a document type.
pub(super) fn survey(text: &str, part: &str) -> Result<(), Fault> {
    let signs = text.bytes().filter(|byte| matches!(byte, b'<' | b'=')).count();
    if signs > limits::SIGNS {
        return Err(too_many(format!("{part} 里的标记数"), limits::SIGNS));
    }
    let mut count = Count::default();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let length = if let Some(end) = tag.strip_prefix("</") {
            count.open.pop();
            2 + length_to(end, ">")
        } else if let Some(comment) = tag.strip_prefix("<!--") {
            4 + length_to(comment, "-->")
        } else if tag.starts_with("<![CDATA[") {
            length_to(tag, "]]>")
        } else if tag.starts_with("<!") {
            return Err(Fault::Dtd { part: part.to_owned() });
        } else if tag.starts_with("<?") {
            length_to(tag, "?>")
        } else {
            count.element(tag, part)?
        };
        rest = &tag[length..];
    }
    Ok(())
}

/// How long a text is up to the end of a mark, or the whole where it does not come.
fn length_to(text: &str, mark: &str) -> usize {
    text.find(mark).map_or(text.len(), |start| start + mark.len())
}

impl Count {
    /// Counts the start of an element and gives its length.
    fn element(&mut self, tag: &str, part: &str) -> Result<usize, Fault> {
        let (mut attributes, mut namespaces) = (0, 0);
        let mut quote = None;
        let mut end = tag.len();
        for (at, byte) in tag.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => {
                    attributes += 1;
                    namespaces += usize::from(declares_namespace(&tag.as_bytes()[..at]));
                }
                (None, b'>') => {
                    end = at + 1;
                    break;
                }
                _ => {}
            }
        }
        self.limit(attributes, namespaces, part)?;
        if tag.as_bytes().get(end.saturating_sub(2)) == Some(&b'/') {
            self.open.pop();
        }
        Ok(end)
    }

    fn limit(&mut self, attributes: usize, namespaces: usize, part: &str) -> Result<(), Fault> {
        let in_force = self.open.last().copied().unwrap_or(1) + namespaces;
        self.open.push(in_force);
        self.attributes += attributes;
        if namespaces > 0 {
            self.namespace_notes += in_force;
        }
        if self.open.len() > limits::DEPTH {
            return Err(Fault::TooDeep { part: part.to_owned(), most: limits::DEPTH });
        }
        for (what, count, most) in [
            ("属性数", self.attributes, limits::ATTRIBUTES),
            ("一个元素的属性数", attributes - namespaces, limits::ATTRIBUTES_OF_ELEMENT),
            ("一处的命名空间数", in_force, limits::NAMESPACES),
            ("命名空间数", self.namespace_notes, limits::NAMESPACE_NOTES),
        ] {
            if count > most {
                return Err(too_many(format!("{part} 里{what}"), most));
            }
        }
        Ok(())
    }
}

/// Whether the attribute whose name stands at the end of a tag's beginning is `xmlns` or
/// `xmlns:…`. Of one whose name is too long to look through we say so, and count too much.
fn declares_namespace(before: &[u8]) -> bool {
    let before = &before[before.len().saturating_sub(200)..];
    let before = before.trim_ascii_end();
    match before.iter().rposition(u8::is_ascii_whitespace) {
        Some(space) => before[space + 1..].starts_with(b"xmlns"),
        None => true,
    }
}
