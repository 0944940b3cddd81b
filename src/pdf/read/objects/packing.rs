//! A stream unpacked (ISO 32000-1 7.4.4): Flate, with the rows' differences that tables of places
//! are often written by. Nothing else is used for what leads to an attachment.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::value::{Map, Value};
use super::{ReadFault, Result};

/// The widest row of a table.
const MAX_COLUMNS: i64 = 64;

/// The bytes that a stream stands for, at most so many. Its `about` has no references.
pub(in crate::pdf) fn unpacked(about: &Map, packed: &[u8], limit: usize) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    // A list goes with a list: else some readers pair them, and some do not.
    let is_list = |key| matches!(about.get(key), Some(Value::List(_)));
    if about.get("DecodeParms").is_some() && is_list("Filter") != is_list("DecodeParms") {
        return Err(ReadFault::Damaged);
    }
    match only(about.get("Filter"))? {
        None if packed.len() > limit => return Err(ReadFault::Swollen),
        None => return Ok(packed.to_vec()),
        Some(Value::Name(name)) if name == b"FlateDecode" => {
            let mut reader = ZlibDecoder::new(packed).take(limit as u64 + 1);
            reader.read_to_end(&mut out).map_err(|_| ReadFault::Damaged)?;
        }
        Some(_) => return Err(ReadFault::Damaged),
    }
    if out.len() > limit {
        return Err(ReadFault::Swollen);
    }
    match only(about.get("DecodeParms"))? {
        None => Ok(out),
        Some(Value::Map(how)) if is_plain(how) => undone(how, &out).ok_or(ReadFault::Damaged),
        // What stands elsewhere, or in another kind of number, some readers take and some do not.
        Some(_) => Err(ReadFault::Damaged),
    }
}

/// Whether all that is said of a packing is known, in whole numbers (ISO 32000-1 table 8).
fn is_plain(how: &Map) -> bool {
    how.entries().all(|(key, value)| {
        let known = matches!(key, b"Predictor" | b"Columns" | b"Colors" | b"BitsPerComponent");
        known && matches!(value, Value::Integer(_))
    })
}

/// A value that may stand alone or as the only one of a list.
fn only(value: Option<&Value>) -> Result<Option<&Value>> {
    match value {
        Some(Value::List(items)) if items.len() > 1 => Err(ReadFault::Damaged),
        Some(Value::List(items)) => Ok(items.first()),
        other => Ok(other),
    }
}

/// Rows of bytes from their differences to the row above (PNG's Up) or to none.
fn undone(how: &Map, rows: &[u8]) -> Option<Vec<u8>> {
    match how.integer("Predictor") {
        None | Some(1) => return Some(rows.to_vec()),
        Some(10..=15) => {}
        Some(_) => return None,
    }
    let plain = |key, usual| how.integer(key).is_none_or(|n| n == usual);
    let columns = how.integer("Columns").unwrap_or(1);
    if !plain("Colors", 1) || !plain("BitsPerComponent", 8) || !(1..=MAX_COLUMNS).contains(&columns)
    {
        return None;
    }
    let columns = usize::try_from(columns).ok()?;
    let (mut above, mut out) = (vec![0_u8; columns], Vec::with_capacity(rows.len()));
    let chunks = rows.chunks_exact(columns + 1);
    if !chunks.remainder().is_empty() {
        return None;
    }
    for row in chunks {
        for n in 0..columns {
            let left = if n > 0 { above[n - 1] } else { 0 };
            let base = match row[0] {
                0 => 0,
                // The row so far is already in `above`.
                1 => left,
                2 => above[n],
                _ => return None,
            };
            above[n] = row[n + 1].wrapping_add(base);
        }
        out.extend_from_slice(&above);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::syntax::Reader;
    use super::*;

    fn map(text: &str) -> Map {
        match Reader::new(text.as_bytes(), 0).value() {
            Some(Value::Map(map)) => map,
            other => panic!("{other:?}"),
        }
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn rows_come_back_from_their_differences() {
        let about =
            map("<< /Filter [/FlateDecode] /DecodeParms [<< /Predictor 12 /Columns 2 >>] >>");
        let rows = packed(&[0, 1, 2, 2, 1, 1, 1, 5, 6]);
        assert_eq!(unpacked(&about, &rows, 100), Ok(vec![1, 2, 2, 3, 5, 11]));
        assert_eq!(unpacked(&about, &packed(&[0, 1]), 100), Err(ReadFault::Damaged));
        assert_eq!(unpacked(&about, &packed(&[4, 1, 1]), 100), Err(ReadFault::Damaged));
    }

    #[test]
    fn no_more_is_unpacked_than_is_allowed() {
        let about = map("<< /Filter /FlateDecode >>");
        let bomb = packed(&vec![0; 1 << 20]);
        assert_eq!(unpacked(&about, &bomb, 1 << 19), Err(ReadFault::Swollen));
        assert_eq!(unpacked(&about, &bomb, 1 << 20).unwrap().len(), 1 << 20);
        assert_eq!(unpacked(&about, &bomb[..100], 1 << 20), Err(ReadFault::Damaged));
        assert_eq!(unpacked(&map("<< >>"), b"abc", 2), Err(ReadFault::Swollen));
    }
}
