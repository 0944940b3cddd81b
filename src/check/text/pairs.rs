//! T01: brackets and quotation marks without their other half, and pairs that cross.

use super::straight;
use crate::check::Context;
use crate::check::residues;
use crate::check::spans::TakenRanges;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::is_numeral;
use crate::prose::{Paragraph, ParagraphKind};
use crate::standard::structure::StructureWords;

/// What opens and what closes, and what the two are called. Of brackets both widths count as one:
/// that they are of one width is another rule's.
const KINDS: [Kind; 11] = [
    Kind { open: "（(", close: "）)", name: "括号", spoken: Spoken::Alone },
    Kind { open: "［[", close: "］]", name: "方括号", spoken: Spoken::Alone },
    Kind { open: "｛{", close: "｝}", name: "花括号", spoken: Spoken::Alone },
    Kind { open: "【", close: "】", name: "方头括号", spoken: Spoken::Alone },
    Kind { open: "〔", close: "〕", name: "六角括号", spoken: Spoken::Alone },
    Kind { open: "《", close: "》", name: "书名号", spoken: Spoken::Alone },
    Kind { open: "〈", close: "〉", name: "单书名号", spoken: Spoken::Alone },
    Kind { open: "「", close: "」", name: "引号", spoken: Spoken::OverParagraphs },
    Kind { open: "『", close: "』", name: "引号", spoken: Spoken::OverParagraphs },
    Kind { open: "“", close: "”", name: "引号", spoken: Spoken::OverParagraphs },
    Kind { open: "‘", close: "’", name: "单引号", spoken: Spoken::OverParagraphs },
];
const ROUND: usize = 0;
const SQUARE: usize = 1;
const DOUBLE: usize = 9;
const SINGLE: usize = 10;

struct Kind {
    open: &'static str,
    close: &'static str,
    name: &'static str,
    spoken: Spoken,
}

/// Whether a pair may go on over paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoken {
    Alone,
    OverParagraphs,
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let words = context.standard.structure_words();
    for prose in &context.prose {
        let mut halves: Vec<Vec<Half>> =
            prose.paragraphs.iter().map(|paragraph| lone(&paragraph.text, words)).collect();
        join(&prose.paragraphs, &mut halves);
        for (paragraph, halves) in prose.paragraphs.iter().zip(&halves) {
            report(paragraph, halves, context, findings);
        }
    }
    for line in &residues::lines(context) {
        report(line, &lone(&line.text, words), context, findings);
    }
}

/// A half whose other one is not in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Half {
    kind: usize,
    opens: bool,
    at: usize,
}

/// The halves that have no other one in a text, in its order.
fn lone(text: &str, words: &StructureWords) -> Vec<Half> {
    let left = TakenRanges::of(residues::places(text, words));
    let mut stack = Stack::of(text);
    for (at, c) in text.char_indices() {
        let Some((kind, opens)) = half(c).filter(|_| !left.meets(&(at..at + 1))) else { continue };
        if opens { stack.open(kind, at) } else { stack.close(kind, at) }
    }
    stack.finish()
}

/// What a character is half of, and whether it opens.
fn half(c: char) -> Option<(usize, bool)> {
    KINDS.iter().enumerate().find_map(|(n, kind)| {
        let opens = kind.open.contains(c);
        (opens || kind.close.contains(c)).then_some((n, opens))
    })
}

/// What is open at a place.
struct Stack<'t> {
    text: &'t str,
    open: Vec<(usize, usize)>,
    /// How many of each kind are open.
    count: [usize; KINDS.len()],
    lone: Vec<Half>,
    /// How many more round brackets close than open: as many may be those of 1）.
    surplus: usize,
    /// Whether several places have a number and a bracket, 1）and 2）.
    enumerates: bool,
}

impl<'t> Stack<'t> {
    fn of(text: &'t str) -> Self {
        let all = |marks: &str| text.chars().filter(|c| marks.contains(*c)).count();
        let round = &KINDS[ROUND];
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let numbers = text.match_indices(['）', ')']);
        let numbers = numbers.filter(|(at, _)| digit(text[..*at].chars().next_back())).nth(1);
        Self {
            text,
            open: Vec::new(),
            count: [0; KINDS.len()],
            lone: Vec::new(),
            surplus: all(round.close).saturating_sub(all(round.open)),
            enumerates: numbers.is_some(),
        }
    }

    fn open(&mut self, kind: usize, at: usize) {
        self.open.push((kind, at));
        self.count[kind] += 1;
    }

    fn pop(&mut self) -> Option<(usize, usize)> {
        let (kind, at) = self.open.pop()?;
        self.count[kind] -= 1;
        Some((kind, at))
    }

    fn close(&mut self, kind: usize, at: usize) {
        if self.ends_interval(kind, at) {
            return;
        }
        if kind == ROUND && (self.surplus > 0 || self.count[ROUND] == 0) && self.is_number(at) {
            self.surplus = self.surplus.saturating_sub(1);
            return;
        }
        if kind == SINGLE && self.is_apostrophe(at) {
            return;
        }
        if self.count[kind] == 0 {
            self.lone.push(Half { kind, opens: false, at });
            return;
        }
        // What was opened inside and is still open has no other half there.
        while let Some((inner, start)) = self.pop() {
            if inner == kind {
                return;
            }
            self.lone.push(Half { kind: inner, opens: true, at: start });
        }
    }

    /// Whether a bracket stands behind a number that is counted by, 1） or a).
    fn is_number(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let numeral =
            |c: char| c.is_ascii_alphanumeric() || is_numeral(c) || ('①'..='⑳').contains(&c);
        let near = before.char_indices().rev().take(4);
        let Some((start, first)) = near.take_while(|(_, c)| numeral(*c)).last() else {
            return false;
        };
        let run = &before[start..];
        let short = match first.is_ascii() {
            true if first.is_ascii_digit() => {
                run.len() <= 2 && run.bytes().all(|b| b.is_ascii_digit())
            }
            true => run.len() == 1,
            false => run.chars().count() <= 3,
        };
        let ahead = before[..start].chars().next_back();
        let begins = ahead.is_none_or(|c| c.is_whitespace() || "，。；：、！？“,;:".contains(c));
        short && (begins || (self.enumerates && first.is_ascii_digit() && ahead != Some('（')))
    }

    /// It’s, and 5’.
    fn is_apostrophe(&self, at: usize) -> bool {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = latin(self.text[..at].chars().next_back());
        let after = latin(self.text[at..].chars().nth(1));
        before && (after || self.count[SINGLE] == 0)
    }

    /// [0,1) and (0,1] are closed by another bracket on purpose.
    fn ends_interval(&mut self, kind: usize, at: usize) -> bool {
        let Some((other, start)) = self.open.last().copied() else { return false };
        let of_both = matches!((other, kind), (ROUND, SQUARE) | (SQUARE, ROUND));
        let inner = &self.text[start..at];
        let is_interval = of_both && inner.len() <= 16 && inner.contains(',') && inner.is_ascii();
        if is_interval {
            self.pop();
        }
        is_interval
    }

    fn finish(mut self) -> Vec<Half> {
        let open = self.open.iter().map(|(kind, at)| Half { kind: *kind, opens: true, at: *at });
        self.lone.extend(open);
        self.lone.sort_by_key(|half| half.at);
        self.lone
    }
}

/// Takes out the halves of quotations that go on over paragraphs: closed in a later one, or each
/// paragraph beginning with the mark again.
fn join(paragraphs: &[Paragraph], halves: &mut [Vec<Half>]) {
    for (n, kind) in KINDS.iter().enumerate().filter(|(_, k)| k.spoken == Spoken::OverParagraphs) {
        // The paragraph of the half that is still open.
        let mut open: Option<usize> = None;
        let mut resolved = vec![false; halves.len()];
        for at in 0..halves.len() {
            let running = paragraphs[at].kind == ParagraphKind::Text;
            let mut own = halves[at].iter().filter(|half| half.kind == n);
            let (Some(half), None, true) = (own.next(), own.next(), running) else { continue };
            let begins_again = paragraphs[at].text.starts_with(|c| kind.open.contains(c));
            match (half.opens, open) {
                (true, Some(before)) if begins_again => {
                    resolved[before] = true;
                    open = Some(at);
                }
                (true, _) => open = Some(at),
                (false, Some(before)) => {
                    (resolved[before], resolved[at]) = (true, true);
                    open = None;
                }
                (false, None) => {}
            }
        }
        // The last paragraph of such a quotation is a pair by itself.
        if let Some(before) = open {
            let next = paragraphs.get(before + 1).map(|paragraph| paragraph.text.as_str());
            let again = next.is_some_and(|next| next.starts_with(|c| kind.open.contains(c)));
            resolved[before] = again && n != SINGLE;
        }
        for (halves, _) in halves.iter_mut().zip(resolved).filter(|(_, resolved)| *resolved) {
            halves.retain(|half| half.kind != n);
        }
    }
}

/// Of each kind one finding a paragraph: where several halves are missing, which belong together
/// is not sure.
fn report(paragraph: &Paragraph, halves: &[Half], context: &Context<'_>, findings: &mut Findings) {
    if let [first, last] = halves
        && first.opens
        && !last.opens
        && first.kind != last.kind
    {
        findings.push(of_two_kinds(paragraph, first, last));
        return;
    }
    let straight = straight::lone(&paragraph.text);
    let mut mixed = false;
    for kind in 0..KINDS.len() {
        let mut own = halves.iter().filter(|half| half.kind == kind);
        let Some(first) = own.next() else { continue };
        let rest: Vec<&Half> = own.collect();
        let other = rest.iter().rev().find(|half| half.opens != first.opens);
        findings.push(match (straight, other) {
            (Some(at), _)
                if kind == DOUBLE && rest.is_empty() && (at > first.at) == first.opens =>
            {
                mixed = true;
                two_sorts(paragraph, at, first.opens, context)
            }
            (_, Some(other)) => crossing(paragraph, first, other),
            (_, None) => alone(paragraph, first),
        });
    }
    if let Some(at) = straight.filter(|_| !mixed) {
        let span = paragraph.span(at..at + 1);
        let finding = Code::T01.at(span, "直引号没有配对的另一半");
        findings.push(finding.help("补上另一半，都写成“”；是多打的就删去"));
    }
}

fn alone(paragraph: &Paragraph, half: &Half) -> Finding {
    let Kind { open, close, name, .. } = &KINDS[half.kind];
    let c = paragraph.text[half.at..].chars().next().unwrap_or_default();
    let like = |marks: &str, other: &str| {
        let n = other.chars().position(|one| one == c).unwrap_or_default();
        marks.chars().nth(n).unwrap_or_default()
    };
    let (side, missing, other) = if half.opens {
        ("左", "右", like(close, open))
    } else {
        ("右", "左", like(open, close))
    };
    let what = format!("{side}{name}没有配对的{missing}{name}");
    let inner = match half.kind {
        DOUBLE => "；引号里再用引号，里面的写成‘’",
        _ => "",
    };
    Code::T01
        .at(paragraph.span(half.at..half.at + c.len_utf8()), what)
        .help(format!("补上 {other}，或删去多余的 {c}{inner}"))
}

/// （甲“乙）丙”, or ）甲（.
fn crossing(paragraph: &Paragraph, first: &Half, last: &Half) -> Finding {
    let name = KINDS[first.kind].name;
    let (what, help) = if first.opens {
        (format!("这一对{name}和别的括号、引号交叉了"), "里面的一对要完整地放在外面的一对之内")
    } else {
        (format!("{name}的左右写反了"), "左边的用左半，右边的用右半")
    };
    let end = last.at + paragraph.text[last.at..].chars().next().map_or(0, char::len_utf8);
    Code::T01.at(paragraph.span(first.at..end), what).help(help)
}

/// （甲〕: two halves of two pairs.
fn of_two_kinds(paragraph: &Paragraph, first: &Half, last: &Half) -> Finding {
    let mark = |half: &Half| paragraph.text[half.at..].chars().next().unwrap_or_default();
    let (open, close) = (mark(first), mark(last));
    let span = paragraph.span(first.at..last.at + close.len_utf8());
    Code::T01.at(span, format!("{open} 和 {close} 不是一对")).help(format!(
        "两头用一种：{} 或 {}",
        pair_of(first.kind),
        pair_of(last.kind)
    ))
}

/// The pair as it is printed.
fn pair_of(kind: usize) -> String {
    KINDS[kind].open.chars().take(1).chain(KINDS[kind].close.chars().take(1)).collect()
}

/// “甲": one half is a straight mark.
fn two_sorts(paragraph: &Paragraph, at: usize, opened: bool, context: &Context<'_>) -> Finding {
    let right = if opened { "”" } else { "“" };
    let span = paragraph.span(at..at + 1);
    let finding = Code::T01.at(span, "引号一头是弯的，一头是直的").help(format!("改成 {right}"));
    match paragraph.editable(at..at + 1, context.source) {
        Some(span) => finding.fix(span, right),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    /// The marks without their like, with what stands before each.
    fn found(text: &str) -> Vec<usize> {
        lone(text, Standard::newest().structure_words())
            .iter()
            .map(|half| text[..half.at].chars().count())
            .collect()
    }

    #[test]
    fn pairs_of_all_sorts_are_found_whole() {
        for text in [
            "（甲）(乙)［丙］[丁]【戊】〔己〕《庚》〈辛〉「壬」『癸』“子”‘丑’",
            "《甲《乙》丙》“丁‘戊’己”（庚（辛））",
            "包括：1）甲；2）乙；a)丙。（共2项，含1）",
            "包括1）甲，2）乙（含丙）",
            "一）甲\u{3000}二）乙",
            "It’s 5’，Let’s go",
            "取值为[0,1)和(2,3]",
            "见{{count}}和<font color=\"(\">",
        ] {
            assert_eq!(found(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn a_half_alone_is_found() {
        for (text, wanted) in [
            ("公司（含分公司对", vec![2]),
            ("公司含分公司）对", vec![6]),
            ("依照《规定办理", vec![2]),
            ("“甲“乙”", vec![0]),
            ("共12）件", vec![3]),
            ("推出‘甲服务", vec![2]),
            ("开展【甲行动", vec![2]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }
}
