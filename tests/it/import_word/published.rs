//! The published filings as Word files of every make, and as the text that they were copied to.
//!
//! The originals are not ours to publish, so the tests run only where somebody has them:
//! `CHENGBAO_FILINGS=FOLDER cargo test --test it import_word::published:: -- --ignored`.

use std::path::PathBuf;

use super::OURS;
use super::imported::{Imported, Leaf, assert_same, difference, import, leaves};
use crate::support::word_files::{Kind, Make, Report};
use crate::support::{FILINGS, repository};

/// How figures of the originals are written in our filings.
const MENDED: [(&str, &str); 3] =
    [("≤4*10ˉ6", "≤4×10⁻⁶"), ("≤4*10⁻⁶", "≤4×10⁻⁶"), ("≤10-4", "≤10⁻⁴")];

const PROSE: [&str; 4] = ["公司简介", "电信服务质量状况", "结语", "声明"];

/// The number of the last page of one of them came along with its text.
const LEFT_OVER: [&str; 2] = ["PAGE12", ""];

fn original(stem: &str) -> String {
    let folder = std::env::var_os("CHENGBAO_FILINGS").expect("CHENGBAO_FILINGS names no folder");
    std::fs::read_to_string(PathBuf::from(folder).join(format!("{stem}.txt"))).unwrap()
}

/// What our filing of the same report has below some keys.
fn ours(stem: &str, keys: [&str; 3]) -> Vec<Leaf> {
    let yaml = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml"))).unwrap();
    below(leaves(&serde_yaml::from_str(&yaml).unwrap()), &keys)
}

fn below(leaves: Vec<Leaf>, keys: &[&str]) -> Vec<Leaf> {
    leaves.into_iter().filter(|(path, _)| keys.iter().any(|key| path.starts_with(key))).collect()
}

/// Names and figures are those of our filing, prose is that of the original.
fn fault(imported: &Imported, stem: &str, report: &Report) -> Option<String> {
    let facts = ["企业.名称", "报告期", "主要服务指标完成情况"];
    let mut found = below(imported.leaves(), &facts);
    for (_, figure) in &mut found {
        *figure = MENDED.iter().fold(figure.clone(), |text, (old, new)| text.replace(old, new));
    }
    let prose = || difference(&below(imported.leaves(), &PROSE), &expected(report));
    difference(&found, &ours(stem, facts)).or_else(prose)
}

/// The prose of a report under the keys where it belongs.
fn expected(report: &Report) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    let (mut chapters, mut initiatives) = (0, 0);
    for piece in report.body() {
        let text = piece.text.clone();
        let path = match piece.kind {
            Kind::Chapter => {
                chapters += 1;
                continue;
            }
            Kind::Initiative => {
                let path = format!("电信服务质量状况.举措[{initiatives}]");
                initiatives += 1;
                leaves.push((format!("{path}.标题"), text));
                if let Some(body) = piece.run_in.strip_prefix('。') {
                    leaves.push((format!("{path}.内容"), body.to_owned()));
                }
                continue;
            }
            Kind::Body if chapters == 1 => "公司简介".to_owned(),
            Kind::Body if initiatives == 0 => "电信服务质量状况.概述".to_owned(),
            Kind::Body => format!("电信服务质量状况.举措[{}].内容", initiatives - 1),
            Kind::Closing => "结语".to_owned(),
            Kind::Declaration => "声明".to_owned(),
            _ => continue,
        };
        let text = text.trim_start_matches("企业声明：").to_owned();
        match leaves.last_mut().filter(|(last, _)| *last == path) {
            Some((_, before)) => *before += &format!("\n{text}"),
            None => leaves.push((path, text)),
        }
    }
    leaves
}

/// What the tests below hold an original to is right for our own filings, which say it themselves.
#[test]
fn prose_belongs_where_our_filings_have_it() {
    for (filing, report) in OURS.iter() {
        let whose = filing["报告期"].as_str().unwrap();
        assert_same(&expected(report), &below(leaves(filing), &PROSE), whose);
    }
}

fn left_over(imported: &Imported) -> String {
    imported.left_over().concat().split_whitespace().collect()
}

#[test]
#[ignore = "needs the published filings: CHENGBAO_FILINGS"]
fn every_make_of_a_published_filing_is_placed() {
    let mut faults = Vec::new();
    for stem in FILINGS {
        let report = Report::read(&original(stem));
        assert!(report.pieces.len() > 30, "{stem}: {}", report.pieces.len());
        for make in Make::ALL {
            let imported = import("报告.docx", make.file(&report).bytes, "");
            let fault = fault(&imported, stem, &report);
            faults.extend(fault.map(|fault| format!("{stem} {make:?}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "needs the published filings: CHENGBAO_FILINGS"]
fn of_its_text_only_the_number_of_a_page_is_left_over() {
    for (stem, expected) in FILINGS.iter().zip(LEFT_OVER) {
        let text = original(stem);
        let imported = import("报告.txt", &text, "");
        assert_eq!(fault(&imported, stem, &Report::read(&text)), None, "{stem}");
        assert_eq!(left_over(&imported), expected, "{stem}");
        assert_eq!(imported.run.status, i32::from(!expected.is_empty()), "{stem}");
    }
}
