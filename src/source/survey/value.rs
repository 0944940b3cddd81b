//! A value behind a key or a dash.

use super::super::blanks::is_any;
use super::super::flow::flow;
use super::super::keys;
use super::super::quoting::{Sign, comment, cut, needs_quotes, quoted};
use super::super::sheet::sheet_fault;
use super::brackets::{bracketed, is_collection, is_figure_in_brackets};
use super::prose::Block;
use super::quotations::mixed_quotes;
use super::{Line, MAX_COLUMN, State, Walk, begins_entry};
use crate::finding::{Code, Finding};

/// What is typed for `|` and `>`.
const BARS: [(char, char); 8] = [
    ('|', '|'),
    ('>', '>'),
    ('｜', '|'),
    ('│', '|'),
    ('∣', '|'),
    ('丨', '|'),
    ('￨', '|'),
    ('＞', '>'),
];

/// The sign that a block's header begins with, what is typed for it, and the header's length; its
/// digit, if it has one.
struct Header {
    sign: char,
    meant: char,
    length: usize,
    digit: Option<usize>,
}

fn header(value: &str) -> Option<Header> {
    let sign = value.chars().next()?;
    let (_, meant) = BARS.into_iter().find(|(typed, _)| *typed == sign)?;
    let behind = &value[sign.len_utf8()..];
    let rest = behind.trim_start_matches(|c: char| matches!(c, '+' | '-' | '1'..='9'));
    let marks = &behind[..behind.len() - rest.len()];
    let content = rest.trim_start_matches(is_any);
    let is_header = marks.len() <= 2
        && (content.is_empty() || (content.starts_with('#') && content.len() < rest.len()));
    let digit = marks.chars().find_map(|c| c.to_digit(10)).and_then(|d| usize::try_from(d).ok());
    let length = sign.len_utf8() + marks.len();
    is_header.then_some(Header { sign, meant, length, digit })
}

impl<'t> Walk<'t> {
    /// The value of the key that was entered last.
    pub(super) fn value(&mut self, value: &'t str, key: &'t str, line: &Line<'t>) -> State {
        if let Some(header) = header(value).or_else(|| self.header_alike(value, key, line)) {
            return self.block(value, key, &header);
        }
        match value.chars().next() {
            None if keys::is_prose(key) && self.needs_bar(line) => self.missing_bar(key),
            None => State::Keys { open: true },
            Some('#') if self.raw[..self.copy.at()].ends_with(':') => self.glued_hash(value),
            Some('#') => {
                // What takes the value speaks of it.
                if sheet_fault(value).is_none() {
                    self.told_cut(value, 0);
                }
                self.copy.keep(value);
                State::Keys { open: true }
            }
            Some('"' | '\'') => self.quotation(value, line),
            Some('{' | '[' | '｛' | '［') if self.is_stray_bracket(value, line) => {
                self.stray_bracket(value)
            }
            Some('{' | '[' | '｛' | '［')
                if is_collection(value) && !is_bracketed_text(value, key) =>
            {
                self.collection(value, line)
            }
            Some('【' | '（' | '(') if is_figure_in_brackets(value) => {
                self.collection(value, line)
            }
            Some('|' | '｜') if keys::is_prose(key) => self.text_behind_bar(value, line),
            Some(_) => self.plain(value, key, line),
        }
    }

    /// A letter or stroke that was typed for `|`, above paragraphs.
    fn header_alike(&self, value: &str, key: &str, line: &Line<'t>) -> Option<Header> {
        const ALIKE: [char; 9] = ['l', 'I', '1', '¦', '/', '\\', '∕', '＼', '！'];
        let sign = value.chars().next().filter(|c| ALIKE.contains(c))?;
        let is_alone = value[sign.len_utf8()..].trim_start_matches(is_any).is_empty();
        let column = self.levels.column();
        let below = self.next(line).filter(|_| is_alone && keys::is_prose(key))?;
        let is_text = below.lead.spaces > column && !begins_entry(below.content());
        is_text.then_some(Header { sign, meant: '|', length: sign.len_utf8(), digit: None })
    }

    /// `||` or `|。`: what stands behind the bar is no text.
    fn surplus_behind_bar(&mut self, value: &'t str, sign: usize) -> State {
        let at = self.copy.at();
        let end = value.trim_end_matches(is_any).len();
        let surplus = &value[sign..end];
        self.findings.push(
            Code::Y01
                .at(at + sign..at + end, format!("“|”后面多了“{}”", surplus.trim()))
                .help("“|”单独放在冒号后面，后面什么也不写")
                .fix(at..at + end, "|"),
        );
        self.copy.replace(end, "|");
        self.copy.keep(&value[end..]);
        State::Block(Block::new(self.levels.column(), None, None))
    }

    /// A value that begins with `#` right behind the colon.
    fn glued_hash(&mut self, value: &'t str) -> State {
        let at = self.copy.at();
        let text = format!(" {}", quoted(value.trim_end()));
        self.findings.push(
            Sign::Begins('#')
                .finding(at..at + 1)
                .fix(at..at + value.trim_end().len(), text.clone()),
        );
        self.copy.replace(value.trim_end().len(), &text);
        self.copy.keep(&value[value.trim_end().len()..]);
        State::Keys { open: false }
    }

    /// `|` where it is missing above paragraphs.
    fn missing_bar(&mut self, key: &str) -> State {
        let at = self.copy.at();
        let what = format!("“{key}:”后面没有“|”，下面的几行会连成一段，相接的地方添一个空格");
        self.findings
            .push(Code::Y33.at(at..at, what).help("冒号后面空一格，写“|”").fix(at..at, " |"));
        self.copy.insert(" |");
        State::Block(Block::new(self.levels.column(), None, None))
    }

    fn block(&mut self, value: &'t str, key: &'t str, header: &Header) -> State {
        let (file, copy) = (self.copy.at(), self.copy.text().len());
        if header.sign == header.meant {
            self.copy.keep(&value[..header.length]);
        } else {
            let (sign, meant) = (header.sign, header.meant);
            let span = file..file + sign.len_utf8();
            self.findings.push(
                Code::Y06
                    .at(span.clone(), format!("正文的竖线用了“{sign}”"))
                    .help(format!("改成半角的“{meant}”"))
                    .fix(span, meant.to_string()),
            );
            self.copy.replace(sign.len_utf8(), &meant.to_string());
            self.copy.keep(&value[sign.len_utf8()..header.length]);
        }
        let rest = &value[header.length..];
        if super::has_strange(rest) && rest.trim().is_empty() {
            self.copy.replace(rest.len(), "")
        } else {
            self.copy.keep(rest)
        }
        let folds = header.sign == '>' && keys::is_prose(key);
        let column = self.levels.column();
        State::Block(Block::new(column, header.digit, folds.then_some((copy, file))))
    }

    /// `|` with the text right behind it.
    fn text_behind_bar(&mut self, value: &'t str, line: &Line<'t>) -> State {
        let sign = value.chars().next().map_or(1, char::len_utf8);
        let text = value[sign..].trim_start_matches(is_any);
        if !text.contains(char::is_alphanumeric) && !text.contains('#') {
            return self.surplus_behind_bar(value, sign);
        }
        let blanks = value.len() - sign - text.len();
        let column = self.levels.column();
        let below = self.next(line).filter(|next| !begins_entry(next.content()));
        let below = below.map(|next| next.lead.spaces).filter(|n| *n > column && *n <= MAX_COLUMN);
        let indent = below.unwrap_or(column + 2);
        let at = self.copy.at();
        let own_line = format!("|\n{}", " ".repeat(indent));
        self.findings.push(
            Code::Y01
                .at(at..at + sign, "“|”后面的写法不对")
                .help(format!("“|”单独放在冒号后面，正文另起一行，前面写 {indent} 个空格"))
                .fix(at..at + sign + blanks, own_line.clone()),
        );
        self.copy.replace(sign + blanks, &own_line);
        self.copy.keep(text);
        State::Block(Block::new(0, Some(indent), None).below(column))
    }

    fn collection(&mut self, value: &'t str, line: &Line<'t>) -> State {
        let ends = self.ends(line, self.levels.column());
        let open = flow(value, Vec::new(), ends, &mut self.copy, &mut self.findings);
        self.comma_at_end(value, line, &open);
        State::inside(open)
    }

    fn plain(&mut self, value: &'t str, key: &str, line: &Line<'t>) -> State {
        let body = comment(value).map_or(value, |at| &value[..at]).trim_end_matches(is_any);
        let at = self.copy.at();
        if self.lacks_bracket(value, body, line)
            || self.wrapped(body, key)
            || self.unlisted(body, key)
            || self.joined_line(value, key)
        {
            // A comment behind the text, where only that was repaired.
            let done = self.copy.at() - at;
            self.copy.keep(value.get(done..).unwrap_or_default());
            return State::Keys { open: false };
        }
        if let Some(sign) = needs_quotes(body, false).or_else(|| bracketed(body)) {
            let text = quoted(body);
            let span = at..at + body.len();
            self.findings.push(sign.finding(span.clone()).fix(span, text.clone()));
            self.copy.replace(body.len(), &text);
            self.copy.keep(&value[body.len()..]);
            return State::Keys { open: false };
        }
        let lone = body.ends_with('"') && body.matches('"').count() == 1;
        let inches = body.trim_end_matches('"').ends_with(|c: char| c.is_ascii_digit());
        if lone && body.starts_with('“') && !body.contains('”') {
            let end = at + body.len();
            self.findings.push(mixed_quotes(end - 1..end, "”"));
            self.copy.keep(&body[..body.len() - 1]);
            self.copy.replace(1, "”");
            self.plain_rest_of(value, body.len());
            return State::Keys { open: false };
        }
        if lone && !inches {
            let end = at + body.len();
            self.findings.push(
                Code::Y01
                    .at(end - 1..end, "引号没有配对")
                    .help("在值的前面补上另一半引号，或删去这一个")
                    .fix(end - 1..end, ""),
            );
        }
        self.colons(body);
        self.plain_rest_of(value, body.len());
        State::Keys { open: false }
    }

    /// Copies a plain text with colons in it that YAML would take for a key's.
    fn colons(&mut self, body: &'t str) {
        let mut finding: Option<Finding> = None;
        let mut done = 0;
        for (n, _) in body.match_indices(':') {
            let behind = &body[n + 1..];
            if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
                continue;
            }
            self.copy.keep(&body[done..n]);
            let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
            let span = self.copy.at()..self.copy.at() + 1 + blanks;
            let is_sure = body[..n].chars().next_back().is_some_and(|c| !c.is_ascii());
            let colon = finding.take().unwrap_or_else(|| {
                Code::Y01
                    .at(span.start..span.start + 1, "这里不该再有冒号")
                    .help("值里的冒号用全角的“：”，或用英文双引号把整个值括住")
            });
            finding = Some(if is_sure { colon.fix(span, "：") } else { colon });
            self.copy.replace(1 + blanks, "：");
            done = n + 1 + blanks;
        }
        self.findings.extend(finding);
        self.copy.keep(&body[done..]);
    }

    /// A plain text, or the rest of one.
    pub(super) fn plain_rest(&mut self, text: &'t str) {
        self.plain_rest_of(text, 0);
    }

    fn plain_rest_of(&mut self, text: &'t str, done: usize) {
        if let Some(at) = cut(text) {
            self.told_cut_at(text, at, done);
        }
        self.copy.keep(&text[done..]);
    }

    fn told_cut(&mut self, text: &str, at: usize) {
        if text[at + 1..].starts_with(|c: char| !is_any(c) && c != '#') {
            self.told_cut_at(text, at, 0);
        }
    }

    /// A `#` that cuts a value, at a position of a text of which so much is in the copy.
    fn told_cut_at(&mut self, text: &str, at: usize, done: usize) {
        let span = self.copy.at() + at - done;
        let lost: String = text[at..].chars().take(12).collect();
        self.findings.push(
            Code::Y31
                .at(span..span + 1, format!("从“{lost}”起成了说明，不会印出来"))
                .help("要印出来，就用英文双引号把整个值括住；是说明，就在 # 后面空一格"),
        );
    }

    /// Two entries on a line.
    fn joined_line(&mut self, value: &'t str, key: &str) -> bool {
        let Some(colon) = value.find([':', '：']) else { return false };
        let Some(blank) = value[..colon].rfind(is_any) else { return false };
        let next = value[blank..colon].trim_start_matches(is_any);
        let are_brothers = keys::parents(next).any(|one| keys::parents(key).any(|two| one == two));
        let before = value[..blank].trim_end_matches(is_any);
        if !are_brothers || next == key || before.is_empty() {
            return false;
        }
        let start = self.copy.at() + before.len();
        let behind = colon - next.len();
        let own_line = format!("\n{}", " ".repeat(self.levels.column().min(MAX_COLUMN)));
        self.findings.push(
            Code::Y01
                .at(
                    self.copy.at() + behind..self.copy.at() + colon,
                    format!("“{next}”应当另起一行"),
                )
                .help("一行只写一个键和它的值")
                .fix(start..self.copy.at() + behind, own_line.clone()),
        );
        self.copy.keep(before);
        self.copy.replace(behind - before.len(), &own_line);
        self.copy.keep(&value[behind..]);
        true
    }
}

/// Whether a text begins with a bracket where only a text can stand: what a collection has, a
/// comma or a colon, is not in it.
fn is_bracketed_text(value: &str, key: &str) -> bool {
    keys::is_text(key) && !value.contains([',', '，', ':', '：'])
}
