//! S02: numbers that were typed where the program numbers, and numbers out of order.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::lists;
use super::numerals::number;
use crate::characters::is_han;
use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::is_numeral;
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind, Prose, ProsePlace};
use crate::source::{Source, Spanned};

/// A number before a title: `（一）`, `(1)`, `一、`, `1.`, `①`.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static TYPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)][、.．]?|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、．.]|\d{1,2}[）)]|[①-⑳]|第[一二三四五六七八九十]{1,3}章|附件[一二三四五六七八九十\d]{0,3}[：:、．.]|附[件表][一二三四五六七八九十\d]{1,3}\s)\s*",
    )
    .unwrap()
});
/// `（一）` and `①` anywhere, `一、` and `1．` where a paragraph begins.
#[allow(clippy::unwrap_used)]
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([（(])([一二三四五六七八九十]{1,3}|\d{1,2})([）)])|([①-⑳])|([一二三四五六七八九十]{1,3})、|(\d{1,2})[、．]",
    )
    .unwrap()
});

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for prose in &context.prose {
        if prose.place.is_title() {
            let [title] = prose.paragraphs.as_slice() else { continue };
            let what = match prose.place {
                ProsePlace::ChapterTitle => "章的标题",
                ProsePlace::AnnexTitle(_) => "附件标题",
                _ => "举措标题",
            };
            findings.extend(typed(title, context.source, what));
            findings.extend(last_mark(title, context.source));
        } else if prose.place.is_narrative() {
            let headings = prose.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Heading);
            findings.extend(headings.filter_map(|heading| last_mark(heading, context.source)));
            order(prose, findings);
            widths(prose, context.source, findings);
        }
    }
    for group in &context.filing.groups {
        findings.extend(typed_name(&group.name, context.source, "指标组的名称"));
        for indicator in &group.indicators {
            findings.extend(typed_name(&indicator.name, context.source, "指标名称"));
        }
    }
    lists::check(context, findings);
}

fn typed_name(name: &Spanned<String>, source: &Source, what: &str) -> Option<Finding> {
    typed(&Paragraph::of_line(name, source), source, what)
}

/// A number before a title, which the program numbers by itself.
fn typed(title: &Paragraph, source: &Source, what: &str) -> Option<Finding> {
    let found = TYPED.find(&title.text)?;
    let rest = &title.text[found.end()..];
    // 一、二级干线 and 1.5万户 are no numbers of a title.
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c));
    let bracketed = found.as_str().ends_with(['）', ')', '）']);
    if goes_on && !bracketed {
        return None;
    }
    let message = format!("{what}里写了编号“{}”，程序会再编一次", found.as_str().trim());
    let finding = Code::S02.at(title.span(found.range()), message).help("删去编号，程序会自己编");
    let exact = title.editable(found.range(), source).filter(|_| rest.starts_with(is_han));
    Some(match exact {
        Some(span) => finding.fix(span, ""),
        None => finding,
    })
}

/// 。 or ， at the end of a title.
fn last_mark(title: &Paragraph, source: &Source) -> Option<Finding> {
    let text = title.text.trim_end();
    let mark = text.chars().next_back().filter(|c| matches!(c, '。' | '，'))?;
    let range = text.len() - mark.len_utf8()..text.len();
    let message = format!("标题末尾有“{mark}”，标题末尾不加标点");
    let finding = Code::S02.at(title.span(range.clone()), message).help("删去");
    let exact = title.editable(range, source);
    Some(match exact.filter(|_| !text.trim_end_matches(['。', '，']).is_empty()) {
        Some(span) => finding.fix(span, ""),
        None => finding,
    })
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    BracketedHan,
    BracketedFigure,
    Circled,
    Han,
    Figure,
}

const MANNERS: [Manner; 5] =
    [Manner::BracketedHan, Manner::BracketedFigure, Manner::Circled, Manner::Han, Manner::Figure];

/// A number that begins an item.
struct Mark<'p> {
    paragraph: &'p Paragraph,
    manner: Manner,
    range: Range<usize>,
    number: u32,
    /// The brackets, where there are any.
    brackets: Option<[Range<usize>; 2]>,
}

impl Mark<'_> {
    fn text(&self) -> &str {
        &self.paragraph.text[self.range.clone()]
    }

    /// Whether the number before stands between this mark and another, where no item begins:
    /// （一）甲；（二）乙（三）丙；（四）丁.
    fn follows(&self, other: &Mark<'_>) -> bool {
        let last = self.number.saturating_sub(1);
        let same = std::ptr::eq(self.paragraph, other.paragraph);
        let own = &self.paragraph.text[if same { other.range.end } else { 0 }..self.range.start];
        let others = if same { "" } else { &other.paragraph.text[other.range.end..] };
        let is_last = |found: Captures<'_>| {
            let digits = found.get(2).or_else(|| found.get(4));
            digits.is_some_and(|digits| number(digits.as_str()) == Some(last))
        };
        MARK.captures_iter(own).any(is_last) || MARK.captures_iter(others).any(is_last)
    }
}

fn marks(prose: &Prose) -> Vec<Mark<'_>> {
    let texts = prose.paragraphs.iter();
    let texts = texts.filter(|p| matches!(p.kind, ParagraphKind::Text | ParagraphKind::Heading));
    texts.flat_map(marks_of).collect()
}

fn marks_of(paragraph: &Paragraph) -> Vec<Mark<'_>> {
    let text = &paragraph.text;
    let mut marks = Vec::new();
    for found in MARK.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = text[..whole.start()].trim_end();
        let begins = before.is_empty();
        // 第（三）项 and 图（2） refer; an item begins behind a mark.
        let begins_item = begins || before.ends_with(['。', '；', '：', '，', '！', '？']);
        let (manner, digits) = if let Some(inner) = found.get(2) {
            let figure = inner.as_str().starts_with(|c: char| c.is_ascii_digit());
            (if figure { Manner::BracketedFigure } else { Manner::BracketedHan }, inner)
        } else if let Some(inner) = found.get(4) {
            (Manner::Circled, inner)
        } else if let Some(inner) =
            found.get(5).filter(|_| begins || goes_on(text, &whole, Manner::Han, &marks))
        {
            (Manner::Han, inner)
        } else if let Some(inner) =
            found.get(6).filter(|_| begins || goes_on(text, &whole, Manner::Figure, &marks))
        {
            (Manner::Figure, inner)
        } else {
            continue;
        };
        let quoted = paragraph.in_title(whole.start()) || paragraph.in_quotation(whole.start());
        let Some(number) = number(digits.as_str()).filter(|_| begins_item && !quoted) else {
            continue;
        };
        let brackets = found.get(1).zip(found.get(3)).map(|(a, b)| [a.range(), b.range()]);
        marks.push(Mark { paragraph, manner, range: whole.range(), number, brackets });
    }
    marks
}

/// Whether `2、` inside a paragraph is an item's number: one such item began before, and what
/// follows is no other number (三、四线城市).
fn goes_on(text: &str, found: &Match<'_>, manner: Manner, marks: &[Mark<'_>]) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || is_numeral(c);
    let before = text[..found.start()].trim_end();
    // The last of a manner is seldom far.
    let begun = || marks.iter().rev().any(|mark| mark.manner == manner);
    let first = before.ends_with('：') && found.as_str().starts_with(['1', '一']);
    (first || (before.ends_with(['；', '。']) && begun()))
        && !text[found.end()..].starts_with(is_number)
}

/// Each manner of numbers goes on by one, or begins again.
fn order(prose: &Prose, findings: &mut Findings) {
    let marks = marks(prose);
    for manner in MANNERS {
        let of_manner: Vec<&Mark<'_>> = marks.iter().filter(|m| m.manner == manner).collect();
        for pair in of_manner.windows(2) {
            let [before, mark] = pair else { continue };
            if mark.number == before.number + 1 || mark.number == 1 || mark.follows(before) {
                continue;
            }
            let message = format!("编号断了次序：“{}”后面是“{}”", before.text(), mark.text());
            findings.push(
                Code::S02
                    .at(mark.paragraph.span(mark.range.clone()), message)
                    .help("看看是漏了一项，还是编号写错了")
                    .related(before.paragraph.span(before.range.clone()), "前一个编号"),
            );
        }
    }
}

/// `(一)` beside `（二）`.
fn widths(prose: &Prose, source: &Source, findings: &mut Findings) {
    let marks = marks(prose);
    for manner in [Manner::BracketedHan, Manner::BracketedFigure] {
        let of_manner = || marks.iter().filter(|m| m.manner == manner);
        let any_full = of_manner().any(|m| m.text().contains(['（', '）']));
        let halves = of_manner().filter(|m| m.text().contains(['(', ')']));
        for mark in halves.filter(|_| any_full) {
            let message = format!("“{}”的括号与别的编号不一样宽", mark.text());
            let finding = Code::S02
                .at(mark.paragraph.span(mark.range.clone()), message)
                .help("都用全角括号：（一）");
            findings.push(widened(mark, source, finding));
        }
    }
}

fn widened(mark: &Mark<'_>, source: &Source, finding: Finding) -> Finding {
    let brackets = mark.brackets.iter().flatten().zip(["（", "）"]);
    brackets.fold(finding, |finding, (range, full)| {
        let is_half = &mark.paragraph.text[range.clone()] != full;
        match mark.paragraph.editable(range.clone(), source).filter(|_| is_half) {
            Some(span) => finding.fix(span, full),
            None => finding,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Encoding;

    fn line(text: &str) -> (Paragraph, Source) {
        let source = Source::new("a.yaml", text, Encoding::Utf8);
        let text = Spanned { value: text.to_owned(), span: 0..text.len() };
        (Paragraph::of_line(&text, &source), source)
    }

    #[test]
    fn a_typed_number_is_told_from_a_title_that_begins_with_one() {
        for title in [
            "（一）做优网络",
            "(1)做优网络",
            "一、做优网络",
            "1.做优网络",
            "1、做优网络",
            "①做优网络",
            "（二） 做优网络",
            "12.做优网络",
        ] {
            let (title, source) = line(title);
            let finding = typed(&title, &source, "举措标题").unwrap();
            let [edit] = finding.fix.as_slice() else { panic!("{}", title.text) };
            assert_eq!(&title.text[edit.span.end..], "做优网络");
        }
        for title in
            ["一、二级干线扩容", "1.5万户提速", "5G网络建设", "一网通办", "10086热线", "三大举措"]
        {
            let (title, source) = line(title);
            assert_eq!(typed(&title, &source, "举措标题"), None, "{}", title.text);
        }
    }

    #[test]
    fn a_number_inside_a_sentence_keeps_the_order() {
        let messages = |text: &str| {
            let paragraphs = vec![line(text).0];
            let mut findings = Findings::new();
            order(&Prose { place: ProsePlace::Overview, paragraphs }, &mut findings);
            findings.into_iter().map(|f| f.message).collect::<Vec<_>>()
        };
        assert_eq!(messages("（一）甲；（二）乙（三）丙；（四）丁。"), [""; 0]);
        assert_eq!(messages("1、甲；2、乙；3、丙。"), [""; 0]);
        assert_eq!(messages("1、甲；2、乙；4、丁。"), ["编号断了次序：“2、”后面是“4、”"]);
        assert_eq!(
            messages("（一）甲；（二）乙；（四）丁。"),
            ["编号断了次序：“（二）”后面是“（四）”"]
        );
    }

    #[test]
    fn only_what_begins_an_item_counts() {
        let count = |text: &str| marks_of(&line(text).0).len();
        assert_eq!(count("（一）加强管理；（二）改善服务。"), 2);
        assert_eq!(count("按第二十条第（三）项、图（2）办理，见《办法》（试行）"), 0);
        assert_eq!(count("一、加强管理，三、四线城市"), 1);
        assert_eq!(count("一、加强管理；三、四线城市"), 1);
        assert_eq!(count("1、加强管理；2、改善服务；4、回访。"), 3);
        assert_eq!(count("措施：1、加强管理；2、改善服务。"), 2);
        assert_eq!(count("提速；2、改善"), 0);
    }
}
