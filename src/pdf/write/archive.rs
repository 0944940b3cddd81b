//! What makes the file one for archives and for every reader: PDF/A-3a (ISO 19005-3) and
//! PDF/UA-1 (ISO 14289-1). Structure and outline are in rooms of their own.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::{Info, LANGUAGE, PRODUCER, PdfFault, fault, icc, values, xmp};
use crate::typeset::Pages;

/// Declares what the file is: its language, title and dates, its colours, and the standards.
///
/// # Errors
/// The file has no title, or the document is not as it was drawn.
pub(super) fn declare(document: &mut Document, pages: &Pages, info: &Info) -> Result<(), PdfFault> {
    if info.title.trim().is_empty() {
        return Err(PdfFault::Unfit("文件没有标题"));
    }
    let mut packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp::packet(info)?.into_bytes(),
    );
    // Programs that know no PDF look for the packet in the bytes.
    packet.allows_compression = false;
    let metadata = document.add_object(packet);
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.set("Lang", Object::string_literal(LANGUAGE));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent.into()]);
    let numbered: Vec<Object> = vec![0.into(), dictionary! { "S" => "D" }.into()];
    catalog.set("PageLabels", dictionary! { "Nums" => numbered });
    about(document, info)?;
    blending_space(document, pages)
}

/// The document information dictionary: what the XMP packet says, and no more.
fn about(document: &mut Document, info: &Info) -> Result<(), PdfFault> {
    let date = pdf_date(info);
    let about = document.add_object(dictionary! {
        "Title" => values::text(&info.title)?,
        "Author" => values::text(&info.author)?,
        "Producer" => Object::string_literal(PRODUCER),
        "CreationDate" => Object::string_literal(date.clone()),
        "ModDate" => Object::string_literal(date),
    });
    document.trailer.set("Info", about);
    Ok(())
}

/// Noon in China on the day of signature: the same day in every zone that reads it.
pub(in crate::pdf) fn pdf_date(info: &Info) -> String {
    let date = info.date;
    format!("D:{:04}{:02}{:02}120000+08'00'", date.year, date.month, date.day)
}

/// Pictures may let see what is below them: their page says in which colours that is computed.
fn blending_space(document: &mut Document, pages: &Pages) -> Result<(), PdfFault> {
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, id) in pages.pages.iter().zip(ids) {
        if !page.pictures.is_empty() {
            let page = document.get_dictionary_mut(id).map_err(fault)?;
            let group = dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" };
            page.set("Group", group);
        }
    }
    Ok(())
}
