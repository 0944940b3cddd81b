//! A line that begins an entry: its blanks, its dash, its key and its colon.

use super::super::blanks::{is_any, is_strange};
use super::super::keys::{self, is_key_like};
use super::super::slips::{glued_colon, no_colon, strange_blank, wide_colon};
use super::brackets::is_figure;
use super::dash::{self, Mark};
use super::key::Key;
use super::levels::{NESTED, NewEntry};
use super::{Line, MAX_COLUMN, State, Walk, begins_entry, has_strange, is_document_mark};
use crate::finding::Code;

/// So many bytes are looked ahead for an entry's brother.
const FAR: usize = 1 << 16;

impl<'t> Walk<'t> {
    /// A line between keys that is no comment.
    pub(super) fn entry(&mut self, line: &Line<'t>, open: bool) -> State {
        let content = line.content();
        let is_deeper = !self.levels.are_none() && line.lead.width > self.levels.column();
        if !open && is_deeper && !has_key(content) {
            return self.continued(line);
        }
        if content.starts_with(['?', '%']) || is_document_mark(content) {
            self.copy.keep(line.text);
            return State::Keys { open: true };
        }
        let (mark, rest) = dash::mark(content);
        match self.key(line, rest, mark) {
            Some(key) => self.keyed(line, mark, rest, key, open),
            None if mark.is_some() || rest.starts_with(['{', '[']) => {
                self.unkeyed(line, mark, rest, open)
            }
            None => self.continued(line),
        }
    }

    /// A line that goes on with the text of the one above it, or that only the parser can judge.
    fn continued(&mut self, line: &Line<'t>) -> State {
        self.lead(line);
        self.tabs(line);
        self.plain_rest(line.content());
        State::Keys { open: false }
    }

    fn keyed(
        &mut self,
        line: &Line<'t>,
        mark: Option<Mark>,
        rest: &'t str,
        key: Key<'t>,
        open: bool,
    ) -> State {
        let behind = &rest[key.length + key.colon.map_or(0, char::len_utf8)..];
        let value = behind.trim_start_matches(is_any);
        let offset = mark.map_or(0, |mark| {
            let blanks = &line.content()[mark.length..][..mark.blanks];
            if mark.sign == '-' && !has_strange(blanks) { 1 + mark.blanks.max(1) } else { 2 }
        });
        let next = self.next(line).filter(|n| n.lead.is_plain() && begins_entry(n.content()));
        let entry = NewEntry {
            lead: line.lead,
            is_item: mark.is_some(),
            offset,
            key: key.text,
            is_whole: !value.is_empty() && !value.starts_with(['#', '|', '>', '｜']),
            is_figure: is_figure(value),
            open,
            brother: self.brother(line, open),
            next: next.map(|next| (next.lead.width, dash::mark(next.content()).0.is_some())),
        };
        let width = line.lead.width;
        let list = self.levels.list_that_begins_with(key.text, width).filter(|_| mark.is_none());
        let inner = self.levels.inner_list_without_key(width);
        let inner = inner.filter(|_| mark.is_some() && key.text == "标题" && line.lead.is_plain());
        if let Some(list) = list {
            self.missing_dash(line, key.text, list);
            self.levels.enter(list, true, 2, key.text);
        } else if let Some(column) = inner {
            self.missing_list_key(line, column);
            self.copy.keep(&line.text[..line.lead.bytes]);
            self.levels.enter(width, true, offset, key.text);
        } else {
            let column = self.indentation(line, &entry);
            self.levels.enter(column, mark.is_some(), offset, key.text);
        }
        if let Some(mark) = mark {
            self.mark(line, mark);
        }
        self.colon(line, rest, key, behind, value);
        self.value(value, key.text, line)
    }

    /// A key that begins an item, and has no dash.
    fn missing_dash(&mut self, line: &Line<'t>, key: &str, list: usize) {
        let span = line.start..line.start + line.lead.bytes;
        let start = format!("{}- ", " ".repeat(list));
        self.findings.push(
            Code::Y16
                .at(span.end..span.end, format!("“{key}”前面缺少短横“- ”"))
                .help(format!("列表的每一项以短横起头，写成“{start}{key}: …”"))
                .fix(span, start.clone()),
        );
        self.copy.replace(line.lead.bytes, &start);
    }

    /// Items that stand below an item of 举措 as if it had 举措 of its own. Whether it has, only the
    /// filer knows; what stands below is read as if, so that each line is not a fault of its own.
    fn missing_list_key(&mut self, line: &Line<'t>, column: usize) {
        let span = line.start..line.start + line.lead.bytes;
        let what = format!("这一项比上一项深一层，上面却没有“{NESTED}:”");
        let help = format!(
            "要在上一项下面再分一层，就在上面加一行“{NESTED}:”，与“内容”对齐；不分层，就把这一项移到与上一项对齐"
        );
        self.findings.push(Code::Y16.at(span.end..span.end, what).help(help));
        self.copy.insert(&format!("{}{NESTED}:\n", " ".repeat(column)));
        self.levels.enter(column, false, 0, NESTED);
    }

    /// Where the next entry stands beside one that is not as deep below its key as is usual.
    fn brother(&self, line: &Line<'t>, open: bool) -> Option<usize> {
        let (own, above) = (line.lead.width, self.levels.column());
        if !open || self.levels.are_none() || own <= above || own == above + 2 {
            return None;
        }
        let mut child: Option<usize> = None;
        let mut below = *line;
        while let Some(next) = self.next(&below) {
            let column = next.lead.width;
            if column <= above || next.start > line.start + FAR {
                return None;
            }
            let is_between = child.is_some_and(|child| column < child);
            if (column <= own || is_between) && begins_entry(next.content()) {
                return (column != own).then_some(column);
            }
            child = child.or(Some(column));
            below = next;
        }
        None
    }

    /// An item without a key, or a collection.
    fn unkeyed(&mut self, line: &Line<'t>, mark: Option<Mark>, rest: &'t str, open: bool) -> State {
        self.lead(line);
        self.tabs(line);
        let Some(mark) = mark else { return self.value(rest, "", line) };
        let is_item = mark.sign == '-' || open || self.levels.is_list(line.lead.width);
        let nested = rest.starts_with("- ");
        if !is_item {
            self.copy.keep(line.content());
            return State::Keys { open: false };
        }
        self.levels.enter(line.lead.width, true, 0, "");
        if nested {
            self.copy.keep(line.content());
            return State::Keys { open: false };
        }
        self.mark(line, mark);
        self.value(rest, "", line)
    }

    /// Copies the blanks at the line's start, as many as there should be; how many that is.
    fn indentation(&mut self, line: &Line<'t>, entry: &NewEntry<'t>) -> usize {
        let lead = line.lead;
        let column = self.levels.column_of(entry);
        let column = if column > MAX_COLUMN { lead.width } else { column };
        let (span, spaces) = (line.start..line.start + lead.bytes, " ".repeat(column));
        if let Some((at, c)) = lead.strange {
            let at = line.start + at;
            let what = format!("缩进用了{}", super::blanks::name(c));
            let finding = Code::Y07
                .at(at..at + c.len_utf8(), what)
                .help(format!("改成空格：这一行前面写 {column} 个空格"));
            // Nothing stands so deep that it has so many tabs.
            let is_sure = lead.tabs <= MAX_COLUMN && lead.width <= 2 * MAX_COLUMN;
            self.findings.push(if is_sure { finding.fix(span, spaces.clone()) } else { finding });
        } else if column != lead.width {
            let start = span.end;
            let what = format!("“{}”前面有 {} 个空格，应当有 {column} 个", entry.key, lead.width);
            self.findings.push(
                Code::Y07
                    .at(start..start, what)
                    .help("同一层的各行左边空格数要一样，每深一层多两个空格")
                    .fix(span, spaces.clone()),
            );
        }
        if lead.is_plain() && column == lead.width {
            self.copy.keep(&line.text[..lead.bytes])
        } else {
            self.copy.replace(lead.bytes, &spaces)
        }
        column
    }

    fn mark(&mut self, line: &Line<'t>, mark: Mark) {
        let start = line.start + line.lead.bytes;
        let behind = start + mark.length;
        let span = start..behind + mark.blanks;
        let blanks = &line.text[line.lead.bytes + mark.length..][..mark.blanks];
        if mark.sign != '-' {
            let what = format!("列表的短横用了“{}”", mark.sign);
            self.findings.push(
                Code::Y06
                    .at(start..behind, what)
                    .help("改成半角短横和一个空格“- ”")
                    .fix(span, "- "),
            );
            return self.copy.replace(mark.length + mark.blanks, "- ");
        }
        self.copy.keep("-");
        if let Some(c) = blanks.chars().find(|c| is_strange(*c)) {
            self.findings.push(strange_blank(behind..span.end, c, " "));
            return self.copy.replace(mark.blanks, " ");
        }
        if mark.blanks == 0 && behind < line.start + line.text.len() {
            self.findings.push(
                Code::Y16
                    .at(start..behind, "短横后面缺少一个空格")
                    .help("写成“- 标题: …”，短横后空一格")
                    .fix(behind..behind, " "),
            );
            return self.copy.insert(" ");
        }
        self.copy.keep(blanks);
    }

    /// A key with its colon, up to the value.
    fn colon(
        &mut self,
        line: &Line<'t>,
        rest: &'t str,
        key: Key<'t>,
        behind: &'t str,
        value: &'t str,
    ) {
        let start = self.copy.at();
        let end = start + key.length;
        let blanks = &behind[..behind.len() - value.len()];
        let before = &rest[..key.length];
        let bare = before.trim_end_matches(is_any);
        self.copy.keep(bare);
        match before[bare.len()..].chars().find(|c| is_strange(*c)) {
            Some(c) => {
                self.findings.push(strange_blank(start + bare.len()..end, c, ""));
                self.copy.replace(before.len() - bare.len(), "");
            }
            None => self.copy.keep(&before[bare.len()..]),
        }
        self.tabs_from(line, line.lead.bytes, start + bare.len() - line.start);
        let Some(colon) = key.colon else { return self.missing_colon(line, key, blanks, value) };
        let span = end..end + colon.len_utf8();
        if colon != ':' {
            self.findings.push(match colon {
                '：' | '﹕' => wide_colon(span.clone(), behind),
                sign => no_colon(span.clone(), sign, behind),
            });
            self.copy.replace(colon.len_utf8(), ": ");
        } else {
            self.copy.keep(":");
            let opens = behind.starts_with(['{', '[', '｛', '［', '|', '"', '\'']);
            let is_sure = opens || keys::is_known(key.text) || !rest.contains(": ");
            let is_glued =
                !behind.is_empty() && blanks.is_empty() && !behind.starts_with(['/', '#']);
            if is_glued && is_sure {
                self.findings.push(glued_colon(span.clone(), key.text));
                self.copy.insert(" ");
            }
        }
        match blanks.chars().find(|c| is_strange(*c)) {
            Some(c) => {
                self.findings.push(strange_blank(span.end..span.end + blanks.len(), c, " "));
                self.copy.replace(blanks.len(), " ");
            }
            None => self.copy.keep(blanks),
        }
        self.tabs_from(line, span.end - line.start, line.text.len());
    }

    fn missing_colon(&mut self, line: &Line<'t>, key: Key<'t>, blanks: &'t str, value: &'t str) {
        let end = self.copy.at();
        let sign = if value.is_empty() { ":" } else { ": " };
        self.findings.push(
            Code::Y16
                .at(end..end, format!("“{}”后面缺少冒号", key.text))
                .help(format!("写成“{}: …”，用半角冒号，冒号后空一格", key.text))
                .fix(end..end + blanks.len(), sign),
        );
        self.copy.replace(blanks.len(), sign);
        let from = end + blanks.len() - line.start;
        self.tabs_from(line, from, line.text.len());
    }
}

/// Whether a line's content has a key as YAML knows it.
fn has_key(content: &str) -> bool {
    let (_, rest) = dash::mark(content);
    let Some((key, after)) = rest.split_once(':') else { return false };
    is_key_like(key) && (after.is_empty() || after.starts_with(is_any)) && !has_strange(key)
}
