//! A PDF read piece by piece, as far as it is asked for.
//!
//! The file may come from anywhere. lopdf reads all of a file before one can ask for anything,
//! and a few bytes of a hostile one make it loop or run out of memory; so the little that
//! is needed here (tables of places, objects as they are asked for, one kind of packing) is read
//! by hand, each step within a bound.

mod file;
mod packing;
mod syntax;
mod value;
mod xref;

pub(in crate::pdf) use file::PdfFile;
pub(in crate::pdf) use packing::unpacked;
pub(in crate::pdf) use syntax::{Reader, Token};
pub(in crate::pdf) use value::{Map, Value, string};
pub(in crate::pdf) use xref::Kind;

/// The largest PDF that is opened.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a PDF cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// The file is none.
    #[error("这不是 PDF 文件")]
    NotPdf,
    /// The file is too large.
    #[error("这个 PDF 超过 64 MiB，一份报告不会这么大")]
    Large,
    /// The file is encrypted.
    #[error("这个 PDF 加了密，读不了里面的数据")]
    Encrypted,
    /// The file is damaged, or of a kind that is not read.
    #[error("这个 PDF 不完整或已损坏，读不了里面的数据")]
    Damaged,
    /// What is in the file is too large when unpacked.
    #[error("这个 PDF 里的数据解开后过大，没有读")]
    Swollen,
}

type Result<T> = std::result::Result<T, ReadFault>;

/// Whether a file's bytes are those of a PDF.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}
