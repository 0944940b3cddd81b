//! Streams that lead to objects, unpacked: with Flate or not at all, whole and without a rest.

use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use super::super::objects::{Map, Value};
use super::fault::{FormFaultKind as Kind, Read, fault};

/// The bytes of a stream that has only these keys, beside `Length` and `Filter`; at most so many.
pub(super) fn unpacked(
    bytes: &[u8],
    about: &Map,
    content: Range<usize>,
    keys: &[&str],
    limit: usize,
) -> Read<Vec<u8>> {
    let at = content.start;
    let known =
        |key: &[u8]| ["Length", "Filter"].iter().chain(keys).any(|known| known.as_bytes() == key);
    if !about.entries().all(|(key, _)| known(key)) {
        return fault(Kind::Packing, at);
    }
    let packed = bytes.get(content).unwrap_or_default();
    match about.get("Filter") {
        None if packed.len() <= limit => Ok(packed.to_vec()),
        None => fault(Kind::Large, at),
        Some(Value::Name(name)) if name == b"FlateDecode" => inflated(packed, limit, at),
        Some(_) => fault(Kind::Packing, at),
    }
}

/// How much is unpacked at a time.
const STEP: usize = 64 * 1024;

fn inflated(packed: &[u8], limit: usize, at: usize) -> Read<Vec<u8>> {
    let mut inflater = Decompress::new(true);
    let mut out = Vec::new();
    loop {
        let (read, had) = (inflater.total_in() as usize, out.len());
        out.reserve(STEP);
        let rest = packed.get(read..).unwrap_or_default();
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::None);
        if out.len() > limit {
            return fault(Kind::Large, at);
        }
        match status {
            Ok(Status::StreamEnd) if inflater.total_in() as usize == packed.len() => {
                return Ok(out);
            }
            Ok(Status::Ok) if out.len() > had || inflater.total_in() as usize > read => {}
            _ => return fault(Kind::Packing, at),
        }
    }
}
