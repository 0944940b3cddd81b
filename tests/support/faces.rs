use std::sync::{Arc, LazyLock};

use chengbao::fonts::{BESIDE, BesideFile, FaceSet, assemble, before_companions, list, load};

use super::repository;

/// The vendored faces, loaded once.
pub(crate) fn faces() -> &'static FaceSet {
    static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
        load(|file| Some(std::fs::read(repository().join("fonts").join(file)).unwrap())).unwrap()
    });
    &FACES
}

/// The vendored faces of the versions before 0.5.0.
pub(crate) fn earlier_faces() -> &'static FaceSet {
    static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
        let (file, _) = BESIDE[0];
        let path = repository().join("fonts").join(file);
        let bytes = Arc::new(std::fs::read(&path).unwrap());
        let list = before_companions(&list().unwrap());
        assemble(&list, &[BesideFile { file, path, bytes }], Vec::new()).unwrap()
    });
    &FACES
}
