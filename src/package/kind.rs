//! What wraps a document: a zip, or the compound file of older programs.

/// How a compound file begins ([MS-CFB] 2.2): what Word wrote before 2007, and what it still wraps
/// a locked file in.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// How a zip begins: with an entry, or with its end where it has none.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// Whether bytes are a compound file.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND)
}

/// Whether bytes begin as a zip does.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    ZIP.iter().any(|start| bytes.starts_with(start))
}

/// Whether a compound file has a stream of this name, which stands in it as UTF-16.
pub(crate) fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> =
        name.encode_utf16().chain([0]).flat_map(|unit| unit.to_le_bytes()).collect();
    // A stream's name begins an entry of 128 bytes ([MS-CFB] 2.6.1).
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
}
