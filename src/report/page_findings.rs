//! Findings about characters, tables and stand-ins that only setting a report shows, each at its
//! place in the file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::limits::MAX_PAGES;
use super::reading::{Readable, Reading};
use crate::document::{self, Block};
use crate::finding::{Code, Finding};
use crate::pdf;
use crate::prose::Paragraph;
use crate::source::{self, Source, Value};
use crate::typeset::{Pages, StandIn};
use crate::word;

/// So many characters without a face are reported one by one.
const MAX_LISTED: usize = 100;

/// A table that no page is wide enough for, by its number among the report's.
pub(super) fn wide_table(readable: Readable<'_>, blocks: &[Block], table: usize) -> Finding {
    let what = "表格的栏太多，用最小的字也排不进一页的宽度";
    let wide = document::tables_of(blocks).into_iter().nth(table);
    let finding = match wide.and_then(|wide| span_of_table(wide, readable)) {
        Some(span) => Code::G05.at(span, what),
        None => Code::G05.of_file(what),
    };
    finding.help("拆成几张表，或把行和栏对调")
}

/// Where the filer wrote a table: its head's line.
fn span_of_table(wide: &Block, readable: Readable<'_>) -> Option<Range<usize>> {
    readable.filing.narratives().find_map(|text| {
        let mut tables = document::tables(&text.value).into_iter();
        let (_, span) = tables.find(|(table, _)| table == wide)?;
        let head = text.value.get(span.clone())?.lines().next()?.len();
        let written = Paragraph::of_line(text, &readable.reading.source);
        Some(written.span(span.start..span.start + head))
    })
}

/// A report of too many pages.
pub(super) fn many_pages(pages: usize) -> Finding {
    let what = format!("报告有 {pages} 页，超过 {MAX_PAGES} 页");
    Code::G06.of_file(what).help("看看正文是不是重复粘贴了")
}

/// A PDF that is too large to be read again.
pub(super) fn large(bytes: usize) -> Finding {
    let most = pdf::MAX_BYTES >> 20;
    let what = format!("生成的 PDF 有 {} MB，超过 {most} MB，签名和核验都读不了", bytes >> 20);
    Code::G06.of_file(what).help("缩小或减少报告里的图片")
}

/// A Word file that is too large to be read again.
pub(super) fn large_word(bytes: usize) -> Finding {
    let most = word::MAX_BYTES >> 20;
    let what = format!("生成的 Word 文件有 {} MB，超过 {most} MB，导入和取回都读不了", bytes >> 20);
    Code::G06.of_file(what).help("缩小或减少报告里的图片")
}

/// Characters that no face has, each where the filer wrote it.
pub(super) fn missing(reading: &Reading, missing: &BTreeSet<char>) -> Vec<Finding> {
    // A tab of the file's own has its finding already.
    let has_tab =
        reading.findings.iter().filter(|finding| finding.code == Code::Y07).any(|finding| {
            let written = finding.span.clone().and_then(|span| reading.source.text().get(span));
            written.is_some_and(|text| text.contains('\t') || text.contains("\\t"))
        });
    let missing: Vec<char> = missing.iter().copied().filter(|c| *c != '\t' || !has_tab).collect();
    let mut findings = Vec::new();
    if missing.len() > MAX_LISTED {
        let what = format!("另有 {} 个字也没有一款字体有", missing.len() - MAX_LISTED);
        findings.push(Code::G01.of_file(what));
    }
    findings.extend(missing.into_iter().take(MAX_LISTED).map(|c| missing_character(reading, c)));
    findings
}

fn missing_character(reading: &Reading, c: char) -> Finding {
    let (what, help) = match c {
        '\t' => ("没有一款字体有制表符（Tab，U+0009）".to_owned(), "改成空格；要分栏就写成表格"),
        c => (
            format!("没有一款字体有“{c}”这个字（U+{:04X}），印出来会是方框", c as u32),
            "换一个写法；表情和符号删去，生僻字换成通用规范汉字",
        ),
    };
    let finding = match place_of(c, reading) {
        Some(span) => Code::G01.at(span, what),
        None => Code::G01.of_file(what + "；它来自模板"),
    };
    finding.help(help)
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

/// Characters that another face stands in for.
pub(super) fn stand_ins(reading: &Reading, pages: &Pages) -> Vec<Finding> {
    let finding = |stand_in: &StandIn| {
        let what =
            format!("“{}”改用 {} 的字形：本来的字体没有", stand_in.characters, stand_in.face);
        let first = stand_in.characters.chars().next();
        match first.and_then(|c| place_of(c, reading)) {
            Some(span) => Code::G02.at(span, what),
            None => Code::G02.of_file(what),
        }
    };
    pages.stand_ins.iter().map(finding).collect()
}
