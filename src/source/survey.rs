//! A look at the lines before YAML is parsed: the slips that a desk's keyboard makes (a
//! full-width colon, a tab, a colon without its space, a character nobody can see). Each is
//! reported where it stands and mended in a copy, so that the parser sees the rest of the file.

use super::flow::flow;
use super::hidden::{self, without_invisible};
use super::mended::{Mended, glued_colon, is_blank, is_key_like, wide_colon};
use crate::diagnostic::{Finding, Findings};

/// The text for the parser, and the way back to the places of the file.
pub(super) struct Survey {
    /// The mended copy.
    pub text: String,
    /// What was found.
    pub findings: Findings,
    /// Where the copy has a byte more than the file: the place behind it, in the copy.
    inserted: Vec<usize>,
}

impl Survey {
    /// The file's offset for an offset of the copy.
    pub(super) fn original(&self, offset: usize) -> usize {
        let upto = self.inserted.partition_point(|at| *at <= offset);
        offset - upto
    }
}

/// What the lines above say about how the next one is to be read.
#[derive(Clone, Copy)]
enum Context {
    /// Inside `|` or `>`: the header's key column, and the block's own indent once it is known.
    Block { key: usize, indent: Option<usize> },
    /// Between keys. The last key's column, and whether its value stood on its line.
    Keys { last: usize, has_value: bool },
}

impl Context {
    /// Whether a line is text of the block above it.
    fn holds(self, line: &str) -> bool {
        match self {
            Self::Block { key, indent } => {
                line.trim().is_empty() || column(line) >= indent.unwrap_or(key + 1)
            }
            Self::Keys { .. } => false,
        }
    }
}

/// How far a line is indented, a tab counted as one.
fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches(is_blank).len()
}

struct Line<'t> {
    /// Offset of the line in the file.
    start: usize,
    /// The line without its end.
    text: &'t str,
    /// The line below.
    next: &'t str,
}

/// The most tabs of an indentation that are mended: nothing stands so deep.
const MAX_TABS: usize = 64;

/// Surveys a text.
pub(super) fn survey(text: &str) -> Survey {
    let mut survey =
        Survey { text: String::new(), findings: Findings::new(), inserted: Vec::new() };
    let mut context = Context::Keys { last: 0, has_value: false };
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(whole) = lines.next() {
        let body = whole.trim_end_matches(['\n', '\r']);
        let body_shown = without_invisible(body);
        let in_block = context.holds(&body_shown);
        hidden::Line { text: body, in_block }.hidden(start, &mut survey.findings);
        let next = lines.peek().copied().unwrap_or_default();
        let line = Line { start, text: &body_shown, next };
        context = survey.line(&line, context);
        survey.text.push_str(&whole[body.len()..]);
        start += whole.len();
    }
    survey
}

impl Survey {
    fn line(&mut self, line: &Line<'_>, context: Context) -> Context {
        let blank = line.text.trim().is_empty();
        let column = column(line.text);
        if let Context::Block { key, indent } = context
            && context.holds(line.text)
        {
            self.text.push_str(line.text);
            return Context::Block { key, indent: indent.or((!blank).then_some(column)) };
        }
        if blank || line.text.trim_start().starts_with('#') {
            self.text.push_str(line.text);
            return match context {
                Context::Block { key, .. } => Context::Keys { last: key, has_value: true },
                keys => keys,
            };
        }
        let (last, has_value) = match context {
            Context::Block { key, .. } => (key, true),
            Context::Keys { last, has_value } => (last, has_value),
        };
        let indent = self.indentation(line, column);
        let dashes = dashes(&line.text[column..]);
        let key_column = indent + dashes;
        let continues = key_column > last && has_value;
        let mended = if continues {
            Mended::from(&line.text[column..])
        } else {
            self.entry(line, column, column + dashes)
        };
        self.inserted.extend(mended.grown.iter().map(|at| self.text.len() + at));
        self.text.push_str(&mended.text);
        if continues {
            return Context::Keys { last, has_value };
        }
        let value = without_comment(&mended.text);
        if opens_block(value) {
            Context::Block { key: key_column, indent: None }
        } else {
            Context::Keys { last: key_column, has_value: !value.ends_with([':', '-']) }
        }
    }

    /// Copies the indentation, a tab as two spaces; returns the indent in the copy.
    fn indentation(&mut self, line: &Line<'_>, column: usize) -> usize {
        let mut indent = 0;
        let mut told: Option<Finding> = None;
        let mut fixes = 0;
        for (at, c) in line.text[..column].char_indices() {
            if c == ' ' {
                self.text.push(' ');
                indent += 1;
                continue;
            }
            let span = line.start + at..line.start + at + 1;
            let finding = told.unwrap_or_else(|| {
                Finding::error("Y07", span.clone(), "缩进用了制表符（Tab）")
                    .help("改成空格，每深一层两个空格")
            });
            fixes += 1;
            told = Some(if fixes > MAX_TABS { finding } else { finding.fix(span, "  ") });
            self.text.push_str("  ");
            indent += 2;
            self.inserted.push(self.text.len());
        }
        self.findings.extend(told);
        indent
    }

    /// A line that begins with a key, without its indentation, its colon mended.
    fn entry(&mut self, line: &Line<'_>, column: usize, key_at: usize) -> Mended {
        let (head, rest) = (&line.text[column..key_at], &line.text[key_at..]);
        let base = line.start + key_at;
        let mut out = Mended::from(head);
        if rest.starts_with(['{', '[']) {
            out.append(flow(rest, base, line.next, key_at, &mut self.findings));
            return out;
        }
        if head.is_empty() && glued_dash(rest) {
            self.findings.push(
                Finding::error("Y16", base..base + 1, "短横后面缺少一个空格")
                    .help("写成“- 标题: …”，短横后空一格")
                    .fix(base + 1..base + 1, " "),
            );
            out.push('-');
            out.insert(' ');
            out.append(self.entry(line, key_at + 1, key_at + 1));
            return out;
        }
        let colon = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '﹕'));
        let key = colon.map(|(at, _)| &rest[..at]).filter(|key| is_key_like(key));
        let (Some((at, colon)), Some(key)) = (colon, key) else {
            out.push_str(rest);
            return out;
        };
        let value_at = at + colon.len_utf8();
        let after = &rest[value_at..];
        out.push_str(key);
        if colon == ':' {
            out.push(':');
        } else {
            self.findings.push(wide_colon(base + at..base + value_at, after));
            out.push_str(":  ");
        }
        let glued = after.starts_with(|c: char| !c.is_whitespace());
        if colon == ':' && glued && !after.starts_with("//") && !rest.contains(": ") {
            self.findings.push(glued_colon(base + at..base + value_at, key));
            out.insert(' ');
        }
        let opens = after.find(['{', '[']).filter(|n| after[..*n].trim().is_empty());
        match opens {
            Some(n) => {
                out.push_str(&after[..n]);
                let place = base + value_at + n;
                out.append(flow(&after[n..], place, line.next, key_at, &mut self.findings));
            }
            None => out.push_str(after),
        }
        out
    }
}

/// A list's item whose dash stands against its key: `-标题: …`.
fn glued_dash(rest: &str) -> bool {
    let Some(key) = rest.strip_prefix('-').and_then(|r| r.split([':', '：']).next()) else {
        return false;
    };
    key.len() + 1 < rest.len() && key.starts_with(|c: char| c.is_alphabetic()) && is_key_like(key)
}

/// The width of the `- ` marks at the start of a line's content.
fn dashes(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text[at..].strip_prefix("- ") {
        at += 2 + (rest.len() - rest.trim_start_matches(' ').len());
    }
    at
}

/// A line's content without a trailing comment and blanks.
fn without_comment(text: &str) -> &str {
    let cut = text.find(" #").unwrap_or(text.len());
    text[..cut].trim_end()
}

/// Whether a line ends with a block scalar's header: `|`, `>-`, `|2+` …
fn opens_block(text: &str) -> bool {
    let head = text.trim_end_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let Some(before) = head.strip_suffix(['|', '>']) else { return false };
    text.len() - head.len() <= 2 && (before.is_empty() || before.ends_with([' ', ':']))
}
