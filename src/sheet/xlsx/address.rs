//! Cells as formulas name them: `B12`, `B12:C13`.

use crate::sheet::workbook::Merge;

/// The row and column of a cell, counted from 0.
pub(super) fn cell(text: &str) -> Option<(u32, u32)> {
    let text = text.as_bytes();
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = text.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let column = letters
        .iter()
        .fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = digits.iter().try_fold(0, |row, digit| {
        digit.is_ascii_digit().then(|| row * 10 + u32::from(digit - b'0'))
    })?;
    Some((u32::checked_sub(row, 1)?, column - 1))
}

/// The cells from one to another.
pub(super) fn range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (cell(first)?, cell(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some(Merge { first, last })
}
