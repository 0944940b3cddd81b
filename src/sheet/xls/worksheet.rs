//! A sheet's records.

use super::Shared;
use super::compound::{damaged, u16_at, u32_at, u64_at};
use super::records::{Record, Records, kind};
use super::strings::Parts;
use crate::sheet::cells::{Budget, Grid};
use crate::sheet::format::Format;
use crate::sheet::refusal::Refusal;
use crate::sheet::workbook::{Content, Merge, Sheet};

/// The reading of a sheet.
pub(super) struct Worksheet<'s, 'b> {
    shared: &'s Shared,
    grid: Grid<'b>,
    /// The formula whose text comes in a record of its own.
    awaited: Option<Place>,
}

/// A cell and its format.
#[derive(Clone, Copy)]
struct Place {
    row: u32,
    column: u32,
    style: u16,
}

impl<'s, 'b> Worksheet<'s, 'b> {
    pub(super) fn new(shared: &'s Shared, budget: &'b mut Budget, name: &str) -> Self {
        Self { shared, grid: Grid::new(name, budget), awaited: None }
    }

    /// Reads the sheet behind its beginning. Charts in it are streams of their own kind.
    pub(super) fn read(mut self, records: &mut Records<'_>) -> Result<Sheet, Refusal> {
        let mut depth = 0;
        loop {
            let record = records.next()?;
            match record.kind {
                kind::BOF => depth += 1,
                kind::EOF if depth == 0 => break,
                kind::EOF => depth -= 1,
                kind::STRING if depth == 0 => {
                    let parts = records.continued(record)?;
                    if let Some(place) = self.awaited.take() {
                        let text = Parts::new(parts).long_text()?;
                        self.text(place, true, text)?;
                    }
                }
                kind::LABEL | kind::RICH_STRING if depth == 0 => {
                    let mut parts = records.continued(record)?;
                    let place = Place::of(record.bytes)?;
                    parts[0] = record.bytes.get(6..).ok_or_else(damaged)?;
                    self.text(place, false, Parts::new(parts).long_text()?)?;
                }
                _ if depth == 0 => self.record(record)?,
                _ => {}
            }
        }
        self.grid.finish()
    }

    fn record(&mut self, Record { kind, bytes }: Record<'_>) -> Result<(), Refusal> {
        match kind {
            kind::NUMBER => {
                let number = f64::from_bits(u64_at(bytes, 6)?);
                self.number(Place::of(bytes)?, false, number)
            }
            kind::RK => self.number(Place::of(bytes)?, false, rk(u32_at(bytes, 6)?)),
            kind::MUL_RK => self.numbers(bytes),
            kind::LABEL_SST => {
                let index = usize::try_from(u32_at(bytes, 6)?).map_err(|_| damaged())?;
                let text = self.shared.strings.get(index).ok_or_else(damaged)?.clone();
                self.text(Place::of(bytes)?, false, text)
            }
            kind::BOOL_ERR => {
                let (value, is_error) = match bytes.get(6..8) {
                    Some([value, is_error]) => (*value, *is_error != 0),
                    _ => return Err(damaged()),
                };
                let content = if is_error { error(value)? } else { Content::Truth(value != 0) };
                self.put(Place::of(bytes)?, false, content)
            }
            kind::FORMULA => self.formula(bytes),
            kind::ROW => {
                if u16_at(bytes, 12)? & 0x20 != 0 {
                    let row = u32::from(u16_at(bytes, 0)?);
                    self.grid.hide_rows(row, row + 1);
                }
                Ok(())
            }
            kind::COLUMN_INFO => {
                if u16_at(bytes, 8)? & 1 != 0 || u16_at(bytes, 4)? == 0 {
                    let (first, last) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?);
                    self.grid.hide_columns(first.into(), u32::from(last) + 1);
                }
                Ok(())
            }
            kind::MERGED_CELLS => self.merges(bytes),
            _ => Ok(()),
        }
    }

    /// `MulRk`: a row, a column, for each cell its format and number, and the last column.
    fn numbers(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let (row, first) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?);
        let cells = bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or_default();
        for (column, cell) in (u32::from(first)..).zip(cells.as_chunks::<6>().0) {
            let place = Place { row: row.into(), column, style: u16_at(cell, 0)? };
            self.number(place, false, rk(u32_at(cell, 2)?))?;
        }
        Ok(())
    }

    fn formula(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let place = Place::of(bytes)?;
        self.awaited = None;
        let result = bytes.get(6..14).ok_or_else(damaged)?;
        // What is no number says so in its last two bytes ([MS-XLS] 2.5.133).
        let [kind, _, value, .., 0xFF, 0xFF] = result else {
            return self.number(place, true, f64::from_bits(u64_at(result, 0)?));
        };
        match kind {
            0 => {
                self.awaited = Some(place);
                Ok(())
            }
            1 => self.put(place, true, Content::Truth(*value != 0)),
            2 => self.put(place, true, error(*value)?),
            // An empty text, or a formula that no spreadsheet program has computed yet.
            3 if self.shared.is_computed => Ok(()),
            3 => self.put(place, true, Content::NotComputed),
            _ => Err(damaged()),
        }
    }

    fn merges(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let count = usize::from(u16_at(bytes, 0)?);
        let areas = bytes.get(2..).unwrap_or_default().as_chunks::<8>().0;
        for area in areas.get(..count).ok_or_else(damaged)? {
            let read = |at| u16_at(area, at).map(u32::from);
            let (first, last) = ((read(0)?, read(4)?), (read(2)?, read(6)?));
            if first.0 > last.0 || first.1 > last.1 {
                return Err(damaged());
            }
            self.grid.merge(Merge { first, last })?;
        }
        Ok(())
    }

    fn format(&self, style: u16) -> Result<&'s Format, Refusal> {
        self.shared.formats.get(usize::from(style)).ok_or_else(damaged)
    }

    fn number(&mut self, place: Place, computed: bool, number: f64) -> Result<(), Refusal> {
        if !number.is_finite() {
            return Err(damaged());
        }
        let content = self.format(place.style)?.number(number, self.shared.epoch);
        self.put(place, computed, content)
    }

    fn text(&mut self, place: Place, computed: bool, text: String) -> Result<(), Refusal> {
        let text = self.format(place.style)?.text(text);
        if text.is_empty() { Ok(()) } else { self.put(place, computed, Content::Text(text)) }
    }

    fn put(&mut self, place: Place, computed: bool, content: Content) -> Result<(), Refusal> {
        self.grid.put(place.row, place.column, computed, content)
    }
}

impl Place {
    /// The place that a record of one cell begins with.
    fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        let (row, column) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?);
        Ok(Self { row: row.into(), column: column.into(), style: u16_at(bytes, 4)? })
    }
}

/// A number in four bytes ([MS-XLS] 2.5.217): a whole one or the upper part of a float, perhaps a
/// hundredfold.
fn rk(rk: u32) -> f64 {
    let number = if rk & 2 != 0 {
        f64::from(rk.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(rk & !3) << 32)
    };
    if rk & 1 != 0 { number / 100.0 } else { number }
}

/// An error ([MS-XLS] 2.5.10).
fn error(code: u8) -> Result<Content, Refusal> {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return Err(damaged()),
    };
    Ok(Content::Error(text.to_owned()))
}
