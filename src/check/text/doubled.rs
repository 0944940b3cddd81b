//! T01: a mark written twice.

use std::ops::Range;

use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::source::Source;

/// Marks of which one is enough.
const MARKS: [char; 5] = ['，', '。', '、', '；', '：'];

/// Pairs of which one is enough.
const PAIRS: [(char, char); 6] =
    [('“', '”'), ('‘', '’'), ('《', '》'), ('（', '）'), ('【', '】'), ('「', '」')];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for paragraph in super::paragraphs(context) {
        let doubles = runs(&paragraph.text);
        findings.extend(doubles.map(|run| doubled(paragraph, run, context.source)));
        findings
            .extend(pairs(&paragraph.text).map(|pair| paired(paragraph, &pair, context.source)));
    }
}

/// Two marks or more, one right behind the other.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_mark = |c: char| MARKS.contains(&c);
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            let start = rest + text.get(rest..)?.find(is_mark)?;
            let run = text[start..].chars().take_while(|c| is_mark(*c));
            let end = start + run.map(char::len_utf8).sum::<usize>();
            rest = end;
            if text[start..end].chars().count() > 1 {
                return Some(start..end);
            }
        }
    })
}

/// Of a weak mark with a stronger one behind it the stronger: what stood between them was taken
/// out. The other way round either may be meant.
fn stronger(marks: &str) -> Option<char> {
    let weight = |c: char| "、，；。".find(c);
    let weights = marks.chars().map(weight).collect::<Option<Vec<_>>>()?;
    let last = marks.chars().next_back()?;
    weights.is_sorted().then_some(last)
}

fn doubled(paragraph: &Paragraph, run: Range<usize>, source: &Source) -> Finding {
    let marks = &paragraph.text[run.clone()];
    let first = marks.chars().next().unwrap_or_default();
    let same = marks.chars().all(|c| c == first);
    let instead = match (same, first, marks.chars().count()) {
        (true, '。', 3..) => Some("……".to_owned()),
        (true, _, _) => Some(first.to_string()),
        (false, _, _) => stronger(marks).map(|mark| mark.to_string()),
    };
    let help = match &instead {
        Some(one) => format!("改成“{one}”"),
        None => "留一个，另一个删去".to_owned(),
    };
    let message = format!("标点“{marks}”连着写了");
    let finding = Code::T01.at(paragraph.span(run.clone()), message).help(help);
    match instead.zip(paragraph.editable(run, source)) {
        Some((one, span)) => finding.fix(span, one),
        None => finding,
    }
}

/// Pairs that were typed twice: ““用心””, with no such mark between them.
fn pairs(text: &str) -> impl Iterator<Item = Range<usize>> {
    PAIRS.into_iter().flat_map(move |(open, close)| {
        let is_half = move |c: char| c == open || c == close;
        let mut upto = 0;
        std::iter::from_fn(move || {
            loop {
                let start = upto + text.get(upto..)?.find(is_half)?;
                let opens = text[start..].chars().take_while(|c| *c == open).count();
                let inner = start + opens * open.len_utf8();
                // A half that closes only is passed over.
                upto = inner.max(start + open.len_utf8());
                if opens < 2 {
                    continue;
                }
                let end = inner + text.get(inner..)?.find(is_half).unwrap_or(text.len() - inner);
                let closes = text[end..].chars().take_while(|c| *c == close).count();
                if opens == closes {
                    upto = end + closes * close.len_utf8();
                    return Some(start..upto);
                }
            }
        })
    })
}

fn paired(paragraph: &Paragraph, pair: &Range<usize>, source: &Source) -> Finding {
    let written = &paragraph.text[pair.clone()];
    let open = written.chars().next().unwrap_or_default();
    let more = written.chars().take_while(|c| *c == open).count() - 1;
    let len = more * open.len_utf8();
    let span = paragraph.span(pair.clone());
    let finding = Code::T01.at(span, "成对的标点写了两遍").help("留一对，多的删去");
    let first = paragraph.editable(pair.start..pair.start + len, source);
    let last = paragraph.editable(pair.end - len..pair.end, source);
    match first.zip(last) {
        Some((first, last)) => finding.fix(first, "").fix(last, ""),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_typed_twice_are_found() {
        let found = |text| pairs(text).map(|pair| text[pair].to_owned()).collect::<Vec<String>>();
        assert_eq!(found("提供““用心””服务，““再””好"), ["““用心””", "““再””"]);
        assert_eq!(found("按《《规范》》和（（试行））办"), ["《《规范》》", "（（试行））"]);
        for text in ["《《甲》解读》", "““甲”和“乙””", "“甲”“乙”", "””””", "（一）（二）"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn runs_of_marks_are_found() {
        let found = |text| runs(text).map(|run| text[run].to_owned()).collect::<Vec<String>>();
        assert_eq!(found("质量，，服务。；好。"), ["，，", "。；"]);
        assert!(found("等等……——真的？！是“甲”、“乙”。").is_empty());
    }
}
