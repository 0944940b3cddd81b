//! The zip that a document is (ECMA-376 Part 2, OpenDocument Part 2): its parts by name, unpacked
//! one at a time.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::fault::{Fault, too_big, too_many};
use super::limits;

/// A zip's parts. Nothing is unpacked before it is asked for.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    /// By their keys ([`key`]).
    parts: BTreeMap<String, Entry>,
    /// How many bytes may still be unpacked.
    left: Cell<usize>,
    bounds: Bounds,
}

/// The most bytes of a package.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Of the file.
    pub(crate) file: usize,
    /// Of all parts that are unpacked.
    pub(crate) unpacked: usize,
}

#[derive(Debug)]
struct Entry {
    wayfinder: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_encrypted: bool,
    size: u64,
}

impl<'a> Package<'a> {
    /// Reads the directory of a zip and refuses one that two readers could see differently.
    pub(crate) fn open(bytes: &'a [u8], bounds: Bounds) -> Result<Self, Fault> {
        if bytes.len() > bounds.file {
            return Err(too_big("整个文件", bounds.file));
        }
        let archive = ZipArchive::from_slice(bytes)
            .map_err(|_| damaged("压缩包的目录找不到，多半没有下载完"))?;
        let parts = directory(&archive)?;
        refuse_overlaps(&archive, &parts)?;
        Ok(Self { archive, parts, left: Cell::new(bounds.unpacked), bounds })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Whether there is a part whose name begins so.
    pub(crate) fn has_in(&self, start: &str) -> bool {
        let start = key(start);
        self.parts.range(start.clone()..).next().is_some_and(|(name, _)| name.starts_with(&start))
    }

    /// The bytes of a part, or none where there is no such part.
    pub(crate) fn read(&self, name: &str, most: usize) -> Result<Option<Vec<u8>>, Fault> {
        let Some(entry) = self.parts.get(&key(name)) else { return Ok(None) };
        if entry.is_encrypted {
            return Err(Fault::Encrypted);
        }
        let allowed = most.min(self.left.get());
        let unreadable = |_| damaged(format!("{name} 读不出来"));
        let data = self.archive.get_entry(entry.wayfinder).map_err(unreadable)?;
        let bytes = match entry.method {
            CompressionMethod::STORE => bounded(data.verifying_reader(data.data()), entry, allowed),
            CompressionMethod::DEFLATE => {
                let inflated = flate2::bufread::DeflateDecoder::new(data.data());
                bounded(data.verifying_reader(inflated), entry, allowed)
            }
            _ => return Err(damaged(format!("{name} 用了办公软件不用的压缩方法"))),
        };
        let bytes = bytes.map_err(|_| damaged(format!("{name} 的内容与校验码不符")))?;
        if bytes.len() > allowed {
            return Err(if allowed < most {
                too_big("解压后的全部内容", self.bounds.unpacked)
            } else {
                too_big(&format!("其中的 {name} "), most)
            });
        }
        self.left.set(self.left.get() - bytes.len());
        Ok(Some(bytes))
    }
}

/// What a reader holds, up to one byte more than `most`. The directory says how much it is, and
/// may lie: a first guess only.
fn bounded(reader: impl Read, entry: &Entry, most: usize) -> std::io::Result<Vec<u8>> {
    let guess = usize::try_from(entry.size).unwrap_or(usize::MAX).min(most).min(1 << 20);
    let mut bytes = Vec::with_capacity(guess);
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn directory(archive: &ZipSliceArchive<&[u8]>) -> Result<BTreeMap<String, Entry>, Fault> {
    if archive.entries_hint() > limits::PARTS {
        return Err(too_many("里面的文件数", limits::PARTS as usize));
    }
    let mut parts = BTreeMap::new();
    let mut count = 0;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| damaged("压缩包的目录读不通"))?
    {
        count += 1;
        if count > limits::PARTS {
            return Err(too_many("里面的文件数", limits::PARTS as usize));
        }
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        let part = Entry {
            wayfinder: entry.wayfinder(),
            method: entry.compression_method(),
            is_encrypted: entry.flags().is_encrypted(),
            size: entry.uncompressed_size_hint(),
        };
        // Of two parts of a name, one reader takes the first and another the last.
        if !entry.is_dir() && parts.insert(key(&name), part).is_some() {
            return Err(damaged(format!("有两个 {name}")));
        }
    }
    if count != archive.entries_hint() {
        return Err(damaged("压缩包的目录与内容不符"));
    }
    Ok(parts)
}

/// Refuses parts that share bytes: a few of them can stand for any amount.
fn refuse_overlaps(
    archive: &ZipSliceArchive<&[u8]>,
    parts: &BTreeMap<String, Entry>,
) -> Result<(), Fault> {
    let mut ranges = Vec::with_capacity(parts.len());
    for (name, part) in parts {
        let entry =
            archive.get_entry(part.wayfinder).map_err(|_| damaged(format!("{name} 不完整")))?;
        if key(&String::from_utf8_lossy(entry.local_header().file_path().as_bytes())) != *name {
            return Err(damaged(format!("{name} 在目录里和在内容里的名字不同")));
        }
        ranges.push(entry.compressed_data_range());
    }
    ranges.sort_unstable();
    let overlap = ranges.windows(2).any(|pair| matches!(pair, [a, b] if a.1 > b.0));
    if overlap { Err(damaged("压缩包里的内容互相重叠")) } else { Ok(()) }
}

/// What two names of one part share: parts' names don't heed case (ECMA-376 Part 2), and
/// some writers turn slashes round.
fn key(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}

fn damaged(reason: impl Into<String>) -> Fault {
    Fault::Damaged { reason: reason.into() }
}
