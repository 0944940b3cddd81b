//! The lines of a block of text, and paragraphs that stand too far left to belong to one.

use super::super::blanks::{self, Lead};
use super::super::hidden::{self, is_chinese_mark};
use super::super::keys;
use super::{Line, MAX_COLUMN, State, Walk, begins_entry, is_document_mark};
use crate::characters::is_han;
use crate::finding::{Code, Finding};

/// What a text without a `|` does not begin with.
const SIGNS: [char; 10] = ['-', '"', '\'', '|', '>', '&', '*', '!', '{', '['];

/// A block of text below a key.
#[derive(Debug)]
pub(super) struct Block {
    /// The key's column.
    key: usize,
    /// How far its lines are indented, once that is known.
    indent: Option<usize>,
    /// Where in the copy the `>` is that folds its lines, if that was not reported yet, and in the
    /// file.
    folded: Option<(usize, usize)>,
    /// The last character of the line right above, if that is text of a paragraph.
    above: Option<char>,
    fenced: bool,
}

impl Block {
    /// `digit` is the indentation that its header states.
    pub(super) fn new(key: usize, digit: Option<usize>, folded: Option<(usize, usize)>) -> Self {
        let indent = digit.map(|digit| key + digit);
        Self { key, indent, folded, above: None, fenced: false }
    }

    /// A block whose header was forgotten.
    pub(super) fn without_bar(key: usize) -> Self {
        Self::new(key, None, None)
    }

    /// The same below a key's column.
    pub(super) fn below(self, key: usize) -> Self {
        Self { key, ..self }
    }

    /// A blank line; whether its blanks are the block's.
    pub(super) fn blank(&mut self) -> bool {
        self.above = None;
        self.indent.is_some()
    }

    /// Whether a line is indented enough.
    fn holds(&self, lead: Lead) -> bool {
        self.indent.is_some_and(|indent| lead.spaces >= indent)
    }
}

impl<'t> Walk<'t> {
    pub(super) fn block_line(&mut self, line: &Line<'t>, mut block: Block) {
        if block.indent.is_none() && line.lead.spaces > block.key {
            let first = self.first_line(line, &block);
            if first < line.lead.spaces {
                return self.too_deep(line, Block { indent: Some(first), ..block });
            }
            block.indent = Some(first);
        }
        if block.holds(line.lead) && !self.swallows(line) {
            self.copy.keep(line.text);
            return self.text_line(line, block, line.lead.spaces);
        }
        let is_mark = line.lead.bytes == 0 && is_document_mark(line.content());
        if begins_entry(line.content()) || self.is_item(line) || line.is_comment() || is_mark {
            self.end_prose();
            return self.key_line(line, false);
        }
        self.stray_line(line, block);
    }

    /// Whether a line behind a block begins the next item of an open list, which need not begin
    /// with a bare key: `- { 标题: …`, `- "标题": …`, or a dash alone above the item's keys.
    fn is_item(&self, line: &Line<'t>) -> bool {
        let Some(rest) = line.content().strip_prefix('-') else { return false };
        let rest = rest.trim();
        let begins = rest.starts_with(['{', '"', '\''])
            || (rest.is_empty() && self.next(line).is_some_and(|n| begins_entry(n.content())));
        begins && line.lead.is_plain() && self.levels.is_list(line.lead.width)
    }

    /// Whether a line of the block's text is the next entry, and only stands too far right.
    fn swallows(&self, line: &Line<'t>) -> bool {
        let (_, rest) = super::dash::mark(line.content());
        let Some(known) = keys::known_at_start(rest) else { return false };
        let Some(value) = rest[known.len()..].strip_prefix(':') else { return false };
        (value.is_empty() || value.starts_with(' '))
            && (keys::is_prose(known) == value.ends_with('|'))
            && keys::parents(known).any(|parent| self.levels.have(parent))
    }

    /// How far the lines of a block are indented, by its first and the one behind it.
    fn first_line(&self, line: &Line<'t>, block: &Block) -> usize {
        let own = line.lead.spaces;
        match self.next(line) {
            Some(next)
                if next.lead.spaces > block.key
                    && next.lead.spaces < own
                    && !begins_entry(next.content()) =>
            {
                next.lead.spaces
            }
            _ => own,
        }
    }

    /// A first line that stands deeper than the others, which YAML does not allow.
    fn too_deep(&mut self, line: &Line<'t>, block: Block) {
        let indent = block.indent.unwrap_or(0);
        let surplus = line.lead.spaces - indent;
        let span = line.start..line.start + line.lead.bytes;
        self.findings.push(
            Code::Y07
                .at(span, format!("正文的第一行比下面的多了 {surplus} 个空格"))
                .help(format!("每行前面都写 {indent} 个空格"))
                .fix(line.start..line.start + surplus, ""),
        );
        self.copy.replace(surplus, "");
        self.copy.keep(&line.text[surplus..]);
        self.text_line(line, block, line.lead.spaces);
    }

    /// A line of text that does not stand where the block's text has to.
    pub(super) fn stray_line(&mut self, line: &Line<'t>, mut block: Block) {
        let below = self.next(line).filter(|next| !begins_entry(next.content()));
        let below = below.map(|next| next.lead.spaces).filter(|spaces| *spaces > block.key);
        let indent = block.indent.or(below).unwrap_or(block.key + 2);
        if indent > MAX_COLUMN {
            self.copy.keep(line.text);
            return self.tabs(line);
        }
        block.indent = Some(indent);
        let span = line.start..line.start + line.lead.bytes;
        let spaces = " ".repeat(indent);
        let finding = self.stray.take().unwrap_or_else(|| self.stray_finding(line, indent));
        self.stray = Some(finding.fix(span, spaces.clone()));
        self.copy.replace(line.lead.bytes, &spaces);
        self.copy.keep(line.content());
        self.text_line(line, block, line.lead.bytes);
    }

    fn stray_finding(&self, line: &Line<'t>, indent: usize) -> Finding {
        let key = self.levels.key();
        let what = match line.lead.strange {
            Some((_, c)) => format!("正文前面用了{}，要用空格", blanks::name(c)),
            None => format!("“{key}”的正文缩进不够：前面要有 {indent} 个空格"),
        };
        let first = line.content().chars().next().map_or(0, char::len_utf8);
        let (at, length) =
            line.lead.strange.map_or((line.lead.bytes, first), |(at, c)| (at, c.len_utf8()));
        let span = line.start + at..line.start + at + length;
        Code::Y07.at(span, what).help(format!("每行前面写 {indent} 个空格，下面各段也一样"))
    }

    /// Findings of a block's line, from a position in it on.
    fn text_line(&mut self, line: &Line<'t>, mut block: Block, from: usize) {
        let content = &line.raw[from.min(line.raw.len())..];
        let fence = content.trim_start();
        if fence.starts_with("```") || fence.starts_with("~~~") {
            block.fenced = !block.fenced;
        }
        self.fold(line, &mut block, content);
        let indent = block.indent.unwrap_or(0);
        if !self.rows.take(line, from, indent, block.fenced) {
            self.rows.end(self.raw, &mut self.findings);
            self.rows.take(line, from, indent, block.fenced);
        }
        if !self.rows.has(line) {
            let in_block = hidden::Line { text: line.raw, in_block: true };
            in_block.tabs(line.start, from..line.raw.len(), block.fenced, &mut self.findings);
        }
        self.state = State::Block(block);
    }

    /// A line that `>` joins to the one above it with a space where Chinese wants none.
    fn fold(&mut self, line: &Line<'_>, block: &mut Block, content: &str) {
        let is_text = block.indent == Some(line.lead.spaces) && line.lead.is_plain();
        let first = content.chars().next().filter(|_| is_text);
        let above =
            std::mem::replace(&mut block.above, content.chars().next_back().filter(|_| is_text));
        let (Some(above), Some(first)) = (above, first) else { return };
        if let Some((copy, file)) = block.folded.filter(|_| is_chinese(above) || is_chinese(first))
        {
            block.folded = None;
            self.copy.turn(copy, ">", "|");
            self.findings.push(
                Code::Y32
                    .at(file..file + 1, "“>”会在每两行相接的地方添一个空格，汉字之间不要")
                    .help("改成“|”，各行就直接相连")
                    .fix(file..file + 1, "|"),
            );
        }
    }

    /// Reports what was gathered of a block's lines.
    pub(super) fn end_prose(&mut self) {
        self.rows.end(self.raw, &mut self.findings);
        self.findings.extend(self.stray.take());
    }

    /// Whether the lines below a key without a value are text that YAML would join otherwise than
    /// is meant: paragraphs, or lines that are parted within Chinese words.
    pub(super) fn needs_bar(&self, line: &Line<'t>) -> bool {
        let column = line.lead.width.max(self.levels.column());
        let mut above: Option<Line<'t>> = None;
        let mut joins = false;
        let mut at = line.start;
        while let Some((next, end)) = super::line_at(self.raw, self.shown, at) {
            at = end;
            if next.start == line.start || next.is_blank() {
                continue;
            }
            if next.lead.spaces <= column {
                break;
            }
            if begins_entry(next.content())
                || next.is_comment()
                || next.content().starts_with(SIGNS)
            {
                return false;
            }
            joins |= above.is_some_and(|above| {
                let is_next = above.start + above.raw.len() + 2 >= next.start;
                let last = above.text.trim_end().chars().next_back();
                let first = next.content().chars().next();
                !is_next || last.is_some_and(is_han) || first.is_some_and(is_han)
            });
            above = Some(next);
        }
        joins
    }

    /// Whether a line is a paragraph of the last key, whose `|` and spaces are missing.
    pub(super) fn lacks_bar(&self, line: &Line<'t>) -> bool {
        let key = self.levels.key();
        keys::is_prose(key)
            && (line.lead.width <= self.levels.column() || !line.lead.is_plain())
            && !begins_entry(line.content())
            && !line.content().starts_with(SIGNS)
    }
}

fn is_chinese(c: char) -> bool {
    is_chinese_mark(c) || is_han(c)
}
