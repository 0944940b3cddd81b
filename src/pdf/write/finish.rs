//! The last steps: an identifier from the file's content, and bytes that are the same each time.

use std::collections::{BTreeMap, BTreeSet};

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Document, Object, ObjectId, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use super::archive::pdf_date;
use super::{Info, PdfFault, fault};

/// Small dictionaries by the hundred: they are packed together.
const OBJECTS_TO_A_STREAM: usize = 1000;
/// How tightly streams are packed: what the tightest (9) would save is some thousandths.
const TIGHT: u32 = 6;

/// Finishes a document to which everything has been added: its attachments too, which the
/// identifier then covers as it covers the pages.
pub(super) fn finish(mut document: Document, info: &Info) -> Result<Vec<u8>, PdfFault> {
    document.version = "1.7".to_owned();
    tidy(&mut document);
    pack(&mut document)?;
    let id = Object::String(identifier(&document, info), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_TO_A_STREAM)
        .compression_level(TIGHT)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(|e| fault(e.into()))?;
    Ok(bytes)
}

/// Leaves out what nothing leads to, and renumbers the rest in its order. lopdf's own ways look
/// for each reference in a list: with a thousand pages that takes longer than all else.
fn tidy(document: &mut Document) {
    let mut reached = BTreeSet::new();
    let mut open: Vec<ObjectId> = Vec::new();
    document.trailer.iter().for_each(|(_, value)| references(value, &mut open));
    while let Some(id) = open.pop() {
        if let Some(object) = document.objects.get(&id).filter(|_| reached.insert(id)) {
            references(object, &mut open);
        }
    }
    let numbers: BTreeMap<ObjectId, ObjectId> =
        reached.into_iter().zip(1..).map(|(id, number)| (id, (number, id.1))).collect();
    let objects = std::mem::take(&mut document.objects);
    document.objects = objects
        .into_iter()
        .filter_map(|(id, mut object)| {
            let number = *numbers.get(&id)?;
            renumber(&mut object, &numbers);
            Some((number, object))
        })
        .collect();
    document.trailer.iter_mut().for_each(|(_, value)| renumber(value, &numbers));
    document.max_id = numbers.len() as u32;
}

/// What an object leads to.
fn references(object: &Object, out: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => out.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, out)),
        Object::Dictionary(entries) => entries.iter().for_each(|(_, v)| references(v, out)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, v)| references(v, out)),
        _ => {}
    }
}

fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = numbers.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(entries) => {
            entries.iter_mut().for_each(|(_, value)| renumber(value, numbers));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers));
        }
        _ => {}
    }
}

/// Packs the streams that are not packed and may be.
fn pack(document: &mut Document) -> Result<(), PdfFault> {
    let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    // Its tables are larger than most streams: one packer for all.
    let mut packer = packer();
    for stream in streams.filter(|s| s.allows_compression && !s.dict.has(b"Filter")) {
        let packed = packed(&stream.content, &mut packer)?;
        if packed.len() + FILTER < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}

/// What the filter's name takes in a stream's dictionary.
const FILTER: usize = "/Filter/FlateDecode".len();

/// Bytes as a stream has them packed.
///
/// # Errors
/// The packer cannot go on.
pub(super) fn packed(bytes: &[u8], packer: &mut Compress) -> Result<Vec<u8>, PdfFault> {
    packer.reset();
    let mut out = Vec::with_capacity(bytes.len() / 2 + ROOM);
    loop {
        let rest = usize::try_from(packer.total_in()).ok().and_then(|read| bytes.get(read..));
        let status = packer.compress_vec(rest.unwrap_or_default(), &mut out, FlushCompress::Finish);
        match status {
            Ok(Status::StreamEnd) => return Ok(out),
            // It is full: what does not pack takes as much again.
            Ok(_) if out.len() == out.capacity() => out.reserve(out.len().max(ROOM)),
            _ => return Err(PdfFault::Finish("内容压缩不了".to_owned())),
        }
    }
}

/// What a few bytes take at most.
const ROOM: usize = 256;

/// What packs streams.
pub(super) fn packer() -> Compress {
    Compress::new(Compression::new(TIGHT), true)
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
