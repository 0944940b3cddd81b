//! What each pass costs, on the filing of Shanxi Mobile: `cargo bench`.
//!
//! A pass takes what the one before it made. The faces keep their last cuts, so `pdf` is what a
//! second filing with the same characters costs; `pdf, faces anew` is the first one's.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use chengbao::check::Against;
use chengbao::document;
use chengbao::fonts::{self, FaceSet};
use chengbao::pdf::{self, Info};
use chengbao::render::{self, Templates};
use chengbao::report::{self, Reading};
use chengbao::standard::Standard;
use chengbao::typeset::{self, Setting};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

const FILING: &str = "data/shanxi-mobile-2020h2.yaml";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn faces() -> FaceSet {
    fonts::load(|name| Some(file(&format!("fonts/{name}")))).unwrap()
}

fn read(bytes: &[u8]) -> Reading {
    report::read(FILING, bytes)
}

fn passes(criterion: &mut Criterion) {
    let bytes = file(FILING);
    let (standard, templates, faces) = (Standard::newest(), Templates::default(), faces());
    let against = Against { standard: &standard, compared: &[] };
    let reading = read(&bytes);
    let filing = reading.filing.as_ref().unwrap();
    let markdown = render::markdown(filing, None, &templates).unwrap();
    let blocks = document::parse(&markdown);
    let pages = typeset::typeset(&blocks, &faces, &Setting::default()).unwrap();
    let info = Info {
        title: report::title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day(),
    };
    let write = |faces: &FaceSet| pdf::write(&pages, faces, &BTreeMap::new(), &info, &[]).unwrap();

    criterion.bench_function("read", |b| b.iter(|| read(black_box(&bytes))));
    criterion.bench_function("check", |b| {
        let check = |mut reading| report::check(&mut reading, against);
        b.iter_batched(|| read(&bytes), check, BatchSize::SmallInput);
    });
    criterion.bench_function("render", |b| {
        b.iter(|| document::parse(&render::markdown(black_box(filing), None, &templates).unwrap()));
    });
    criterion.bench_function("typeset", |b| {
        b.iter(|| typeset::typeset(black_box(&blocks), &faces, &Setting::default()));
    });
    criterion.bench_function("pdf", |b| b.iter(|| write(&faces)));
    criterion.bench_function("pdf, faces anew", |b| {
        b.iter_batched(self::faces, |faces| write(&faces), BatchSize::PerIteration);
    });
}

criterion_group!(benches, passes);
criterion_main!(benches);
