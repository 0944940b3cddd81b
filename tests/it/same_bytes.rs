//! The same bytes in are the same bytes out: again, elsewhere, in another zone and language, and
//! twice in one process.

use chengbao::draft::Draft;
use chengbao::render::Templates;
use chengbao::report::{Format, Making, Outputs, make, read};

use crate::support::{Chengbao, FILINGS, Run, repository};

fn all_outputs(run: &Run, folder: &str) -> Vec<(String, Vec<u8>)> {
    let names = run.files(folder).into_iter();
    let outputs: Vec<_> =
        names.map(|name| (name.clone(), run.bytes(&format!("{folder}/{name}")))).collect();
    assert_eq!(outputs.len(), 6);
    outputs
}

#[track_caller]
fn assert_same(one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)]) {
    for ((name, bytes), (other_name, other_bytes)) in one.iter().zip(other) {
        assert_eq!(name, other_name);
        assert!(bytes == other_bytes, "{name} differs");
    }
}

#[test]
fn a_build_gives_the_same_bytes_each_time_and_everywhere() {
    let files = || FILINGS.map(|stem| format!("{stem}.yaml"));
    let mut call = Chengbao::new();
    for file in files() {
        call = call.data(&file);
    }
    let run = call.call(&format!("build {}", files().join(" "))).run().done();
    let first = all_outputs(&run, "output");

    let again = run.then().call(&format!("build {} -o 又一次", files().join(" "))).run().done();
    assert_same(&first, &all_outputs(&again, "又一次"));

    let paths = files().map(|file| format!("../../{file}")).join(" ");
    let elsewhere = again
        .then()
        .folder("别处/深处")
        .inside("别处/深处")
        .env("TZ", "America/St_Johns")
        .env("LANG", "ar_SA.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("SOURCE_DATE_EPOCH", "86400")
        .call(&format!("build {paths}"))
        .run()
        .done();
    assert_same(&first, &all_outputs(&elsewhere, "别处/深处/output"));

    let one_by_one = files().iter().rev().fold(elsewhere, |run, file| {
        run.then().call(&format!("build {file} -o 一份一份")).run().done()
    });
    assert_same(&first, &all_outputs(&one_by_one, "一份一份"));
}

#[test]
fn a_build_gives_the_same_bytes_twice_in_one_process() {
    let beside = |file: &str| std::fs::read(repository().join("fonts").join(file)).ok();
    let faces = chengbao::fonts::load(beside).unwrap();
    let templates = Templates::default();
    let standard = chengbao::standard::Standard::newest();
    let build = |stem: &str, draft: bool| -> Outputs {
        let path = repository().join("data").join(format!("{stem}.yaml"));
        let reading = read("filing.yaml", &std::fs::read(path).unwrap());
        let pictures = std::collections::BTreeMap::new();
        let (templates, faces, standard) = (&templates, &faces, &standard);
        let draft = draft.then(|| Draft::new(Some(2), "3f9a1c07"));
        let draft = draft.as_ref();
        let making = Making { draft, templates, faces, standard, pictures: &pictures, last: None };
        make(&reading, &making, Format::REPORT, "a").value.unwrap()
    };
    for stem in FILINGS {
        let first = build(stem, false);
        let _draft_in_between = build(stem, true);
        let second = build(stem, false);
        for format in Format::REPORT {
            let same = first.get(*format).unwrap() == second.get(*format).unwrap();
            assert!(same, "the {} of {stem} differs", format.label());
        }
    }
}
