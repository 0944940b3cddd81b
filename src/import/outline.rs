//! Where the chapters of a report begin, and what each is.

use std::collections::BTreeSet;

use super::mark::{Kind, Mark};
use super::piece::Piece;

/// The most characters of a chapter's title, and of one that has no number.
const LONGEST: usize = 40;
const LONGEST_UNNUMBERED: usize = 20;

/// The most chapters of a report: of more numbers of that kind none is a chapter's.
const MOST: usize = 20;

/// What a chapter about the company is called, and one of figures.
const PROFILE: [&str; 7] =
    ["简介", "概况", "基本情况", "企业介绍", "公司介绍", "企业情况", "公司情况"];
const INDICATORS: [&str; 2] = ["指标", "主要数据"];

/// What a chapter about services is called, in two parts.
const QUALITY: [&str; 2] = ["服务质量", "服务工作"];
const QUALITY_ENDS: [&str; 4] = ["状况", "情况", "举措", "措施"];

/// What a chapter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 公司简介.
    Profile,
    /// 电信服务质量状况, or one of 分章.
    Quality,
    /// 主要服务指标完成情况.
    Indicators,
    /// What comes behind the indicators.
    Behind,
}

/// Where chapters begin, and how they are numbered.
#[derive(Debug, Default)]
pub(super) struct Chapters {
    pub(super) starts: Vec<usize>,
    pub(super) kind: Option<Kind>,
}

/// Finds the chapters among pieces.
pub(super) fn chapters(pieces: &[Piece]) -> Chapters {
    let marks: Vec<Option<Mark>> =
        pieces.iter().map(|piece| Some(piece.mark()?.0).filter(|_| is_short(piece))).collect();
    let of_kind = |kind: Kind| -> Vec<usize> {
        (0..marks.len()).filter(|n| marks[*n].is_some_and(|mark| mark.kind == kind)).collect()
    };
    let named = |starts: &[usize]| -> Vec<usize> {
        starts.iter().copied().filter(|n| is_named(&pieces[*n].unnumbered())).collect()
    };
    let best = Kind::ALL
        .into_iter()
        .map(|kind| (named(&of_kind(kind)).len(), kind))
        // The higher level where two have as many.
        .max_by_key(|(count, kind)| (*count, std::cmp::Reverse(*kind)))
        .filter(|(count, _)| *count > 0)
        .map(|(_, kind)| kind);
    let by_name = by_name(pieces);
    if best.is_none() && !by_name.is_empty() {
        return Chapters { starts: by_name, kind: None };
    }
    let kind = best.unwrap_or(Kind::Chapter);
    let numbered = match kind {
        Kind::Part | Kind::Formal | Kind::Chapter => of_kind(kind),
        // Numbers of items: only what is called as chapters are is one.
        _ => named(&of_kind(kind)),
    };
    if numbered.len() > MOST {
        return Chapters::default();
    }
    if !numbered.is_empty() {
        let unnumbered = (0..pieces.len()).filter(|n| is_usual(&pieces[*n]));
        let starts: BTreeSet<usize> = numbered.into_iter().chain(unnumbered).collect();
        return Chapters { starts: starts.into_iter().collect(), kind: Some(kind) };
    }
    let outlined = by_outline(pieces);
    Chapters { starts: outlined, kind: None }
}

/// The headings of the highest level that several have: one alone is the title.
fn by_outline(pieces: &[Piece]) -> Vec<usize> {
    let level = |n: usize| pieces[n].outline.filter(|_| pieces[n].is_text());
    let levels: BTreeSet<u8> = (0..pieces.len()).filter_map(level).collect();
    let at = |wanted: u8| (0..pieces.len()).filter(|n| level(*n) == Some(wanted)).collect();
    let several = |found: &Vec<usize>| (2..=MOST).contains(&found.len());
    levels.into_iter().map(at).find(several).unwrap_or_default()
}

/// Lines that are called as chapters are, where no other thing says what is one.
fn by_name(pieces: &[Piece]) -> Vec<usize> {
    let is_title = |piece: &Piece| {
        let text = piece.text();
        let short = text.chars().count() <= LONGEST_UNNUMBERED;
        let other = text.contains(['：', '。', '，', '；', '年']) || text.ends_with("报告");
        piece.is_text() && !piece.is_body && short && !other && is_named(&text)
    };
    let found: Vec<usize> = (0..pieces.len()).filter(|n| is_title(&pieces[*n])).collect();
    if (2..=MOST).contains(&found.len()) { found } else { Vec::new() }
}

/// Whether a title is one that a chapter of a report has.
fn is_named(title: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    has(&PROFILE) || has(&INDICATORS) || (has(&QUALITY) && has(&QUALITY_ENDS))
}

/// The chapters' usual titles, which need no number beside others that have one.
fn is_usual(piece: &Piece) -> bool {
    let text = piece.text();
    let usual = ["公司简介", "电信服务质量状况", "主要服务指标完成情况", "主要服务指标"];
    piece.is_text() && !piece.is_body && usual.contains(&text.trim().trim_end_matches(['：', ':']))
}

fn is_short(piece: &Piece) -> bool {
    let text = piece.text();
    let ends = ['。', '；', '，'];
    let is_plain = text.chars().count() <= LONGEST && !text.trim_end().ends_with(ends);
    let has_value = piece.unnumbered().trim_end_matches('：').contains('：');
    piece.is_text() && (is_plain && !text.contains('。') && !has_value || piece.outline.is_some())
}

/// What chapters are, by their titles and whether they hold figures.
pub(super) fn roles(titles: &[String], figures: &[bool]) -> Vec<Role> {
    let has_figures = |n: usize| figures.get(n).copied().unwrap_or(false);
    let has = |title: &String, words: &[&str]| words.iter().any(|word| title.contains(word));
    let by_title =
        (0..titles.len()).rev().find(|n| has(&titles[*n], &INDICATORS) && has_figures(*n));
    let by_figures = || (0..titles.len()).rev().find(|n| has_figures(*n));
    let by_name = || (0..titles.len()).rev().find(|n| *n > 0 && has(&titles[*n], &INDICATORS));
    let indicators = by_title.or_else(by_figures).or_else(by_name);
    let role = |(n, title): (usize, &String)| match indicators {
        Some(at) if n == at => Role::Indicators,
        Some(at) if n > at => Role::Behind,
        _ if n == 0 && has(title, &PROFILE) => Role::Profile,
        _ => Role::Quality,
    };
    let mut roles: Vec<Role> = titles.iter().enumerate().map(role).collect();
    if !roles.contains(&Role::Quality) {
        // The figures stand before what was done.
        let words = ["服务质量", "服务工作", "举措", "措施"];
        let about_services = |n: &usize| roles[*n] == Role::Behind && has(&titles[*n], &words);
        let found: Vec<usize> = (0..titles.len()).filter(about_services).collect();
        found.into_iter().for_each(|n| roles[n] = Role::Quality);
    }
    roles
}

/// How high the headings below chapters are: the level under that of the chapters' own.
pub(super) fn level_below(headings: &[&Piece]) -> Option<u8> {
    headings.iter().filter_map(|piece| piece.outline).min().map(|level| level + 1)
}
