//! What a font file says of its faces, from its headers alone: a system has hundreds of files,
//! and a build may not read them whole (OpenType 1.9.1: otff, name, OS/2).

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{GBK, UTF_16BE};

use super::Unfit;

/// A face of a file, by its headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The face's number in the file.
    pub index: u32,
    /// Its family and full names in every language.
    pub names: Vec<String>,
    /// Its weight, 400 for regular.
    pub weight: u16,
    /// Whether it slants.
    pub italic: bool,
    /// Why a document may not have it.
    pub unfit: Option<Unfit>,
}

/// Why a file's headers cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HeaderFault {
    /// The system's error.
    #[error(transparent)]
    Io(io::Error),
    /// Another kind of file.
    #[error("不是字体文件")]
    NotAFont,
    /// It ends before its tables do.
    #[error("文件不完整")]
    Short,
}

impl From<io::Error> for HeaderFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Short,
            _ => Self::Io(error),
        }
    }
}

type Tables = BTreeMap<[u8; 4], (u64, u64)>;

/// More than any file has; a damaged one may claim billions.
const MOST_FACES: u32 = 256;
const MOST_NAME_BYTES: u64 = 1 << 20;

/// The family name, the full name and the typographic family (OpenType name).
const NAMES: [u16; 3] = [1, 4, 16];

/// Reads the headers of a file's faces.
///
/// # Errors
/// Why they cannot be read.
pub fn headers(file: &mut (impl Read + Seek)) -> Result<Vec<Header>, HeaderFault> {
    let length = file.seek(SeekFrom::End(0))?;
    let starts = starts(file)?;
    (0..).zip(starts).map(|(index, start)| header(file, index, start, length)).collect()
}

/// Where the faces' directories are: several in a collection.
fn starts(file: &mut (impl Read + Seek)) -> Result<Vec<u64>, HeaderFault> {
    let tag = match read(file, 0, 4) {
        Err(HeaderFault::Short) => return Err(HeaderFault::NotAFont),
        tag => tag?,
    };
    match tag.as_slice() {
        b"OTTO" | b"true" | [0, 1, 0, 0] => Ok(vec![0]),
        b"ttcf" => {
            let count = u32_at(&read(file, 8, 4)?, 0);
            if count == 0 || count > MOST_FACES {
                return Err(HeaderFault::NotAFont);
            }
            let offsets = read(file, 12, u64::from(count) * 4)?;
            Ok((0..count as usize).map(|n| u64::from(u32_at(&offsets, n * 4))).collect())
        }
        _ => Err(HeaderFault::NotAFont),
    }
}

fn header(
    file: &mut (impl Read + Seek),
    index: u32,
    start: u64,
    length: u64,
) -> Result<Header, HeaderFault> {
    let tables = directory(file, start, length)?;
    let names = match tables.get(b"name") {
        Some((at, length)) => names(&read(file, *at, (*length).min(MOST_NAME_BYTES))?),
        None => Vec::new(),
    };
    // Up to fsSelection, which every version has.
    let os2 = match tables.get(b"OS/2") {
        Some((at, length)) if *length >= 64 => Some(read(file, *at, 64)?),
        _ => None,
    };
    let field = |at, default| os2.as_ref().map_or(default, |table| u16_at(table, at));
    let unfit = outlines(&tables).or_else(|| licence(field(8, 0)));
    Ok(Header { index, names, weight: field(4, 400), italic: field(62, 0) & 1 != 0, unfit })
}

fn directory(
    file: &mut (impl Read + Seek),
    start: u64,
    length: u64,
) -> Result<Tables, HeaderFault> {
    let count = u64::from(u16_at(&read(file, start + 4, 2)?, 0));
    let records = read(file, start + 12, count * 16)?;
    let mut tables = Tables::new();
    for record in records.chunks_exact(16) {
        let (at, size) = (u64::from(u32_at(record, 8)), u64::from(u32_at(record, 12)));
        if at + size > length {
            return Err(HeaderFault::Short);
        }
        tables.insert([record[0], record[1], record[2], record[3]], (at, size));
    }
    Ok(tables)
}

fn outlines(tables: &Tables) -> Option<Unfit> {
    let has = |tag: &[u8; 4]| tables.get(tag).is_some_and(|(_, size)| *size > 0);
    let drawn = has(b"CFF ") || (has(b"glyf") && has(b"loca"));
    let needed = [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"];
    if has(b"fvar") || (has(b"CFF2") && !drawn) {
        Some(Unfit::Variable)
    } else if !drawn {
        Some(Unfit::Bitmaps)
    } else if !needed.into_iter().all(has) {
        Some(Unfit::Incomplete)
    } else {
        None
    }
}

/// What the licence bits forbid. Of several, the least restrictive counts (OS/2 versions 0–2).
fn licence(fs_type: u16) -> Option<Unfit> {
    match fs_type {
        bits if bits & 0x000E == 0x0002 => Some(Unfit::Restricted),
        bits if bits & 0x0200 != 0 => Some(Unfit::Bitmaps),
        bits if bits & 0x0100 != 0 => Some(Unfit::WholeOnly),
        _ => None,
    }
}

fn names(table: &[u8]) -> Vec<String> {
    let (Some(head), Some(records)) = (table.get(..6), table.get(6..)) else { return Vec::new() };
    let count = usize::from(u16_at(head, 2));
    let texts = table.get(usize::from(u16_at(head, 4))..).unwrap_or_default();
    let mut names = Vec::new();
    for record in records.chunks_exact(12).take(count) {
        let field = |n: usize| u16_at(record, n * 2);
        let (length, at) = (usize::from(field(4)), usize::from(field(5)));
        if let (true, Some(text)) = (NAMES.contains(&field(3)), texts.get(at..at + length)) {
            let name = decode(field(0), field(1), text);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// A name's text. What is not Unicode is GBK here: older Chinese faces write it under the PRC,
/// the Macintosh Chinese and even the Macintosh Roman encoding, at times padded to two bytes.
fn decode(platform: u16, encoding: u16, text: &[u8]) -> String {
    let unicode = platform == 0 || (platform == 3 && matches!(encoding, 0 | 1 | 10));
    let text = if unicode {
        UTF_16BE.decode_without_bom_handling(text).0.into_owned()
    } else {
        let bytes: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
        GBK.decode_without_bom_handling(&bytes).0.into_owned()
    };
    text.trim().to_owned()
}

fn read(file: &mut (impl Read + Seek), at: u64, length: u64) -> Result<Vec<u8>, HeaderFault> {
    file.seek(SeekFrom::Start(at))?;
    // `take` and not a buffer of that length: the length is the file's word.
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(HeaderFault::Short) }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}
