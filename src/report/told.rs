//! What is said of characters, tables and stand-ins that only setting a report shows, each at its
//! place in the file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Reading;
use super::limits::MAX_PAGES;
use crate::document::{self, Block};
use crate::finding::{Code, sort};
use crate::pdf;
use crate::prose::Paragraph;
use crate::source::{self, Source, Value};
use crate::typeset::Pages;

/// So many characters without a face are told one by one.
const MAX_TOLD: usize = 100;

/// A table that no page is wide enough for, by its number among the report's.
pub(super) fn report_wide_table(reading: &mut Reading, blocks: &[Block], table: usize) {
    let what = "表格的栏太多，用最小的字也排不进一页的宽度";
    let wide = document::tables_of(blocks).into_iter().nth(table);
    let finding = match wide.and_then(|wide| place_of_table(wide, reading)) {
        Some(place) => Code::G05.at(place, what),
        None => Code::G05.of_file(what),
    };
    reading.findings.push(finding.help("拆成几张表，或把行和栏对调"));
    sort(&mut reading.findings);
}

/// Where the filer wrote a table: its head's line.
fn place_of_table(wide: &Block, reading: &Reading) -> Option<Range<usize>> {
    reading.filing.as_ref()?.narratives().find_map(|text| {
        let mut tables = document::tables(&text.value).into_iter();
        let (_, place) = tables.find(|(table, _)| table == wide)?;
        let head = text.value.get(place.clone())?.lines().next()?.len();
        let written = Paragraph::of_line(text, &reading.source);
        Some(written.span(place.start..place.start + head))
    })
}

/// A report of too many pages.
pub(super) fn report_many_pages(reading: &mut Reading, pages: usize) {
    let what = format!("报告有 {pages} 页，超过 {MAX_PAGES} 页");
    let finding = Code::G06.of_file(what).help("看看正文是不是重复粘贴了");
    reading.findings.push(finding);
    sort(&mut reading.findings);
}

/// A PDF that is too large to be read again.
pub(super) fn report_large(reading: &mut Reading, bytes: usize) {
    let most = pdf::MAX_BYTES >> 20;
    let what = format!("生成的 PDF 有 {} MB，超过 {most} MB，签名和核验都读不了", bytes >> 20);
    let finding = Code::G06.of_file(what).help("缩小或减少报告里的图片");
    reading.findings.push(finding);
    sort(&mut reading.findings);
}

/// A character that no face has is named where the filer wrote it.
pub(super) fn report_missing(reading: &mut Reading, missing: &BTreeSet<char>) {
    // A tab of the file's own was spoken of already.
    let is_told =
        reading.findings.iter().filter(|finding| finding.code == Code::Y07).any(|finding| {
            let written = finding.span.clone().and_then(|span| reading.source.text().get(span));
            written.is_some_and(|text| text.contains('\t') || text.contains("\\t"))
        });
    let told = missing.iter().filter(|c| **c != '\t' || !is_told);
    if let Some(rest) = told.clone().count().checked_sub(MAX_TOLD).filter(|rest| *rest > 0) {
        let what = format!("另有 {rest} 个字也没有一款字体有");
        reading.findings.push(Code::G01.of_file(what));
    }
    for c in told.take(MAX_TOLD) {
        let (what, help) = match c {
            '\t' => {
                ("没有一款字体有制表符（Tab，U+0009）".to_owned(), "改成空格；要分栏就写成表格")
            }
            c => (
                format!("没有一款字体有“{c}”这个字（U+{:04X}），印出来会是方框", *c as u32),
                "换一个写法；表情和符号删去，生僻字换成通用规范汉字",
            ),
        };
        let finding = match place_of(*c, reading) {
            Some(span) => Code::G01.at(span, what),
            None => Code::G01.of_file(what + "；它来自模板"),
        };
        reading.findings.push(finding.help(help));
    }
    sort(&mut reading.findings);
}

/// Where a character stands in the file: as itself, or in the value that writes it by escape.
fn place_of(c: char, reading: &Reading) -> Option<Range<usize>> {
    place_in(&reading.source, c.encode_utf8(&mut [0; 4]))
        .or_else(|| reading.tree.as_ref().and_then(|tree| value_with(c, tree)))
}

/// Where a text stands in the file, comments left out.
pub(super) fn place_in(source: &Source, wanted: &str) -> Option<Range<usize>> {
    let text = source.text();
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(wanted).map(|at| from + at) {
        let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
        if !text[line..at].trim_start().starts_with('#') {
            return Some(at..at + wanted.len());
        }
        // The rest of the line is comment too.
        from = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
    }
    None
}

fn value_with(c: char, node: &source::Node) -> Option<Range<usize>> {
    match &node.value {
        Value::Empty | Value::Refused => None,
        Value::Text(text) => text.contains(c).then(|| node.span.clone()),
        Value::List(items) => items.iter().find_map(|item| value_with(c, item)),
        Value::Map(entries) => entries.iter().find_map(|e| value_with(c, &e.value)),
    }
}

pub(super) fn report_stand_ins(reading: &mut Reading, pages: &Pages) {
    for stand_in in &pages.stand_ins {
        let first = stand_in.characters.chars().next();
        let place = first.and_then(|c| place_of(c, reading));
        let what =
            format!("“{}”改用 {} 的字形：本来的字体没有", stand_in.characters, stand_in.face);
        reading.findings.push(match place {
            Some(span) => Code::G02.at(span, what),
            None => Code::G02.of_file(what),
        });
    }
    sort(&mut reading.findings);
}
