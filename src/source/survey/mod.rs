//! A look at the lines before YAML is parsed: the slips that a desk's keyboard makes (a
//! full-width colon, a tab, a bracket left open, a paragraph that stands too far left). Each is
//! reported where it stands and repaired in a copy, so that the parser sees the rest of the file.

mod brackets;
mod dash;
mod entry;
mod key;
mod levels;
mod prose;
mod quotations;
mod table;
mod value;

use super::blanks::{Lead, is_any, is_strange};
use super::copy::RepairedCopy;
use super::flow::{Open, flow};
use super::hidden::{self, without_invisible};
use super::quoting::end_of_quote;
use super::{blanks, keys};
use crate::finding::{Code, Finding, Findings};
use levels::Levels;
use prose::Block;
use table::Rows;

/// The text for the parser, and the way back to the positions of the file.
pub(super) struct Survey {
    /// The repaired copy.
    pub text: String,
    /// What was found.
    pub findings: Findings,
    copy: RepairedCopy,
}

impl Survey {
    /// The file's offset for an offset of the copy.
    pub(super) fn original(&self, offset: usize) -> usize {
        self.copy.original(offset)
    }
}

/// Nothing stands so deep: an indentation that would have to be deeper is left as it is.
const MAX_COLUMN: usize = 64;

pub(super) fn survey(text: &str) -> Survey {
    let shown = shown(text);
    let mut walk = Walk {
        raw: text,
        shown: &shown,
        copy: RepairedCopy::default(),
        findings: Findings::new(),
        state: State::Keys { open: true },
        levels: Levels::default(),
        stray: None,
        rows: Rows::default(),
    };
    let mut at = 0;
    while let Some((line, end)) = line_at(text, &shown, at) {
        hidden::Line { text: line.raw, in_block: matches!(walk.state, State::Block(_)) }
            .hidden(line.start, &mut walk.findings);
        walk.line(&line);
        walk.copy.keep(&shown[at + line.raw.len()..end]);
        at = end;
    }
    walk.end_prose();
    walk.end_of_file();
    let (text, copy) = walk.copy.into_text();
    Survey { text, findings: walk.findings, copy }
}

/// The text with blanks for what nobody sees, byte for byte.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for whole in text.split_inclusive('\n') {
        let body = whole.trim_end_matches(['\n', '\r']);
        shown.push_str(&without_invisible(body));
        shown.push_str(&whole[body.len()..]);
    }
    shown
}

/// A line without its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    raw: &'t str,
    /// With blanks for what nobody sees.
    text: &'t str,
    lead: Lead,
}

impl<'t> Line<'t> {
    /// What stands behind the blanks at its start.
    fn content(&self) -> &'t str {
        &self.text[self.lead.bytes..]
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_comment(&self) -> bool {
        self.content().starts_with('#')
    }
}

/// The line at a position, and where the next one begins.
fn line_at<'t>(raw: &'t str, shown: &'t str, at: usize) -> Option<(Line<'t>, usize)> {
    let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
    let whole = rest.find('\n').map_or(rest.len(), |n| n + 1);
    let body = rest[..whole].trim_end_matches(['\n', '\r']);
    let text = &shown[at..at + body.len()];
    Some((Line { start: at, raw: body, text, lead: Lead::of(body) }, at + whole))
}

/// How the next line is read, after those above it.
enum State {
    /// Between keys; whether the last one's value has still to come.
    Keys {
        open: bool,
    },
    Block(Block),
    Brackets(Open),
    /// In quotation marks, and where they begin.
    Quoted(char, usize),
}

struct Walk<'t> {
    raw: &'t str,
    shown: &'t str,
    copy: RepairedCopy,
    findings: Findings,
    state: State,
    levels: Levels<'t>,
    /// The one finding of all paragraphs that stand too far left.
    stray: Option<Finding>,
    rows: Rows,
}

impl<'t> Walk<'t> {
    fn line(&mut self, line: &Line<'t>) {
        if line.is_blank() {
            return self.blank(line);
        }
        match std::mem::replace(&mut self.state, State::Keys { open: false }) {
            State::Block(block) => self.block_line(line, block),
            State::Brackets(open) => self.in_brackets(line, open),
            State::Quoted(mark, span) => self.in_quotes(line, mark, span),
            State::Keys { open } => self.key_line(line, open),
        }
    }

    /// A line of blanks; what only looks like blanks is not for the parser.
    fn blank(&mut self, line: &Line<'t>) {
        self.rows.end(self.raw, &mut self.findings);
        let keeps = match &mut self.state {
            State::Keys { .. } => line.lead.is_plain(),
            State::Block(block) => block.blank() && line.lead.is_plain(),
            State::Brackets(_) | State::Quoted(..) => true,
        };
        if keeps { self.copy.keep(line.text) } else { self.copy.replace(line.text.len(), "") }
    }

    /// A line between keys.
    fn key_line(&mut self, line: &Line<'t>, open: bool) {
        if line.is_comment() {
            self.lead(line);
            self.copy.keep(line.content());
            self.state = State::Keys { open };
            return self.tabs(line);
        }
        if open && self.lacks_bar(line) {
            return self.stray_line(line, Block::without_bar(self.levels.column()));
        }
        self.state = self.entry(line, open);
    }

    /// The blanks at a line's start that is not to be moved.
    fn lead(&mut self, line: &Line<'_>) {
        match line.lead.strange {
            None => self.copy.keep(&line.text[..line.lead.bytes]),
            Some(_) => self.copy.replace(line.lead.bytes, &" ".repeat(line.lead.width)),
        }
    }

    fn tabs(&mut self, line: &Line<'_>) {
        self.tabs_from(line, line.lead.bytes, line.raw.len());
    }

    /// The tabs of a part of a line between keys.
    fn tabs_from(&mut self, line: &Line<'_>, from: usize, to: usize) {
        let whole = hidden::Line { text: line.raw, in_block: false };
        whole.tabs(line.start, from..to, false, &mut self.findings);
    }

    /// The next line that is neither blank nor a comment.
    fn next(&self, line: &Line<'_>) -> Option<Line<'t>> {
        let mut at = line.start;
        let mut first = true;
        while let Some((line, end)) = line_at(self.raw, self.shown, at) {
            if !first && !line.is_blank() && !line.is_comment() {
                return Some(line);
            }
            first = false;
            at = end;
        }
        None
    }

    /// Whether what is open at a line's end ends there: what stands below is neither deeper than
    /// the key nor closes it.
    fn ends(&self, line: &Line<'_>, column: usize) -> bool {
        match self.next(line) {
            None => true,
            Some(next) => {
                let closes = next.content().starts_with(['}', ']', '｝', '］', '"', '\'']);
                next.lead.width <= column && !closes
            }
        }
    }

    fn in_brackets(&mut self, line: &Line<'t>, open: Open) {
        if line.is_blank() || line.is_comment() {
            self.lead(line);
            self.copy.keep(line.content());
            self.state = State::Brackets(open);
            return;
        }
        if line.lead.width <= self.levels.column() && begins_entry(line.content()) {
            let closers: String = open.iter().rev().map(|(close, _)| *close).collect();
            self.unclosed(open.last().map_or(0, |(_, at)| *at), &closers);
            return self.key_line(line, false);
        }
        self.lead(line);
        let ends = self.ends(line, self.levels.column());
        let open = flow(line.content(), open, ends, &mut self.copy, &mut self.findings);
        self.comma_at_end(line.content(), line, &open);
        self.state = State::inside(open);
        self.tabs(line);
    }

    fn in_quotes(&mut self, line: &Line<'t>, mark: char, span: usize) {
        if line.lead.width <= self.levels.column() && begins_entry(line.content()) {
            self.unclosed(span, &mark.to_string());
            return self.key_line(line, false);
        }
        self.copy.keep(line.text);
        if end_of_quote(line.text, mark).is_none() {
            self.state = State::Quoted(mark, span);
        }
        self.tabs(line);
    }

    /// Reports what an earlier line left open, and closes it in the copy.
    fn unclosed(&mut self, span: usize, closers: &str) {
        let what = if closers.starts_with(['"', '\'']) {
            "引号没有配对"
        } else {
            "括号没有收尾"
        };
        self.findings
            .push(Code::Y01.at(span..span + 1, what).help(format!("在这一项的末尾补上 {closers}")));
        self.copy.insert(closers);
        self.copy.insert("\n");
    }

    fn end_of_file(&mut self) {
        match std::mem::replace(&mut self.state, State::Keys { open: false }) {
            State::Brackets(open) if !open.is_empty() => {
                let closers: String = open.iter().rev().map(|(close, _)| *close).collect();
                self.unclosed(open.last().map_or(0, |(_, at)| *at), &closers);
            }
            State::Quoted(mark, span) => self.unclosed(span, &mark.to_string()),
            _ => {}
        }
    }
}

impl State {
    /// Behind a part of a collection.
    fn inside(open: Open) -> Self {
        if open.is_empty() { Self::Keys { open: false } } else { Self::Brackets(open) }
    }
}

/// Whether a line's content begins an entry, and is no sentence: with a key that filings have,
/// or with any key and a colon of YAML's.
fn begins_entry(content: &str) -> bool {
    if is_document_mark(content) {
        return true;
    }
    let (_, rest) = dash::mark(content);
    if let Some(known) = keys::known_at_start(rest) {
        let after = &rest[known.len()..];
        let value = after.trim_start_matches(is_any);
        let parted = value.len() < after.len();
        let signs = ['|', '{', '[', '｜', '｛', '［'];
        if value.is_empty()
            || parted
            || value.starts_with([':', '：', '﹕'])
            || value.starts_with(signs)
        {
            return true;
        }
    }
    let Some((key, after)) = rest.split_once(':') else { return false };
    keys::is_key_like(key) && (after.is_empty() || after.starts_with(is_any))
}

/// Whether a line ends a document or begins one.
fn is_document_mark(content: &str) -> bool {
    ["---", "..."].iter().any(|mark| {
        content.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_any))
    })
}

/// Whether a blank that YAML takes for text stands there.
fn has_strange(text: &str) -> bool {
    text.contains(is_strange)
}
