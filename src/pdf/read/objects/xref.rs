//! Where a file's objects stand: its tables and streams of places, the newest first
//! (ISO 32000-1 7.5.4, 7.5.8).

use std::collections::{BTreeMap, BTreeSet};

use super::packing::unpacked;
use super::syntax::Reader;
use super::value::{Map, Value};
use super::{ReadFault, Result};

/// The most revisions of a file; each signature adds one.
const MAX_SECTIONS: usize = 200;
/// The most objects that are noted.
const MAX_OBJECTS: usize = 1_000_000;
/// How much the streams of places are in all, unpacked.
const MAX_UNPACKED: usize = 32 * 1024 * 1024;
/// How near the file's end the way to its places begins.
const TAIL: usize = 2048;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) enum Location {
    Nowhere,
    /// At a byte of the file.
    At(usize),
    /// Packed with others in a stream.
    In(u32),
}

/// How places are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) enum Kind {
    Table,
    Stream,
}

/// The places of all objects, and the newest trailer.
#[derive(Debug)]
pub(in crate::pdf) struct Locations {
    pub(in crate::pdf) trailer: Map,
    /// Where the newest section stands, and whether it is a table or a stream.
    pub(in crate::pdf) newest: (usize, Kind),
    by_number: BTreeMap<u32, Location>,
    /// How many entries are still taken.
    left: usize,
    /// How many bytes sections may still have: those of a sound file do not overlap.
    bytes_left: usize,
    /// How many bytes are still unpacked.
    unpacked_left: usize,
}

impl Locations {
    pub(in crate::pdf) fn read(bytes: &[u8]) -> Result<Self> {
        let newest = start(bytes).ok_or(ReadFault::Damaged)?;
        let is_table = Reader::new(bytes, newest).keyword("xref").is_some();
        let mut next = Some(newest);
        let mut places = Self {
            trailer: Map::default(),
            newest: (newest, if is_table { Kind::Table } else { Kind::Stream }),
            by_number: BTreeMap::new(),
            left: MAX_OBJECTS,
            bytes_left: bytes.len(),
            unpacked_left: MAX_UNPACKED,
        };
        let mut seen = BTreeSet::new();
        while let Some(at) = next {
            if !seen.insert(at) || seen.len() > MAX_SECTIONS {
                return Err(ReadFault::Damaged);
            }
            let trailer = places.section(bytes, at)?;
            // A file for readers old and new has a stream beside the table.
            if let Some(beside) = offset(&trailer, "XRefStm")? {
                places.stream(bytes, beside)?;
            }
            next = offset(&trailer, "Prev")?;
            if seen.len() == 1 {
                places.trailer = trailer;
            }
        }
        Ok(places)
    }

    pub(in crate::pdf) fn of(&self, number: u32) -> Location {
        self.by_number.get(&number).copied().unwrap_or(Location::Nowhere)
    }

    /// The objects' numbers, in order.
    pub(in crate::pdf) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.by_number.keys().copied()
    }

    /// Notes a place; that of a newer revision stays.
    fn note(&mut self, number: i64, place: Location) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        self.by_number.entry(u32::try_from(number).ok()?).or_insert(place);
        Some(())
    }

    fn section(&mut self, bytes: &[u8], at: usize) -> Result<Map> {
        let mut reader = Reader::new(bytes, at);
        match reader.keyword("xref") {
            Some(()) => {
                let trailer = self.table(&mut reader);
                self.pass(reader.at().saturating_sub(at))?;
                trailer.ok_or(ReadFault::Damaged)
            }
            None => self.stream(bytes, at),
        }
    }

    /// Counts the bytes of a section.
    fn pass(&mut self, bytes: usize) -> Result<()> {
        self.bytes_left = self.bytes_left.checked_sub(bytes).ok_or(ReadFault::Damaged)?;
        Ok(())
    }

    fn table(&mut self, reader: &mut Reader<'_>) -> Option<Map> {
        while reader.keyword("trailer").is_none() {
            let (first, count) = (reader.integer()?, reader.integer()?);
            for n in 0..count {
                let (at, _generation) = (reader.integer()?, reader.integer()?);
                let place = match reader.keyword("n") {
                    Some(()) => Location::At(usize::try_from(at).ok()?),
                    None => reader.keyword("f").map(|()| Location::Nowhere)?,
                };
                self.note(first.checked_add(n)?, place)?;
            }
        }
        match reader.value()? {
            Value::Map(trailer) => Some(trailer),
            _ => None,
        }
    }

    fn stream(&mut self, bytes: &[u8], at: usize) -> Result<Map> {
        let (about, packed) = stream_at(bytes, at).ok_or(ReadFault::Damaged)?;
        self.pass(packed.len())?;
        let rows = unpacked(&about, packed, self.unpacked_left)?;
        self.unpacked_left -= rows.len();
        self.rows(&about, &rows).ok_or(ReadFault::Damaged)?;
        Ok(about)
    }

    fn rows(&mut self, about: &Map, rows: &[u8]) -> Option<()> {
        let widths = integers(about.get("W")?)?;
        let [kind, first, second] = widths[..] else { return None };
        if widths.iter().any(|width| !(0..=8).contains(width)) {
            return None;
        }
        let width = usize::try_from(kind + first + second).ok().filter(|width| *width > 0)?;
        let sections = match about.get("Index") {
            Some(index) => integers(index)?,
            None => vec![0, about.integer("Size")?],
        };
        let mut rows = rows.chunks_exact(width);
        for section in sections.chunks_exact(2) {
            for n in 0..section[1] {
                let (kinds, rest) = rows.next()?.split_at(kind as usize);
                let (one, _other) = rest.split_at(first as usize);
                let place = match if kinds.is_empty() { 1 } else { number(kinds) } {
                    1 => Location::At(usize::try_from(number(one)).ok()?),
                    2 => Location::In(u32::try_from(number(one)).ok()?),
                    _ => Location::Nowhere,
                };
                self.note(section[0].checked_add(n)?, place)?;
            }
        }
        Some(())
    }
}

/// Where the newest section stands, as the file's end says.
fn start(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"startxref";
    let from = bytes.len().saturating_sub(TAIL);
    let at = from + bytes[from..].windows(WORD.len()).rposition(|window| window == WORD)?;
    usize::try_from(Reader::new(bytes, at + WORD.len()).integer()?).ok()
}

fn offset(trailer: &Map, key: &str) -> Result<Option<usize>> {
    let offset = trailer.integer(key).map(usize::try_from);
    offset.transpose().map_err(|_| ReadFault::Damaged)
}

/// A stream of places: where it ends, it says itself.
fn stream_at(bytes: &[u8], at: usize) -> Option<(Map, &[u8])> {
    let mut reader = Reader::new(bytes, at);
    reader.integer()?;
    reader.integer()?;
    reader.keyword("obj")?;
    let Value::Map(about) = reader.value()? else { return None };
    let from = reader.stream().filter(|_| about.is_of_type("XRef"))?;
    let length = usize::try_from(about.integer("Length")?).ok()?;
    let packed = bytes.get(from..from.checked_add(length)?)?;
    Some((about, packed))
}

fn integers(list: &Value) -> Option<Vec<i64>> {
    let Value::List(items) = list else { return None };
    let integer = |item: &Value| match item {
        Value::Integer(n) => Some(*n),
        _ => None,
    };
    items.iter().map(integer).collect()
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
