//! What the file says of itself, as an XMP packet (ISO 16684-1).

use std::fmt::Write;

use super::{Info, LANGUAGE, PRODUCER, PdfFault};
use crate::xml;

/// The packet. It says the same as the document information dictionary, and that the file is
/// PDF/A-3a and PDF/UA-1.
///
/// # Errors
/// A field has a character that XML has not.
pub(in crate::pdf) fn packet(info: &Info) -> Result<String, PdfFault> {
    let (title, author) = (escaped(&info.title)?, escaped(&info.author)?);
    let date = info.date;
    let date = format!("{:04}-{:02}-{:02}T12:00:00+08:00", date.year, date.month, date.day);
    let mut packet = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
    );
    // Writing to a string does not fail.
    let _ = write!(
        packet,
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n\
         <xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <pdfaid:part>3</pdfaid:part>\n\
         <pdfaid:conformance>A</pdfaid:conformance>\n\
         <pdfuaid:part>1</pdfuaid:part>\n\
         </rdf:Description>\n"
    );
    packet.push_str(UA_SCHEMA);
    packet.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    Ok(packet)
}

/// PDF/A knows the properties of its own time; PDF/UA's are described (ISO 19005-3 6.6.2.3.3).
const UA_SCHEMA: &str = "\
<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
";

/// A text between two tags of XML. White space is kept by references: readers take a line's end
/// for a blank.
fn escaped(text: &str) -> Result<String, PdfFault> {
    if !text.chars().all(xml::has) {
        return Err(PdfFault::Unfit("标题或单位名称里有不能写进文件信息的字符"));
    }
    let text = xml::escape(text);
    Ok(text.replace('\t', "&#9;").replace('\n', "&#10;").replace('\r', "&#13;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_to_xml() {
        assert_eq!(escaped("甲<b>&\"\n").unwrap(), "甲&lt;b&gt;&amp;&quot;&#10;");
        assert!(escaped("\u{1}").is_err());
    }
}
