//! Streams of objects (ISO 32000-1 7.5.7): numbers and places, then the objects, each exactly as
//! far as the next.

use std::ops::Range;

use super::super::objects::{Map, Value};
use super::fault::{FormFaultKind as Kind, Read, fault};
use super::grammar::Grammar;
use super::objects::Body;
use super::packing::unpacked;

/// How much is unpacked of one.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A stream of objects, unpacked.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) bytes: Vec<u8>,
    /// The objects, in their order: each with its number and where it begins.
    pub(super) objects: Vec<(u32, usize)>,
    /// What they refer to.
    pub(super) references: Vec<u32>,
}

/// Reads a stream of objects, where an object is one.
pub(super) fn container(bytes: &[u8], body: &Body, left: usize) -> Read<Option<Container>> {
    let Some((about, content)) = body.stream_of_type("ObjStm") else { return Ok(None) };
    let keys = ["Type", "N", "First"];
    let bytes = unpacked(bytes, about, content, &keys, left.min(MAX_BYTES))?;
    match read(bytes, about) {
        Ok(container) => Ok(Some(container)),
        // What is wrong in it stands in no byte of the file.
        Err(kind) => fault(kind, body.start),
    }
}

fn read(bytes: Vec<u8>, about: &Map) -> Result<Container, Kind> {
    let size = |key| about.integer(key).and_then(|n| usize::try_from(n).ok());
    let (Some(count), Some(first)) = (size("N"), size("First")) else {
        return Err(Kind::Container);
    };
    let head = bytes.get(..first).ok_or(Kind::Container)?;
    let objects = numbers(head, first, count)?;
    let mut references = Vec::new();
    let starts = objects.iter().map(|(_, start)| *start);
    let ends = starts.clone().skip(1).chain([bytes.len()]);
    for (n, place) in starts.zip(ends).map(|(start, end)| start..end).enumerate() {
        // The first object begins where the numbers end.
        if n == 0 && place.start != first {
            return Err(Kind::Container);
        }
        references.extend(one(&bytes, place)?);
    }
    Ok(Container { bytes, objects, references })
}

/// The pairs of number and place that head a stream of objects.
fn numbers(head: &[u8], first: usize, count: usize) -> Result<Vec<(u32, usize)>, Kind> {
    let mut grammar = Grammar::new(head, 0);
    let mut objects: Vec<(u32, usize)> = Vec::new();
    let kind = |fault: super::fault::FormFault| fault.kind;
    for n in 0..count {
        if n > 0 {
            grammar.expect(b" ", Kind::Container).map_err(kind)?;
        }
        let number = grammar.count().map_err(kind)?;
        grammar.expect(b" ", Kind::Container).map_err(kind)?;
        let place = first.checked_add(grammar.count().map_err(kind)?).ok_or(Kind::Container)?;
        let number = u32::try_from(number).map_err(|_| Kind::Container)?;
        // One after the other, so that no two are one or overlap.
        if objects.last().is_some_and(|(_, before)| *before >= place) {
            return Err(Kind::Container);
        }
        objects.push((number, place));
    }
    grammar.skip().map_err(kind)?;
    if grammar.rest().is_empty() { Ok(objects) } else { Err(Kind::Container) }
}

/// Reads an object that fills its place; what it refers to.
fn one(bytes: &[u8], place: Range<usize>) -> Result<Vec<u32>, Kind> {
    let within = bytes.get(..place.end).ok_or(Kind::Container)?;
    let mut grammar = Grammar::new(within, place.start);
    if matches!(grammar.rest().first(), None | Some(b' ' | b'\n')) {
        return Err(Kind::Container);
    }
    let value = grammar.value().map_err(|fault| fault.kind)?;
    grammar.skip().map_err(|fault| fault.kind)?;
    // A reference alone is another object's name, which is followed differently.
    if !grammar.rest().is_empty() || matches!(value, Value::Reference(_)) {
        return Err(Kind::Container);
    }
    Ok(grammar.references)
}
