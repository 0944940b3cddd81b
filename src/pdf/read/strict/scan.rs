//! Words that a reader looks for when it searches a broken file for its objects: each may stand only
//! where it frames an object, a table or an end, and never in a string or a stream.

use super::fault::{FormFaultKind as Kind, Read, fault};

/// Where words may stand in a revision, each list in its order.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// `obj` of each object.
    pub(super) begins: Vec<usize>,
    pub(super) ends: Vec<usize>,
    pub(super) stream_ends: Vec<usize>,
    pub(super) trailers: Vec<usize>,
    pub(super) start_marks: Vec<usize>,
    pub(super) file_ends: Vec<usize>,
}

/// Looks through a revision's bytes, from one byte to another.
pub(super) fn scan(bytes: &[u8], from: usize, to: usize, frame: &Frame) -> Read<()> {
    let part = bytes.get(from..to).unwrap_or_default();
    for (n, byte) in part.iter().enumerate() {
        let (at, rest) = (from + n, &part[n..]);
        let known = match byte {
            b'e' if rest.starts_with(b"endobj") => frame.ends.binary_search(&at).is_ok(),
            b'e' if rest.starts_with(b"endstream") => frame.stream_ends.binary_search(&at).is_ok(),
            b's' if rest.starts_with(b"startxref") => frame.start_marks.binary_search(&at).is_ok(),
            b't' if is_trailer(&part[..n], rest) => frame.trailers.binary_search(&at).is_ok(),
            b'%' if rest.starts_with(b"%%EOF") => frame.file_ends.binary_search(&at).is_ok(),
            b'%' if rest.starts_with(b"%PDF-") || rest.starts_with(b"%!PS") => at == 0,
            b'o' if is_begin(&part[..n], rest) => frame.begins.binary_search(&at).is_ok(),
            _ => true,
        };
        if !known {
            return fault(Kind::Hidden, at);
        }
    }
    Ok(())
}

/// Whether an object may begin: `obj` behind a figure, or alone behind a line's end, where the
/// figures may be before a comment.
fn is_begin(before: &[u8], rest: &[u8]) -> bool {
    let Some(behind) = rest.strip_prefix(b"obj") else { return false };
    let last = before.iter().rposition(|byte| !is_space(*byte)).and_then(|n| before.get(n));
    let alone = matches!(before.last(), Some(b'\n' | b'\r'))
        && behind.first().is_none_or(|byte| !byte.is_ascii_alphabetic());
    last.is_some_and(u8::is_ascii_digit) || alone
}

/// Whether a trailer may begin: at a line's start, or before a dictionary.
fn is_trailer(before: &[u8], rest: &[u8]) -> bool {
    let Some(behind) = rest.strip_prefix(b"trailer") else { return false };
    let dictionary = behind.iter().position(|byte| !is_space(*byte)).and_then(|n| behind.get(n..));
    matches!(before.last(), Some(b'\n' | b'\r')) || dictionary.is_some_and(|b| b.starts_with(b"<<"))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}
