//! The last steps: an identifier from the file's content, and bytes that are the same each time.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use super::archive::pdf_date;
use super::{Info, PdfFault, fault};

/// Small dictionaries by the hundred: they are packed together, and tightly.
const OBJECTS_TO_A_STREAM: usize = 1000;
const TIGHTEST: u32 = 9;

/// Finishes a document to which everything has been added: its attachments too, which the
/// identifier then covers as it covers the pages.
pub(super) fn finish(mut document: Document, info: &Info) -> Result<Vec<u8>, PdfFault> {
    document.version = "1.7".to_owned();
    document.prune_objects();
    document.renumber_objects();
    let id = Object::String(identifier(&document, info), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    document.compress();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_TO_A_STREAM)
        .compression_level(TIGHTEST)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(|e| fault(e.into()))?;
    Ok(bytes)
}

/// The file identifier (ISO 32000-1 14.4) from what the file holds, never from the clock.
fn identifier(document: &Document, info: &Info) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(info.title.as_bytes());
    hash.update(info.author.as_bytes());
    hash.update(pdf_date(info).as_bytes());
    document.objects.values().for_each(|object| add(object, &mut hash));
    hash.finalize()[..16].to_vec()
}

/// Adds what an object holds in streams and strings: pages and pictures, and where links lead.
fn add(object: &Object, hash: &mut Sha256) {
    match object {
        Object::Stream(stream) => {
            hash.update((stream.content.len() as u64).to_be_bytes());
            hash.update(&stream.content);
        }
        Object::String(bytes, _) => {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        Object::Array(items) => items.iter().for_each(|item| add(item, hash)),
        Object::Dictionary(entries) => entries.iter().for_each(|(_, value)| add(value, hash)),
        _ => {}
    }
}
