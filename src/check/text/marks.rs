//! T01: half-width marks in Chinese, brackets of two widths.

use std::ops::Range;

use super::straight::{self, Pair};
use super::{is_full_mark, is_space};
use crate::characters::is_han;
use crate::check::Context;
use crate::check::residues;
use crate::check::spans::TakenRanges;
use crate::check::unfinished::gaps;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::is_numeral;
use crate::prose::{Paragraph, Prose};
use crate::source::Source;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for prose in &context.prose {
        let full = FullNumbers::of(prose);
        for paragraph in &prose.paragraphs {
            in_paragraph(paragraph, full, context, findings);
        }
    }
}

fn in_paragraph(
    paragraph: &Paragraph,
    full: FullNumbers,
    context: &Context<'_>,
    findings: &mut Findings,
) {
    // S05 has 错误!未找到引用源 as a whole.
    let left_behind =
        TakenRanges::of(residues::places(&paragraph.text, context.standard.structure_words()));
    let left = |at: usize| left_behind.meets(&(at..at + 1));
    for (at, c) in paragraph.text.char_indices().filter(|(at, _)| !left(*at)) {
        findings.extend(mark(paragraph, at, c, context));
    }
    let han = places_of_han(&paragraph.text);
    for pair in brackets(&paragraph.text) {
        if left(pair.open) || left(pair.close) {
            continue;
        }
        // S02 has numbers of two widths.
        if !full.have(pair.number(&paragraph.text)) {
            findings.extend(bracket(paragraph, &pair, &han, context.source));
        }
    }
    for Pair { open, close } in straight::pairs(&paragraph.text) {
        if left(open) || left(close) {
            continue;
        }
        let message = "汉字间用了直引号";
        let pair = [(open, "“"), (close, "”")];
        findings.push(fixed(paragraph, &pair, message, "改用“”", context.source));
    }
}

/// The neighbours of a place, blanks, brackets and quotation marks passed over.
fn neighbours(text: &str, at: usize, len: usize) -> (Option<char>, Option<char>) {
    let passed = |c: &char| is_space(*c) || "()\"“”‘’".contains(*c);
    let before = text[..at].chars().rev().find(|c| !passed(c));
    let after = text[at + len..].chars().find(|c| !passed(c));
    (before, after)
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || is_full_mark(c))
}

fn mark(paragraph: &Paragraph, at: usize, c: char, context: &Context<'_>) -> Option<Finding> {
    if !matches!(c, ',' | ';' | ':' | '!' | '?' | '.') {
        return None;
    }
    let text = &paragraph.text;
    // Y19 has 处理?件.
    if c == '?'
        && !paragraph.in_quotation(at)
        && gaps::is_missing(text, &(at..at + 1), context.standard.unfinished_words())
    {
        return None;
    }
    let (before, after) = neighbours(text, at, c.len_utf8());
    let full = match c {
        ',' | ';' | ':' => {
            // 12:30, 1:2, 1,234 and https:// have letters or digits on both sides.
            let behind_word = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
            let chinese = is_chinese(before) || behind_word && is_chinese(after);
            chinese.then(|| full_width(c))?
        }
        '!' | '?' => is_chinese(before).then(|| full_width(c))?,
        '.' => {
            let numbered = is_number(&text[..at]);
            let stands = after.is_none_or(|c| is_han(c) || is_full_mark(c));
            let alone = !text[at + 1..].starts_with('.');
            (is_chinese(before) && stands && alone && !numbered).then_some("。")?
        }
        _ => return None,
    };
    // A point inside a line may stand for another mark.
    let sure = c != '.' || after.is_none() || text[at + 1..].starts_with(is_space);
    let message = match c {
        '.' => "汉字后用半角的“.”作句号".to_owned(),
        c => format!("汉字间用了半角的“{c}”"),
    };
    let help = format!("改用全角的“{full}”");
    if !sure {
        let span = paragraph.span(at..at + c.len_utf8());
        return Some(Code::T01.at(span, message).help(help));
    }
    Some(fixed(paragraph, &[(at, full)], &message, &help, context.source))
}

/// 一. is a number with a wrong mark behind it.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(is_numeral)
}

fn full_width(c: char) -> &'static str {
    match c {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '!' => "！",
        '?' => "？",
        '(' => "（",
        ')' => "）",
        _ => "。",
    }
}

/// A finding at the marks, which become full-width; blanks beside them go.
fn fixed(
    paragraph: &Paragraph,
    marks: &[(usize, &str)],
    message: &str,
    help: &str,
    source: &Source,
) -> Finding {
    let text = &paragraph.text;
    let width = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
    let start = marks.first().map_or(0, |(at, _)| *at);
    let end = marks.last().map_or(0, |(at, _)| at + width(*at));
    let mut finding = Code::T01.at(paragraph.span(start..end), message).help(help);
    let edits: Option<Vec<_>> = marks
        .iter()
        .map(|(at, full)| {
            let range = with_blanks(text, *at..at + width(*at));
            Some((paragraph.editable(range, source)?, *full))
        })
        .collect();
    for (span, full) in edits.unwrap_or_default() {
        finding = finding.fix(span, full);
    }
    finding
}

/// A mark with the blanks beside it; those behind another mark are that one's.
fn with_blanks(text: &str, mark: Range<usize>) -> Range<usize> {
    let before = text[..mark.start].trim_end_matches(is_space);
    let own = !before.ends_with(|c| ",;:!?.()\"".contains(c));
    let start = if own { before.len() } else { mark.start };
    let end = text.len() - text[mark.end..].trim_start_matches(is_space).len();
    start..end
}

/// A pair of brackets of either width.
struct Brackets {
    open: usize,
    close: usize,
    /// Where what is in it begins, other opening brackets passed over.
    inner: usize,
}

impl Brackets {
    /// What number it holds, (一) or (1).
    fn number(&self, text: &str) -> Option<Numerals> {
        let number = text.get(self.inner..self.close)?.trim();
        let all = |of: fn(char) -> bool| !number.is_empty() && number.chars().all(of);
        if all(is_numeral) {
            return Some(Numerals::Han);
        }
        all(|c| c.is_ascii_digit()).then_some(Numerals::Figures)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numerals {
    Han,
    Figures,
}

fn brackets(text: &str) -> Vec<Brackets> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    // Where each run of opening brackets ends.
    let (mut run, mut ends): (Option<usize>, Vec<usize>) = (None, Vec::new());
    for (at, c) in text.char_indices() {
        if !matches!(c, '(' | '（') {
            run = None;
        }
        match c {
            '(' | '（' => {
                let behind = at + c.len_utf8();
                let n = *run.get_or_insert(ends.len());
                match ends.get_mut(n) {
                    Some(end) => *end = behind,
                    None => ends.push(behind),
                }
                open.push((at, n));
            }
            ')' | '）' => pairs.extend(open.pop().map(|(start, n)| Brackets {
                open: start,
                close: at,
                inner: ends.get(n).copied().unwrap_or(at),
            })),
            _ => {}
        }
    }
    pairs
}

/// Which numbers a text has in full-width brackets.
#[derive(Clone, Copy, Default)]
struct FullNumbers {
    han: bool,
    figures: bool,
}

impl FullNumbers {
    fn of(prose: &Prose) -> Self {
        let mut full = Self::default();
        for text in prose.paragraphs.iter().map(|paragraph| &paragraph.text) {
            let is_full = |pair: &Brackets| {
                text[pair.open..].starts_with('（') || text[pair.close..].starts_with('）')
            };
            for pair in brackets(text).into_iter().filter(is_full) {
                match pair.number(text) {
                    Some(Numerals::Han) => full.han = true,
                    Some(Numerals::Figures) => full.figures = true,
                    None => {}
                }
            }
        }
        full
    }

    /// Whether a number has its like.
    fn have(self, number: Option<Numerals>) -> bool {
        match number {
            Some(Numerals::Han) => self.han,
            Some(Numerals::Figures) => self.figures,
            None => false,
        }
    }
}

fn places_of_han(text: &str) -> Vec<usize> {
    text.char_indices().filter(|(_, c)| is_han(*c)).map(|(at, _)| at).collect()
}

fn bracket(
    paragraph: &Paragraph,
    pair: &Brackets,
    han: &[usize],
    source: &Source,
) -> Option<Finding> {
    let (open, close) = (pair.open, pair.close);
    let text = &paragraph.text;
    let half: Vec<usize> =
        [open, close].into_iter().filter(|at| text[*at..].starts_with(['(', ')'])).collect();
    // Nothing in it: that is still to be written (Y19).
    if text[pair.inner.min(close)..close].trim().is_empty() {
        return None;
    }
    let first = han.get(han.partition_point(|at| *at < open));
    let inner = first.is_some_and(|at| *at < close);
    let before = text[..open].chars().rev().find(|c| !is_space(*c));
    let after = text[close..].chars().skip(1).find(|c| !is_space(*c));
    let chinese =
        inner || (is_chinese(before) && after.is_none_or(|c| is_han(c) || is_full_mark(c)));
    let message = match half.len() {
        1 => "括号一头全角、一头半角",
        2 if chinese => "汉字间用了半角的括号",
        _ => return None,
    };
    let marks: Vec<(usize, &str)> = half
        .iter()
        .map(|at| (*at, if text[*at..].starts_with('(') { "（" } else { "）" }))
        .collect();
    let mut finding = fixed(paragraph, &marks, message, "都用全角的“（）”", source);
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    finding.span = Some(paragraph.span(open..end));
    Some(finding)
}
