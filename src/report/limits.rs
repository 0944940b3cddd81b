//! How large a report may be. What is larger is no report but a slip or an attack: a finding
//! names what is too large, and nothing further is done with it.

use std::ops::Range;

use crate::document::{MAX_LEVELS, MAX_MARKS, extent};
use crate::filing::{Filing, Text, TextKind};
use crate::finding::{Code, Finding, Findings, MAX_FINDINGS, Severity};

/// The most pages of a report; the longest that is known has 28, and one a hundred times as long as
/// a usual one is still set.
pub(super) const MAX_PAGES: usize = 2000;
/// The most characters of all narratives together: what so many pages hold, about.
const MAX_PROSE: usize = 1_000_000;
/// The most characters of a paragraph: five pages without a break. What a rule does for each of its
/// characters at most, it does so many times at most for each character of a filing.
const MAX_PARAGRAPH: usize = 3000;
/// The most characters of a value of one line.
const MAX_LINE: usize = 2000;
/// The most characters of 抄送: it stands at the foot of one page, which has lines for half as many
/// again (GB/T 9704-2012 7.4).
const MAX_IMPRINT: usize = 400;
/// The most figures of all indicators.
const MAX_FIGURES: usize = 5000;
/// The most cells of a table.
const MAX_CELLS: usize = 10_000;
/// The most paragraphs, items, cells and marked words of all narratives: each takes memory, and so
/// many paragraphs fill more than the most pages.
const MAX_PIECES: usize = 100_000;
/// The most pictures that are shown.
const MAX_PICTURES: usize = 200;

/// Whether a filing keeps to the limits; where it does not, there are findings.
pub(super) fn keeps(filing: &Filing, findings: &mut Findings) -> bool {
    let before = findings.len();
    lines(filing, findings);
    names(filing, findings);
    figures(filing, findings);
    if findings.len() == before {
        narratives(filing, findings);
    }
    findings.len() == before
}

/// Keeps the first findings of very many, and adds one that there are more. `left_out` is the
/// gravest of those left out before.
pub(super) fn shorten(findings: &mut Vec<Finding>, left_out: Option<Severity>) {
    if findings.len() <= MAX_FINDINGS && left_out.is_none() {
        return;
    }
    findings.retain(|finding| finding.code != Code::Y23);
    // An error stops a build, wherever it is.
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    if errors > 0 && !findings.iter().take(MAX_FINDINGS).any(Finding::is_error) {
        findings.retain(Finding::is_error);
    }
    findings.truncate(MAX_FINDINGS);
    let what = format!("问题太多，只列出 {MAX_FINDINGS} 处");
    // What is left out weighs no more than what is listed: a long report with many warnings is
    // built.
    let errors = errors > 0 || left_out == Some(Severity::Error);
    let more = Code::Y23.of_file(what).help("先改好列出来的，再检查一遍");
    findings.insert(0, if errors { more } else { more.as_warning() });
}

/// A finding of something that is too large.
fn too(span: &Range<usize>, what: String, help: &'static str) -> Finding {
    Code::Y22.at(span.clone(), what).help(help)
}

fn lines(filing: &Filing, findings: &mut Findings) {
    for Text { key, value } in filing.texts() {
        let count = value.value.chars().count();
        if key.kind() != TextKind::Prose && count > MAX_LINE {
            let what = format!("“{}”有 {count} 个字，超过 {MAX_LINE} 个", key.name());
            findings.push(too(&value.span, what, "看看是不是贴错了地方；成段的文字写到正文里"));
        }
    }
}

/// Names of a list are printed as one line; those of 抄送 have to stand on one page.
fn names(filing: &Filing, findings: &mut Findings) {
    let lists = [
        ("主送", &filing.addressees, MAX_LINE),
        ("单位", &filing.signature.units, MAX_LINE),
        ("抄送", &filing.copied_to, MAX_IMPRINT),
    ];
    for (key, names, most) in lists {
        let Some(first) = names.first() else { continue };
        let count: usize = names.iter().map(|name| name.value.chars().count()).sum();
        // What is one text is held to MAX_LINE before.
        if count > most && (names.len() > 1 || most < MAX_LINE) {
            let what = format!("“{key}”各项一共有 {count} 个字，超过 {most} 个");
            findings.push(too(&first.span, what, "看看是不是重复粘贴了；确实很多的，另附名单"));
        }
    }
}

fn figures(filing: &Filing, findings: &mut Findings) {
    let mut count = 0;
    let figures = filing.groups.iter().flat_map(|group| &group.indicators);
    for figure in figures.flat_map(|indicator| &indicator.parts) {
        count += 1;
        if count > MAX_FIGURES {
            let what = format!("指标数据超过 {MAX_FIGURES} 个");
            findings.push(too(&figure.figure.span, what, "看看是不是重复粘贴了"));
            return;
        }
    }
}

fn narratives(filing: &Filing, findings: &mut Findings) {
    let (mut characters, mut pictures, mut pieces) = (0, 0, 0);
    let prose = filing.texts().into_iter().filter(|text| text.key.kind() == TextKind::Prose);
    for Text { key, value: text } in prose {
        let name = key.name();
        characters += text.value.chars().count();
        if characters > MAX_PROSE {
            let what = format!("正文超过 {} 万字", MAX_PROSE / 10_000);
            findings.push(too(&text.span, what, "看看是不是重复粘贴了"));
            return;
        }
        let extent = extent(&text.value);
        pictures += extent.pictures;
        pieces += extent.pieces;
        let faults = [
            (
                extent.levels > MAX_LEVELS,
                format!("“{name}”里列表和引用一层套一层，超过 {MAX_LEVELS} 层"),
                "减少层次；行首的“>”“-”和缩进都是一层",
            ),
            (
                extent.marks > MAX_MARKS,
                format!("“{name}”里加重、链接一层套一层，超过 {MAX_MARKS} 层"),
                "去掉多余的“*”和“[”",
            ),
            (
                extent.cells > MAX_CELLS,
                format!("“{name}”里有 {} 格的表格，超过 {MAX_CELLS} 格", extent.cells),
                "报告里只放汇总的表，明细另附",
            ),
            (
                pictures > MAX_PICTURES && pictures - extent.pictures <= MAX_PICTURES,
                format!("图片超过 {MAX_PICTURES} 张"),
                "只留下要紧的图片",
            ),
            (
                pieces > MAX_PIECES
                    && pieces - extent.pieces <= MAX_PIECES
                    && extent.levels <= MAX_LEVELS,
                format!("正文里的段、项和格一共超过 {} 万个", MAX_PIECES / 10_000),
                "看看是不是重复粘贴了；明细另附",
            ),
            (
                extent.paragraph > MAX_PARAGRAPH,
                format!("“{name}”里有 {} 个字的一段，超过 {MAX_PARAGRAPH} 个", extent.paragraph),
                "分成几段，中间空一行",
            ),
        ];
        let faults = faults.into_iter().filter(|(wrong, ..)| *wrong);
        findings.extend(faults.map(|(_, what, help)| too(&text.span, what, help)));
    }
}
