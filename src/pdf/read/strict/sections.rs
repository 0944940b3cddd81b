//! The entries of a revision: a table or a stream, exactly as the standard has them
//! (ISO 32000-1 7.5.4, 7.5.8).

use super::super::objects::{Map, Value};
use super::fault::{FormFaultKind as Kind, Read, fault};
use super::grammar::Grammar;
use super::objects::{Body, MAX_NUMBER};
use super::packing::unpacked;

/// What an entry says of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// It stands at a byte.
    At(usize),
    /// It is one of a stream of objects, by the stream's number and its place in there.
    In(u32, usize),
}

/// The entries of a revision and its trailer.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) start: usize,
    pub(super) is_table: bool,
    pub(super) trailer: Map,
    pub(super) entries: Vec<(u32, Entry)>,
    /// What the trailer refers to.
    pub(super) references: Vec<u32>,
}

/// How long an entry of a table is.
const ENTRY: usize = 20;
/// The generation of entry 0, which heads the list of free ones.
const FREE: u64 = 65_535;
/// The keys that a trailer may have (table 15), and those of a stream in its place (table 17).
const TRAILER: &[&str] = &["Size", "Root", "Info", "ID", "Prev"];
const STREAM: &[&str] = &["Size", "Root", "Info", "ID", "Prev", "Type", "W", "Index"];

/// Reads a table and its trailer.
pub(super) fn table(grammar: &mut Grammar<'_>) -> Read<Section> {
    let start = grammar.at();
    grammar.expect(b"xref\n", Kind::Table)?;
    let (mut entries, mut next) = (Vec::new(), 0);
    while !grammar.passes(b"trailer") {
        let at = grammar.at();
        let first = grammar.count().or(fault(Kind::Table, at))?;
        grammar.expect(b" ", Kind::Table)?;
        let count = grammar.count().or(fault(Kind::Table, at))?;
        grammar.expect(b"\n", Kind::Table)?;
        if first < next || count == 0 {
            return fault(Kind::Table, at);
        }
        next = first.saturating_add(count);
        for number in first..next {
            let at = grammar.at();
            let Some(place) = grammar.pass(ENTRY).and_then(entry) else {
                return fault(Kind::Table, at);
            };
            note(number, place, at, &mut entries)?;
        }
    }
    grammar.skip()?;
    let at = grammar.at();
    match grammar.value()? {
        Value::Map(trailer) => {
            let known = |key: &[u8]| TRAILER.iter().any(|known| known.as_bytes() == key);
            if !trailer.entries().all(|(key, _)| known(key)) {
                return fault(Kind::Trailer, at);
            }
            let references = std::mem::take(&mut grammar.references);
            Ok(Section { start, is_table: true, trailer, entries, references })
        }
        _ => fault(Kind::Trailer, at),
    }
}

/// What an entry is before it is looked at: its kind as a stream writes it, and two numbers.
type Fields = (u64, u64, u64);

/// An entry of a table: `nnnnnnnnnn ggggg n` and a line's end of two bytes.
fn entry(bytes: &[u8]) -> Option<Fields> {
    let kind = match (bytes.get(17)?, bytes.get(18..)?) {
        (b'n', b" \n" | b"\r\n") => 1,
        (b'f', b" \n" | b"\r\n") => 0,
        _ => return None,
    };
    let digits = |range| {
        let text = std::str::from_utf8(bytes.get(range)?).ok()?;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| plain)
    };
    let blank = bytes.get(10) == Some(&b' ') && bytes.get(16) == Some(&b' ');
    Some((kind, digits(0..10)?, digits(11..16)?)).filter(|_| blank)
}

fn note(
    number: usize,
    (kind, first, second): Fields,
    at: usize,
    entries: &mut Vec<(u32, Entry)>,
) -> Read<()> {
    let number = match u32::try_from(number) {
        Ok(number) if number <= MAX_NUMBER => number,
        _ => return fault(Kind::Entry, at),
    };
    let place = match (kind, usize::try_from(first), usize::try_from(second)) {
        // Who writes entry 0 says that it is free, which it always is.
        (0, Ok(0), _) if number == 0 && second == FREE => return Ok(()),
        (0, ..) => return fault(Kind::Freed, at),
        _ if number == 0 => return fault(Kind::Entry, at),
        (1, Ok(place), Ok(0)) => Entry::At(place),
        (1, ..) => return fault(Kind::Generation, at),
        (2, Ok(container), Ok(index)) => match u32::try_from(container) {
            Ok(container) => Entry::In(container, index),
            Err(_) => return fault(Kind::Entry, at),
        },
        _ => return fault(Kind::Places, at),
    };
    entries.push((number, place));
    Ok(())
}

/// The entries that a stream has; at most so many.
pub(super) fn stream(bytes: &[u8], body: &Body, most: usize) -> Read<Section> {
    let at = body.start;
    let Some((about, content)) = body.stream_of_type("XRef") else {
        return fault(Kind::Places, at);
    };
    let widths = integers(about.get("W")).filter(|widths| {
        matches!(widths[..], [1, first, second]
            if (1..=8).contains(&first) && (1..=8).contains(&second))
    });
    let (Some(widths), Some(index)) = (widths, integers(about.get("Index"))) else {
        return fault(Kind::Places, at);
    };
    let (first, width) = (widths[1], widths.iter().sum::<usize>());
    let rows = unpacked(bytes, about, content, STREAM, most.saturating_mul(width))?;
    let (mut rows, mut entries, mut next) = (rows.chunks_exact(width), Vec::new(), 0);
    for part in index.chunks(2) {
        let &[start, count] = part else { return fault(Kind::Places, at) };
        if start < next || count == 0 {
            return fault(Kind::Places, at);
        }
        next = start.saturating_add(count);
        for number in start..next {
            let Some(row) = rows.next() else { return fault(Kind::Places, at) };
            let fields = (big(&row[..1]), big(&row[1..=first]), big(&row[1 + first..]));
            note(number, fields, at, &mut entries)?;
        }
    }
    if rows.next().is_some() || !rows.remainder().is_empty() {
        return fault(Kind::Places, at);
    }
    let references = body.references.clone();
    Ok(Section { start: at, is_table: false, trailer: about.clone(), entries, references })
}

fn integers(list: Option<&Value>) -> Option<Vec<usize>> {
    let Some(Value::List(items)) = list else { return None };
    let integer = |item: &Value| match item {
        Value::Integer(n) => usize::try_from(*n).ok(),
        _ => None,
    };
    items.iter().map(integer).collect()
}

fn big(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
