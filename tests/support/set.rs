//! A filing set to pages, as a preview and a PDF are made from them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use chengbao::fonts::{BODY_FILE, FaceSet, load};
use chengbao::illustrations::{PictureFile, picture_files};
use chengbao::render::Templates;
use chengbao::report::{Formats, Making, Reading, SetReport, read, set};
use chengbao::standard::Standard;

use super::repository;

pub(crate) fn faces() -> &'static FaceSet {
    static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
        load(std::fs::read(repository().join("fonts").join(BODY_FILE)).ok()).unwrap()
    });
    &FACES
}

/// A file as a draft, with the pictures beside it.
pub(crate) fn set_file(path: &Path) -> (Reading, SetReport) {
    let mut reading = read("a.yaml", &std::fs::read(path).unwrap());
    let folder = path.parent().unwrap();
    let filing = reading.filing.as_ref().unwrap();
    let pictures: BTreeMap<String, PictureFile> = picture_files(filing)
        .into_iter()
        .map(|file| (file.clone(), std::fs::read(folder.join(file)).map_err(|e| e.to_string())))
        .collect();
    let making = Making {
        formats: Formats { markdown: false, html: false, pdf: false },
        draft: true,
        templates: &Templates::default(),
        faces: faces(),
        standard: &Standard::newest(),
        pictures: &pictures,
        last: None,
        name: "a",
    };
    let set = set(&mut reading, &making).unwrap();
    (reading, set)
}
