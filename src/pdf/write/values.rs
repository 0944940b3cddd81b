//! How texts and lengths are written: texts as UTF-16 with its mark (ISO 32000-1 7.9.2.2).

use lopdf::{Object, StringFormat};

use super::PdfFault;
use crate::typeset::Length;

/// The longest string, in bytes (ISO 19005-3 6.1.13).
const MAX_STRING: usize = 32_767;

/// A text's bytes.
pub(in crate::pdf) fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    [0xFE, 0xFF].into_iter().chain(units).collect()
}

/// A string's bytes, where they are no more than it may hold.
///
/// # Errors
/// There are more.
pub(in crate::pdf) fn fitting(bytes: Vec<u8>) -> Result<Vec<u8>, PdfFault> {
    if bytes.len() > MAX_STRING {
        return Err(PdfFault::Unfit("标题、图片说明或链接过长，一处最多一万六千字；请改短"));
    }
    Ok(bytes)
}

/// A text as an object.
///
/// # Errors
/// It has more bytes than a string may hold.
pub(super) fn text(text: &str) -> Result<Object, PdfFault> {
    Ok(Object::String(fitting(utf16(text))?, StringFormat::Hexadecimal))
}

/// A length in points.
pub(super) fn real(length: Length) -> Object {
    Object::Real(length.points() as f32)
}
