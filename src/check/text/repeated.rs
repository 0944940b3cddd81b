//! T03: a word or a phrase written twice, one right behind the other.

use std::ops::Range;

use crate::characters::is_han;
use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::standard::Repeats;

/// How many characters a phrase has at most.
const LONGEST: usize = 12;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let words = &context.standard.language().repeats;
    for paragraph in super::paragraphs(context) {
        for Repeat { at, once, sure } in repeats(&paragraph.text, words) {
            if paragraph.in_title(at.start) || paragraph.in_quotation(at.start) {
                continue;
            }
            findings.push(finding(paragraph, at, once, sure, context));
        }
    }
}

fn finding(
    paragraph: &Paragraph,
    at: Range<usize>,
    once: usize,
    sure: bool,
    context: &Context<'_>,
) -> Finding {
    let word = &paragraph.text[at.start..at.start + once];
    let finding = Code::T03.at(paragraph.span(at.clone()), format!("“{word}”连着写了两遍"));
    let finding = finding.help(if sure {
        format!("留一个“{word}”")
    } else {
        format!("是多写了一遍，就留一个“{word}”；不是的，改换说法")
    });
    let again = at.start + once..at.end;
    match paragraph.editable(again, context.source).filter(|_| sure) {
        Some(span) => finding.fix(span, ""),
        None => finding,
    }
}

/// A repetition: where it stands with all that is repeated, how long the word is, and whether
/// once is surely enough.
struct Repeat {
    at: Range<usize>,
    once: usize,
    sure: bool,
}

fn repeats(text: &str, words: &Repeats) -> Vec<Repeat> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let place = |n: usize| chars.get(n).map_or(text.len(), |(at, _)| *at);
    let mut found = Vec::new();
    let mut n = 0;
    while n < chars.len() {
        // The shortest word, and as often as it is repeated.
        let period = (2..=LONGEST).find(|length| is_repeated(&chars, n, *length));
        let Some(length) = period else {
            n += 1;
            continue;
        };
        let same = |at: &usize| chars.get(at + length).is_some_and(|(_, c)| *c == chars[*at].1);
        let more = (n..chars.len()).take_while(same).count();
        let end = n + length + more / length * length;
        let word = &text[place(n)..place(n + length)];
        if words.may_be_slip(word, &text[..place(n)], &text[place(end)..]) {
            let sure = words.is_sure(word);
            found.push(Repeat { at: place(n)..place(end), once: word.len(), sure });
        }
        n = end;
    }
    found
}

/// Whether so many Chinese characters stand twice; one and the same again and again is no word.
fn is_repeated(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    let Some(both) = chars.get(at..at + 2 * length) else { return false };
    let (one, other) = both.split_at(length);
    let same = one.iter().zip(other).all(|((_, a), (_, b))| a == b && is_han(*a));
    same && one.iter().any(|(_, c)| *c != one[0].1)
}

impl Repeats {
    /// Whether what stands twice may be a slip: no 研究研究, and no 中国移动移动电话.
    fn may_be_slip(&self, word: &str, before: &str, after: &str) -> bool {
        let listed = |list: &[String]| list.iter().any(|one| one == word);
        let first = word.chars().next().unwrap_or_default();
        let short = word.chars().count() == 2;
        let spoken = "一几每".contains(first)
            || word.contains(|c| self.spoken.contains(c) && (short || "不没".contains(c)));
        let across = self.across.iter().any(|joint| {
            joint.word == word && joint.next.iter().any(|next| after.starts_with(next.as_str()))
        });
        let of_name = before.ends_with("中国") && short;
        !spoken && !across && !of_name && !listed(&self.twice)
    }

    /// Whether it is a slip for certain: a phrase, or a word that nobody says twice.
    fn is_sure(&self, word: &str) -> bool {
        word.chars().count() > 2 || self.never_twice.iter().any(|one| one == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let repeats = repeats(text, &Standard::newest().language().repeats);
        repeats.into_iter().map(|repeat| (&text[repeat.at], repeat.sure)).collect()
    }

    #[test]
    fn words_and_phrases_twice_are_found() {
        for (text, wanted) in [
            ("公司对工单进行进行复盘", ("进行进行", true)),
            ("公司公司公司对工单", ("公司公司公司", true)),
            ("进一步进一步提升", ("进一步进一步", true)),
            ("落实整改措施落实整改措施。", ("落实整改措施落实整改措施", true)),
            ("聚焦乡镇乡镇网点", ("乡镇乡镇", false)),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_is_said_twice_is_left_alone() {
        for text in [
            "天天向上，人人参与，处处留心，一步一步推进，一个一个解决",
            "中国移动移动电话用户，中国电信电信业务",
            "用户是不是不满意，能不能不停机，研究研究再说",
            "严格考核，通过通过率衡量",
            "哈哈哈哈哈哈，一一一一",
            "客户，客户经理",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
