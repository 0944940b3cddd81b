//! N03: another operator named in a comparison.

use std::ops::Range;

use super::carrier::{group_names, has_any, is_company, is_plain, places, starts_with_any};
use crate::check::Context;
use crate::finding::{Code, Finding};
use crate::prose::Paragraph;
use crate::standard::names::{Names, RivalWords};

/// What the other operators are called in the filing.
pub(super) fn names(context: &Context<'_>) -> Vec<String> {
    let mut names: Vec<String> = context.standard.names().rivals.unnamed.clone();
    let own = &context.filing.company.group.value;
    for operator in context.standard.operators().iter().filter(|o| o.group != *own) {
        names.extend(group_names(operator).map(str::to_owned));
        let provinces = context.standard.provinces().iter();
        names.extend(provinces.map(|p| format!("{}{}", p.short, operator.brand)));
    }
    names.retain(|name| context.has_word(name));
    names
}

/// A sentence that compares with another operator.
pub(super) fn compared(
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    names: &[String],
    lists: &'static Names,
) -> Option<Finding> {
    let text = &paragraph.text;
    let named = names.iter().flat_map(|name| places(&text[sentence.clone()], name));
    let shifted = named.map(|r| sentence.start + r.start..sentence.start + r.end);
    let rival = shifted
        .filter(|range| is_plain(paragraph, range.start) && is_company(text, range, lists))
        // The first, and the longest of those.
        .min_by_key(|range| (range.start, std::cmp::Reverse(range.end)))?;
    let words = &text[sentence.clone()];
    if has_any(words, &lists.rivals.together) {
        return None;
    }
    let word =
        than(&text[..rival.start], &lists.rivals).or_else(|| comparing(words, &lists.rivals))?;
    let name = &text[rival.clone()];
    let message = format!("与“{name}”作了比较（“{word}”）");
    Some(Code::N03.at(paragraph.span(rival), message).help(
        "报告只说本企业的服务质量，删去对其他企业的比较；\
         《携号转网服务管理规定》也不许作对比宣传",
    ))
}

/// 比 right before a rival's name.
fn than(before: &str, rivals: &'static RivalWords) -> Option<&'static str> {
    rivals.than.iter().map(String::as_str).find(|word| before.ends_with(word))
}

/// The first comparing word of a text that is no bound of a number and has no other object:
/// 超过3000个, 优于上期.
fn comparing(text: &str, rivals: &'static RivalWords) -> Option<&'static str> {
    let words = rivals.comparing.iter().map(String::as_str);
    let found = words.flat_map(|word| text.match_indices(word).map(move |(at, _)| (at, word)));
    let compares = |(at, word): &(usize, &str)| {
        let mut rest = text[at + word.len()..].trim_start();
        while let Some(after) =
            rivals.number_lead.iter().find_map(|lead| rest.strip_prefix(lead.as_str()))
        {
            rest = after;
        }
        !rest.starts_with(|c: char| c.is_ascii_digit()) && !starts_with_any(rest, &rivals.own)
    };
    found.filter(compares).min().map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[test]
    fn a_bound_of_a_number_is_no_comparison() {
        for text in [
            "超过3000个",
            "高于99%",
            "超过了约2万户",
            "低于 0.1%",
            "一起建设",
            "优于上期",
            "高于行业平均",
        ] {
            assert_eq!(comparing(text, &Standard::newest().names().rivals), None, "{text}");
        }
        for (text, word) in [("优于同城他网", "优于"), ("超过山西电信", "超过")] {
            assert_eq!(comparing(text, &Standard::newest().names().rivals), Some(word));
        }
    }
}
