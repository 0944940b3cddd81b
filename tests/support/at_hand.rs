//! What the tests make reports again with: the vendored faces and the program's own templates.

use std::sync::LazyLock;

use chengbao::fonts::{BODY_FILE, FaceSet, load};
use chengbao::render::Templates;
use chengbao::verify::AtHand;

static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(BODY_FILE);
    load(Some(std::fs::read(place).unwrap())).unwrap()
});
static TEMPLATES: LazyLock<Templates> = LazyLock::new(Templates::default);

/// The vendored faces, and the program's own templates.
pub(crate) fn at_hand() -> AtHand<'static> {
    with(&TEMPLATES)
}

/// The vendored faces, and templates of a user's own.
#[allow(dead_code)]
pub(crate) fn with(templates: &Templates) -> AtHand<'_> {
    AtHand { templates, faces: Some(&FACES) }
}
