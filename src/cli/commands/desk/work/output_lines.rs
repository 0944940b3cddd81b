//! What a run says, line by line, within bounds.

use std::io::{BufRead, BufReader, Read};

/// The most bytes of a line.
const MAX_LINE: usize = 64 * 1024;
/// The most bytes of what a run finds.
const MAX_DATA: u64 = 64 * 1024 * 1024;

/// Gives each line of a stream as it comes; the rest of one that is too long is left out.
pub(super) fn each(stream: impl Read, mut take: impl FnMut(&str)) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = Vec::new();
        let mut limited = reader.by_ref().take(MAX_LINE as u64);
        match limited.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => take(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n'])),
        }
    }
}

/// All that a stream has.
pub(super) fn whole(stream: impl Read) -> String {
    let mut bytes = Vec::new();
    // What comes before a fault is all there is.
    let _ = stream.take(MAX_DATA).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
