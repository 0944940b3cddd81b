//! Parts as a package (ECMA-376 Part 2): a zip without a clock, its entries in a fixed order.

use std::io::{Error, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// The first day that a zip can name, 1 January 1980, in seconds of Unix: what every entry has.
const DAY: i64 = 315_532_800;

/// A part of the package.
pub(super) struct Entry {
    /// Its name, without the slash before it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Entry {
    pub(super) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// The package's bytes.
///
/// # Errors
/// The package is larger than a zip may be.
pub(super) fn zip(entries: &[Entry]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for entry in entries {
        // Photographs are packed already.
        let is_packed = [".png", ".jpeg"].iter().any(|ending| entry.name.ends_with(ending));
        let method = if is_packed { CompressionMethod::STORE } else { CompressionMethod::DEFLATE };
        let file = archive.new_file(&entry.name).compression_method(method);
        let (mut file, config) =
            file.last_modified(UtcDateTime::from_unix(DAY)).start().map_err(Error::other)?;
        let output = if is_packed {
            let mut data = config.wrap(&mut file);
            data.write_all(&entry.bytes)?;
            data.finish().map_err(Error::other)?.1
        } else {
            let mut data = config.wrap(DeflateEncoder::new(&mut file, Compression::default()));
            data.write_all(&entry.bytes)?;
            let (packer, output) = data.finish().map_err(Error::other)?;
            packer.finish()?;
            output
        };
        file.finish(output).map_err(Error::other)?;
    }
    archive.finish().map_err(Error::other)
}
