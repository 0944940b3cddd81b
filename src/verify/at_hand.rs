//! What there is at hand to rebuild the report of a PDF.

use std::collections::BTreeMap;

use crate::fonts::FaceSet;
use crate::render::Templates;

/// What there is at hand to rebuild the report of a PDF.
#[derive(Debug, Clone, Copy)]
pub struct AtHand<'h> {
    /// Templates of a user's own; a report by the program's own is rebuilt with those.
    pub templates: &'h Templates,
    /// The faces that the report was set in, where they are known ([`AtHand::has_faces`]).
    pub faces: Option<&'h FaceSet>,
}

impl AtHand<'_> {
    /// Whether faces are those that a file names ([`crate::pdf::face_names`]), under the same
    /// numbers.
    #[must_use]
    pub fn has_faces(faces: &FaceSet, named: &BTreeMap<usize, String>) -> bool {
        let known: BTreeMap<usize, String> =
            faces.iter().map(|(id, face)| (id.number(), face.postscript_name())).collect();
        named.iter().all(|(number, name)| known.get(number) == Some(name))
    }
}
