//! A page as SVG: the same glyphs at the same places as the page's data has them.

use std::collections::BTreeSet;

use chengbao::report::SetReport;
use chengbao::svg::{Drawing, Outlines, page, prepare};

use crate::support::faces::faces;
use crate::support::set::set_file;
use crate::support::{FILINGS, repository};

fn svgs(report: &SetReport) -> Vec<String> {
    let decoded = report.illustrations.decoded().iter();
    let pictures = decoded.map(|(file, p)| (file.clone(), prepare(p).unwrap())).collect();
    let draft = report.pages.draft.as_ref();
    let outlines = Outlines::default();
    let drawing = Drawing { faces: faces(), outlines: &outlines, pictures: &pictures, draft };
    let pages = report.pages.pages.iter().enumerate();
    pages.map(|(n, one)| page(one, &format!("p{n}"), drawing)).collect()
}

/// The values of an attribute, in the order of the document.
fn values<'s>(svg: &'s str, start: &str, attribute: &str) -> Vec<&'s str> {
    let wanted = format!(" {attribute}=\"");
    let tags = svg.split('<').filter(|tag| tag.starts_with(start));
    tags.filter_map(|tag| tag.split_once(&wanted)?.1.split('"').next()).collect()
}

fn thousandths(value: &str) -> i64 {
    let (whole, rest) = value.split_once('.').unwrap_or((value, ""));
    assert!(rest.len() <= 3 && !rest.ends_with('0'), "{value}");
    format!("{whole}{rest:0<3}").parse().unwrap()
}

#[test]
fn every_glyph_stands_where_the_page_has_it() {
    let tests = repository().join("tests/filings");
    let mut files: Vec<_> =
        FILINGS.iter().map(|stem| repository().join(format!("data/{stem}.yaml"))).collect();
    files.extend([tests.join("tables.yaml"), tests.join("torture.yaml")]);
    for file in files {
        let (_, report) = set_file(&file);
        for (one, svg) in report.pages.pages.iter().zip(svgs(&report)) {
            let mark = report.pages.draft.iter().flat_map(|mark| &mark.runs);
            let line = report.pages.draft.iter().flat_map(|mark| &mark.line);
            let runs: Vec<_> = mark.chain(&one.runs).chain(line).collect();
            let inked = runs.iter().flat_map(|run| {
                let face = faces().face(run.face);
                let inked = run.glyphs.iter().filter(|g| !face.outline(g.id).is_empty());
                inked.map(|glyph| (glyph.x.0, run.baseline.0))
            });
            let placed = values(&svg, "use", "x").into_iter().zip(values(&svg, "use", "y"));
            let placed: Vec<_> = placed.map(|(x, y)| (thousandths(x), thousandths(y))).collect();
            assert_eq!(placed, inked.collect::<Vec<_>>());

            let used: BTreeSet<&str> =
                values(&svg, "use", "href").iter().map(|id| &id[1..]).collect();
            let defined = values(&svg, "path id", "id");
            assert_eq!(used, defined.iter().copied().collect());
            assert_eq!(used.len(), defined.len());

            let elements: BTreeSet<String> =
                values(&svg, "g", "data-element").iter().map(|n| (*n).to_owned()).collect();
            let of_runs = one.runs.iter().filter_map(|run| run.element);
            let of_pictures = one.pictures.iter().map(|picture| picture.element);
            assert_eq!(elements, of_runs.chain(of_pictures).map(|n| n.to_string()).collect());

            let lines = values(&svg, "rect", "y").into_iter().map(thousandths);
            assert!(lines.eq(one.rules.iter().map(|rule| rule.y.0)));
            assert_eq!(svg.matches("role=\"img\"").count(), one.pictures.len());
        }
    }
}

#[test]
fn the_same_page_is_the_same_bytes() {
    let file = repository().join("tests/filings/tables.yaml");
    assert_eq!(svgs(&set_file(&file).1), svgs(&set_file(&file).1));
}

#[test]
fn text_cannot_leave_its_place() {
    let report = {
        let text = crate::support::filing::with(&[]);
        let text = text.replace("公司简介: |\n", "公司简介: |\n  a</text><script>&amp;]]>\"\n\n");
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.yaml");
        std::fs::write(&file, text).unwrap();
        set_file(&file).1
    };
    for svg in svgs(&report) {
        assert!(!svg.contains("<script"), "{svg}");
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }
}
