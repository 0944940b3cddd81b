//! How a file names itself: in the document information (ISO 32000-1 14.3.3) and in the XMP packet
//! (ISO 16684-1).

use super::{Extras, OwnName, Result, entry, only};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile};
use crate::pdf::read::xmp::is_of_one_encoding;

/// What the document information may have: ours, and what signing programs add.
const INFO: &[&str] =
    &["Title", "Author", "Producer", "Creator", "CreationDate", "ModDate", "Trapped"];
/// How long a packet may be.
const MAX_PACKET: usize = 1024 * 1024;

/// Reads the names; nothing of a place where there are none.
pub(super) fn read(file: &PdfFile<'_>, catalog: &Map, found: &mut Extras) -> Result<()> {
    if let Some(info) = entry(file, file.trailer(), "Info")? {
        let info = file.map(&info)?;
        only(&info, INFO, &mut found.foreign);
        for (key, names) in [("Title", &mut found.titles), ("Author", &mut found.authors)] {
            if let Some(name) = entry(file, &info, key)? {
                names.push(string(&name));
            }
        }
    }
    if let Some(metadata) = catalog.get("Metadata") {
        let (_, packet) = file.stream(metadata, MAX_PACKET)?;
        let packet = std::str::from_utf8(&packet).ok().filter(|packet| is_of_one_encoding(packet));
        let said = |element| packet.and_then(|packet| content(packet, element));
        found.titles.push(said("title"));
        found.authors.push(said("creator"));
    }
    Ok(())
}

/// The text of an element of Dublin Core that stands once in a packet and is written as we and
/// others write it; none where another could be read there.
fn content(packet: &str, element: &str) -> OwnName {
    let local = format!(":{element}");
    // Neither comments nor entities of its own, which would read otherwise elsewhere.
    let plain = !packet.contains("<!") && !packet.contains(&format!("<{element}"));
    if packet.matches(&local).count() != 2 || !plain {
        return None;
    }
    let (_, rest) = packet.split_once(&format!("<dc{local}"))?;
    let (attributes, rest) = rest.split_once('>')?;
    if !matches!(attributes.trim(), "" | "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"") {
        return None;
    }
    let (inside, _) = rest.split_once(&format!("</dc{local}>"))?;
    let mut text = String::new();
    for piece in inside.split('<').skip(1) {
        text.push_str(piece.split_once('>')?.1);
    }
    Some(unescaped(text.trim()))
}

fn unescaped(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, c)| text.replace(mark, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_read_where_it_can_be_read_in_one_way() {
        let title = "<dc:title>\n<rdf:Alt><rdf:li xml:lang=\"x-default\">甲&amp;lt;&lt;</rdf:li>\
            </rdf:Alt></dc:title>";
        assert_eq!(content(title, "title").as_deref(), Some("甲&lt;<"));
        for twice in [format!("{title}{title}"), format!("<!-- -->{title}"), String::new()] {
            assert_eq!(content(&twice, "title"), None, "{twice}");
        }
        for other in ["<x:title>乙</x:title>", "<title xmlns=\"x\">乙</title>"] {
            assert_eq!(content(&format!("{title}{other}"), "title"), None, "{other}");
        }
    }
}
