//! Braces and brackets around a value: missing, or a text that begins with one.

use super::super::blanks::is_any;
use super::super::flow::{Open, flow};
use super::super::keys::is_key_like;
use super::super::quoting::{Sign, closing_quote, comment};
use super::{Line, State, Walk, begins_entry};
use crate::finding::Code;

const PARTS: [&str; 17] = [
    "平均",
    "及时率",
    "城市",
    "农村",
    "值",
    "备注",
    "最长",
    "平均时限",
    "平均时间",
    "平均时长",
    "时限",
    "本期",
    "分子",
    "分母",
    "上期",
    "同比",
    "环比",
];

/// Whether a key is that of an indicator's part.
pub(super) fn is_part(key: &str) -> bool {
    PARTS.contains(&key)
}

/// Whether a value can only be an indicator's.
pub(super) fn is_figure(value: &str) -> bool {
    match value.strip_prefix(['{', '｛']) {
        Some(inner) => PARTS.contains(&inner.split([':', '：']).next().unwrap_or_default().trim()),
        None => !value.is_empty() && !value.starts_with(['#', '|', '>', '｜', '[', '&', '*', '!']),
    }
}

impl<'t> Walk<'t> {
    /// The comma that is missing at the end of a line within braces, where the next line begins a
    /// further entry.
    pub(super) fn comma_at_end(&mut self, content: &str, line: &Line<'t>, open: &Open) {
        let body = content.trim_end_matches(is_any);
        let is_ready = body.is_empty() || body.ends_with([',', '{', '｛', '[', '［', ':', '：']);
        let in_map = open.last().is_some_and(|(close, _)| *close == '}');
        if !in_map || is_ready || comment(content).is_some() {
            return;
        }
        let Some(next) = self.next(line) else { return };
        let key = next.content().find([':', '：']).map(|n| &next.content()[..n]);
        if !key.is_some_and(is_key_like) {
            return;
        }
        let at = self.copy.at() - (content.len() - body.len());
        self.findings.push(
            Code::Y01
                .at(at..at, "括号里的两项之间缺少半角逗号")
                .help("每项末尾写半角逗号，最后一项不写")
                .fix(at..at, ","),
        );
        self.copy.insert(",");
    }

    /// Whether nothing but a bracket stands behind a key, with entries below on their own lines and
    /// nothing that closes it.
    pub(super) fn is_stray_bracket(&self, value: &str, line: &Line<'t>) -> bool {
        const CLOSERS: [char; 4] = ['}', ']', '｝', '］'];
        let is_alone = value.trim_end_matches(is_any).chars().count() == 1;
        let column = self.levels.column();
        let Some(mut below) = self.next(line).filter(|_| is_alone) else { return false };
        let is_entry = begins_entry(below.content()) && below.content().contains([':', '：']);
        if below.lead.width <= column || !is_entry {
            return false;
        }
        loop {
            let content = below.content().trim_end_matches(is_any);
            let closes = content.ends_with(CLOSERS) && !content.contains(['{', '[', '｛', '［']);
            if closes || content.starts_with(CLOSERS) || content.ends_with([',', '，']) {
                return false;
            }
            match self.next(&below) {
                Some(next) if next.content().starts_with(CLOSERS) => return false,
                Some(next) if next.lead.width > column => below = next,
                _ => return true,
            }
        }
    }

    /// A bracket that nothing closes, above entries on their own lines: it goes.
    pub(super) fn stray_bracket(&mut self, value: &'t str) -> State {
        let at = self.copy.at();
        let sign = value.chars().next().unwrap_or_default();
        let span = at..at + sign.len_utf8();
        self.findings.push(
            Code::Y01
                .at(span.clone(), format!("多了“{sign}”"))
                .help(format!("删去“{sign}”：下面各行已经是这一项的内容，不用括号"))
                .fix(span, ""),
        );
        self.copy.replace(sign.len_utf8(), "");
        self.copy.keep(&value[sign.len_utf8()..]);
        State::Keys { open: true }
    }

    /// A list without its brackets.
    pub(super) fn unlisted(&mut self, body: &'t str, key: &str) -> bool {
        const SIGNS: [char; 5] = [',', '，', '、', ';', '；'];
        if key != "经营业务"
            || body
                .contains(['（', '(', '【', '[', '{', '*', '&', '!', ':', '#', '"', '\'', ']', '}'])
        {
            return false;
        }
        let at = self.copy.at();
        let end = at + body.len();
        let mut finding = Code::Y04
            .at(at..end, format!("“{key}”应当是列表，这里是文字"))
            .help("用方括号括住，各项之间写半角逗号和一个空格：[移动电话, 因特网业务]")
            .fix(at..at, "[");
        self.copy.insert("[");
        let mut done = 0;
        for (n, c) in body.char_indices().filter(|(_, c)| SIGNS.contains(c)) {
            let behind = &body[n + c.len_utf8()..];
            let length = c.len_utf8() + behind.len() - behind.trim_start_matches(is_any).len();
            finding = finding.fix(at + n..at + n + length, ", ");
            self.copy.keep(&body[done..n]);
            self.copy.replace(length, ", ");
            done = n + length;
        }
        self.copy.keep(&body[done..]);
        self.copy.insert("]");
        self.findings.push(finding.fix(end..end, "]"));
        true
    }

    /// A collection whose bracket is missing at its beginning, or at both ends.
    pub(super) fn lacks_bracket(&mut self, value: &'t str, body: &'t str, line: &Line<'t>) -> bool {
        let entry = body.find([':', '：']).map_or("", |n| body[..n].trim());
        let is_part = PARTS.contains(&entry);
        let (open, close) = match body.chars().next_back() {
            Some('}' | '｝') if is_part && !body.contains(['{', '｛']) => ('{', '}'),
            Some(']' | '］') if self.levels.key() == "经营业务" && !body.contains(['[', '［']) => {
                ('[', ']')
            }
            // Without a colon of YAML's it is a figure in words.
            _ if is_part && body.contains(": ") => ('{', '\0'),
            _ => return false,
        };
        let at = self.copy.at();
        let text = if open == '{' { "{ " } else { "[" };
        let finding = Code::Y01.at(at..at, format!("前面缺少“{open}”")).fix(at..at, text);
        let end = at + body.len();
        // A bracket of the other kind that nothing opens closes what lacks its own.
        let is_bare = close == '\0' && !body.contains(['[', '［', '}', '｝', '【']);
        let other = body.chars().next_back().filter(|c| is_bare && matches!(c, ']' | '］'));
        let inner = match other {
            Some(c) => body[..body.len() - c.len_utf8()].trim_end_matches(is_any),
            None => body,
        };
        self.findings.push(match close {
            '\0' => finding
                .help("写成 { 平均: 4.01小时, 及时率: 99.99% }")
                .fix(at + inner.len()..end, " }"),
            close => finding.help(format!("在前面补上“{open}”，和末尾的“{close}”配对")),
        });
        self.copy.insert(text);
        let sign = if open == '{' { '}' } else { ']' };
        let ends = close != '\0' && self.ends(line, self.levels.column());
        let left = flow(
            if close == '\0' { inner } else { value },
            vec![(sign, at)],
            ends,
            &mut self.copy,
            &mut self.findings,
        );
        if close == '\0' {
            let closer = if left.is_empty() { "" } else { " }" };
            self.copy.replace(body.len() - inner.len(), closer);
        }
        true
    }
}

/// Whether brackets of another kind stand where an indicator's braces should.
pub(super) fn is_figure_in_brackets(value: &str) -> bool {
    let inner = value.trim_start_matches(['【', '（', '(', ' ']);
    inner.split_once([':', '：']).is_some_and(|(part, _)| PARTS.contains(&part.trim()))
}

/// Whether what begins with a bracket is a collection, or may be one that is not closed.
pub(super) fn is_collection(value: &str) -> bool {
    let is_wide = value.starts_with(['｛', '［']);
    let is_list = value.starts_with(['[', '［']);
    let mut depth = 0_usize;
    let mut has_colon = false;
    let (mut before, mut quoted_to) = (' ', 0);
    for (at, c) in value.char_indices().filter(|(_, c)| !is_any(*c)) {
        if at < quoted_to {
            continue;
        }
        let begins = matches!(c, '"' | '\'') && "{[,:｛［，：".contains(before);
        if let Some(length) = closing_quote(&value[at..]).filter(|_| begins) {
            (before, quoted_to) = (c, at + length);
            continue;
        }
        before = c;
        match c {
            '{' | '[' | '｛' | '［' => depth += 1,
            '}' | ']' | '｝' | '］' => depth = depth.saturating_sub(1),
            ':' | '：' => has_colon = true,
            _ => {}
        }
        if depth == 0 {
            let rest = value[at + c.len_utf8()..].trim_start_matches(is_any);
            let goes_on = !rest.is_empty() && !rest.starts_with(['#', '}', ']', '｝', '］', ',']);
            return !(goes_on && (is_list || !has_colon)) && (!is_wide || has_colon || is_list);
        }
    }
    !is_wide || has_colon
}

/// A text that begins with a bracket and goes on behind it.
pub(super) fn bracketed(body: &str) -> Option<Sign> {
    let first = body.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    Some(Sign::Begins(first))
}
