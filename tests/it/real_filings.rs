//! The filings in `data/` beside the published ones that they were made from: every number is
//! there, and the prose is new.
//!
//! The originals are not ours to publish, so the tests run only where somebody has them:
//! `CHENGBAO_FILINGS=FOLDER cargo test --test it real_filings:: -- --ignored`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chengbao::filing::Filing;

use crate::support::{Chengbao, FILINGS, repository};

/// What the originals got wrong or left out, and what it has to be.
const MENDED: [(&str, &str); 4] = [
    ("≤4*10ˉ6", "≤4×10⁻⁶"),
    ("≤10-4", "≤10⁻⁴"),
    ("参与客户数76262，", "参与客户数76262位，"),
    ("PAGE12", ""),
];

/// Names and slogans of the carriers that both may have in the same words.
const NAMES: [&str; 2] = [
    "5G畅玩、宽带畅享、亲情畅聊、全球通尊享、权益惠享5大服务",
    "《网络安全法》《电信条例》《电信和互联网用户个人信息保护规定》",
];

/// So many characters in the same order are taken for a copy.
const COPIED: usize = 20;

fn original(stem: &str) -> String {
    let folder = std::env::var_os("CHENGBAO_FILINGS").expect("CHENGBAO_FILINGS names no folder");
    std::fs::read_to_string(PathBuf::from(folder).join(format!("{stem}.txt"))).unwrap()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn original_mended(stem: &str) -> String {
    MENDED.iter().fold(bare(&original(stem)), |text, (wrong, right)| text.replace(wrong, right))
}

fn markdown(stem: &str) -> String {
    let file = format!("{stem}.yaml");
    let run = Chengbao::new().data(&file).call(&format!("build {file} --formats md")).run().done();
    bare(&run.text(&format!("output/{stem}.md")))
}

/// Each number with what follows it: `99.99%`, `4.01小`, `10.6T`, `56万`.
fn numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = |from: usize, is: &dyn Fn(char) -> bool| {
            (from..chars.len()).find(|i| !is(chars[*i])).unwrap_or(chars.len())
        };
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut stop = end(at, &|c| c.is_ascii_digit());
        let fraction = chars.get(stop) == Some(&'.');
        if fraction && chars.get(stop + 1).is_some_and(char::is_ascii_digit) {
            stop = end(stop + 1, &|c| c.is_ascii_digit());
        }
        let unit = match chars.get(stop) {
            Some(c) if c.is_ascii_alphabetic() => end(stop, &|c| c.is_ascii_alphabetic()),
            Some('%' | '\u{4E00}'..='\u{9FFF}') => stop + 1,
            _ => stop,
        };
        numbers.push(chars[at..unit].iter().collect());
        at = stop;
    }
    numbers
}

#[test]
#[ignore = "needs the published filings: CHENGBAO_FILINGS"]
fn every_number_of_the_originals_is_there() {
    for stem in FILINGS {
        let ours: BTreeSet<String> = numbers(&markdown(stem)).into_iter().collect();
        let theirs = numbers(&original_mended(stem));
        assert!(theirs.len() > 30, "{stem}: {}", theirs.len());
        let missing: Vec<&String> = theirs.iter().filter(|n| !ours.contains(*n)).collect();
        assert!(missing.is_empty(), "{stem}: {missing:?}");
    }
}

#[test]
#[ignore = "needs the published filings: CHENGBAO_FILINGS"]
fn the_indicators_are_the_originals_one_by_one() {
    for stem in FILINGS {
        let section = |text: &str| {
            let after = text.split("主要服务指标完成情况").nth(1).unwrap();
            // What follows the indicators is prose, in words of its own.
            let end = ["企业声明", "2021年，"].iter().filter_map(|mark| after.find(mark)).min();
            numbers(&after[..end.unwrap()])
        };
        assert_eq!(section(&markdown(stem)), section(&original_mended(stem)), "{stem}");
    }
}

#[test]
#[ignore = "needs the published filings: CHENGBAO_FILINGS"]
fn the_prose_is_new() {
    for stem in FILINGS {
        let ours: Vec<String> = prose(stem).iter().map(|text| without_names(text)).collect();
        let theirs = original(stem);
        for paragraph in theirs.lines().map(|line| without_names(body_of(&bare(line)))) {
            let chars: Vec<char> = paragraph.chars().collect();
            for run in chars.windows(COPIED).filter(|run| !run.contains(&'\n')) {
                let run: String = run.iter().collect();
                assert!(ours.iter().all(|text| !text.contains(&run)), "{stem}: {run}");
            }
        }
    }
}

/// A paragraph without the title that it follows in the same line.
fn body_of(paragraph: &str) -> &str {
    let titled = paragraph.starts_with('（');
    paragraph.split_once('。').filter(|_| titled).map_or(paragraph, |(_, body)| body)
}

fn without_names(text: &str) -> String {
    NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, "\n"))
}

/// The texts of a filing that are written, not filled in.
fn prose(stem: &str) -> Vec<String> {
    let path = repository().join(format!("data/{stem}.yaml"));
    let reading = chengbao::report::read(stem, &std::fs::read(path).unwrap());
    let filing: Filing = reading.filing.unwrap();
    let texts = filing.narratives();
    texts.map(|text| bare(&text.value)).collect()
}
