//! Text back to bytes: what stands unchanged keeps its bytes, whatever they are.

use std::ops::Range;

use encoding_rs::GB18030;

use super::{Encoding, Source};

/// A piece of a changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// What the file has there, as a byte range of the source's text.
    Kept(Range<usize>),
    /// What stands there instead.
    New(String),
}

/// A changed text in the encoding of the file it comes from, its byte order mark kept. `file` is
/// that file's bytes; what is kept comes in the order of the file.
#[must_use]
pub fn encode(file: &[u8], source: &Source, pieces: &[Piece]) -> Vec<u8> {
    let text = source.text();
    let mut places = Places { file, text, at: 0, byte: 0 };
    let mut out = Vec::with_capacity(file.len());
    if source.encoding() == Encoding::Utf8 {
        // All that a text of UTF-8 lacks is the mark.
        places.byte = file.len() - text.len().min(file.len());
        out.extend_from_slice(&file[..places.byte]);
    }
    for piece in pieces {
        match (piece, source.encoding()) {
            (Piece::Kept(range), Encoding::Utf8) => out.extend(text[range.clone()].as_bytes()),
            (Piece::Kept(range), Encoding::Gb18030) => out.extend(places.bytes(range)),
            (Piece::New(text), Encoding::Utf8) => out.extend(text.as_bytes()),
            (Piece::New(text), Encoding::Gb18030) => out.extend(GB18030.encode(text).0.iter()),
        }
    }
    out
}

/// A walk over a text of GB18030 and the bytes it was read from.
struct Places<'f> {
    file: &'f [u8],
    text: &'f str,
    at: usize,
    byte: usize,
}

impl<'f> Places<'f> {
    fn bytes(&mut self, range: &Range<usize>) -> &'f [u8] {
        let start = self.walk(range.start);
        let end = self.walk(range.end);
        self.file.get(start..end).unwrap_or_default()
    }

    fn walk(&mut self, to: usize) -> usize {
        for c in self.text.get(self.at..to).unwrap_or_default().chars() {
            self.byte += self.width();
            self.at += c.len_utf8();
        }
        self.byte
    }

    /// How many bytes the next character has: one, two, or four with a digit in second position.
    fn width(&self) -> usize {
        match (self.file.get(self.byte), self.file.get(self.byte + 1)) {
            (Some(0x81..), Some(b'0'..=b'9')) => 4,
            (Some(0x81..), _) => 2,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    #[test]
    fn what_is_kept_keeps_its_bytes() {
        // One, two and four bytes; 0x80 and 0xA2E3 both say €.
        let gb = b"\xC6\xF3\xD2\xB5: \x80\xA2\xE3\x82\x35\x8F\x33\r\n";
        let utf = "\u{FEFF}企业: €\r\n".as_bytes();
        for bytes in [gb.as_slice(), utf] {
            let (source, _) = decode("a", bytes).unwrap();
            let text = source.text();
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let pieces = [Piece::Kept(0..at), Piece::Kept(at..text.len())];
                assert_eq!(encode(bytes, &source, &pieces), bytes);
                let comma = Piece::New("，".into());
                let pieces = [Piece::Kept(0..at), comma, Piece::Kept(at..text.len())];
                let wanted = format!("{}，{}", &text[..at], &text[at..]);
                // A file of GB18030 is known by its words.
                if let Ok((read, _)) = decode("a", &encode(bytes, &source, &pieces)) {
                    assert_eq!(read.text(), wanted);
                } else {
                    assert_eq!(&text[..at], "企");
                }
            }
        }
    }
}
