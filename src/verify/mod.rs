//! Whether a PDF is what it says it is.

mod again;
mod at_hand;
mod carried;
mod company;
mod conformity;
mod data;
mod difference;
mod extras;
mod eye;
mod faults;
mod filing;
mod human;
mod json;
mod layout;
mod pages;
mod problems;
mod signatures;
mod signs;
mod times;
mod verdict;

pub use again::Again;
pub use at_hand::AtHand;
pub use company::{Company, Whose};
pub use data::{DataDifference, DataVerdict};
pub use difference::PageDifference;
pub use extras::Extra;
pub use faults::SignatureProblem;
pub use filing::{FilingFault, FilingVerdict, Unwaived, filing};
pub use human::{human, is_moving};
pub use json::json;
pub use pages::PagesVerdict;
pub use problems::{FilingProblem, problems};
pub use signatures::{Judged, SignatureVerdict, SignaturesVerdict, signatures};
pub use times::SignatureNote;
pub use verdict::{Asking, Expected, Strangers, Verdict, verdict};
