//! Hostile bytes: the fuzzer's seeds, and whatever it found, once more. `fuzz/README.md` says how
//! it is run; what it finds is put into `tests/hostile/TARGET/` once it is fixed.

use std::path::Path;

use crate::support::{hostile, repository};

/// Puts each file of some folders through a target; how many there were.
#[track_caller]
fn each_of(folders: &[&str], target: fn(&[u8])) {
    let mut count = 0;
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(repository().join(folder)) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            count += 1;
            survives(&path, target);
        }
    }
    assert!(count > 0, "{folders:?}");
}

/// Names the file that a target falls over.
#[track_caller]
fn survives(path: &Path, target: fn(&[u8])) {
    let bytes = std::fs::read(path).unwrap();
    let outcome = std::panic::catch_unwind(|| target(&bytes));
    assert!(outcome.is_ok(), "{}", path.display());
}

#[test]
fn filings() {
    each_of(&["tests/hostile/yaml", "tests/bad"], hostile::yaml);
}

#[test]
fn figures() {
    each_of(&["tests/hostile/figure", "fuzz/seeds/figure"], hostile::figure);
}

#[test]
fn edits_of_a_page() {
    each_of(&["tests/hostile/ops", "fuzz/seeds/ops"], hostile::page_ops);
}

#[test]
fn narratives() {
    each_of(&["tests/hostile/pages", "fuzz/seeds/pages"], hostile::pages);
}

#[test]
fn templates_and_fields() {
    each_of(&["tests/hostile/template", "fuzz/seeds/template"], hostile::template);
}

#[test]
fn pdfs_to_take_something_out_of() {
    each_of(&["tests/hostile/extract", "fuzz/seeds/pdf"], hostile::extract);
}

#[test]
fn pdfs_to_judge() {
    each_of(&["tests/hostile/verify", "fuzz/seeds/pdf"], hostile::verify);
}

#[test]
fn pdfs_that_two_readers_see_alike() {
    each_of(&["tests/hostile/strict", "fuzz/seeds/strict"], hostile::strict);
    // Each seed is one that the strict reader takes, or else it shows nothing.
    for entry in std::fs::read_dir(repository().join("fuzz/seeds/strict")).unwrap() {
        let path = entry.unwrap().path();
        let fault = chengbao::pdf::form(&std::fs::read(&path).unwrap());
        assert_eq!(fault, None, "{}", path.display());
    }
}

#[test]
fn spreadsheets() {
    each_of(&["tests/hostile/sheet", "fuzz/seeds/sheet"], hostile::sheet);
}

#[test]
fn keys_and_signatures() {
    each_of(&["tests/hostile/pkcs12", "fuzz/seeds/cms", "tests/keys"], hostile::pkcs12);
}
