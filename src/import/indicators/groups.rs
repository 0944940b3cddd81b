//! Which lines name a group of indicators, and which are prose.

use super::line;
use crate::document::Block;
use crate::filing::is_area;
use crate::import::piece::Piece;
use crate::standard::{Standard, is_measure};

/// The most characters of a group's name.
const LONGEST: usize = 20;

/// What people put behind a group's name.
const BEHIND: [&str; 7] =
    ["服务指标完成情况", "指标完成情况", "服务质量指标", "服务指标", "指标", "完成情况", "情况"];

/// The group that a heading names: that of the catalogue where it is one with words around it.
pub(crate) fn name(heading: &str, standard: &Standard) -> String {
    let whole = heading.trim().trim_end_matches(['：', ':']).trim();
    if standard.group(whole).is_some() {
        return whole.to_owned();
    }
    // 表1 移动电话服务指标
    let caption = whole.strip_prefix('表').map(|rest| {
        rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || "-.：:、".contains(c))
    });
    let bare = caption.unwrap_or(whole).trim();
    // 移动电话（含4G、5G）
    let bare = bare.find(['（', '(']).filter(|at| *at > 0).map_or(bare, |at| bare[..at].trim());
    let shorter = BEHIND.iter().filter_map(|word| bare.strip_suffix(word));
    let known = std::iter::once(bare).chain(shorter).map(str::trim);
    let known = known.into_iter().find(|name| standard.group(name).is_some());
    known.unwrap_or(whole).to_owned()
}

/// Whether a piece opens a group: one of the catalogue's, or a short line with a number that is no
/// indicator of the group before it.
pub(super) fn is_heading(piece: &Piece, group: Option<&str>, standard: &Standard) -> bool {
    if !piece.is_text() {
        return false;
    }
    let text = piece.unnumbered();
    if standard.group(&name(&text, standard)).is_some() {
        return true;
    }
    let name = text.trim().trim_end_matches(['：', ':']);
    let is_short = !name.is_empty() && name.chars().count() <= LONGEST;
    let is_open = name.contains(['：', ':', '。', '，', '；', '%', '≤', '≥']);
    let numbered = piece.mark().is_some() || piece.outline.is_some();
    let is_label = is_area(name) || is_measure(name);
    let is_indicator = || group.is_some_and(|group| standard.find(group, name, None).is_some());
    is_short && !is_open && numbered && !is_label && !has_figure(name) && !is_indicator()
}

/// A line's words without a colon at their end.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['：', ':']).trim()
}

/// Whether a line names an area and nothing else.
pub(super) fn is_area_heading(piece: &Piece) -> bool {
    piece.is_text() && is_area(bare(&piece.unnumbered()))
}

/// Whether a text has a number that is none of a name such as 5G.
fn has_figure(text: &str) -> bool {
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
    digits.into_iter().any(|(at, _)| {
        !text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_alphabetic())
    })
}

/// The only group of the catalogue that a line is of, and what it says.
pub(super) fn only(text: &str, standard: &Standard) -> Option<(String, line::Read)> {
    let known = |group: &str| {
        let read = line::read(text, group, standard)?;
        let label = read.figures.first().and_then(|figure| figure.labels.last());
        standard.find(group, &read.name, label.map(String::as_str))?;
        Some((group.to_owned(), read))
    };
    let mut found = standard.groups().iter().filter_map(|group| known(&group.name));
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// The only group of the catalogue that has an indicator.
pub(super) fn only_of(name: &str, label: Option<&str>, standard: &Standard) -> Option<String> {
    let groups = standard.groups().iter();
    let mut found = groups.filter(|group| standard.find(&group.name, name, label).is_some());
    let one = found.next()?.name.clone();
    found.next().is_none().then_some(one)
}

/// Whether a piece behind the figures is of the text that closes a report, and no figure that
/// could not be read.
pub(super) fn is_prose(piece: &Piece, group: &str, standard: &Standard) -> bool {
    if !piece.is_text() {
        return matches!(piece.block, Block::List { .. } | Block::Quote(_) | Block::Code(_));
    }
    let text = piece.text();
    if ["注：", "注:", "备注：", "说明：", "※"].iter().any(|word| text.trim().starts_with(word))
    {
        return false;
    }
    let is_sentence = text.contains(['。', '！', '？']) || text.chars().count() > 40;
    is_sentence && !line::names_indicator(&text, group, standard)
}
