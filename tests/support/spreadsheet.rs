//! Spreadsheets as desks make them, and forms of ours that a desk filled in.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::docx::{changed, part};

/// What a cell has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Put {
    Nothing,
    Text(String),
    /// A number and its format.
    Number(f64, &'static str),
    /// A formula and the value that the file keeps.
    Computed(&'static str, &'static str),
    Truth(bool),
    /// A text over so many columns from here on.
    Wide(String, u16),
}

/// A text in a cell.
pub(crate) fn t(text: &str) -> Put {
    if text.is_empty() { Put::Nothing } else { Put::Text(text.to_owned()) }
}

/// A number as a format shows it.
pub(crate) fn n(value: f64, format: &'static str) -> Put {
    Put::Number(value, format)
}

/// A row of texts.
pub(crate) fn row(texts: &[&str]) -> Vec<Put> {
    texts.iter().map(|text| t(text)).collect()
}

/// A sheet that is made.
#[derive(Debug, Default, Clone)]
pub(crate) struct Made {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Put>>,
    pub(crate) hidden: bool,
    pub(crate) hidden_rows: Vec<u32>,
}

/// A sheet of rows.
pub(crate) fn sheet(name: &str, rows: Vec<Vec<Put>>) -> Made {
    Made { name: name.to_owned(), rows, ..Made::default() }
}

/// An xlsx file of some sheets.
pub(crate) fn xlsx(sheets: &[Made]) -> Vec<u8> {
    let mut book = Workbook::new();
    for made in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&made.name).unwrap().set_hidden(made.hidden);
        for (n, cells) in (0_u32..).zip(&made.rows) {
            for (m, cell) in (0_u16..).zip(cells) {
                match cell {
                    Put::Nothing => {}
                    Put::Text(text) => drop(sheet.write_string(n, m, text).unwrap()),
                    Put::Number(value, format) => {
                        let format = Format::new().set_num_format(*format);
                        sheet.write_number_with_format(n, m, *value, &format).unwrap();
                    }
                    Put::Computed(formula, result) => {
                        let formula = Formula::new(*formula).set_result(*result);
                        sheet.write_formula(n, m, formula).unwrap();
                    }
                    Put::Truth(truth) => drop(sheet.write_boolean(n, m, *truth).unwrap()),
                    Put::Wide(text, width) => {
                        sheet.merge_range(n, m, n, m + width - 1, text, &Format::new()).unwrap();
                    }
                }
            }
        }
        for row in &made.hidden_rows {
            sheet.set_row_hidden(*row).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The same as Excel saves it, which has computed what was to be computed.
pub(crate) fn saved(book: &[u8]) -> Vec<u8> {
    const BOOK: &str = "xl/workbook.xml";
    let xml = part(book, BOOK);
    assert!(xml.contains(" fullCalcOnLoad=\"1\""), "{xml}");
    let xml = xml.replace(" fullCalcOnLoad=\"1\"", "");
    changed(book, |parts| drop(parts.insert(BOOK.to_owned(), xml.into_bytes())))
}

/// A form of ours with texts typed into cells: `("G4", "4.01")`.
pub(crate) fn typed(form: &[u8], cells: &[(String, String)]) -> Vec<u8> {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let mut xml = part(form, SHEET);
    for (cell, text) in cells {
        let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell}"));
        let rest = &xml[start..];
        let length = match rest.find("/>").filter(|end| *end < rest.find('>').unwrap()) {
            Some(end) => end + 2,
            None => rest.find("</c>").unwrap() + 4,
        };
        let style = rest.split("s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let new =
            format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        xml.replace_range(start..start + length, &new);
    }
    changed(form, |parts| drop(parts.insert(SHEET.to_owned(), xml.into_bytes())))
}

/// A filing without the comments that say where its figures came from.
pub(crate) fn without_origins(yaml: &str) -> String {
    let line = |line: &str| match line.find("  # 来自 ") {
        Some(at) => format!("{}{}", &line[..at], if line.ends_with('\r') { "\r" } else { "" }),
        None => line.to_owned(),
    };
    yaml.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
