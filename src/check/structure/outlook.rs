//! S06: plans that stand outside 结语.

use std::ops::Range;

use crate::check::Context;
use crate::check::spans::{Between, Words};
use crate::filing::{Half, Period};
use crate::finding::{Code, Finding, Findings};
use crate::prose::{Paragraph, ParagraphKind, ProsePlace};
use crate::standard::structure::OutlookWords;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let period = context.filing.period.value;
    let company = &context.filing.company;
    let mut subjects: Vec<&str> =
        context.standard.period_words().subjects.iter().map(String::as_str).collect();
    subjects.push(&company.name.value);
    subjects.extend(company.short_name.as_ref().map(|name| name.value.as_str()));
    // An annex may be a plan as a whole.
    let tells_what_was = |place: ProsePlace| {
        place.is_narrative() && !matches!(place, ProsePlace::Closing | ProsePlace::Annex(_))
    };
    let narratives = context.prose.iter().filter(|prose| tells_what_was(prose.place));
    let words = &context.standard.structure_words().outlook;
    let openings = openings(period, words);
    for paragraph in narratives.flat_map(|prose| &prose.paragraphs) {
        if !matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Heading) {
            continue;
        }
        for sentence in paragraph.sentences() {
            let Some(range) = plan(&paragraph.text, sentence, &openings, &subjects, words) else {
                continue;
            };
            if paragraph.in_title(range.start) || paragraph.in_quotation(range.start) {
                continue;
            }
            findings.push(finding(paragraph, range, context));
        }
    }
}

fn finding(paragraph: &Paragraph, range: Range<usize>, context: &Context<'_>) -> Finding {
    let message = format!("“{}”说的是以后的打算，不在结语里", &paragraph.text[range.clone()]);
    let place = if context.filing.closing.is_some() {
        "移到结语"
    } else {
        "另写一段结语，移到那里"
    };
    Code::S06
        .at(paragraph.span(range), message)
        .help(format!("本期已经做了的，写成已做的事；还没有做的，{place}"))
}

/// The words by which a sentence speaks of what comes.
fn plan(
    text: &str,
    sentence: Range<usize>,
    openings: &[String],
    subjects: &[&str],
    words: &OutlookWords,
) -> Option<Range<usize>> {
    let start = sentence.end - text[sentence.clone()].trim_start().len();
    let sentence = start..sentence.end;
    opening(&text[sentence.clone()], openings, words)
        .map(|length| start..start + length)
        .or_else(|| {
            behind_subject(&text[sentence.clone()], subjects, words)
                .map(|r| start + r.start..start + r.end)
        })
        .or_else(|| future(text, sentence, words))
}

/// Words that open a sentence of what comes.
fn openings(period: Period, words: &OutlookWords) -> Vec<String> {
    let year = format!("{}年", period.year + 1);
    let mut openings: Vec<String> = words.openings.clone();
    openings.extend([format!("{year}上半年"), format!("{year}下半年"), year]);
    if period.half == Half::First {
        openings.push(format!("{}年下半年", period.year));
    }
    openings
}

/// 下一步，… and 2021年，…: how long the opening words are.
fn opening(sentence: &str, openings: &[String], words: &OutlookWords) -> Option<usize> {
    let opening = openings.iter().find(|word| sentence.starts_with(word.as_str()))?;
    let rest = &sentence[opening.len()..];
    let is_ahead = words.marks.iter().any(|mark| rest.contains(mark.as_str()));
    (rest.starts_with('，') || is_ahead).then_some(opening.len())
}

/// 公司今后将…: the word behind who plans.
fn behind_subject(sentence: &str, subjects: &[&str], words: &OutlookWords) -> Option<Range<usize>> {
    let clauses = sentence.match_indices('，').map(|(at, mark)| at + mark.len());
    std::iter::once(0).chain(clauses).find_map(|start| {
        let clause = &sentence[start..];
        let subject = subjects.iter().filter(|s| clause.starts_with(*s)).map(|s| s.len()).max()?;
        let rest = clause[subject..].strip_prefix('在').unwrap_or(&clause[subject..]);
        let opening = words.openings.iter().find(|word| rest.starts_with(word.as_str()))?;
        let ahead = rest[opening.len()..].trim_start_matches('，');
        let is_ahead = words.marks.iter().any(|mark| ahead.starts_with(mark.as_str()));
        let at = start + clause.len() - rest.len();
        is_ahead.then(|| at..at + opening.len())
    })
}

/// 将继续…, 将在…的同时.
fn future(text: &str, sentence: Range<usize>, words: &OutlookWords) -> Option<Range<usize>> {
    let mut clauses = Between::new(&['，', '。', '；', '！', '：']);
    let (mut disposals, mut frames) = (Words::new(&words.disposals), Words::new(&words.frames));
    for (at, _) in text[sentence.clone()].match_indices('将') {
        let start = sentence.start + at;
        let behind = start + '将'.len_utf8();
        let mut piece = clauses.around(text, start);
        piece.end = piece.end.min(sentence.end);
        let clause = &text[behind..piece.end];
        if starts_other_word(&text[..start]) || disposals.behind(text, &piece, behind) {
            continue;
        }
        if let Some(adverb) = words.adverbs.iter().find(|w| clause.starts_with(w.as_str())) {
            return Some(start..start + '将'.len_utf8() + adverb.len());
        }
        if let Some(frame) = clause.strip_prefix('在')
            && !words.in_words.iter().any(|w| frame.starts_with(w.as_str()))
            && frames.behind(text, &piece, behind + '在'.len_utf8())
        {
            return Some(start..start + "将在".len());
        }
    }
    None
}

/// 必将 and 定将 are rhetoric, 干将 and 健将 are people.
fn starts_other_word(before: &str) -> bool {
    before.ends_with(['必', '定', '干', '健', '名', '强'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    fn found(text: &str) -> Option<&str> {
        let period = Period { year: 2020, half: Half::First };
        let words = &Standard::newest().structure_words().outlook;
        let openings = openings(period, words);
        plan(text, 0..text.len(), &openings, &["公司", "山西移动"], words).map(|range| &text[range])
    }

    #[test]
    fn what_comes_is_told_from_what_was_done() {
        for (text, wanted) in [
            ("下一步，公司从严规范经营。", "下一步"),
            ("下一步公司将从严规范经营。", "下一步"),
            ("2021年，公司推进5G建设。", "2021年"),
            ("2020年下半年，公司推进5G建设。", "2020年下半年"),
            ("山西移动将在持续推进客户满意的同时，认真做好产品优化。", "将在"),
            ("山西移动将继续改善服务。", "将继续"),
            ("公司今后将加强管理。", "今后"),
            ("网络已建成，山西移动未来将建设基站。", "未来"),
            ("公司将进一步加强管理。", "将进一步"),
        ] {
            assert_eq!(found(text), Some(wanted), "{text}");
        }
        for text in [
            "将5G技术运用于行业信息化。",
            "公司将400热线归集到10086。",
            "公司将持续改善服务作为首要任务。",
            "公司将在网客户分层管理，在巩固的基础上提升。",
            "力争2020年底双方的5G基站覆盖到全省。",
            "未来网络实验室建成。",
            "下一步操作有提示。",
            "公司未来网络实验室建成。",
            "公司今后三年的规划已经印发。",
            "系统即时提醒。",
            "2020年上半年，公司推进5G建设。",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
