//! N03: another operator named in a comparison.

use std::ops::Range;

use super::carrier::{Carrier, group_names, has_any, is_company, is_plain, places};
use crate::check::{Case, Paragraph};
use crate::diagnostic::Finding;
use crate::standard::Operator;
use crate::standard::names::NAMES;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let carrier = Carrier::of(case);
    let others: Vec<&Operator> = carrier
        .standard
        .operators()
        .iter()
        .filter(|o| o.group != case.filing.company.group.value)
        .collect();
    let names = names(&carrier, &others);
    for paragraph in case.prose.iter().flat_map(|prose| &prose.paragraphs) {
        for sentence in paragraph.sentences() {
            findings.extend(compared(paragraph, sentence, &names));
        }
    }
}

/// What the other operators are called, the longer first.
fn names(carrier: &Carrier<'_>, others: &[&Operator]) -> Vec<String> {
    let mut names: Vec<String> = NAMES.rivals.unnamed.clone();
    for operator in others {
        names.extend(group_names(operator).map(str::to_owned));
        let provinces = carrier.standard.provinces().iter();
        names.extend(provinces.map(|p| format!("{}{}", p.short, operator.brand)));
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn compared(paragraph: &Paragraph, sentence: Range<usize>, names: &[String]) -> Option<Finding> {
    let text = &paragraph.text;
    let named = |clause: &Range<usize>| {
        names.iter().find_map(|name| {
            let shift = |r: Range<usize>| clause.start + r.start..clause.start + r.end;
            let mut found = places(&text[clause.clone()], name).map(shift);
            found.find(|range| is_plain(paragraph, range.start) && is_company(text, range))
        })
    };
    let inside = |c: &Range<usize>| sentence.start <= c.start && c.end <= sentence.end;
    let clauses: Vec<Range<usize>> = paragraph.clauses().filter(inside).collect();
    let at = clauses.iter().position(|clause| named(clause).is_some())?;
    let rival = named(&clauses[at])?;
    // A comparison follows its object, in the same clause or a later one of the sentence.
    let reach = clauses[at].start..sentence.end;
    let word = comparing(&text[reach.clone()])?;
    if has_any(&text[reach], &NAMES.rivals.together) {
        return None;
    }
    let name = &text[rival.clone()];
    let told = format!("与“{name}”作了比较（“{word}”）");
    Some(Finding::warning("N03", paragraph.span(rival), told).help(
        "报告只说本企业的服务质量，删去对其他企业的比较；\
         《携号转网服务管理规定》也不许作对比宣传",
    ))
}

/// The first comparing word of a text that is no bound of a number.
fn comparing(text: &str) -> Option<&'static str> {
    let words = NAMES.rivals.comparing.iter();
    words.map(String::as_str).find(|word| {
        text.match_indices(word).any(|(at, _)| {
            let mut rest = text[at + word.len()..].trim_start();
            while let Some(after) =
                NAMES.rivals.number_lead.iter().find_map(|lead| rest.strip_prefix(lead.as_str()))
            {
                rest = after;
            }
            !rest.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_of_a_number_is_no_comparison() {
        for text in ["超过3000个", "高于99%", "超过了约2万户", "低于 0.1%", "一起建设"]
        {
            assert_eq!(comparing(text), None, "{text}");
        }
        for (text, word) in [("优于同城他网", "优于"), ("超过山西电信", "超过")] {
            assert_eq!(comparing(text), Some(word));
        }
    }
}
