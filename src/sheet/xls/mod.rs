//! The binary file of Excel 97 to 2003 ([MS-XLS]), which WPS writes as `.et`, too: records in a
//! stream of a compound file.

mod compound;
mod records;
mod strings;
mod worksheet;

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::Budget;
use super::format::{Epoch, Format, GENERAL, builtin};
use super::kind::refusal_of_compound;
use super::refusal::Refusal;
use super::workbook::{Kind, Sheet, Workbook};
use compound::{Compound, damaged, u16_at, u32_at};
use records::{Record, Records, kind as record};
use strings::Parts;
use worksheet::Worksheet;

/// What the sheets of a workbook share.
struct Shared {
    strings: Vec<String>,
    /// The formats that cells refer to by index.
    formats: Vec<Format>,
    epoch: Epoch,
    /// Whether a spreadsheet program computed the formulas.
    is_computed: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    is_hidden: bool,
    /// Where in the stream it begins.
    start: usize,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let Some(stream) = Compound::open(bytes)?.stream("Workbook")? else {
        return Err(refusal_of_compound(bytes));
    };
    let (shared, listed) = globals(&mut Records::new(&stream, 0))?;
    let mut budget = Budget::new();
    let mut sheets: Vec<Sheet> = Vec::with_capacity(listed.len());
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(listed.len());
    for Listed { name, is_hidden, start } in listed {
        let mut records = Records::new(&stream, start);
        begin(records.next()?)?;
        let mut sheet = Worksheet::new(&shared, &mut budget, &name).read(&mut records)?;
        ranges.push(start..records.place());
        sheet.hidden = is_hidden;
        sheets.push(sheet);
        // Sheets that share their records could stand for any amount of them.
        refuse_overlap(&ranges)?;
    }
    Ok(Workbook { kind: Kind::Xls, sheets })
}

/// Refuses the last range where it shares bytes with another.
fn refuse_overlap(ranges: &[Range<usize>]) -> Result<(), Refusal> {
    let Some((last, others)) = ranges.split_last() else { return Ok(()) };
    let overlaps = others.iter().any(|other| other.start < last.end && last.start < other.end);
    if overlaps { Err(damaged()) } else { Ok(()) }
}

/// Refuses what is not the beginning of a stream of Excel 97's.
fn begin(record: Record<'_>) -> Result<(), Refusal> {
    match (record.kind, u16_at(record.bytes, 0)?) {
        (record::BOF, 0x0600) => Ok(()),
        (record::BOF, _) => Err(super::kind::too_old()),
        _ => Err(damaged()),
    }
}

/// Reads the records of the workbook itself.
fn globals(records: &mut Records<'_>) -> Result<(Shared, Vec<Listed>), Refusal> {
    begin(records.next()?)?;
    let mut shared = Shared {
        strings: Vec::new(),
        formats: Vec::new(),
        epoch: Epoch::Of1900,
        is_computed: false,
    };
    let (mut codes, mut styles, mut listed) = (BTreeMap::new(), Vec::new(), Vec::new());
    loop {
        let next = records.next()?;
        match next.kind {
            record::EOF => break,
            record::FILE_PASS => return Err(Refusal::Encrypted),
            record::DATE_1904 if u16_at(next.bytes, 0)? == 1 => shared.epoch = Epoch::Of1904,
            record::RECALC_ID => shared.is_computed = true,
            record::FORMAT => {
                let code =
                    Parts::new(vec![next.bytes.get(2..).ok_or_else(damaged)?]).long_text()?;
                codes.insert(u16_at(next.bytes, 0)?, code);
            }
            record::XF => styles.push(u16_at(next.bytes, 2)?),
            record::BOUND_SHEET => list(next.bytes, &mut listed)?,
            record::SST => shared.strings = strings::shared(records.continued(next)?)?,
            _ => {}
        }
    }
    let mut known: BTreeMap<u16, Format> = BTreeMap::new();
    for id in styles {
        let format = known.entry(id).or_insert_with(|| match codes.get(&id) {
            Some(code) => Format::of(code),
            None => Format::of(builtin(id.into())),
        });
        shared.formats.push(format.clone());
    }
    if shared.formats.is_empty() {
        shared.formats.push(Format::of(GENERAL));
    }
    Ok((shared, listed))
}

/// Lists a sheet with cells; others hold charts and macros.
fn list(bytes: &[u8], listed: &mut Vec<Listed>) -> Result<(), Refusal> {
    let start = usize::try_from(u32_at(bytes, 0)?).map_err(|_| damaged())?;
    let (state, kind) = match bytes.get(4..6) {
        Some([state, kind]) => (*state, *kind),
        _ => return Err(damaged()),
    };
    let mut parts = Parts::new(vec![&bytes[6..]]);
    let count = usize::from(parts.u8()?);
    let name = parts.text(count)?;
    if kind != 0 {
        return Ok(());
    }
    if listed.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
        return Err(Refusal::Damaged { reason: format!("有两张表都叫“{name}”") });
    }
    if listed.len() >= super::limits::SHEETS {
        return Err(super::limits::too_many("工作表数", super::limits::SHEETS));
    }
    listed.push(Listed { name, is_hidden: state & 3 != 0, start });
    Ok(())
}
