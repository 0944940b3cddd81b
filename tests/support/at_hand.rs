//! What the tests make reports again with: the vendored faces and the program's own templates.

use std::sync::LazyLock;

use chengbao::render::Templates;
use chengbao::verify::AtHand;

use super::faces::faces;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(Templates::default);

/// The vendored faces, and the program's own templates.
pub(crate) fn at_hand() -> AtHand<'static> {
    with(&TEMPLATES)
}

/// The vendored faces, and templates of a user's own.
pub(crate) fn with(templates: &Templates) -> AtHand<'_> {
    AtHand { templates, faces: Some(faces()) }
}
