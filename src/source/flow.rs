//! What stands in `{ … }` or `[ … ]`, its slips repaired.

use std::ops::Range;

use super::blanks::{is_any, is_strange};
use super::copy::RepairedCopy;
use super::keys::is_key_like;
use super::quoting::{Sign, closing_quote, needs_quotes, quoted};
use super::references::{end_of_reference, references};
use super::slips::{Wide, glued_colon, grouped, grouped_number};
use crate::finding::{Code, Findings};

/// The brackets that are open: what closes each, and where in the file it stands.
pub(super) type Open = Vec<(char, usize)>;

/// Repairs a line's part of a flow collection: full-width signs between entries, colons without
/// their space, brackets that do not match or are left open. `open` are the brackets that earlier
/// lines left open; `ends` says whether the next line can no longer belong to it. Returns what is
/// open now.
pub(super) fn flow(
    text: &str,
    open: Open,
    ends: bool,
    copy: &mut RepairedCopy,
    findings: &mut Findings,
) -> Open {
    let entry = open.last().is_some_and(|(close, _)| *close == '}').then_some(0);
    let mut repair = Repair {
        text,
        base: copy.at(),
        copy,
        findings,
        open,
        entry,
        fresh: true,
        at: 0,
        round: false,
        wide: Wide::default(),
        marks: Marks::default(),
    };
    repair.walk();
    repair.finish(ends)
}

fn is_sign(c: char) -> bool {
    matches!(c, '{' | '[' | '｛' | '［' | ',' | '}' | ']' | '｝' | '］')
}

struct Repair<'t, 'f> {
    text: &'t str,
    /// The text's position in the file.
    base: usize,
    copy: &'f mut RepairedCopy,
    findings: &'f mut Findings,
    open: Open,
    /// Where an entry of a map began whose colon has not come yet.
    entry: Option<usize>,
    /// Whether nothing but blanks came since the last sign.
    fresh: bool,
    /// How much of the text is in the copy.
    at: usize,
    /// Whether other brackets stand for the outermost braces.
    round: bool,
    wide: Wide,
    marks: Marks,
}

/// How many （, 《 and “ are open, counted up to a position; and how many were where each bracket of
/// the text opened, so that no part is counted twice.
#[derive(Debug, Default)]
struct Marks {
    open: [i32; 3],
    upto: usize,
    at_brackets: Vec<[i32; 3]>,
}

impl Marks {
    fn count(&mut self, text: &str, upto: usize) {
        for c in text[self.upto..upto].chars() {
            for (n, (begin, end)) in [('（', '）'), ('《', '》'), ('“', '”')].iter().enumerate()
            {
                self.open[n] += i32::from(c == *begin) - i32::from(c == *end);
            }
        }
        self.upto = upto;
    }

    /// Whether one is open that was not where the last bracket opened.
    fn are_open(&self) -> bool {
        let before = self.at_brackets.last().copied().unwrap_or_default();
        self.open.iter().zip(before).any(|(open, before)| *open > before)
    }
}

impl<'t> Repair<'t, '_> {
    /// Copies the text up to the comment at its end.
    fn walk(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let quotes = matches!(c, '"' | '\'') && self.fresh;
            if c == '#' && (self.at == 0 || self.text[..self.at].ends_with(is_any)) {
                return;
            } else if quotes {
                self.quotation(c);
            } else if self.fresh && !is_any(c) && !is_sign(c) && self.is_value() && self.value() {
                self.fresh = false;
            } else {
                self.sign(c);
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn keep(&mut self, bytes: usize) {
        self.copy.keep(&self.text[self.at..self.at + bytes]);
        self.at += bytes;
    }

    fn replace(&mut self, bytes: usize, text: &str) {
        self.copy.replace(bytes, text);
        self.at += bytes;
    }

    /// The position in the file of so many bytes from here on.
    fn span(&self, bytes: usize) -> Range<usize> {
        self.base + self.at..self.base + self.at + bytes
    }

    /// A quotation whole; one without an end is taken for text.
    fn quotation(&mut self, mark: char) {
        self.fresh = false;
        if let Some(length) = closing_quote(self.rest()) {
            return self.keep(length);
        }
        let span = self.span(1);
        self.findings.push(
            Code::Y01
                .at(span.clone(), "引号没有配对")
                .help("删去这个引号，或在值的末尾补上另一半")
                .fix(span, ""),
        );
        self.replace(mark.len_utf8(), "");
    }

    fn sign(&mut self, c: char) {
        let length = c.len_utf8();
        let was_fresh = self.fresh;
        self.fresh = was_fresh && is_any(c);
        match c {
            '{' | '[' => self.opening(c, c),
            '｛' if was_fresh => self.opening(c, '{'),
            '［' if was_fresh => self.opening(c, '['),
            '}' | ']' => self.closing(c, c),
            '【' | '（' | '(' if was_fresh && self.open.is_empty() => {
                self.round = true;
                self.opening(c, '{');
            }
            '】' | '）' | ')' if self.round && self.open.len() == 1 && self.is_last(length) => {
                self.closing(c, '}');
            }
            '｝' if self.in_map() => self.closing(c, '}'),
            '］' if self.in_list() => self.closing(c, ']'),
            ',' => {
                self.fresh = true;
                self.entry = self.in_map().then_some(self.at + 1);
                self.keep(1);
            }
            ':' if self.entry.is_some() => self.colon(),
            '：' if self.entry.take().is_some() => self.widened(c, ":"),
            '，' | '；' | ';' | '、'
                if self.in_map() && self.entry.is_none() && self.next_is_entry(length) =>
            {
                self.entry = Some(self.at + length);
                self.widened(c, ",");
            }
            '，' | '、' if self.in_list() && !self.in_brackets() => self.widened(c, ","),
            c if is_strange(c) && was_fresh => {
                self.wide.add(self.span(length), c, " ");
                self.replace(length, " ");
            }
            _ => self.keep(length),
        }
    }

    /// A full-width sign between entries.
    fn widened(&mut self, c: char, sign: &str) {
        self.fresh = true;
        let after = &self.rest()[c.len_utf8()..];
        let spaced = if after.is_empty() || after.starts_with([' ', '\t']) { "" } else { " " };
        // A strange blank behind it is repaired with it.
        let text =
            if after.starts_with(is_strange) { sign.to_owned() } else { format!("{sign}{spaced}") };
        self.wide.add(self.span(c.len_utf8()), c, &text);
        self.replace(c.len_utf8(), &text);
    }

    /// Whether what follows a comma begins a further entry.
    fn next_is_entry(&self, behind: usize) -> bool {
        let rest = &self.rest()[behind..];
        let sign = rest.find([',', '，', '；', ';', '、', '}', '｝', '{', ':', '：']);
        sign.is_some_and(|n| rest[n..].starts_with([':', '：']) && is_key_like(&rest[..n]))
    }

    fn in_map(&self) -> bool {
        self.open.last().is_some_and(|(close, _)| *close == '}')
    }

    fn in_list(&self) -> bool {
        self.open.last().is_some_and(|(close, _)| *close == ']')
    }

    /// Whether a value may begin here.
    fn is_value(&self) -> bool {
        self.in_list() || (self.in_map() && self.entry.is_none())
    }

    /// Whether a position in a list lies in （） or 《》 or “”: what is there belongs to the item.
    fn in_brackets(&mut self) -> bool {
        self.marks.count(self.text, self.at);
        self.marks.are_open()
    }

    /// A value that YAML would read otherwise than it is meant; whether there was one.
    fn value(&mut self) -> bool {
        if let Some((length, number)) = grouped_number(self.rest()).filter(|_| self.in_map()) {
            self.findings.push(grouped(self.span(length), &self.rest()[..length], &number));
            self.replace(length, &number);
            return true;
        }
        let (value, is_closed) = self.value_here();
        if let Some((length, behind)) = self.lacks_comma(value) {
            self.keep(length);
            let span = self.span(behind);
            self.findings.push(
                Code::Y01
                    .at(span.clone(), "括号里的两项之间缺少半角逗号")
                    .help("两项之间写半角逗号和一个空格：{ 平均: 4.01小时, 及时率: 99.99% }")
                    .fix(span, ", "),
            );
            self.replace(behind, ", ");
            self.entry = Some(self.at);
            return true;
        }
        let refers = (!references(value).is_empty()).then_some(Sign::Refers);
        let Some(sign) = refers.or_else(|| needs_quotes(value, is_closed)) else { return false };
        let text = quoted(value);
        let span = self.span(value.len());
        self.findings.push(sign.finding(span.clone()).fix(span, text.clone()));
        self.replace(value.len(), &text);
        true
    }

    /// The text of the value here without blanks at its end, and whether a sign ends it.
    fn value_here(&self) -> (&'t str, bool) {
        let rest = self.rest();
        let (mut end, mut referring) = (None, 0);
        for (n, c) in rest.char_indices() {
            // A reference belongs to the value that it stands in.
            if n > 0 && matches!(c, '{' | '｛') {
                referring = end_of_reference(rest, n).unwrap_or(referring);
            }
            if n < referring {
                continue;
            }
            if n > 0 && matches!(c, '{' | '[') {
                // What opens there is looked at by itself, and nothing twice.
                return (rest[..n].trim_end_matches(is_any), false);
            }
            let ends = match c {
                ',' => true,
                '}' | '｝' => self.in_map(),
                '】' | '）' | ')' => {
                    self.round && self.open.len() == 1 && self.is_last(n + c.len_utf8())
                }
                ']' | '］' => self.in_list(),
                '，' | '；' | ';' | '、' if self.in_map() => {
                    self.next_is_entry(n + c.len_utf8())
                }
                '，' | '、' => true,
                _ => false,
            };
            if ends {
                end = Some(n);
                break;
            }
        }
        let value = &rest[..end.unwrap_or(rest.len())];
        (value.trim_end_matches(is_any), end.is_some())
    }

    /// Whether nothing but blanks comes behind so many bytes.
    fn is_last(&self, behind: usize) -> bool {
        self.rest()[behind..].trim_start().is_empty()
    }

    /// Where a comma is missing in a map's value, and how long the blank is that stands there.
    fn lacks_comma(&self, value: &str) -> Option<(usize, usize)> {
        let colon = value.find([':', '：']).filter(|_| self.in_map())?;
        let colon_ends = value[colon..].starts_with('：')
            || value[colon + 1..].is_empty()
            || value[colon + 1..].starts_with(is_any);
        let blank = value[..colon].rfind(is_any)?;
        let key = value[blank..colon].trim_start_matches(is_any);
        let before = value[..blank].trim_end_matches(is_any);
        let has_digit = key.starts_with(|c: char| c.is_ascii_digit());
        let is_key = is_key_like(key) && !has_digit && !before.is_empty() && colon_ends;
        is_key.then(|| (before.len(), colon - key.len() - before.len()))
    }

    fn colon(&mut self) {
        let key = self.entry.take().map_or("", |from| &self.text[from..self.at]);
        let after = &self.rest()[1..];
        let glued = after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ',' | '}'));
        self.fresh = true;
        let span = self.span(1);
        self.keep(1);
        if glued && is_key_like(key) && !after.starts_with("//") {
            self.findings.push(glued_colon(span, key));
            self.copy.insert(" ");
        }
    }

    fn opening(&mut self, c: char, sign: char) {
        let close = if sign == '{' { '}' } else { ']' };
        self.open.push((close, self.base + self.at));
        self.marks.count(self.text, self.at);
        self.marks.at_brackets.push(self.marks.open);
        self.fresh = true;
        self.bracket(c, sign);
        self.entry = (sign == '{').then_some(self.at);
    }

    fn closing(&mut self, c: char, sign: char) {
        self.entry = None;
        let span = self.span(c.len_utf8());
        self.marks.at_brackets.pop();
        match self.open.pop() {
            Some((close, _)) if close != sign => {
                self.findings.push(
                    Code::Y01
                        .at(span.clone(), "括号不配对")
                        .help(format!("这里要用 {close} 收"))
                        .fix(span, close.to_string()),
                );
                self.replace(c.len_utf8(), close.encode_utf8(&mut [0; 4]));
            }
            None => {
                self.findings.push(
                    Code::Y01
                        .at(span.clone(), format!("这里多了一个 {c}"))
                        .help("删去它")
                        .fix(span, ""),
                );
                self.replace(c.len_utf8(), "");
            }
            Some(_) => self.bracket(c, sign),
        }
    }

    /// A bracket, in its half-width form.
    fn bracket(&mut self, c: char, sign: char) {
        let sign = sign.to_string();
        if sign.starts_with(c) {
            return self.keep(1);
        }
        self.wide.add(self.span(c.len_utf8()), c, &sign);
        self.replace(c.len_utf8(), &sign);
    }

    /// Closes at the text's end what was left open, and copies the comment behind it.
    fn finish(mut self, ends: bool) -> Open {
        let wide = std::mem::take(&mut self.wide);
        self.findings.extend(wide.finding());
        if ends && let Some((_, first)) = self.open.first().copied() {
            let mut closers: String = self.open.iter().rev().map(|(close, _)| *close).collect();
            let one =
                if closers.len() == 1 { "括号没有收尾" } else { "几个括号没有收尾" };
            let innermost = self.open.last().map_or(first, |(_, at)| *at);
            let inside = innermost.checked_sub(self.base).and_then(|at| self.text.get(at + 1..));
            let help = format!("在这一项的末尾补上 {closers}");
            if inside.is_some_and(|t| t.starts_with(' ')) && closers.starts_with('}') {
                closers.insert(0, ' ');
            }
            let content = self.text[..self.at].trim_end_matches(is_any).len();
            let behind = self.base + content;
            self.findings.push(
                Code::Y01
                    .at(innermost..innermost + 1, one)
                    .help(help)
                    .fix(behind..behind, closers.clone()),
            );
            self.copy.insert(&closers);
            if !self.rest().is_empty() {
                self.copy.insert(" ");
            }
            self.open.clear();
        }
        self.keep(self.rest().len());
        self.open
    }
}
