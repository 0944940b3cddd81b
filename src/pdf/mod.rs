//! PDF, in three rooms with one way between them: `sign` stands on `read` and `write`, `read` on
//! `write`, and `write` on neither.
//!
//! - `write`: pages to bytes. It alone names the libraries that draw (printpdf) and that put
//!   objects together (lopdf).
//! - `read`: a file that may come from anywhere, read by hand within bounds, and compared with
//!   what `write` would make of the same report.
//! - `sign`: a signature put into a file, and what became of a file after each signature.

mod read;
pub mod sign;
mod write;

pub use read::{
    Anomaly, Artifact, AttachmentFault, Deviation, Difference, DrawnGlyph, Elements, EmbeddedFace,
    Expected, Extras, Figure, ForeignObject, FormFault, FormFaultKind, Glyph, LinkAnnotation,
    ListedObject, MAX_BYTES, OwnName, PageArea, PageWords, Piece, ReadFault, ReadingPosition,
    Rectangle, ReportLink, ReportPicture, Words, attachment, attachments, bookmarked, deviations,
    extras, face_names, first_difference, form, is_pdf, listing, words,
};
pub use write::{Attachment, Info, PdfFault, Relationship, uri, write};
