//! Faces put into a document that was drawn: printpdf copies and reads the bytes that it is given
//! several times over, so it is given none.

use lopdf::{Document, ObjectId};
use printpdf::FontId;

use super::finish::{packed, packer};
use super::{PdfFault, fault};
use crate::fonts::{FaceId, Outlines, Subsets};

/// The name of a face in the file.
pub(super) fn font_id(face: FaceId) -> FontId {
    FontId(format!("F{}", face.number()))
}

/// Puts the faces in, packed once for all reports that need the same glyphs (ISO 32000-1 9.9).
pub(super) fn embed(document: &mut Document, subsets: &Subsets) -> Result<(), PdfFault> {
    for (face, subset) in subsets {
        let program = program_of(document, *face);
        let program = program.ok_or(PdfFault::Unfit("有字体没有嵌入"))?;
        let program = document.get_object_mut(program).and_then(|p| p.as_stream_mut());
        let program = program.map_err(fault)?;
        match subset.face.outlines() {
            Outlines::Cff => program.dict.set("Subtype", "CIDFontType0C"),
            Outlines::TrueType => program.dict.set("Length1", subset.face.program().len() as i64),
        }
        let packed = subset.face.packed(|bytes| packed(bytes, &mut packer()))?;
        program.dict.set("Filter", "FlateDecode");
        program.set_content(packed.to_vec());
    }
    Ok(())
}

/// The stream of a face in the document's resources, which all pages share.
fn program_of(document: &Document, face: FaceId) -> Option<ObjectId> {
    let page = document.get_pages().into_values().next()?;
    let page = document.get_dictionary(page).ok()?;
    let resources = page.get_deref(b"Resources", document).ok()?.as_dict().ok()?;
    let fonts = resources.get_deref(b"Font", document).ok()?.as_dict().ok()?;
    let font = fonts.get_deref(font_id(face).0.as_bytes(), document).ok()?.as_dict().ok()?;
    let drawn_with = font.get_deref(b"DescendantFonts", document).ok()?.as_array().ok()?;
    let (_, drawn_with) = document.dereference(drawn_with.first()?).ok()?;
    let descriptor = drawn_with.as_dict().ok()?.get_deref(b"FontDescriptor", document).ok()?;
    let descriptor = descriptor.as_dict().ok()?;
    let program = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3"));
    program.ok()?.as_reference().ok()
}
