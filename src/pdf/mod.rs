//! Pages to bytes: printpdf draws, lopdf finishes. The one room that knows a PDF library.

mod cut;
mod draw;
mod finish;
mod pictures;

use std::collections::BTreeMap;

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
    /// The file could not be put together.
    #[error("生成 PDF 时出错：{0}")]
    Finish(String),
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
) -> Result<Vec<u8>, PdfFault> {
    let cuts = cut::cut(pages, faces)?;
    let document = draw::draw(pages, &cuts, pictures)?;
    finish::finish(document, info)
}
