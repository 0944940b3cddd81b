//! What several tests need: runs of the program, reports to look at, readers of what was made.

pub(crate) mod at_hand;
pub(crate) mod docx;
pub(crate) mod edited;
pub(crate) mod faces;
pub(crate) mod filing;
pub(crate) mod hostile;
pub(crate) mod html;
pub(crate) mod one_change;
pub(crate) mod pdf_text;
pub(crate) mod pdf_tree;
mod program;
pub(crate) mod returned;
pub(crate) mod served;
pub(crate) mod set;
pub(crate) mod setting;
pub(crate) mod sfnt;
pub(crate) mod signed;
pub(crate) mod spreadsheet;
pub(crate) mod verdicts;
pub(crate) mod word_files;

pub(crate) use program::*;
