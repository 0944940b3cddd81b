//! Whether two PDFs hold the same: everything that their trailers lead to, value by value, streams
//! by what they unpack to. Numbers of objects and packing are the writer's own.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::objects::{Map, PdfFile, ReadFault, Value};

/// How much of a stream is unpacked.
const MAX_STREAM: usize = 32 * 1024 * 1024;
/// How many values are compared: a report has some hundred thousand.
const MAX_VALUES: usize = 20_000_000;
/// What says how a stream is packed (ISO 32000-1 table 5).
const PACKING: [&[u8]; 3] = [b"Length", b"Filter", b"DecodeParms"];

/// Where two files first part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The page, from 1, where it is in one.
    pub page: Option<usize>,
    /// The keys that lead there from the trailer; places in lists are left out.
    pub path: Vec<String>,
}

/// Where a file first parts from what it should be; `None` where they hold the same.
///
/// # Errors
/// One of them cannot be read.
pub fn first_difference(wanted: &[u8], found: &[u8]) -> Result<Option<Difference>, ReadFault> {
    let (wanted, found) = (PdfFile::open(wanted)?, PdfFile::open(found)?);
    let walk = Walk { wanted: &wanted, found: &found, paired: BTreeMap::new(), left: MAX_VALUES };
    walk.first_in()
}

/// Two values to compare, and the way to them.
struct Pair {
    wanted: Value,
    found: Value,
    way: Option<Rc<Way>>,
}

/// A key, and those before it.
struct Way {
    key: String,
    page: Option<usize>,
    before: Option<Rc<Way>>,
}

struct Walk<'f, 'b> {
    wanted: &'f PdfFile<'b>,
    found: &'f PdfFile<'b>,
    /// By the number of a wanted object: that of the one in its place.
    paired: BTreeMap<u32, u32>,
    left: usize,
}

impl Walk<'_, '_> {
    fn first_in(mut self) -> Result<Option<Difference>, ReadFault> {
        let mut open = Vec::new();
        for key in ["Root", "Info"] {
            let value =
                |file: &PdfFile<'_>| file.trailer().get(key).cloned().unwrap_or(Value::Null);
            let way = Some(Rc::new(Way { key: key.to_owned(), page: None, before: None }));
            open.push(Pair { wanted: value(self.wanted), found: value(self.found), way });
        }
        open.reverse();
        // Other ways lead to pages as well; what differs on one is reported with its number.
        let pages = |file: &PdfFile<'_>| file.catalog().map(|c| c.get("Pages").cloned());
        let way = open.last().and_then(|root| next("Pages".to_owned(), None, &root.way));
        if let (Some(wanted), Some(found)) = (pages(self.wanted)?, pages(self.found)?) {
            open.push(Pair { wanted, found, way });
        }
        while let Some(pair) = open.pop() {
            self.left = self.left.checked_sub(1).ok_or(ReadFault::Swollen)?;
            let parts = match (&pair.wanted, &pair.found) {
                (Value::Reference(wanted), Value::Reference(found)) => {
                    self.objects(*wanted, *found, &pair.way, &mut open)?
                }
                _ => parts(&pair, &mut open),
            };
            if parts {
                return Ok(Some(difference(pair.way.as_deref())));
            }
        }
        Ok(None)
    }

    /// Whether two objects part; those that stand in each other's place once do so everywhere.
    fn objects(
        &mut self,
        wanted: u32,
        found: u32,
        way: &Option<Rc<Way>>,
        open: &mut Vec<Pair>,
    ) -> Result<bool, ReadFault> {
        match self.paired.get(&wanted) {
            Some(paired) => return Ok(*paired != found),
            None => self.paired.insert(wanted, found),
        };
        let (wanted, packed) = self.wanted.whole_object(wanted)?;
        let Ok((found, other)) = self.found.whole_object(found) else { return Ok(true) };
        let (wanted, found) = match (wanted, packed, found, other) {
            (wanted, None, found, None) => (wanted, found),
            (Value::Map(wanted), Some(packed), Value::Map(found), Some(other)) => {
                // What is packed alike need not be unpacked: pictures are large.
                if packed != other
                    || !PACKING.iter().all(|key| wanted.named(key) == found.named(key))
                {
                    // What is packed as pictures are is compared as it is packed.
                    let own = self.wanted.unpacked(&wanted, packed, MAX_STREAM);
                    let other = self.found.unpacked(&found, other, MAX_STREAM);
                    if own.is_err() || own != other {
                        return Ok(true);
                    }
                }
                (without_packing(wanted), without_packing(found))
            }
            _ => return Ok(true),
        };
        open.push(Pair { wanted, found, way: way.clone() });
        Ok(false)
    }
}

/// Whether two values part; what is in them is put among what is still to be compared.
fn parts(pair: &Pair, open: &mut Vec<Pair>) -> bool {
    match (&pair.wanted, &pair.found) {
        (Value::Map(wanted), Value::Map(found)) => {
            if !wanted.entries().map(|(key, _)| key).eq(found.entries().map(|(key, _)| key)) {
                return true;
            }
            let pairs = wanted.entries().zip(found.entries());
            let inner = pairs.map(|((key, wanted), (_, found))| Pair {
                wanted: wanted.clone(),
                found: found.clone(),
                way: next(String::from_utf8_lossy(key).into_owned(), None, &pair.way),
            });
            // The first key is looked at first.
            let inner: Vec<Pair> = inner.collect();
            open.extend(inner.into_iter().rev());
            false
        }
        (Value::List(wanted), Value::List(found)) => {
            let of_pages = pair.way.as_ref().is_some_and(|way| way.key == "Kids");
            let inner = wanted.iter().zip(found).enumerate().map(|(n, (wanted, found))| Pair {
                wanted: wanted.clone(),
                found: found.clone(),
                way: if of_pages {
                    next("Page".to_owned(), Some(n + 1), &pair.way)
                } else {
                    pair.way.clone()
                },
            });
            let inner: Vec<Pair> = inner.collect();
            open.extend(inner.into_iter().rev());
            wanted.len() != found.len()
        }
        (wanted, found) => wanted != found,
    }
}

fn next(key: String, page: Option<usize>, before: &Option<Rc<Way>>) -> Option<Rc<Way>> {
    let page = page.or_else(|| before.as_ref()?.page);
    Some(Rc::new(Way { key, page, before: before.clone() }))
}

fn without_packing(mut about: Map) -> Value {
    PACKING.iter().for_each(|key| about.remove(key));
    Value::Map(about)
}

fn difference(way: Option<&Way>) -> Difference {
    let page = way.and_then(|way| way.page);
    let ways = std::iter::successors(way, |way| way.before.as_deref());
    let mut path: Vec<String> = ways.map(|way| way.key.clone()).collect();
    path.reverse();
    Difference { page, path }
}
