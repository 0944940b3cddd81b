//! Characters that nobody sees: tabs in the text, controls, marks without width.

use std::borrow::Cow;
use std::ops::Range;

use super::blanks::is_blank;
use super::keys::is_key_like;
use crate::characters::{is_han, is_invisible};
use crate::finding::{Code, Findings};

/// After so many findings no more are looked for: nobody reads so many.
const MAX_HIDDEN: usize = 2000;

/// A line without its end.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Whether it is text of a block, where no sign is YAML's.
    pub(super) in_block: bool,
}

impl<'t> Line<'t> {
    /// What nobody sees in the line, which begins at `start`. Such characters are refused
    /// everywhere: they print as nothing and can make a line read otherwise than it is.
    pub(super) fn hidden(self, start: usize, findings: &mut Findings) {
        for (at, c) in self.text.char_indices().filter(|(_, c)| *c != '\t' && is_invisible(*c)) {
            if findings.len() > MAX_HIDDEN {
                return;
            }
            let span = start + at..start + at + c.len_utf8();
            let what = format!("这里有看不见的字符 U+{:04X}", c as u32);
            let finding = Code::Y15.at(span.clone(), what).help("删去它；多半是从别处粘贴带来的");
            findings.push(match self.without(at, c) {
                Some(text) => finding.fix(span, text),
                None => finding,
            });
        }
    }

    /// The tabs of a part of the line, but not those at its end. `code` says that one before the
    /// text makes a line of code deeper.
    pub(super) fn tabs(
        self,
        start: usize,
        part: Range<usize>,
        code: bool,
        findings: &mut Findings,
    ) {
        let content = part.start..part.end.min(self.text.trim_end().len());
        let lead = self.text.len() - self.text.trim_start().len();
        for (at, _) in self.text.match_indices('\t').filter(|(at, _)| content.contains(at)) {
            if findings.len() > MAX_HIDDEN {
                return;
            }
            let span = start + at..start + at + 1;
            let finding = Code::Y07
                .at(span.clone(), "文字里有制表符（Tab）")
                .help("删去它，或改成空格；多半是从表格里粘贴带来的");
            let replacement =
                if at < lead { Some(if code { "    " } else { "" }) } else { self.without_tab(at) };
            findings.push(match replacement {
                Some(text) => finding.fix(span, text),
                None => finding,
            });
        }
    }

    /// What stands for an invisible character once it is fixed; `None` where it may have been
    /// meant: a break, a cell's or a field's edge, a joiner of another script, an order of
    /// reading that the screen showed.
    fn without(self, at: usize, c: char) -> Option<&'static str> {
        let joins = matches!(c, '\u{200C}' | '\u{200D}' | '\u{180E}');
        let means = matches!(c, '\u{7}' | '\u{B}'..='\u{F}' | '\u{13}'..='\u{15}')
            || matches!(c, '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{202E}');
        let (before, after) = self.around(at, c);
        let strange = |c: Option<char>| c.is_some_and(|c| !is_han_or_latin(c) && !is_invisible(c));
        if means || (joins && (strange(before) || strange(after))) {
            return None;
        }
        // Read as a blank, it may do a blank's work.
        let works = self.ends_with_sign(at) && !after.is_none_or(is_blank);
        Some(if works { " " } else { "" })
    }

    /// The same for a tab: certain where it stands between YAML's signs, beside a space, or
    /// beside a Chinese mark. Between words it may part two cells of a table.
    fn without_tab(self, at: usize) -> Option<&'static str> {
        let (before, after) = self.text.split_at(at);
        let run_before = before.len() - before.trim_end_matches(is_blank).len();
        let run_after = after.len() - after.trim_start_matches(is_blank).len();
        let (before, rest) = (&self.text[..at - run_before], &self.text[at + run_after..]);
        let run = &self.text[at - run_before..at + run_after];
        let quoted = before.contains(['"', '\'']);
        let is_comment =
            !self.in_block && (before.starts_with('#') || (rest.starts_with('#') && !quoted));
        if run.contains(' ') {
            return Some("");
        }
        if is_comment || self.ends_with_sign(at - run_before) {
            return Some(if run_before == 0 { " " } else { "" });
        }
        let marks = [before.chars().next_back(), rest.chars().next()];
        marks.into_iter().flatten().any(is_chinese_mark).then_some("")
    }

    fn around(self, at: usize, c: char) -> (Option<char>, Option<char>) {
        let (before, after) = (&self.text[..at], &self.text[at + c.len_utf8()..]);
        (before.chars().next_back(), after.chars().next())
    }

    /// Whether a sign that YAML wants a blank behind ends right before a place: a key's colon, a
    /// list's dash.
    fn ends_with_sign(self, at: usize) -> bool {
        let before = self.text[..at].trim_start();
        let key = before.strip_suffix(':').map(|b| b.rsplit(['{', ',', '，']).next().unwrap_or(b));
        let time = key.is_some_and(|key| key.ends_with(|c: char| c.is_ascii_digit()));
        !self.in_block && (before == "-" || key.is_some_and(is_key_like) && !time)
    }
}

fn is_han_or_latin(c: char) -> bool {
    c.is_ascii() || is_chinese_mark(c) || is_han(c)
}

pub(super) fn is_chinese_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3011}' | '“' | '”' | '‘' | '’' | '—' | '…')
        || matches!(c, '，' | '；' | '：' | '！' | '？' | '（' | '）')
}

/// A line with its invisible characters as blanks of the same length, so that the parser has
/// nothing more to report about them.
pub(super) fn without_invisible(body: &str) -> Cow<'_, str> {
    if !body.contains(|c: char| c != '\t' && is_invisible(c)) {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    for c in body.chars() {
        if c != '\t' && is_invisible(c) {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()))
        } else {
            out.push(c)
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fixed_and_what_may_have_been_meant() {
        let cases = [
            ("名称: 山西\u{200B}公司", Some("")),
            ("名称:\u{FEFF}山西公司", Some(" ")),
            ("- { 时限:\u{FEFF}4小时 }", Some(" ")),
            ("备注: 8:\u{FEFF}00起", Some("")),
            ("名称: 甲\u{200D}乙", Some("")),
            ("名称: 👨\u{200D}👩", None),
            ("名称: 甲\u{7}乙", None),
            ("名称: 甲\u{202E}乙", None),
            ("名称:\t山西公司", Some(" ")),
            ("名称: 山西\t# 全称", Some(" ")),
            ("名称: 山西 \t公司", Some("")),
            ("名称: 山西，\t公司", Some("")),
            ("名称: 山西\t公司", None),
            ("名称: 5G\t99%", None),
        ];
        for (text, fix) in cases {
            let mut findings = Findings::new();
            let line = Line { text, in_block: false };
            line.hidden(0, &mut findings);
            line.tabs(0, 0..text.len(), false, &mut findings);
            let [finding] = findings.as_slice() else { panic!("{text}: {findings:?}") };
            let found = finding.fix.first().map(|edit| edit.text.as_str());
            assert_eq!(found, fix, "{text:?}");
        }
    }
}
