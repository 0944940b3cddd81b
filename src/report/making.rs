//! What outputs are made with.

use crate::draft::Draft;
use crate::filing::Compared;
use crate::fonts::FaceSet;
use crate::illustrations::PictureFiles;
use crate::render::Templates;
use crate::standard::Standard;

/// How outputs are made.
#[derive(Debug, Clone, Copy)]
pub struct Making<'m> {
    /// Where it is a draft: it is marked 送审稿, and made in spite of errors.
    pub draft: Option<&'m Draft>,
    /// The templates in use.
    pub templates: &'m Templates,
    /// The faces in use.
    pub faces: &'m FaceSet,
    /// The standard that the filing was checked by.
    pub standard: &'m Standard,
    /// The pictures' files that [`crate::illustrations::picture_files`] names.
    pub pictures: &'m PictureFiles,
    /// The filing that 上期 names, with those before it.
    pub last: Option<&'m Compared>,
}
