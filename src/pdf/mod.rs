//! Pages to bytes: printpdf draws, lopdf adds structure and finishes. The one room that knows a
//! PDF library.
//!
//! Every file is PDF/A-3a and PDF/UA-1. What would make it fail there is a fault here, and no
//! file is made.

mod archive;
mod attach;
mod attached;
mod besides;
mod conformity;
mod cut;
mod destinations;
mod draw;
mod embed;
mod finish;
mod icc;
mod links;
mod marks;
mod named_faces;
mod outline;
mod pictures;
mod reading;
mod roles;
mod sameness;
pub mod signed;
pub mod signing;
mod strict;
mod structure;
mod tree;
mod update;
mod values;
mod words;
mod xmp;

use std::collections::BTreeMap;

pub use attach::{Attachment, Relationship};
pub use attached::{AttachedFault, all_attached, attached};
pub use besides::{Besides, Foreign, Link, Named, Stamp, besides, bookmarked};
pub use conformity::{Deviation, Elements, Expected, Link as ReportLink, ShownPicture, deviations};
pub use links::uri;
pub use named_faces::named_faces;
pub use reading::{MAX_BYTES, ReadFault, is_pdf};
pub use sameness::{Parting, parting};
pub use strict::{FormFault, FormFaultKind, Listed, form, listing};
pub use words::{
    Artifact, DrawnGlyph, EmbeddedFace, Figure, Glyph, Odd, PageWords, Piece, Place, Shown, Words,
    words,
};

use crate::filing::Date;
use crate::fonts::FaceSet;
use crate::pictures::Picture;
use crate::typeset::Pages;

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Info {
    /// The report's title.
    pub title: String,
    /// Who files.
    pub author: String,
    /// The day of signature; the only date in the file.
    pub date: Date,
}

/// What can go wrong between pages and bytes. None of it is the filer's fault.
#[derive(Debug, thiserror::Error)]
pub enum PdfFault {
    /// A face could not be cut to its used glyphs.
    #[error("字体 {face} 裁剪失败：{reason}")]
    Cut {
        /// The face.
        face: String,
        /// What the cutter said.
        reason: String,
    },
    /// The drawing library had something to say.
    #[error("绘制页面时出错：{0}")]
    Draw(String),
    /// The file would not be what archives and screen readers ask for.
    #[error("这样的 PDF 不合归档或无障碍标准：{0}")]
    Unfit(&'static str),
    /// The file could not be put together.
    #[error("生成 PDF 时出错：{0}")]
    Finish(String),
}

/// The language of the report (ISO 14289-1 7.2).
const LANGUAGE: &str = "zh-CN";

const PRODUCER: &str = concat!("chengbao ", env!("CARGO_PKG_VERSION"));

fn fault(error: lopdf::Error) -> PdfFault {
    PdfFault::Finish(error.to_string())
}

/// Writes pages as a PDF.
///
/// # Errors
/// A fault of a face or of a library.
pub fn write(
    pages: &Pages,
    faces: &FaceSet,
    pictures: &BTreeMap<String, Picture>,
    info: &Info,
    attachments: &[Attachment],
) -> Result<Vec<u8>, PdfFault> {
    let cuts = cut::cut(pages, faces)?;
    let roles = roles::roles(&pages.tags);
    let (mut document, marks) = draw::draw(pages, &cuts, pictures, &roles)?;
    let annotations = links::annotate(&mut document, pages, &cuts)?;
    let structure = structure::structure(pages, &roles, &marks, &annotations)?;
    tree::write(&mut document, &structure, &marks, &annotations, pages.height)?;
    outline::write(&mut document, pages, &roles)?;
    destinations::name(&mut document, pages)?;
    archive::declare(&mut document, pages, info)?;
    // Files that go with the report (AF) are added here, so that the identifier covers them.
    attach::attach(&mut document, attachments, info)?;
    finish::finish(document, info)
}
