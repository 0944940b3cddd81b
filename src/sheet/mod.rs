//! Spreadsheets read: what each cell shows, as data. It knows no filing.
//!
//! A file is somebody else's: [`limits`] says what reading one may cost. Macros, links to other
//! files, connections and embedded objects are not looked at.

mod cells;
mod csv;
mod format;
mod kind;
mod limits;
mod ods;
mod refusal;
mod workbook;
mod xls;
mod xlsx;

#[cfg(test)]
mod tests;

use crate::package::{Package, is_compound, is_zip};

/// The most bytes of a file that is read.
pub use limits::FILE as MAX_BYTES;
pub use refusal::Refusal;
pub use workbook::{Cell, Content, Kind, Merge, Number, Sheet, Workbook};

/// Reads what a spreadsheet shows. What it is its bytes say; its name tells texts with tabs
/// (`.tsv`) from others, and nothing else.
///
/// # Errors
/// Why the file cannot be read, and what to do about it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(limits::too_big("整个文件", MAX_BYTES));
    }
    let workbook = if is_zip(bytes) {
        let package = Package::open(bytes, limits::BOUNDS)?;
        if ods::is_ods(&package)? { ods::read(&package)? } else { xlsx::read(&package)? }
    } else if is_compound(bytes) {
        xls::read(bytes)?
    } else {
        kind::require_text(bytes)?;
        csv::read(name, bytes)?
    };
    let is_empty = workbook.sheets.iter().all(|sheet| sheet.cells.is_empty());
    if is_empty { Err(Refusal::Empty) } else { Ok(workbook) }
}
