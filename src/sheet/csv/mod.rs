//! Texts of values: commas, semicolons or tabs between them (RFC 4180, as Excel writes and reads
//! it).

mod decode;
mod records;
mod separator;

use super::cells::Budget;
use super::refusal::Refusal;
use super::workbook::{Cell, Content, Kind, Sheet, Workbook};
use decode::decode;
use records::Records;

/// Reads a text.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Refusal> {
    let text = decode(bytes)?;
    let (separator, text) = separator::find(name, &text)?;
    let (mut cells, mut budget) = (Vec::new(), Budget::new());
    for (row, record) in (0..).zip(Records::new(text, separator)) {
        for (column, value) in (0..).zip(record?) {
            if value.is_empty() {
                continue;
            }
            let (computed, content) = content(value);
            let cell = Cell { row, column, hidden: false, computed, content };
            budget.spend(&cell)?;
            cells.push(cell);
        }
    }
    if cells.is_empty() {
        return Err(Refusal::Empty);
    }
    let sheet = Sheet { name: String::new(), hidden: false, cells, merges: Vec::new() };
    Ok(Workbook { kind: Kind::Csv, sheets: vec![sheet] })
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
