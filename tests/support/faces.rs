use std::sync::LazyLock;

use chengbao::fonts::{BODY_FILE, FaceSet, load};

use super::repository;

/// The vendored faces, loaded once.
pub(crate) fn faces() -> &'static FaceSet {
    static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
        load(Some(std::fs::read(repository().join("fonts").join(BODY_FILE)).unwrap())).unwrap()
    });
    &FACES
}
