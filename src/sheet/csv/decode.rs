//! Bytes to text: UTF-8, GB18030 as Excel saves CSV in China, UTF-16 as it saves "Unicode text".

use std::borrow::Cow;

use encoding_rs::GB18030;

use crate::sheet::refusal::Refusal;

/// Reads bytes as text.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let text = match bytes {
        [0xFF, 0xFE, units @ ..] => Cow::Owned(utf16(units, u16::from_le_bytes)?),
        [0xFE, 0xFF, units @ ..] => Cow::Owned(utf16(units, u16::from_be_bytes)?),
        [0xEF, 0xBB, 0xBF, text @ ..] => {
            Cow::Borrowed(std::str::from_utf8(text).map_err(|_| Refusal::Encoding)?)
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => gb18030(bytes)?,
        },
    };
    if text.chars().any(is_of_no_text) { Err(Refusal::Encoding) } else { Ok(text) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Refusal::Encoding);
    }
    let decoded = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    decoded.collect::<Result<_, _>>().map_err(|_| Refusal::Encoding)
}

/// GB18030 gives a meaning to almost any bytes, also to UTF-8 of which a byte was lost.
fn gb18030(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken {
        return Err(Refusal::Encoding);
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Refusal::Encoding)
}

/// Whether a character shows that the bytes were no text, or of another encoding.
fn is_of_no_text(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}')
}
