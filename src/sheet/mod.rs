//! Spreadsheets read: what each cell shows, as data. It knows no filing.

mod workbook;

pub(crate) use workbook::{Cell, Content, Kind, Merge, Number, Sheet, Workbook};
