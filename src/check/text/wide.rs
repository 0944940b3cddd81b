//! T01: full-width digits and letters.

use std::ops::Range;

use crate::check::Context;
use crate::check::residues;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::source::Source;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let lines = residues::lines(context);
    for paragraph in super::paragraphs(context).chain(&lines) {
        let runs = runs(&paragraph.text);
        findings.extend(runs.map(|run| finding(paragraph, run, context.source)));
    }
}

fn finding(paragraph: &Paragraph, run: Range<usize>, source: &Source) -> Finding {
    let written = &paragraph.text[run.clone()];
    let narrow: String = written.chars().map(half_width).collect();
    let what = if written.contains(is_digit) {
        format!("“{written}”是全角的数字")
    } else {
        format!("“{written}”是全角的字母")
    };
    let finding =
        Code::T01.at(paragraph.span(run.clone()), what).help(format!("改用半角的“{narrow}”"));
    match paragraph.editable(run, source) {
        Some(span) => finding.fix(span, narrow),
        None => finding,
    }
}

/// Numbers and words in full-width characters, with the points inside them and the per cent sign
/// behind.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_wide)?;
        let goes_on = |c: char| is_wide(c) || "．％＋／－".contains(c);
        let piece = |at: usize| {
            let rest = &text[at..];
            rest[..rest.find(|c| !goes_on(c)).unwrap_or(rest.len())]
                .trim_end_matches(['．', '＋', '／', '－'])
        };
        let first = piece(start);
        let mut end = start + first.len();
        // １，２ may be two numbers; １，２００ is one.
        let grouped = first.len() <= 3 * '０'.len_utf8() && first.chars().all(is_digit);
        while let Some(behind) = text[end..].strip_prefix('，').filter(|_| grouped) {
            let group = piece(text.len() - behind.len());
            if group.chars().take_while(|c| is_digit(*c)).count() != 3 {
                break;
            }
            end += '，'.len_utf8() + group.len();
        }
        from = end;
        Some(start..end)
    })
}

fn is_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrow(text: &str) -> Vec<String> {
        runs(text).map(|run| text[run].chars().map(half_width).collect()).collect()
    }

    #[test]
    fn numbers_and_words_are_whole() {
        for (text, wanted) in [
            ("新建１２００座", vec!["1200"]),
            ("１，２００座，９９．５％，５Ｇ", vec!["1,200", "99.5%", "5G"]),
            ("第１，２组", vec!["1", "2"]),
            ("ＡＰＰ和Ｗｉ－Ｆｉ", vec!["APP", "Wi-Fi"]),
            ("增长５％。", vec!["5%"]),
        ] {
            assert_eq!(narrow(text), wanted, "{text}");
        }
        assert!(narrow("1200座，99.5％，①Ⅳ℃（一）").is_empty());
    }
}
