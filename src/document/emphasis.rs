//! Which stars are marks. CommonMark's flanking rules (6.2) were made for words between spaces:
//! they deny `**“中文”**后` and `其中**新建：**300座`, which are emphasis to a Chinese reader, and
//! take the footnotes' signs of `5G*用户，宽带*用户` for marks, and away.
//!
//! So it is decided here. A guard beside a run of stars gives the parser a neighbour that is no
//! punctuation, and a star that is a sign goes by as another character. Both are noncharacters:
//! no text can contain one (the source room refuses it), no face has it; they are put back after
//! parsing, in code and addresses too.
//!
//! - `**` is a mark wherever it can open or close. Where a paragraph has `*` as a footnote's sign,
//!   `**` behind a word is the next footnote's, unless it encloses a phrase.
//! - A single `*` is a mark only between edges: it opens at a start, behind a blank or a mark, and
//!   closes at an end, before a blank or a mark, or behind a few words; or right around a bracket
//!   or a quotation. In a Chinese report it is a sign more often.

use std::collections::BTreeMap;

/// Stands beside stars, for nothing.
pub(super) const GUARD: char = '\u{FDD0}';
/// Stands for a star that is a sign.
const STAR: char = '\u{FDD1}';
/// Stands for a bracket that defines no link.
const BRACKET: char = '\u{FDD2}';

/// More stars than this are no mark but a row of stars: `138****1234`.
const MOST_STARS: usize = 3;

/// So many characters at most are emphasised by single stars with a word right behind them.
const LONGEST_PHRASE: usize = 12;

/// A text in which the parser takes those stars for marks that are.
pub(super) fn guard(markdown: &str) -> String {
    let chars: Vec<char> = markdown.chars().collect();
    let mut out = String::with_capacity(markdown.len());
    let mut start = 0;
    while start < chars.len() {
        let end = end_of_paragraph(&chars, start);
        Paragraph::of(&chars, start..end).write(&mut out);
        start = end;
    }
    out
}

/// Puts back what [`guard`] wrote otherwise.
pub(super) fn unguard(text: &str) -> String {
    let back = |c: char| match c {
        GUARD => None,
        STAR => Some('*'),
        BRACKET => Some('['),
        c => Some(c),
    };
    text.chars().filter_map(back).collect()
}

/// Up to the first blank line, that included.
fn end_of_paragraph(chars: &[char], start: usize) -> usize {
    let mut is_blank = false;
    for (n, c) in chars.iter().enumerate().skip(start) {
        match c {
            '\n' if is_blank => return n + 1,
            '\n' => is_blank = true,
            c => is_blank &= c.is_whitespace(),
        }
    }
    chars.len()
}

struct Run {
    start: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
    role: StarRole,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StarRole {
    /// Its stars are printed.
    Sign,
    /// It may open or close; the parser pairs it.
    Mark,
    /// What the parser takes it for: an item's bullet, a rule.
    Left,
}

impl Run {
    fn stars(&self) -> usize {
        self.end - self.start
    }

    /// What follows may be inside of emphasis.
    fn may_open(&self) -> bool {
        self.after.is_some_and(|c| !c.is_whitespace() && c != '|' && !closes(c) && !pauses(c))
    }

    /// What stands before may be inside of emphasis.
    fn may_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace() && c != '|' && !opens(c))
    }

    fn stands_behind_edge(&self) -> bool {
        let edge = |c| is_dash(c) || opens(c) || pauses(c);
        self.before.is_none_or(|c| c.is_whitespace() || c == '|' || edge(c))
    }

    fn stands_before_edge(&self) -> bool {
        let edge = |c| is_dash(c) || closes(c) || pauses(c);
        self.after.is_none_or(|c| c.is_whitespace() || c == '|' || edge(c))
    }

    /// `7*24`, `2**10`: between figures or words it is a sign.
    fn is_inside_word(&self) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        word(self.before) && word(self.after)
    }
}

/// A paragraph of the file, lines between blank ones, with its stars.
struct Paragraph<'c> {
    chars: &'c [char],
    span: std::ops::Range<usize>,
    runs: Vec<Run>,
    /// Brackets that define no link.
    brackets: Vec<usize>,
}

impl<'c> Paragraph<'c> {
    fn of(chars: &'c [char], span: std::ops::Range<usize>) -> Self {
        let (runs, brackets) = (Vec::new(), Vec::new());
        let mut paragraph = Self { chars, span, runs, brackets };
        paragraph.look();
        paragraph.pair_single();
        paragraph.weigh_others();
        paragraph
    }

    /// Finds stars and brackets; escapes and code have none.
    fn look(&mut self) {
        let code = code_spans(self.chars, self.span.clone());
        let mut at = self.span.start;
        while at < self.span.end {
            match self.chars[at] {
                '`' => at = code.get(&at).copied().unwrap_or(at + 1),
                '\\' => at += 2,
                '*' => {
                    let stars = self.chars[at..self.span.end].iter();
                    let end = at + stars.take_while(|c| **c == '*').count();
                    let (before, after) = (self.before(at), self.after(end));
                    self.runs.push(Run { start: at, end, before, after, role: StarRole::Left });
                    at = end;
                }
                '[' => {
                    if defines_reference(self.chars, at) {
                        self.brackets.push(at);
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// What stands before a position once lines are joined: nothing between Chinese.
    fn before(&self, at: usize) -> Option<char> {
        let own = self.chars[self.span.start..at].iter().rev();
        match own.clone().next() {
            Some('\n') => {
                let above: Vec<char> = own.skip(1).take(2).copied().collect();
                let is_break = matches!(above.as_slice(), [' ', ' '] | ['\\', ..]);
                above.first().copied().filter(|c| !is_break && !c.is_ascii())
            }
            other => other.copied(),
        }
    }

    /// What stands behind a position once lines are joined, an escape's backslash passed over.
    fn after(&self, at: usize) -> Option<char> {
        let mut own = self.chars[at..self.span.end].iter();
        match own.next() {
            Some('\\') => own.next().copied(),
            Some('\n') => own.find(|c| **c != ' ').copied().filter(|c| !c.is_ascii()),
            other => other.copied(),
        }
    }

    /// Pairs single stars between edges; what is left is a sign.
    fn pair_single(&mut self) {
        let mut open: Option<usize> = None;
        for n in 0..self.runs.len() {
            let run = &self.runs[n];
            if run.stars() != 1 {
                continue;
            }
            // A blank behind it: a bullet, or 3 * 4, which the parser leaves alone.
            let is_bare = run.after.is_none_or(char::is_whitespace);
            let (may_open, may_close) = (run.may_open(), run.may_close());
            let pair = open.filter(|first| may_close && self.is_pair(*first, n));
            let run = &mut self.runs[n];
            run.role = if is_bare && !may_close { StarRole::Left } else { StarRole::Sign };
            if let Some(first) = pair {
                run.role = StarRole::Mark;
                self.runs[first].role = StarRole::Mark;
                open = None;
            } else if may_open && (run.stands_behind_edge() || run.after.is_some_and(opens)) {
                open = Some(n);
            }
        }
    }

    /// Whether two single stars enclose something: between edges, or around a bracket or a
    /// quotation.
    fn is_pair(&self, first: usize, second: usize) -> bool {
        let (first, second) = (&self.runs[first], &self.runs[second]);
        let ends = || second.stands_before_edge() || self.is_phrase(first.end..second.start);
        (first.stands_behind_edge() && ends()) || encloses_whole(first, second)
    }

    /// Whether a position has a few words without a mark that pauses: `，*轻读*一段`.
    fn is_phrase(&self, span: std::ops::Range<usize>) -> bool {
        let is_short = span.len() <= LONGEST_PHRASE;
        is_short && self.chars[span].iter().all(|c| c.is_alphanumeric())
    }

    /// Whether a single star stands behind a word as a footnote's sign does.
    fn has_footnotes(&self) -> bool {
        let is_footnote = |run: &Run| {
            run.stars() == 1
                && run.role == StarRole::Sign
                && run.may_close()
                && !run.is_inside_word()
        };
        self.runs.iter().any(is_footnote)
    }

    fn weigh_others(&mut self) {
        let has_footnotes = self.has_footnotes();
        let mut is_open = false;
        for n in 0..self.runs.len() {
            let encloses = has_footnotes && self.encloses_phrase(n);
            let run = &mut self.runs[n];
            if run.stars() == 1 {
                continue;
            }
            let is_alone = run.before.is_none_or(char::is_whitespace)
                && run.after.is_none_or(char::is_whitespace);
            let is_footnote = has_footnotes && run.may_close() && !run.stands_behind_edge();
            let (is_row, is_inside) = (run.stars() > MOST_STARS, run.is_inside_word());
            let is_sign = if is_open {
                is_row && is_inside
            } else {
                is_row || is_inside || (is_footnote && !encloses)
            };
            run.role = if is_alone {
                StarRole::Left
            } else if is_sign {
                StarRole::Sign
            } else {
                StarRole::Mark
            };
            if run.role == StarRole::Mark {
                is_open = if is_open { !run.may_close() } else { run.may_open() };
            }
        }
    }

    /// Whether a clause or less stands between a run and the next as long.
    fn encloses_phrase(&self, n: usize) -> bool {
        let Some((run, next)) = self.runs.get(n).zip(self.runs.get(n + 1)) else { return false };
        let inside = self.chars.get(run.end..next.start.saturating_sub(1)).unwrap_or_default();
        let is_phrase = !inside.iter().any(|c| "，；。！？".contains(*c))
            && (next.before.is_some_and(pauses) || next.stands_before_edge());
        run.stars() == next.stars() && (is_phrase || encloses_whole(run, next))
    }

    fn write(&self, out: &mut String) {
        let mut brackets = self.brackets.iter().peekable();
        let mut copy = |out: &mut String, from: usize, to: usize| {
            for n in from..to {
                let is_bracket = brackets.next_if(|at| **at == n).is_some();
                out.push(if is_bracket { BRACKET } else { self.chars[n] });
            }
        };
        let mut at = self.span.start;
        for run in &self.runs {
            copy(out, at, run.start);
            at = run.end;
            let stars = self.chars[run.start..run.end].iter();
            match run.role {
                StarRole::Sign => out.extend(stars.map(|_| STAR)),
                StarRole::Left => out.extend(stars),
                StarRole::Mark => {
                    out.extend(run.may_close().then_some(GUARD));
                    out.extend(stars);
                    out.extend(run.may_open().then_some(GUARD));
                }
            }
        }
        copy(out, at, self.span.end);
    }
}

/// Where each code span of a paragraph begins, and where it ends: at the next row of as many
/// backticks (CommonMark 6.1).
fn code_spans(chars: &[char], span: std::ops::Range<usize>) -> BTreeMap<usize, usize> {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let length = chars[at..span.end].iter().take_while(|c| **c == '`').count();
        if length > 0 {
            rows.push((at, length));
        }
        at += length.max(1);
    }
    let (mut ends, mut next) = (BTreeMap::new(), BTreeMap::new());
    for (start, length) in rows.into_iter().rev() {
        if let Some(end) = next.insert(length, start + length) {
            ends.insert(start, end);
        } else {
            // What nothing closes is no code, and is passed over whole.
            ends.insert(start, start + length);
        }
    }
    ends
}

/// Whether a bracket begins a line such as `[注]: …`. CommonMark would take it for a link's
/// definition and show nothing; in a filing it is text.
fn defines_reference(chars: &[char], at: usize) -> bool {
    let mut before = chars[..at].iter().rev().take_while(|c| **c != '\n');
    if !before.all(|c| matches!(c, ' ' | '>' | '-' | '.') || c.is_ascii_digit()) {
        return false;
    }
    let mut line = chars[at..].iter().take_while(|c| **c != '\n');
    line.any(|c| *c == ']') && line.next() == Some(&':')
}

/// Whether two runs stand right outside of a bracket or of quotation marks.
fn encloses_whole(first: &Run, second: &Run) -> bool {
    first.after.is_some_and(opens) && second.before.is_some_and(closes)
}

fn opens(c: char) -> bool {
    "“‘（《〈【〔「『［｛([{<".contains(c)
}

fn pauses(c: char) -> bool {
    "，、；：。！？,;:!?".contains(c)
}

fn closes(c: char) -> bool {
    "”’）》〉】〕」』］｝)]}".contains(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_comes_back_as_it_was() {
        for text in [
            "**“中文”**后*轻*`7*24`\n\n[注]: 不含*专线\n\n\\*\\",
            "5G*用户，宽带**用户\n\n***\n\n* 甲\n* 乙",
            "`a``b`*c*``",
            "*",
            "",
        ] {
            assert_eq!(unguard(&guard(text)), text);
        }
    }

    #[test]
    fn stars_without_end_take_no_longer_than_others() {
        for piece in ["*", "*甲", "甲*", "**甲", "`", "`*", "[", "[*]:\n"] {
            let text = piece.repeat(200_000);
            assert_eq!(unguard(&guard(&text)), text);
        }
    }
}
