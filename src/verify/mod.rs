//! Whether a PDF is what it says it is.

mod again;
mod at_hand;
mod conformity;
mod data;
mod extras;
mod eye;
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
pub use data::{DataDifference, DataVerdict};
pub use extras::Extra;
pub use filing::{FilingFault, FilingVerdict, Unwaived, filing};
pub use human::{human, is_moving};
pub use json::json;
pub use pages::{PageDifference, PagesVerdict};
pub use problems::{FilingProblem, problems};
pub use signatures::{Judged, SignatureProblem, SignatureVerdict, SignaturesVerdict, signatures};
pub use times::SignatureNote;
pub use verdict::{Verdict, verdict};
