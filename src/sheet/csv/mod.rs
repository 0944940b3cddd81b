//! Texts of values: commas, semicolons or tabs between them (RFC 4180, as Excel writes and reads
//! it).

mod decode;
mod records;
mod separator;

use super::cells::{Budget, Grid};
use super::refusal::Refusal;
use super::workbook::{Content, Kind, Workbook};
use decode::decode;
use records::Records;

/// Reads a text.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Refusal> {
    let text = decode(bytes)?;
    let (separator, text) = separator::find(name, &text)?;
    let mut budget = Budget::new();
    let mut grid = Grid::new("", &mut budget);
    for (row, record) in (0..).zip(Records::new(text, separator)) {
        for (column, value) in (0..).zip(record?) {
            if value.is_empty() {
                continue;
            }
            let (computed, content) = content(value);
            grid.put(row, column, computed, content)?;
        }
    }
    Ok(Workbook { kind: Kind::Csv, sheets: vec![grid.finish()?] })
}

/// What a value is. Excel computes one that begins with `=`; `="0.10"` is how others keep a text
/// from becoming a number.
fn content(value: String) -> (bool, Content) {
    let Some(formula) = value.strip_prefix('=') else { return (false, Content::Text(value)) };
    let literal = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match literal {
        Some(text) if !text.contains('"') => (false, Content::Text(text.to_owned())),
        _ => (true, Content::NotComputed),
    }
}
