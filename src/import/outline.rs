//! Where the chapters of a report begin, and what each is.

use super::mark::Mark;
use super::piece::Piece;
use crate::document::plain_text;

/// The most characters of a chapter's title.
const LONGEST: usize = 40;

/// The most chapters of a report: of more numbers of that kind none is a chapter's.
const MOST: usize = 20;

/// What a chapter about the company is called, and one of figures.
const PROFILE: [&str; 7] =
    ["简介", "概况", "基本情况", "企业介绍", "公司介绍", "企业情况", "公司情况"];
const INDICATORS: [&str; 2] = ["指标", "主要数据"];

/// The chapters' usual titles, which need no number to be recognised.
const USUAL: [&str; 4] = ["公司简介", "电信服务质量状况", "主要服务指标完成情况", "主要服务指标"];

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

/// Where chapters begin among pieces.
pub(super) fn chapters(pieces: &[Piece]) -> Vec<usize> {
    let is_title = |n: &usize| is_usual(&pieces[*n]);
    let numbered: Vec<usize> = (0..pieces.len())
        .filter(|n| {
            matches!(pieces[*n].mark(), Some((Mark::Chapter(_), _))) && is_short(&pieces[*n])
        })
        .collect();
    if numbered.len() > MOST {
        return Vec::new();
    }
    if !numbered.is_empty() {
        let unnumbered = (0..pieces.len()).filter(|n| pieces[*n].mark().is_none()).filter(is_title);
        let mut all: Vec<usize> = numbered.iter().copied().chain(unnumbered).collect();
        all.sort_unstable();
        return all;
    }
    let outlined = by_outline(pieces);
    if !outlined.is_empty() {
        return outlined;
    }
    (0..pieces.len()).filter(is_title).collect()
}

/// The headings of the highest level that several have, or that one has beside a title.
fn by_outline(pieces: &[Piece]) -> Vec<usize> {
    let level = |n: usize| pieces[n].outline.filter(|_| pieces[n].is_text());
    let at = |wanted: u8| (0..pieces.len()).filter(|n| level(*n) == Some(wanted)).collect();
    let mut levels: Vec<u8> = (0..pieces.len()).filter_map(level).collect();
    levels.sort_unstable();
    levels.dedup();
    let all = levels.into_iter().map(at);
    // A heading alone on its level is the title.
    let several = |found: &Vec<usize>| (2..=MOST).contains(&found.len());
    all.into_iter().find(several).unwrap_or_default()
}

fn is_usual(piece: &Piece) -> bool {
    let text = piece.text();
    piece.is_text() && USUAL.contains(&text.trim().trim_end_matches(['：', ':']))
}

fn is_short(piece: &Piece) -> bool {
    let text = piece.text();
    let sentence = ['。', '；', '，'];
    let is_plain = text.chars().count() <= LONGEST && !text.trim_end().ends_with(sentence);
    piece.is_text() && (is_plain && !text.contains('。') || piece.outline.is_some())
}

/// What chapters are, by their titles and what they hold.
pub(super) fn roles(titles: &[String], has_figures: impl Fn(usize) -> bool) -> Vec<Role> {
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
    titles.iter().enumerate().map(role).collect()
}

/// How high the headings below chapters are: the level under that of the chapters' own.
pub(super) fn level_below(headings: &[&Piece]) -> Option<u8> {
    headings.iter().filter_map(|piece| piece.outline).min().map(|level| level + 1)
}

/// A heading's text without number, for looking into it.
pub(super) fn title_of(piece: &Piece) -> String {
    let text = piece.unnumbered();
    if text.is_empty() { plain_text(piece.inlines()) } else { text }
}
