//! What the parts' XML has in common.

use crate::xml;

/// How a part begins.
pub(super) const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// WordprocessingML (ECMA-376 Part 1, transitional).
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The types of relationships, but for their last segment.
pub(super) const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The namespaces of a part with text and pictures.
pub(super) fn namespaces() -> String {
    format!(
        r#"xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#
    )
}

/// A text as XML has it, without characters that XML has no place for.
pub(super) fn escape(text: &str) -> String {
    let text: String = text.chars().filter(|c| xml::has(*c)).collect();
    xml::escape(&text)
}
