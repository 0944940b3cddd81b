//! The way of a filing, from a file's bytes to the outputs. Pure: what it needs is handed in, and
//! what it finds comes back as findings.

mod annex;
mod carried;
mod drafts;
mod filling;
mod format;
mod lasts;
mod limits;
mod loading;
mod make;
mod making;
mod merging;
mod page_findings;
mod reading;
mod refusal;
mod template;

pub(crate) use crate::illustrations::PictureFiles;
pub(crate) use annex::chart_stem;
pub use carried::{ATTACHED_DATA, ATTACHED_SOURCE};
pub(crate) use carried::{
    ATTACHED_LASTS, Provenance, attachments_again, carried_lasts, carried_pictures, data_again,
    pictures_again,
};
pub(crate) use drafts::draft_of;
pub(crate) use filling::{Filling, fill};
pub use format::{Format, Output, Outputs};
pub(crate) use format::{OutputFile, Printed};
pub(crate) use lasts::{lasts, lasts_again};
pub(crate) use loading::{Holder, Loaded, load};
pub use make::{SetReport, make, set};
pub(crate) use make::{make_one, needs, pdf_again};
pub use making::Making;
pub(crate) use merging::{MergeOptions, Merging, as_shown, merge};
pub use reading::{Reading, Warned, check, read, title};
pub(crate) use reading::{caveats, picture_names, place, repeated_figures};
pub use refusal::Refusal;
