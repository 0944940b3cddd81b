//! T01: a mark written twice, and quotation marks without their other half.

use std::ops::Range;

use crate::check::{Case, Paragraph, ParagraphKind};
use crate::diagnostic::{Finding, Findings};
use crate::source::Source;

/// Marks of which one is enough.
const MARKS: [char; 5] = ['，', '。', '、', '；', '：'];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for prose in &case.prose {
        // A quotation may go on over paragraphs.
        let halves = |mark| prose.paragraphs.iter().map(|p| p.text.matches(mark).count()).sum();
        let (open, close): (usize, usize) = (halves('“'), halves('”'));
        for paragraph in &prose.paragraphs {
            let doubles = runs(&paragraph.text);
            findings.extend(doubles.map(|run| doubled(paragraph, run, case.source)));
            if open != close && paragraph.kind == ParagraphKind::Text {
                findings.extend(alone(&paragraph.text).map(|at| unpaired(paragraph, at)));
            }
        }
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

fn doubled(paragraph: &Paragraph, run: Range<usize>, source: &Source) -> Finding {
    let marks = &paragraph.text[run.clone()];
    let first = marks.chars().next().unwrap_or_default();
    let same = marks.chars().all(|c| c == first);
    let instead = match (same, first, marks.chars().count()) {
        (true, '。', 3..) => Some("……".to_owned()),
        (true, _, _) => Some(first.to_string()),
        (false, _, _) => None,
    };
    let help = match &instead {
        Some(one) => format!("改成“{one}”"),
        None => "留一个，另一个删去".to_owned(),
    };
    let told = format!("标点“{marks}”连着写了");
    let finding = Finding::warning("T01", paragraph.span(run.clone()), told).help(help);
    match instead.zip(paragraph.editable(run, source)) {
        Some((one, span)) => finding.fix(span, one),
        None => finding,
    }
}

/// A quotation mark whose other half is not in the paragraph: its place. Where several halves
/// are missing, which belong together is not sure, and the first alone is told.
fn alone(text: &str) -> Option<usize> {
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '“' if open.is_some() => return open,
            '“' => open = Some(at),
            '”' if open.is_none() => return Some(at),
            '”' => open = None,
            _ => {}
        }
    }
    open
}

fn unpaired(paragraph: &Paragraph, at: usize) -> Finding {
    let is_open = paragraph.text[at..].starts_with('“');
    let (told, other) = match is_open {
        true => ("左引号没有配对的右引号", '”'),
        false => ("右引号没有配对的左引号", '“'),
    };
    let span = paragraph.span(at..at + other.len_utf8());
    Finding::warning("T01", span, told).help(format!("补上 {other}；引号里再用引号，里面的写成‘’"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_marks_are_found() {
        let found = |text| runs(text).map(|run| text[run].to_owned()).collect::<Vec<String>>();
        assert_eq!(found("质量，，服务。；好。"), ["，，", "。；"]);
        assert!(found("等等……——真的？！是“甲”、“乙”。").is_empty());
    }

    #[test]
    fn a_lone_half_is_found() {
        assert_eq!(alone("“甲”、“乙”"), None);
        assert_eq!(alone("推出“甲服务"), Some("推出".len()));
        assert_eq!(alone("推出甲”服务"), Some("推出甲".len()));
        assert_eq!(alone("“甲“乙”"), Some(0));
    }
}
