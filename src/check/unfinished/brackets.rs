//! Brackets that hold a prompt or nothing: 新建【待核】座, （数据待补充）, 印发《》.

use std::ops::Range;

use crate::characters::is_han;
use crate::standard::unfinished::UnfinishedWords;

/// The most characters of a prompt.
const LONGEST: usize = 40;

/// Brackets and quotation marks, those that hold a prompt and those that are only ever empty.
const PAIRS: [(char, char); 14] = [
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('｛', '｝'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('〖', '〗'),
];

pub(super) fn places(text: &str, words: &UnfinishedWords) -> Vec<Range<usize>> {
    text.char_indices().filter_map(|(at, open)| pair(text, at, open, words)).collect()
}

/// What begins with a bracket, if it is a prompt.
fn pair(text: &str, at: usize, open: char, words: &UnfinishedWords) -> Option<Range<usize>> {
    let (_, close) = PAIRS.into_iter().find(|(one, _)| *one == open)?;
    let start = at + open.len_utf8();
    let rest = &text[start..];
    let mut near = rest.char_indices().take(LONGEST + 1);
    let (end, _) = near.find(|(_, c)| *c == open || *c == close)?;
    if !rest[end..].starts_with(close) {
        return None;
    }
    let inner = rest[..end].trim_matches(|c: char| c.is_whitespace());
    let after = &rest[end + close.len_utf8()..];
    let before = &text[..at];
    let is_prompt = match open {
        _ if inner.is_empty() => {
            !open.is_ascii() || beside_chinese(before.chars().next_back(), after.chars().next())
        }
        '【' | '〖' => is_prompt(inner, after, words),
        '（' | '(' | '［' | '[' | '〔' | '｛' => {
            is_pending(inner, words) || is_number_word(inner, after, words)
        }
        _ => false,
    };
    is_prompt.then_some(at..start + end + close.len_utf8())
}

/// `f()` is a call; 新建()座 has room for a number.
fn beside_chinese(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_han) && after.is_none_or(|c| is_han(c) || "%％，。；、".contains(c))
}

/// Whether what stands in 【】 asks for something. Digits may be a name (【12345】热线).
fn is_prompt(inner: &str, after: &str, words: &UnfinishedWords) -> bool {
    let counts = words.units.iter().any(|unit| after.starts_with(unit.as_str()));
    let ends = |ends: &[String]| ends.iter().any(|end| inner.ends_with(end.as_str()));
    let is_number = inner.chars().all(|c| c.is_ascii_digit() || ".%％，,≤≥×⁻⁶ ".contains(c));
    if is_number {
        let nought = inner.chars().all(|c| "0.%％".contains(c));
        let is_call = (3..=11).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_digit());
        return nought || counts || (after.is_empty() && !is_call);
    }
    let is_sign = inner.chars().all(|c| "XxＸｘ×_＿?？…·○〇*#/-—.0 ".contains(c));
    is_sign
        || words.whole.iter().any(|word| word == inner)
        || words.prompts.iter().any(|word| inner.contains(word.as_str()))
        || (counts && ends(&words.number_ends))
        || is_pending(inner, words)
}

/// （数字）件, （具体数据）万户.
fn is_number_word(inner: &str, after: &str, words: &UnfinishedWords) -> bool {
    let ends = words.number_ends.iter().filter_map(|end| inner.strip_suffix(end.as_str()));
    ends.into_iter().any(|rest| consists_of(rest, &words.pending.subjects))
        && inner.ends_with(['数', '字', '据', '值', '量'])
        && super::gaps::counts(after, words)
}

/// Whether all that stands in brackets says that something is still to come.
fn is_pending(inner: &str, words: &UnfinishedWords) -> bool {
    let pending = &words.pending;
    if pending.whole.iter().any(|word| word == inner) {
        return true;
    }
    let Some((subject, rest)) = inner.split_once('待') else { return false };
    let rest = rest.trim_end_matches(['。', '！', '!', '…', '.']);
    let behind = |verb: &String| rest.strip_prefix(verb.as_str());
    let is_object = |rest: &str| consists_of(rest, &pending.objects);
    consists_of(subject, &pending.subjects)
        && pending.verbs.iter().filter_map(behind).any(is_object)
}

/// Whether a text is some of the words, one behind the other.
pub(super) fn consists_of(mut text: &str, words: &[String]) -> bool {
    while !text.is_empty() {
        let longest = words.iter().filter_map(|word| text.strip_prefix(word.as_str()));
        let Some(rest) = longest.min_by_key(|rest| rest.len()) else { return false };
        text = rest;
    }
    true
}
