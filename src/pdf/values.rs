//! How texts and lengths are written: texts as UTF-16 with its mark (ISO 32000-1 7.9.2.2).

use lopdf::{Object, StringFormat};

use crate::typeset::Length;

/// A text's bytes.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    [0xFE, 0xFF].into_iter().chain(units).collect()
}

/// A text as an object.
pub(super) fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// A length in points.
pub(super) fn real(length: Length) -> Object {
    Object::Real(length.points() as f32)
}
