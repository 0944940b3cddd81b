//! A file revision by revision: its bytes one after the other, and what its entries say of them.

use std::collections::BTreeMap;

use super::super::objects::{Map, Value};
use super::containers::{Container, container};
use super::fault::{FormFaultKind as Kind, Read, fault};
use super::grammar::Grammar;
use super::objects::{Body, object};
use super::scan::{Frame, scan};
use super::sections::{Entry, Section, stream, table};
use super::{Form, Location, Revision};

/// The most revisions of a file; each signature adds one.
const MAX_REVISIONS: usize = 200;
/// How much is unpacked in all.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;
/// The line of bytes by which qpdf says that a file is binary.
const QPDF: &[u8] = b"\xBF\xF7\xA2\xFE";

pub(super) fn read(bytes: &[u8]) -> Form<'_> {
    let mut form = Form::new(bytes);
    let mut left = MAX_UNPACKED;
    form.fault = all(&mut form, &mut left).err();
    form
}

fn all(form: &mut Form<'_>, left: &mut usize) -> Read<()> {
    let bytes = form.bytes;
    let mut at = header(bytes)?;
    let mut start = 0;
    loop {
        let raw = raw(bytes, start, at, left)?;
        let end = raw.end;
        take(form, raw)?;
        let digit = bytes.get(end).is_some_and(u8::is_ascii_digit);
        match bytes.len() {
            length if length == end => return Ok(()),
            // What follows the mark on its line is a comment to some. Our own first revision ends
            // without a line feed, and pyHanko adds none.
            _ if form.revisions.len() > 1 && bytes.get(end.saturating_sub(1)) != Some(&b'\n') => {
                return fault(Kind::Trailing, end);
            }
            _ if form.revisions.len() == MAX_REVISIONS => return fault(Kind::Many, end),
            _ if digit => (start, at) = (end, end),
            _ => return fault(Kind::Trailing, end),
        }
    }
}

/// The version, and a line of bytes that are no ASCII (ISO 19005-3 6.1.2); where they end.
fn header(bytes: &[u8]) -> Read<usize> {
    let mut grammar = Grammar::new(bytes, 0);
    grammar.expect(b"%PDF-1.", Kind::Header)?;
    let version = grammar.pass(1).is_some_and(|version| version[0].is_ascii_digit());
    grammar.expect(b"\n%", Kind::Header)?;
    let Some(line) = grammar.pass(4).filter(|_| version) else {
        return fault(Kind::Header, 0);
    };
    if line == QPDF {
        return fault(Kind::Rewritten, 0);
    }
    if !line.iter().all(|byte| *byte >= 128) {
        return fault(Kind::Header, 0);
    }
    grammar.expect(b"\n", Kind::Header)?;
    Ok(grammar.at())
}

/// A revision as it is written, not yet compared with its entries.
struct Raw {
    bodies: Vec<Body>,
    containers: BTreeMap<u32, Container>,
    section: Section,
    /// Where the mark of its end ends, and the line feed behind it.
    marked: usize,
    end: usize,
}

/// Reads the revision whose first object stands at a byte.
fn raw(bytes: &[u8], start: usize, mut at: usize, left: &mut usize) -> Read<Raw> {
    let (mut bodies, mut containers) = (Vec::new(), BTreeMap::new());
    let (mut frame, mut most) = (Frame::default(), 2_usize);
    let mut grammar;
    let section = loop {
        grammar = Grammar::new(bytes, at);
        if grammar.rest().starts_with(b"xref") {
            let section = table(&mut grammar)?;
            // The word that the table ends with was read there.
            frame.trailers.extend(trailer_of(bytes, section.start, grammar.at()));
            break section;
        }
        let body = object(bytes, at)?;
        at = body.end;
        frame.begins.push(body.marks.begin);
        frame.ends.push(body.marks.end);
        frame.stream_ends.extend(body.marks.stream_end);
        most = most.saturating_add(1);
        if let Some(container) = container(bytes, &body, *left)? {
            *left = left.saturating_sub(container.bytes.len());
            most = most.saturating_add(container.objects.len());
            containers.insert(body.number, container);
        }
        let is_section = body.stream_of_type("XRef").is_some();
        bodies.push(body);
        if let Some(body) = bodies.last().filter(|_| is_section) {
            grammar = Grammar::new(bytes, at);
            break stream(bytes, body, most)?;
        }
    };
    let (marked, end) = ended(&mut grammar, section.start, &mut frame)?;
    scan(bytes, start, end, &frame)?;
    Ok(Raw { bodies, containers, section, marked, end })
}

/// Where the word `trailer` stands that ends a table: its entries have no letter but `n` and `f`.
fn trailer_of(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let part = bytes.get(from..to)?;
    part.iter().position(|byte| *byte == b't').map(|n| from + n)
}

/// `startxref`, the place of the entries, `%%EOF` and at most a line feed.
fn ended(grammar: &mut Grammar<'_>, section: usize, frame: &mut Frame) -> Read<(usize, usize)> {
    grammar.skip()?;
    frame.start_marks.push(grammar.at());
    grammar.expect(b"startxref\n", Kind::End)?;
    let at = grammar.at();
    if grammar.count()? != section {
        return fault(Kind::End, at);
    }
    grammar.expect(b"\n", Kind::End)?;
    frame.file_ends.push(grammar.at());
    grammar.expect(b"%%EOF", Kind::End)?;
    let marked = grammar.at();
    grammar.passes(b"\n");
    Ok((marked, grammar.at()))
}

/// Compares a revision with what its entries say, and adds it to the file.
fn take(form: &mut Form<'_>, raw: Raw) -> Read<()> {
    let Raw { bodies, containers, section, marked, end } = raw;
    let revision = form.revisions.len();
    let first = bodies.first().filter(|_| revision == 0);
    if let Some(Body { value: Value::Map(about), start, .. }) = first
        && about.get("Linearized").is_some()
    {
        return fault(Kind::Rewritten, *start);
    }
    let references = references(&bodies, &containers, &section);
    let places = placed(form, bodies, containers, &section)?;
    let numbers: Vec<u32> = places.keys().copied().collect();
    for (number, place) in places {
        form.places.entry(number).or_default().push((revision, place));
    }
    judge_trailer(form, &section)?;
    for (number, at) in references {
        if !form.places.contains_key(&number) {
            return fault(Kind::Dangling, at);
        }
    }
    let is_own = |number: &u32| {
        let place = form.places.get(number).and_then(|places| places.last());
        matches!(place, Some((_, Location::At { range, .. })) if range.start == section.start)
    };
    let numbers = numbers.into_iter().filter(|number| !is_own(number)).collect();
    let Section { start, is_table, trailer, .. } = section;
    form.revisions.push(Revision { end, marked, section: start, is_table, trailer, numbers });
    Ok(())
}

/// What a revision refers to, each with the object where it does.
fn references(
    bodies: &[Body],
    containers: &BTreeMap<u32, Container>,
    section: &Section,
) -> Vec<(u32, usize)> {
    let mut all: Vec<(u32, usize)> =
        section.references.iter().map(|number| (*number, section.start)).collect();
    for body in bodies {
        let packed = containers.get(&body.number).map(|container| &container.references);
        let numbers = body.references.iter().chain(packed.into_iter().flatten());
        all.extend(numbers.map(|number| (*number, body.start)));
    }
    all
}

/// The places of a revision's objects: exactly those that its entries list.
fn placed(
    form: &mut Form<'_>,
    bodies: Vec<Body>,
    containers: BTreeMap<u32, Container>,
    section: &Section,
) -> Read<BTreeMap<u32, Location>> {
    let mut entries = BTreeMap::new();
    for (number, entry) in &section.entries {
        if entries.insert(*number, *entry).is_some() {
            return fault(Kind::Twice, section.start);
        }
    }
    let mut places = BTreeMap::new();
    for body in bodies {
        let listed = entries.remove(&body.number);
        if listed != Some(Entry::At(body.start)) {
            let twice = places.contains_key(&body.number);
            let unlisted = if listed.is_some() { Kind::Entry } else { Kind::Unlisted };
            return fault(if twice { Kind::Twice } else { unlisted }, body.start);
        }
        // A stream of entries has a number that nothing had: it changes no object.
        if body.start == section.start && form.places.contains_key(&body.number) {
            return fault(Kind::Twice, body.start);
        }
        let value = body.marks.begin + b"obj\n".len();
        let place = Location::At { range: body.start..body.end, value, content: body.content };
        if places.insert(body.number, place).is_some() {
            return fault(Kind::Twice, body.start);
        }
    }
    for (stream, container) in containers {
        let at = match places.get(&stream) {
            Some(Location::At { range, .. }) => range.start,
            _ => section.start,
        };
        let packed = form.packed.len();
        for (index, (number, start)) in container.objects.iter().enumerate() {
            if entries.remove(number) != Some(Entry::In(stream, index)) {
                return fault(Kind::Container, at);
            }
            if places.insert(*number, Location::In { packed, start: *start }).is_some() {
                return fault(Kind::Twice, at);
            }
        }
        form.packed.push(container.bytes);
    }
    if entries.is_empty() { Ok(places) } else { fault(Kind::Entry, section.start) }
}

/// A trailer says how many objects there are, where it goes on, and what file it is of.
fn judge_trailer(form: &Form<'_>, section: &Section) -> Read<()> {
    let stop = |kind| fault(kind, section.start);
    let trailer = &section.trailer;
    let before = form.revisions.last();
    if before.is_some_and(|before| before.is_table != section.is_table) {
        return stop(Kind::Mixed);
    }
    let previous = before.and_then(|before| i64::try_from(before.section).ok());
    if trailer.integer("Prev") != previous || trailer.get("Prev").is_some() != before.is_some() {
        return stop(Kind::Previous);
    }
    let highest = form.places.keys().next_back().copied().unwrap_or(0);
    if trailer.integer("Size") != Some(i64::from(highest) + 1) {
        return stop(Kind::Size);
    }
    let refers = |key: &str| trailer.get(key).is_none_or(|value| value.reference().is_some());
    if trailer.get("Root").is_none() || !refers("Root") || !refers("Info") {
        return stop(Kind::Trailer);
    }
    let first = identifier(trailer);
    let same = before.is_none_or(|before| identifier(&before.trailer) == first);
    if first.is_some() && same { Ok(()) } else { stop(Kind::Trailer) }
}

/// The part of a file's identifier that stays (ISO 32000-1 14.4).
fn identifier(trailer: &Map) -> Option<&[u8]> {
    match trailer.get("ID") {
        Some(Value::List(parts)) => match &parts[..] {
            [Value::Text(first), Value::Text(_)] if !first.is_empty() => Some(first),
            _ => None,
        },
        _ => None,
    }
}
