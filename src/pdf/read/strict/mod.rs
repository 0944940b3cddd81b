//! A PDF held to one strict form, so that no two readers see different files in it.
//!
//! Readers differ in what they forgive, and where one gives up its table of objects it searches
//! the file for them; what it then shows, nobody signed. So each byte of each revision is
//! accounted for: header, objects one behind the other, one table or stream that lists exactly
//! these objects where they stand, and an end. What ISO 32000-1 allows beyond that, and we and
//! those who sign our files never write, is refused.

mod containers;
mod fault;
mod grammar;
mod listing;
mod objects;
mod packing;
mod revisions;
mod scan;
mod sections;

use std::collections::BTreeMap;
use std::ops::Range;

pub use fault::{FormFault, FormFaultKind};

use super::objects::{Map, Value};
use grammar::Grammar;

/// How long an object may be that is asked for, the bytes of a stream aside: as in `objects`.
const MAX_OBJECT: usize = 128 * 1024;

/// A file's revisions, as far as they are of the strict form.
#[derive(Debug)]
pub(in crate::pdf) struct Form<'b> {
    bytes: &'b [u8],
    pub(in crate::pdf) revisions: Vec<Revision>,
    /// Where it is not of that form.
    pub(in crate::pdf) fault: Option<FormFault>,
    /// For each number where it stood, with the revision since which it did.
    places: BTreeMap<u32, Vec<(usize, Location)>>,
    /// The streams of objects, unpacked.
    packed: Vec<Vec<u8>>,
}

/// A revision of a file (ISO 32000-1 7.5.6).
#[derive(Debug)]
pub(in crate::pdf) struct Revision {
    /// Where its end is, the mark of it and a line feed included.
    pub(in crate::pdf) end: usize,
    /// Where the mark itself ends.
    marked: usize,
    /// Where its entries stand.
    section: usize,
    is_table: bool,
    pub(in crate::pdf) trailer: Map,
    /// Its objects' numbers, in order, but for a stream of entries.
    pub(in crate::pdf) numbers: Vec<u32>,
}

impl Revision {
    /// Where the revision ends: with its mark, or with the line feed behind it.
    pub(in crate::pdf) fn ends(&self) -> [usize; 2] {
        [self.marked, self.end]
    }
}

/// Where an object stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Location {
    /// In the file.
    At { range: Range<usize>, value: usize, content: Option<Range<usize>> },
    /// In a stream of objects, by its place among them.
    In { packed: usize, start: usize },
}

/// An object of a revision.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) struct StoredObject<'f> {
    pub(in crate::pdf) value: Value,
    /// A stream's bytes, as they are packed.
    pub(in crate::pdf) content: Option<&'f [u8]>,
    /// Where it stands in the file; nothing where it is in a stream of objects.
    pub(in crate::pdf) range: Option<Range<usize>>,
}

impl<'b> Form<'b> {
    /// Reads a file as far as it is of the strict form.
    pub(in crate::pdf) fn read(bytes: &'b [u8]) -> Self {
        revisions::read(bytes)
    }

    fn new(bytes: &'b [u8]) -> Self {
        let (revisions, places, packed) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { bytes, revisions, fault: None, places, packed }
    }

    /// The file's bytes.
    pub(in crate::pdf) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// Whether a revision ends at a byte.
    pub(in crate::pdf) fn ends_at(&self, at: usize) -> bool {
        self.revisions.iter().any(|revision| revision.ends().contains(&at))
    }

    /// An object as a revision has it.
    pub(in crate::pdf) fn object(&self, number: u32, revision: usize) -> Option<StoredObject<'_>> {
        let places = self.places.get(&number)?;
        let (_, place) = places.iter().rfind(|(since, _)| *since <= revision)?;
        match place {
            Location::At { range, value, content } => {
                let value = value_at(self.bytes, *value)?;
                let content = match content {
                    Some(content) => Some(self.bytes.get(content.clone())?),
                    None => None,
                };
                Some(StoredObject { value, content, range: Some(range.clone()) })
            }
            Location::In { packed, start } => {
                let value = value_at(self.packed.get(*packed)?, *start)?;
                Some(StoredObject { value, content: None, range: None })
            }
        }
    }

    /// Where an object stands and stood in the file, in any revision.
    pub(in crate::pdf) fn ranges(&self, number: u32) -> impl Iterator<Item = &Range<usize>> {
        let places = self.places.get(&number).into_iter().flatten();
        places.filter_map(|(_, place)| match place {
            Location::At { range, .. } => Some(range),
            Location::In { .. } => None,
        })
    }

    /// Whether there was an object of the number up to a revision.
    pub(in crate::pdf) fn exists(&self, number: u32, revision: usize) -> bool {
        let places = self.places.get(&number);
        places.is_some_and(|places| places.first().is_some_and(|(since, _)| *since <= revision))
    }
}

fn value_at(bytes: &[u8], start: usize) -> Option<Value> {
    let within = bytes.get(..start.saturating_add(MAX_OBJECT).min(bytes.len()))?;
    Grammar::new(within, start).value().ok()
}

/// Where a file is not of the form that every reader agrees on; nothing where it is.
#[must_use]
pub fn form(pdf: &[u8]) -> Option<FormFault> {
    Form::read(pdf).fault
}

/// For each object of a file in the strict form where it stands, and what it is: what another
/// reader should see too.
///
/// # Errors
/// Where the file is not of that form.
pub fn listing(pdf: &[u8]) -> Result<BTreeMap<u32, ListedObject>, FormFault> {
    let form = Form::read(pdf);
    match form.fault {
        Some(fault) => Err(fault),
        None => Ok(listing::listed(&form)),
    }
}

/// An object, for another reader to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedObject {
    /// The byte at which it stands; nothing where it is in a stream of objects.
    pub at: Option<usize>,
    /// What it is, in a spelling of one way for each value, and a stream's bytes behind it.
    pub text: Vec<u8>,
}
