//! Pages to bytes: printpdf draws, lopdf adds structure and finishes.
//!
//! Every file is PDF/A-3a and PDF/UA-1. What would make it fail there is a fault here, and no
//! file is made.

mod actual_text;
mod archive;
mod attachments;
mod bookmarks;
mod destinations;
mod draw;
mod embed;
mod finish;
mod icc;
mod links;
mod marked_content;
mod pictures;
mod roles;
mod structure;
mod values;
mod xmp;

use std::collections::BTreeMap;

pub use attachments::{Attachment, Relationship};
pub use links::uri;

// What `read` compares a file with, and what `sign` writes likewise.
pub(super) use archive::pdf_date;
pub(super) use destinations::SEAL;
pub(super) use icc::srgb;
pub(super) use links::{PRINT, description};
pub(super) use marked_content::ContentItem;
pub(super) use pictures::{Placement, matrix, object};
// A picture's object, as the drawing library has it.
pub(super) use printpdf::{DictItem, ExternalStream};
pub(super) use roles::roles;
pub(super) use structure::{Attributes, Kid, Node, structure};
pub(super) use values::{fitting, utf16};
pub(super) use xmp::packet;

use crate::filing::Date;
use crate::fonts::{FaceSet, SubsetFault, Subsets};
use crate::pictures::Picture;
use crate::typeset::Pages;

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Info {
    /// The report's title.
    pub title: String,
    /// The company that files.
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
        /// The face's name.
        face: String,
        /// The cutter's own words.
        reason: String,
    },
    /// The drawing library's own words.
    #[error("绘制页面时出错：{0}")]
    Draw(String),
    /// The file would not be what archives and screen readers ask for.
    #[error("这样的 PDF 不合归档或无障碍标准：{0}")]
    Unfit(&'static str),
    /// The file could not be put together.
    #[error("生成 PDF 时出错：{0}")]
    Finish(String),
}

impl From<SubsetFault> for PdfFault {
    fn from(fault: SubsetFault) -> Self {
        match fault {
            SubsetFault::Cut { face, reason } => Self::Cut { face, reason },
            SubsetFault::NotDef => Self::Unfit("有字印成了方框"),
            SubsetFault::NoText => Self::Unfit("有字没有可以读出的 Unicode 值"),
        }
    }
}

/// The language of the report (ISO 14289-1 7.2).
pub(super) const LANGUAGE: &str = "zh-CN";

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
    let subsets = subsets(pages, faces)?;
    let roles = roles(&pages.tags);
    let (mut document, marks) = draw::draw(pages, &subsets, pictures, &roles)?;
    let annotations = links::annotate(&mut document, pages, &subsets)?;
    let tree = structure(pages, &roles, &marks, &annotations)?;
    structure::write(&mut document, &tree, &marks, &annotations)?;
    bookmarks::write(&mut document, pages, &roles)?;
    destinations::write(&mut document, pages)?;
    archive::declare(&mut document, pages, info)?;
    // Files that go with the report (AF) are added here, so that the identifier covers them.
    attachments::attach(&mut document, attachments, info)?;
    finish::finish(document, info)
}

/// The faces that the pages use, cut to the glyphs that they use.
fn subsets(pages: &Pages, faces: &FaceSet) -> Result<Subsets, PdfFault> {
    let glyphs = pages.runs().flat_map(|run| run.glyphs.iter().map(|glyph| (run.face, glyph)));
    let uses = glyphs.map(|(face, glyph)| {
        let reads_otherwise = glyph.text.is_empty() || glyph.substitute;
        (face, glyph.id, (!reads_otherwise).then_some(glyph.text.as_str()))
    });
    Ok(faces.subsets(uses)?)
}
