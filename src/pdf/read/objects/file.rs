//! A PDF's objects, one by one as they are asked for.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::packing::unpacked;
use super::syntax::Reader;
use super::value::{Map, Value};
use super::xref::{Kind, Location, Locations};
use super::{MAX_BYTES, ReadFault, Result};

/// How far into a file it may begin (Adobe's note 13 to ISO 32000-1 7.5.2).
const HEADER: usize = 1024;
/// How many bytes of objects are read in all; each look costs some, however short the object.
const MAX_READ: usize = 128 * 1024 * 1024;
const LOOK: usize = 64;
/// The most objects that an archived file may have (ISO 19005-3 6.1.13).
const MAX_NUMBER: u32 = 8_388_607;
/// How long one object may be, the bytes of a stream aside.
const MAX_OBJECT: usize = 128 * 1024;
/// How much is unpacked in all.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;
/// How much is unpacked of one stream of objects.
const MAX_OBJECTS: usize = 16 * 1024 * 1024;

/// An open file.
pub(in crate::pdf) struct PdfFile<'b> {
    bytes: &'b [u8],
    places: Locations,
    /// How many bytes may still be read.
    left: Cell<usize>,
    unpacked: Cell<usize>,
    containers: RefCell<BTreeMap<u32, Rc<Container>>>,
}

/// A stream of objects, unpacked.
struct Container {
    bytes: Vec<u8>,
    /// Where each object stands in it.
    places: BTreeMap<u32, usize>,
}

/// An object, and the bytes behind it where it is a stream's.
type FileObject<'b> = (Value, Option<&'b [u8]>);

impl<'b> PdfFile<'b> {
    pub(in crate::pdf) fn open(bytes: &'b [u8]) -> Result<Self> {
        const MARK: &[u8] = b"%PDF-";
        if bytes.len() > MAX_BYTES {
            return Err(ReadFault::Large);
        }
        let head = &bytes[..bytes.len().min(HEADER)];
        let start = head.windows(MARK.len()).position(|window| window == MARK);
        let bytes = &bytes[start.ok_or(ReadFault::NotPdf)?..];
        let places = Locations::read(bytes)?;
        if places.trailer.get("Encrypt").is_some() {
            return Err(ReadFault::Encrypted);
        }
        let (left, unpacked) = (Cell::new(MAX_READ), Cell::new(0));
        Ok(Self { bytes, places, left, unpacked, containers: RefCell::default() })
    }

    /// The file's bytes, from its header on.
    pub(in crate::pdf) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    pub(in crate::pdf) fn trailer(&self) -> &Map {
        &self.places.trailer
    }

    /// Where the newest places stand, and how they are written.
    pub(in crate::pdf) fn newest(&self) -> (usize, Kind) {
        self.places.newest
    }

    /// The first number that no object has.
    pub(in crate::pdf) fn next_number(&self) -> Result<u32> {
        let size = self.places.trailer.integer("Size").and_then(|size| u32::try_from(size).ok());
        let last = self.places.numbers().last().unwrap_or(0);
        let next = last.checked_add(1).zip(size).map(|(next, size)| next.max(size));
        next.filter(|next| *next <= MAX_NUMBER).ok_or(ReadFault::Damaged)
    }

    /// The objects' numbers, in order.
    pub(in crate::pdf) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.places.numbers()
    }

    /// Where an object stands, to be compared with where it stood.
    pub(in crate::pdf) fn place(&self, number: u32) -> Location {
        self.places.of(number)
    }

    /// An object by its number.
    pub(in crate::pdf) fn object(&self, number: u32) -> Result<Value> {
        self.resolved(&Value::Reference(number))
    }

    pub(in crate::pdf) fn catalog(&self) -> Result<Map> {
        self.map(self.places.trailer.get("Root").ok_or(ReadFault::Damaged)?)
    }

    pub(in crate::pdf) fn map(&self, value: &Value) -> Result<Map> {
        match self.resolved(value)? {
            Value::Map(map) => Ok(map),
            _ => Err(ReadFault::Damaged),
        }
    }

    pub(in crate::pdf) fn list(&self, value: &Value) -> Result<Vec<Value>> {
        match self.resolved(value)? {
            Value::List(items) => Ok(items),
            _ => Err(ReadFault::Damaged),
        }
    }

    /// A stream's dictionary and its bytes, at most so many.
    pub(in crate::pdf) fn stream(&self, value: &Value, limit: usize) -> Result<(Map, Vec<u8>)> {
        let Value::Reference(number) = value else { return Err(ReadFault::Damaged) };
        let Location::At(at) = self.places.of(*number) else { return Err(ReadFault::Damaged) };
        match self.object_at(*number, at)? {
            (Value::Map(about), Some(packed)) => {
                let bytes = self.unpacked(&about, packed, limit)?;
                Ok((about, bytes))
            }
            _ => Err(ReadFault::Damaged),
        }
    }

    /// An object by its number, with the packed bytes behind it where it is a stream's.
    pub(in crate::pdf) fn whole_object(&self, number: u32) -> Result<FileObject<'b>> {
        match self.places.of(number) {
            Location::At(at) => self.object_at(number, at),
            Location::In(container) => Ok((self.object_in(number, container)?, None)),
            Location::Nowhere => Err(ReadFault::Damaged),
        }
    }

    /// What a value stands for; a reference that leads to a reference is none of a sound file's.
    pub(in crate::pdf) fn resolved(&self, value: &Value) -> Result<Value> {
        let Value::Reference(number) = value else { return Ok(value.clone()) };
        match self.places.of(*number) {
            Location::At(at) => Ok(self.object_at(*number, at)?.0),
            Location::In(container) => self.object_in(*number, container),
            Location::Nowhere => Err(ReadFault::Damaged),
        }
    }

    fn object_at(&self, number: u32, at: usize) -> Result<FileObject<'b>> {
        let mut reader = Reader::new(begun(self.bytes, at), at);
        let value = (|| {
            (reader.integer()? == i64::from(number)).then_some(())?;
            reader.integer()?;
            reader.keyword("obj")?;
            reader.value()
        })();
        self.pass(reader.at() - at)?;
        let value = value.ok_or(ReadFault::Damaged)?;
        let packed = match &value {
            Value::Map(about) => self.content(about, &mut reader)?,
            _ => None,
        };
        Ok((value, packed))
    }

    /// What stands behind the dictionary of a stream.
    fn content(&self, about: &Map, reader: &mut Reader<'b>) -> Result<Option<&'b [u8]>> {
        let Some(from) = reader.stream() else { return Ok(None) };
        let length = match about.get("Length") {
            Some(Value::Integer(length)) => Some(*length),
            Some(Value::Reference(number)) => self.length(*number),
            _ => None,
        };
        let length = length.and_then(|length| usize::try_from(length).ok());
        let end = length.and_then(|length| from.checked_add(length));
        let content = end.and_then(|end| self.bytes.get(from..end));
        let content = content.ok_or(ReadFault::Damaged)?;
        let ends = Reader::new(self.bytes, from + content.len()).keyword("endstream");
        ends.map(|()| Some(content)).ok_or(ReadFault::Damaged)
    }

    /// A length that stands by itself: a plain number, so that no stream leads to another.
    fn length(&self, number: u32) -> Option<i64> {
        let Location::At(at) = self.places.of(number) else { return None };
        let mut reader = Reader::new(begun(self.bytes, at), at);
        (reader.integer()? == i64::from(number)).then_some(())?;
        reader.integer()?;
        reader.keyword("obj")?;
        reader.integer()
    }

    fn object_in(&self, number: u32, container: u32) -> Result<Value> {
        let container = self.container(container)?;
        let at = *container.places.get(&number).ok_or(ReadFault::Damaged)?;
        let mut reader = Reader::new(begun(&container.bytes, at), at);
        let value = reader.value();
        self.pass(reader.at() - at)?;
        value.ok_or(ReadFault::Damaged)
    }

    fn container(&self, number: u32) -> Result<Rc<Container>> {
        if let Some(container) = self.containers.borrow().get(&number) {
            return Ok(Rc::clone(container));
        }
        let (about, bytes) = self.stream(&Value::Reference(number), MAX_OBJECTS)?;
        let container = contained(&about, bytes).ok_or(ReadFault::Damaged)?;
        let container = Rc::new(container);
        self.containers.borrow_mut().insert(number, Rc::clone(&container));
        Ok(container)
    }

    /// Counts what was read.
    fn pass(&self, bytes: usize) -> Result<()> {
        let left = self.left.get().checked_sub(bytes + LOOK).ok_or(ReadFault::Damaged)?;
        self.left.set(left);
        Ok(())
    }

    /// What a stream's bytes unpack to, at most so many.
    pub(in crate::pdf) fn unpacked(
        &self,
        about: &Map,
        packed: &[u8],
        limit: usize,
    ) -> Result<Vec<u8>> {
        let left = MAX_UNPACKED - self.unpacked.get();
        let bytes = unpacked(about, packed, limit.min(left))?;
        self.unpacked.set(self.unpacked.get() + bytes.len());
        Ok(bytes)
    }
}

/// A stream of objects (ISO 32000-1 7.5.7): pairs of number and place, then the objects.
fn contained(about: &Map, bytes: Vec<u8>) -> Option<Container> {
    about.is_of_type("ObjStm").then_some(())?;
    let first = usize::try_from(about.integer("First")?).ok()?;
    let mut reader = Reader::new(bytes.get(..first)?, 0);
    let mut places = BTreeMap::new();
    while let Some(number) = reader.integer() {
        let at = first.checked_add(usize::try_from(reader.integer()?).ok()?)?;
        // Of two of one number the first counts.
        places.entry(u32::try_from(number).ok()?).or_insert(at);
    }
    Some(Container { bytes, places })
}

/// Bytes as far as an object that begins at a place may go.
fn begun(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[..at.saturating_add(MAX_OBJECT).min(bytes.len())]
}
