//! What stands in `{ … }` or `[ … ]` on one line, its slips mended.

use std::ops::Range;

use super::mended::{Mended, glued_colon, is_key_like, spaced, wide_colon};
use crate::diagnostic::{Finding, Findings};

/// Mends a flow collection: full-width colons and commas between entries, colons without their
/// space, brackets that do not match or are left open before the next key. `base` is the text's
/// place in the file, `next` the line below, `key_column` where the line's key stands.
pub(super) fn flow(
    text: &str,
    base: usize,
    next: &str,
    key_column: usize,
    findings: &mut Findings,
) -> Mended {
    let mut mender = Mender {
        text,
        base,
        findings,
        out: Mended::default(),
        open: Vec::new(),
        entry: None,
        marks: Default::default(),
        marks_from: 0,
    };
    let comment = mender.walk();
    if begins_key(next, key_column) {
        mender.close();
    }
    let mut out = mender.out;
    if !comment.is_empty() && !out.text.ends_with(' ') {
        out.insert(' ');
    }
    out.push_str(comment);
    out
}

struct Mender<'t, 'f> {
    text: &'t str,
    base: usize,
    findings: &'f mut Findings,
    out: Mended,
    /// The brackets that are open: what closes each, and where it stands.
    open: Vec<(char, usize)>,
    /// Where an entry of a map began whose colon has not come yet.
    entry: Option<usize>,
    /// How many （, 《 and “ are open in the list that begins there, counted up to a place.
    marks: ([i32; 3], usize),
    marks_from: usize,
}

impl<'t> Mender<'t, '_> {
    /// Copies the text; returns the comment at its end.
    fn walk(&mut self) -> &'t str {
        let mut quote = None;
        for (at, c) in self.text.char_indices() {
            match c {
                '"' | '\'' if quote.is_none() => quote = Some(c),
                _ if quote == Some(c) => quote = None,
                _ if quote.is_some() => {}
                '#' if self.out.text.ends_with(' ') => return &self.text[at..],
                _ => {
                    self.sign(at, c);
                    continue;
                }
            }
            self.out.push(c);
        }
        if quote.is_some() {
            // What is open is open in the quotation.
            self.open.clear();
        }
        ""
    }

    fn sign(&mut self, at: usize, c: char) {
        let after = &self.text[at + c.len_utf8()..];
        let place = self.base + at..self.base + at + c.len_utf8();
        match c {
            '{' => {
                self.open.push(('}', at));
                self.entry = Some(at + 1);
            }
            '[' => {
                self.open.push((']', at));
                self.entry = None;
            }
            '}' | ']' => return self.closing(c, place.start),
            ',' => self.entry = self.in_map().then_some(at + 1),
            ':' if self.entry.is_some() => return self.colon(at, after),
            '：' if self.entry.take().is_some() => {
                self.findings.push(wide_colon(place, after));
                return self.out.push_str(":  ");
            }
            '，' if self.in_map()
                && self.entry.is_none()
                && self.next_is_entry(at + c.len_utf8()) =>
            {
                self.entry = Some(at + c.len_utf8());
                self.findings.push(wide_comma(place, "两项之间用了全角逗号“，”", after));
                return self.out.push_str(",  ");
            }
            '，' | '、' if self.in_list() && !self.in_brackets(at) => {
                self.findings.push(wide_comma(place, &format!("两项之间用了“{c}”"), after));
                return self.out.push_str(",  ");
            }
            _ => {}
        }
        self.out.push(c);
    }

    /// Whether what follows a comma begins a further entry.
    fn next_is_entry(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let sign = rest.find([',', '，', '}', '{', ':', '：']);
        sign.is_some_and(|n| rest[n..].starts_with([':', '：']))
    }

    fn in_map(&self) -> bool {
        self.open.last().is_some_and(|(close, _)| *close == '}')
    }

    fn in_list(&self) -> bool {
        self.open.last().is_some_and(|(close, _)| *close == ']')
    }

    /// Whether a place in a list lies in （） or 《》 or “”: what is there belongs to the item.
    fn in_brackets(&mut self, at: usize) -> bool {
        let from = self.open.last().map_or(0, |(_, at)| *at);
        if self.marks.1 < from || from != self.marks_from {
            self.marks = ([0; 3], from);
            self.marks_from = from;
        }
        let (open, upto) = &mut self.marks;
        for c in self.text[*upto..at].chars() {
            for (n, (begin, end)) in [('（', '）'), ('《', '》'), ('“', '”')].iter().enumerate()
            {
                open[n] += i32::from(c == *begin) - i32::from(c == *end);
            }
        }
        *upto = at;
        open.iter().any(|open| *open > 0)
    }

    fn colon(&mut self, at: usize, after: &str) {
        self.out.push(':');
        let key = self.entry.take().map_or("", |from| &self.text[from..at]);
        let glued = after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ',' | '}'));
        if glued && is_key_like(key) && !after.starts_with("//") {
            let place = self.base + at;
            self.findings.push(glued_colon(place..place + 1, key));
            self.out.insert(' ');
        }
    }

    fn closing(&mut self, c: char, place: usize) {
        match self.open.pop() {
            Some((close, _)) if close != c => {
                self.findings.push(
                    Finding::error("Y01", place..place + 1, "括号不配对")
                        .help(format!("这里要用 {close} 收")),
                );
                self.out.push(close);
            }
            _ => self.out.push(c),
        }
        self.entry = None;
    }

    /// Closes at the line's end what was left open.
    fn close(&mut self) {
        while let Some((close, at)) = self.open.pop() {
            let place = self.base + at;
            self.findings.push(
                Finding::error("Y01", place..place + 1, "括号没有收尾")
                    .help(format!("在这一行的末尾补上 {close}")),
            );
            self.out.insert(close);
        }
    }
}

/// `，` or `、` where a comma is meant.
fn wide_comma(span: Range<usize>, what: &str, after: &str) -> Finding {
    Finding::error("Y06", span.clone(), what)
        .help("改成半角逗号和一个空格“, ”")
        .fix(span, spaced(",", after))
}

/// Whether a line begins a key at a column or left of it.
fn begins_key(line: &str, column: usize) -> bool {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    indent <= column && content.split_once([':', '：']).is_some_and(|(key, _)| is_key_like(key))
}
