//! A Word file of ours taken apart, and put together anew as another program would.

use std::collections::BTreeMap;
use std::io::Read;

use rawzip::{CompressionMethod, ZipArchive};

use super::word_files::archive;

/// The parts of a package, by their names.
pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let zip = ZipArchive::from_slice(bytes).unwrap();
    let (mut parts, mut entries) = (BTreeMap::new(), zip.entries());
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
        let data = zip.get_entry(entry.wayfinder()).unwrap();
        let mut part = Vec::new();
        match entry.compression_method() {
            CompressionMethod::STORE => part.extend(data.data()),
            _ => {
                let mut inflated = flate2::read::DeflateDecoder::new(data.data());
                inflated.read_to_end(&mut part).unwrap();
            }
        }
        assert!(parts.insert(name.clone(), part).is_none(), "two of {name}");
    }
    parts
}

/// A part that is text.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let part = parts(bytes).remove(name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(part).unwrap()
}

/// The package put together anew, with its parts changed.
pub(crate) fn changed(
    bytes: &[u8],
    change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>),
) -> Vec<u8> {
    let mut parts = parts(bytes);
    change(&mut parts);
    archive(&parts.into_iter().collect::<Vec<_>>())
}
