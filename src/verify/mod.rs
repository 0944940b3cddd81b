//! Whether a PDF is what it says it is.

mod data;
mod filing;
mod layout;
mod pages;
mod problems;
mod signs;

pub use data::{DataDifference, DataVerdict};
pub use filing::{FilingFault, FilingVerdict, Unwaived, filing};
pub use pages::{PageDifference, PagesVerdict};
pub use problems::{FilingProblem, problems};
