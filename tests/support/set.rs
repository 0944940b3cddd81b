//! A filing set to pages, as a preview and a PDF are made from them.

use std::collections::BTreeMap;
use std::path::Path;

use chengbao::illustrations::{PictureFile, picture_files};
use chengbao::render::Templates;
use chengbao::report::{Making, Reading, SetReport, read, set};
use chengbao::standard::Standard;

use super::faces::faces;

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
        draft: Some(&chengbao::draft::Draft::new(None, "3f9a1c07")),
        templates: &Templates::default(),
        faces: faces(),
        standard: &Standard::newest(),
        pictures: &pictures,
        last: None,
    };
    let report = set(&reading, &making);
    let report = reading.keep(report).unwrap();
    (reading, report)
}
