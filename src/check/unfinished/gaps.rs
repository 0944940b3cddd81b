//! A number that is not there: blanks, a question mark or a dash between 处理 and 件.

use std::ops::Range;

use crate::characters::is_han;
use crate::check::{Paragraph, ParagraphKind};
use crate::standard::unfinished::unfinished_words;

/// What may stand where a number was to be put in later, blanks apart.
const STANDING: [&str; 11] = ["?", "？", "N/A", "n/a", "——", "—", "--", "……", "…", "-", "/"];

/// Where a number is missing before what it counts.
pub(super) fn places(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let text = paragraph.text.as_str();
    let starts = |c: char| is_blank(c) || "?？Nn—-…/".contains(c);
    let mut found = Vec::new();
    let mut upto = 0;
    while let Some(start) = text[upto..].find(starts).map(|at| upto + at) {
        let rest = &text[start..];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let len = match blanks {
            0 => STANDING.iter().find(|sign| rest.starts_with(**sign)).map_or(0, |s| s.len()),
            _ => blanks,
        };
        upto = start + len.max(first);
        let gap = start..start + len;
        // A cell is spread on purpose; a quotation is how somebody spoke.
        let plain = blanks == 0 || paragraph.kind != ParagraphKind::Cell;
        if len > 0 && plain && !paragraph.in_quotation(start) && is_missing(text, &gap) {
            found.push(gap);
        }
    }
    found
}

/// Whether what stands there is in the place of a number, surely.
pub(in crate::check) fn is_missing(text: &str, gap: &Range<usize>) -> bool {
    let before = &text[..gap.start];
    let counted = &unfinished_words().counted;
    counted.iter().any(|word| before.ends_with(word.as_str())) && counts(&text[gap.end..])
}

/// Whether a blank before a measure word may be in the place of a number: 申告 件, but not 稿 件.
pub(in crate::check) fn may_be_missing(text: &str, gap: &Range<usize>) -> bool {
    let (before, after) = (&text[..gap.start], &text[gap.end..]);
    let Some(measure) = measure(after) else { return false };
    let word = before.chars().next_back().map(|c| format!("{c}{measure}"));
    let is_word = word.is_some_and(|word| unfinished_words().measured.contains(&word));
    !is_word && counts(after)
}

/// Whether a measure word stands there that is no part of a longer word.
pub(super) fn counts(after: &str) -> bool {
    let Some(measure) = measure(after) else { return false };
    let rest = &after[measure.len()..];
    let goes_on = rest.starts_with(is_han);
    let other = &unfinished_words().begun;
    !goes_on || measure == "件" || !other.iter().any(|word| after.starts_with(word.as_str()))
}

/// The longest measure word there; of days and years nothing is sure.
fn measure(after: &str) -> Option<&'static str> {
    let units = unfinished_words().units.iter().map(String::as_str);
    let there = units.filter(|unit| !["年", "月", "日"].contains(unit) && after.starts_with(unit));
    there.max_by_key(|unit| unit.len())
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{A0}')
}
