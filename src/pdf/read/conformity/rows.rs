//! An image's rows as PNG packs them (ISO 32000-1 7.4.4.4, ISO/IEC 15948 9), undone and compared
//! row by row: never more is held than a row.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Whether packed bytes are these and no more.
pub(super) fn plain_are(packed: &[u8], wanted: &[u8]) -> bool {
    let mut reader = ZlibDecoder::new(packed);
    let width = wanted.len().clamp(1, 1 << 16);
    let mut row = vec![0; width];
    wanted.chunks(width).all(|wanted| {
        let row = &mut row[..wanted.len()];
        reader.read_exact(row).is_ok() && row == wanted
    }) && ends(&mut reader)
}

/// Whether packed rows of a length are these bytes. `step` is how many bytes a pixel has.
pub(super) fn are(packed: &[u8], length: usize, step: usize, wanted: &[u8]) -> bool {
    if length == 0 || !wanted.len().is_multiple_of(length) {
        return false;
    }
    let mut reader = ZlibDecoder::new(packed);
    let (mut above, mut row) = (vec![0_u8; length], vec![0_u8; length]);
    for wanted in wanted.chunks(length) {
        let mut kind = [0];
        let read = reader.read_exact(&mut kind).and_then(|()| reader.read_exact(&mut row));
        if read.is_err() || !undo(kind[0], step, &above, &mut row) || row != wanted {
            return false;
        }
        std::mem::swap(&mut above, &mut row);
    }
    ends(&mut reader)
}

fn ends(reader: &mut ZlibDecoder<&[u8]>) -> bool {
    matches!(reader.read(&mut [0]), Ok(0))
}

/// A row from its differences; false where they are of no known kind.
fn undo(kind: u8, step: usize, above: &[u8], row: &mut [u8]) -> bool {
    for n in 0..row.len() {
        let back = |bytes: &[u8]| n.checked_sub(step).and_then(|n| bytes.get(n)).copied();
        let (left, corner) = (back(row).unwrap_or(0), back(above).unwrap_or(0));
        let up = above.get(n).copied().unwrap_or(0);
        let base = match kind {
            0 => 0,
            1 => left,
            2 => up,
            3 => u16::midpoint(left.into(), up.into()) as u8,
            4 => nearest(left, up, corner),
            _ => return false,
        };
        if let Some(byte) = row.get_mut(n) {
            *byte = byte.wrapping_add(base);
        }
    }
    true
}

/// Paeth's: whichever is nearest to left and up less the corner.
fn nearest(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let off = |byte: u8| (guess - i16::from(byte)).abs();
    if off(left) <= off(up) && off(left) <= off(corner) {
        left
    } else if off(up) <= off(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_kind_of_row_is_undone() {
        let rows = [
            [0, 10, 20, 30, 40],
            [1, 1, 2, 3, 4],
            [2, 1, 1, 1, 1],
            [3, 1, 1, 1, 1],
            [4, 1, 1, 1, 1],
        ];
        let wanted = [
            10, 20, 30, 40, // as they are
            1, 2, 4, 6, // to the pixel before, of two bytes
            2, 3, 5, 7, // to the one above
            2, 2, 4, 5, // to the middle of both
            3, 3, 5, 6, // to the nearest
        ];
        assert!(are(&packed(&rows.concat()), 4, 2, &wanted));
        let mut other = wanted;
        other[19] += 1;
        assert!(!are(&packed(&rows.concat()), 4, 2, &other));
        assert!(!are(&packed(&[&rows.concat()[..], &[0]].concat()), 4, 2, &wanted));
        assert!(!are(&packed(&[5, 1, 1, 1, 1]), 4, 2, &[1, 1, 1, 1]));
    }

    #[test]
    fn plain_bytes_are_compared_to_their_end() {
        assert!(plain_are(&packed(b"abc"), b"abc"));
        for other in [&b"ab"[..], b"abcd", b"abd", b""] {
            assert!(!plain_are(&packed(b"abc"), other), "{other:?}");
        }
    }
}
