//! The records of a workbook's stream ([MS-XLS] 2.1.4): a number, a length, and bytes.

use super::compound::{damaged, u16_at};
use crate::sheet::refusal::Refusal;

/// Numbers of records ([MS-XLS] 2.3).
pub(super) mod kind {
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const EOF: u16 = 0x000A;
    pub(crate) const DATE_1904: u16 = 0x0022;
    pub(crate) const FILE_PASS: u16 = 0x002F;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const COLUMN_INFO: u16 = 0x007D;
    pub(crate) const BOUND_SHEET: u16 = 0x0085;
    pub(crate) const MUL_RK: u16 = 0x00BD;
    pub(crate) const RICH_STRING: u16 = 0x00D6;
    pub(crate) const XF: u16 = 0x00E0;
    pub(crate) const MERGED_CELLS: u16 = 0x00E5;
    pub(crate) const SST: u16 = 0x00FC;
    pub(crate) const LABEL_SST: u16 = 0x00FD;
    pub(crate) const RECALC_ID: u16 = 0x01C1;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const LABEL: u16 = 0x0204;
    pub(crate) const BOOL_ERR: u16 = 0x0205;
    pub(crate) const STRING: u16 = 0x0207;
    pub(crate) const ROW: u16 = 0x0208;
    pub(crate) const RK: u16 = 0x027E;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const BOF: u16 = 0x0809;
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) bytes: &'a [u8],
}

/// Records one after another.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// Those of a stream from a place on.
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// Where the next one stands.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The next one.
    ///
    /// # Errors
    /// The stream ends: what has an end of its own lacks it.
    pub(super) fn next(&mut self) -> Result<Record<'a>, Refusal> {
        let rest = self.stream.get(self.at..).ok_or_else(damaged)?;
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let bytes = rest.get(4..4 + length).ok_or_else(damaged)?;
        self.at += 4 + length;
        Ok(Record { kind, bytes })
    }

    /// The bytes of a record that has been read, and of those that continue it.
    pub(super) fn continued(&mut self, record: Record<'a>) -> Result<Vec<&'a [u8]>, Refusal> {
        let mut parts = vec![record.bytes];
        loop {
            let before = self.at;
            match self.next() {
                Ok(Record { kind: kind::CONTINUE, bytes }) => parts.push(bytes),
                _ => {
                    self.at = before;
                    return Ok(parts);
                }
            }
        }
    }
}
