//! Small spreadsheets, each with one trait, and what is read of them.

mod csv;
mod formats;
mod hostile;
mod ods;
mod xls;
mod xlsx;

use super::{Content, Refusal, Sheet, read};

/// The cells of a sheet: `B2 text`. A number with what is shown and, where it is rounded, `≈` and
/// its value.
fn lines(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter().map(|cell| {
        let content = match &cell.content {
            Content::Text(text) => text.clone(),
            Content::Number(number) => {
                let shown = number.shown.as_deref().unwrap_or("?");
                let value =
                    if number.exact { String::new() } else { format!(" ≈ {}", number.value) };
                format!("#{shown}{value}")
            }
            Content::Date(date) => format!("@{date}"),
            Content::Truth(truth) => truth.to_string().to_uppercase(),
            Content::Error(error) => format!("!{error}"),
            Content::NotComputed => "=?".to_owned(),
        };
        let computed = if cell.computed { "=" } else { "" };
        let hidden = if cell.hidden { "~" } else { "" };
        format!("{}{} {hidden}{computed}{content}", letters(cell.column), cell.row + 1)
    });
    cells.collect()
}

/// A column as Excel calls it.
fn letters(column: u32) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap());
    if column < 26 { letter.to_string() } else { letters(column / 26 - 1) + &letter.to_string() }
}
