//! A PDF that an archive or a screen reader would refuse is not made at all.

use std::collections::BTreeMap;

use chengbao::document::parse;
use chengbao::filing::Date;
use chengbao::pdf::{Info, PdfFault, write};
use chengbao::pictures::{Picture, decode};
use chengbao::typeset::{CellKind, Length, Pages, Setting, Tag, typeset};

use crate::support::faces::faces;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"15\">\
    <rect width=\"30\" height=\"15\" fill=\"#1f5fa8\"/></svg>";
const REPORT: &str =
    "# 报告\n\n正文。\n\n![一张图](图.svg)\n\n| 项 | 值 |\n|---|---|\n| 甲 | 1 |\n";

fn pages() -> Pages {
    let side = Length::from_points(50);
    let pictures = BTreeMap::from([("图.svg".to_owned(), (side, side))]);
    typeset(&parse(REPORT), faces(), &Setting { pictures, ..Setting::default() }).unwrap()
}

fn written(title: &str, change: impl FnOnce(&mut Pages)) -> Result<Vec<u8>, PdfFault> {
    let mut pages = pages();
    change(&mut pages);
    let date = Date { year: 2021, month: 1, day: 12 };
    let info = Info { title: title.to_owned(), author: "甲".to_owned(), date };
    let picture: Picture = decode(SVG.as_bytes(), &[]).unwrap();
    write(&pages, faces(), &BTreeMap::from([("图.svg".to_owned(), picture)]), &info, &[])
}

#[test]
fn a_whole_report_is_written() {
    assert!(written("报告", |_| {}).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn a_string_may_be_as_long_as_an_archive_allows() {
    let fitting = |pages: &mut Pages| pages.pages[0].pictures[0].alt = "长".repeat(16_382);
    assert!(written("报告", fitting).is_ok());
}

#[test]
fn what_would_not_be_accepted_is_a_fault() {
    let unfit = |title: &str, change: fn(&mut Pages)| {
        let fault = written(title, change).unwrap_err();
        assert!(matches!(fault, PdfFault::Unfit(_)), "{fault}");
        fault.to_string()
    };
    assert!(unfit(" ", |_| {}).contains("标题"));
    assert!(unfit("标\u{1}题", |_| {}).contains("字符"));
    let untagged = unfit("报告", |pages| pages.pages[0].runs[0].element = Some(usize::MAX));
    assert!(untagged.contains("不属于"), "{untagged}");
    assert!(unfit("报告", |pages| pages.pages[0].runs[0].glyphs[0].id = 0).contains("方框"));
    let speechless = |pages: &mut Pages| pages.pages[0].pictures[0].alt = " ".to_owned();
    assert!(unfit("报告", speechless).contains("替代文字"));
    assert!(unfit("报告", |pages| pages.pages[0].pictures.clear()).contains("图片"));
    let long = |pages: &mut Pages| pages.pages[0].pictures[0].alt = "长".repeat(16_384);
    assert!(unfit("报告", long).contains("过长"));
    assert!(unfit(&"长".repeat(16_384), |_| {}).contains("过长"));
    let message = |pages: &mut Pages| {
        let glyph = &mut pages.pages[0].runs[0].glyphs[0];
        (glyph.text, glyph.substitute) = ("长".repeat(16_384), true);
    };
    assert!(unfit("报告", message).contains("过长"));
    let ragged = |pages: &mut Pages| {
        let last = pages.tags.len() - 1;
        pages.tags[last] = Tag::Cell { table: 0, row: 2, column: 0, kind: CellKind::Data };
    };
    assert!(unfit("报告", ragged).contains("格数"));
}
