//! PDFs that may come from anywhere, read by hand within bounds (`objects`), and what is made of
//! what was read: what pages show (`words`), what else a file holds (`extras`, `attachments`,
//! `faces`), whether it is built as `write` builds it (`conformity`), holds the same as another
//! (`sameness`), and is of the one form that every reader agrees on (`strict`).
//!
//! It may ask `write` what we would write. It knows nothing of signing.

mod attachments;
mod conformity;
mod extras;
mod faces;
pub(super) mod objects;
mod page_tree;
mod sameness;
mod seal_place;
pub(super) mod strict;
mod words;
mod xmp;

pub use attachments::{AttachmentFault, attachment, attachments};
pub use conformity::{
    Deviation, Elements, Expected, Link as ReportLink, ReportPicture, deviations,
};
pub use extras::{
    Extras, ForeignObject, Link as LinkAnnotation, OwnName, PageArea, bookmarked, extras,
};
pub use faces::face_names;
pub use objects::{MAX_BYTES, ReadFault, is_pdf};
pub use sameness::{Difference, first_difference};
pub use strict::{FormFault, FormFaultKind, ListedObject, form, listing};
pub use words::{
    Anomaly, Artifact, DrawnGlyph, EmbeddedFace, Figure, Glyph, PageWords, Piece, ReadingPosition,
    Rectangle, Words, words,
};

pub(super) use seal_place::seal_place;
pub(super) use xmp::is_of_one_encoding;
