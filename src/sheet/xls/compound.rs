//! A stream of a compound file ([MS-CFB]): a small file system of sectors in chains.

use std::collections::BTreeSet;

use crate::sheet::refusal::Refusal;

/// The last number that a sector may have; those above mean the end of a chain, or no sector.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
const HEADER: usize = 512;
/// Streams below this size lie in sectors of 64 bytes within the root's own stream.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector the next one of its chain.
    table: Vec<u32>,
    small_table: Vec<u32>,
    /// The entries of streams and folders.
    directory: Vec<u8>,
}

/// Where a stream or folder begins, and how many bytes it has.
#[derive(Clone, Copy)]
struct Entry {
    start: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    /// Reads the tables of a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(damaged()),
        };
        let mut file = Self {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            directory: Vec::new(),
        };
        file.table = file.read_table()?;
        file.directory = file.chain(u32_at(bytes, 48)?, None)?;
        file.small_table = words(&file.chain(u32_at(bytes, 60)?, None)?);
        Ok(file)
    }

    /// The bytes of a stream in the root folder. None where there is none of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(entry) = self.find(name)? else { return Ok(None) };
        if entry.size >= SMALL {
            return self.chain(entry.start, Some(entry.size)).map(Some);
        }
        let root = self.entry(0)?.1;
        let small = self.chain(root.start, Some(root.size))?;
        let mut bytes = Vec::with_capacity(entry.size);
        for at in walk(&self.small_table, entry.start)? {
            let sector = small.chunks(SMALL_SECTOR).nth(at).ok_or_else(damaged)?;
            bytes.extend_from_slice(sector);
        }
        if bytes.len() < entry.size {
            return Err(damaged());
        }
        bytes.truncate(entry.size);
        Ok(Some(bytes))
    }

    /// The sectors of the table itself: the header names the first 109, a chain of sectors the
    /// others.
    fn read_table(&self) -> Result<Vec<u32>, Refusal> {
        let mut sectors = words(self.bytes.get(76..HEADER).ok_or_else(damaged)?);
        let (mut next, mut seen) = (u32_at(self.bytes, 68)?, BTreeSet::new());
        while next <= LAST_SECTOR {
            if !seen.insert(next) {
                return Err(damaged());
            }
            let mut more = words(self.sector(next)?);
            next = more.pop().unwrap_or(END_OF_CHAIN);
            sectors.extend(more);
        }
        let mut table = Vec::new();
        let mut seen = BTreeSet::new();
        for sector in sectors.into_iter().filter(|sector| *sector <= LAST_SECTOR) {
            if !seen.insert(sector) {
                return Err(damaged());
            }
            table.extend(words(self.sector(sector)?));
        }
        if u32_at(self.bytes, 44)? as usize == seen.len() { Ok(table) } else { Err(damaged()) }
    }

    /// The bytes of a sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Result<&'a [u8], Refusal> {
        let start = usize::try_from(number).ok().and_then(|number| {
            (number + 1).checked_mul(self.sector).filter(|start| *start < self.bytes.len())
        });
        let start = start.ok_or_else(damaged)?;
        Ok(&self.bytes[start..self.bytes.len().min(start + self.sector)])
    }

    /// The bytes of a chain of sectors, of a stream so many of them.
    fn chain(&self, start: u32, size: Option<usize>) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        for at in walk(&self.table, start)? {
            bytes.extend_from_slice(self.sector(u32::try_from(at).map_err(|_| damaged())?)?);
        }
        match size {
            Some(size) if bytes.len() < size => return Err(damaged()),
            Some(size) => bytes.truncate(size),
            None => {}
        }
        Ok(bytes)
    }

    /// An entry of the directory: its name, and what it is of.
    fn entry(&self, number: u32) -> Result<(String, Entry, [u32; 3]), Refusal> {
        let start = usize::try_from(number).ok().and_then(|number| number.checked_mul(ENTRY));
        let bytes = start.and_then(|start| self.directory.get(start..start.checked_add(ENTRY)?));
        let bytes = bytes.ok_or_else(damaged)?;
        let length = usize::from(u16_at(bytes, 64)?.min(64)).saturating_sub(2);
        let units: Vec<u16> = bytes[..length]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| u16::from_le_bytes(*pair))
            .collect();
        let size = usize::try_from(u32_at(bytes, 120)?).map_err(|_| damaged())?;
        let entry = Entry { start: u32_at(bytes, 116)?, size };
        let links = [u32_at(bytes, 68)?, u32_at(bytes, 72)?, u32_at(bytes, 76)?];
        Ok((String::from_utf16_lossy(&units), entry, links))
    }

    /// The entry of the root folder's stream of a name; other folders hold embedded files.
    fn find(&self, name: &str) -> Result<Option<Entry>, Refusal> {
        let [.., child] = self.entry(0)?.2;
        let (mut open, mut seen, mut found) = (vec![child], BTreeSet::new(), None);
        while let Some(number) = open.pop() {
            if number == NO_ENTRY {
                continue;
            }
            if !seen.insert(number) {
                return Err(damaged());
            }
            let (of_entry, entry, [left, right, _]) = self.entry(number)?;
            if of_entry.eq_ignore_ascii_case(name) && found.replace(entry).is_some() {
                return Err(damaged());
            }
            open.extend([left, right]);
        }
        Ok(found)
    }
}

/// The sectors of a chain. One that comes back to itself is damaged.
fn walk(table: &[u32], start: u32) -> Result<Vec<usize>, Refusal> {
    let (mut sectors, mut next) = (Vec::new(), start);
    while next != END_OF_CHAIN {
        let at = usize::try_from(next).ok().filter(|at| *at < table.len());
        let at = at.filter(|_| sectors.len() < table.len()).ok_or_else(damaged)?;
        sectors.push(at);
        next = table[at];
    }
    Ok(sectors)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

/// A number of two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Refusal> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map(|bytes| u16::from_le_bytes(*bytes)).ok_or_else(damaged)
}

/// A number of four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map(|bytes| u32::from_le_bytes(*bytes)).ok_or_else(damaged)
}

/// A number of eight bytes.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Result<u64, Refusal> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map(|bytes| u64::from_le_bytes(*bytes)).ok_or_else(damaged)
}

/// The refusal of a file that does not hold together.
pub(super) fn damaged() -> Refusal {
    Refusal::Damaged { reason: ".xls 的内部结构读不通".to_owned() }
}
