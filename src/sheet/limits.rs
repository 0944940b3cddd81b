//! What reading a spreadsheet may cost at most. A department's table has some thousand cells; the
//! limits are far above that and keep every file below 256 MB of memory.

use super::refusal::Refusal;
use crate::package::{self, Bounds};

/// Bytes of a file.
pub const FILE: usize = 32 << 20;
/// The file, and all parts that are unpacked.
pub(crate) const BOUNDS: Bounds = Bounds { file: FILE, unpacked: 64 << 20 };
/// Sheets of a file.
pub(crate) const SHEETS: usize = 1024;
/// Texts that cells share.
pub(crate) const STRINGS: usize = 500_000;
/// Cells that hold something, of all sheets.
pub(crate) const CELLS: usize = 200_000;
/// Bytes of what all cells hold: few shared texts can stand in many cells.
pub(crate) const TEXT: usize = 32 << 20;
/// Characters of a cell; Excel has no more.
pub(crate) const CELL_TEXT: usize = 32_767;
/// Rows of a sheet; Excel has no more.
pub(crate) const ROWS: u32 = 1_048_576;
/// Columns of a sheet; Excel has no more.
pub(crate) const COLUMNS: u32 = 16_384;

/// The refusal of something that has more bytes than we read.
pub(crate) fn too_big(what: &str, most: usize) -> Refusal {
    package::too_big(what, most).into()
}

/// The refusal of something that there is too much of.
pub(crate) fn too_many(what: &str, most: usize) -> Refusal {
    package::too_many(what, most).into()
}
