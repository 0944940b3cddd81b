//! Whether a PDF is what it says it is.

mod data;
mod filing;
mod layout;
mod pages;
mod signs;

pub use data::{DataDifference, DataVerdict};
pub use filing::{FilingFault, FilingVerdict, Unwaived, filing};
pub use pages::{PageDifference, PagesVerdict};
