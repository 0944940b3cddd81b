//! What the drawing library leaves open: what the file says of itself, an identifier from its
//! content, and bytes that are the same each time.

use lopdf::{Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::{Info, PdfFault};

const PRODUCER: &str = concat!("chengbao ", env!("CARGO_PKG_VERSION"));

/// Finishes a drawn document.
pub(super) fn finish(mut document: Document, info: &Info) -> Result<Vec<u8>, PdfFault> {
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for page in pages {
        let page = document.get_dictionary_mut(page).map_err(fault)?;
        page.remove(b"Annots");
    }
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let date = pdf_date(info);
    let about = document.add_object(dictionary! {
        "Title" => text(&info.title),
        "Author" => text(&info.author),
        "Producer" => Object::string_literal(PRODUCER),
        "CreationDate" => Object::string_literal(date.clone()),
        "ModDate" => Object::string_literal(date),
    });
    document.trailer.set("Info", about);
    let id = identifier(&document, info);
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(|e| fault(e.into()))?;
    Ok(bytes)
}

fn fault(error: lopdf::Error) -> PdfFault {
    PdfFault::Finish(error.to_string())
}

/// Noon in China on the day of signature: the same day in every zone that reads it.
fn pdf_date(info: &Info) -> String {
    let date = info.date;
    format!("D:{:04}{:02}{:02}120000+08'00'", date.year, date.month, date.day)
}

/// A text string (ISO 32000-1 7.9.2.2): UTF-16 with its mark.
fn text(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// The file identifier (ISO 32000-1 14.4) from what the file holds, never from the clock.
fn identifier(document: &Document, info: &Info) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(info.title.as_bytes());
    hash.update(info.author.as_bytes());
    hash.update(pdf_date(info).as_bytes());
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update((stream.content.len() as u64).to_be_bytes());
            hash.update(&stream.content);
        }
    }
    hash.finalize()[..16].to_vec()
}
