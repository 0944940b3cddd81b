//! Quotation marks around a value: missing, of two kinds, or printed.

use super::super::blanks::is_any;
use super::super::keys;
use super::super::quoting::{closing_quote, comment, needs_quotes};
use super::{Line, State, Walk};
use crate::finding::{Code, Finding};

impl<'t> Walk<'t> {
    pub(super) fn quotation(&mut self, value: &'t str, line: &Line<'t>) -> State {
        let at = self.copy.at();
        let mark = if value.starts_with('"') { '"' } else { '\'' };
        let Some(length) = closing_quote(value) else {
            return self.unclosed_quotation(value, mark, line);
        };
        let (inner, rest) = (&value[1..length - 1], &value[length..]);
        let behind = rest.trim_start_matches(is_any);
        let is_comment = behind.starts_with('#') && behind.len() < rest.len();
        if behind.is_empty() || is_comment || behind.starts_with(':') {
            self.copy.keep(value);
            return State::Keys { open: behind.starts_with(':') };
        }
        let span = at + length + (rest.len() - behind.len());
        let finding = Code::Y01
            .at(span..span, "引号后面还有文字")
            .help("英文引号要把整个值括住；正文里要引号请用中文的“”");
        let (open, close) = if mark == '"' { ("“", "”") } else { ("‘", "’") };
        let is_sure = !inner.contains(['\\', '"', '\'']);
        self.findings.push(if is_sure {
            finding.fix(at..at + 1, open).fix(at + length - 1..at + length, close)
        } else {
            finding
        });
        self.copy.replace(1, open);
        self.copy.keep(inner);
        self.copy.replace(1, close);
        self.plain_rest(rest);
        State::Keys { open: false }
    }

    /// A quotation that does not end on its line.
    fn unclosed_quotation(&mut self, value: &'t str, mark: char, line: &Line<'t>) -> State {
        let at = self.copy.at();
        if !self.ends(line, self.levels.column()) {
            self.copy.keep(value);
            return State::Quoted(mark, at);
        }
        if value.trim_end().ends_with('”') && !value.contains('“') && mark == '"' {
            self.findings.push(mixed_quotes(at..at + 1, "“"));
            self.copy.replace(1, "“");
            self.copy.keep(&value[1..]);
            return State::Keys { open: false };
        }
        self.copy.keep(value);
        let behind = at + value.trim_end().len();
        let finding = Code::Y01
            .at(at..at + 1, "引号没有配对")
            .help("在值的末尾补上另一半引号，或删去这一个；中文引号“”不用另加英文引号");
        self.findings.push(match comment(value) {
            Some(_) => finding,
            None => finding.fix(behind..behind, mark.to_string()),
        });
        self.copy.insert(&mark.to_string());
        State::Keys { open: false }
    }

    /// A value in quotation marks that would be printed.
    pub(super) fn wrapped(&mut self, body: &'t str, key: &str) -> bool {
        let is_figure = !keys::is_fixed(key) && body.contains(|c: char| c.is_ascii_digit());
        let pair = match body.chars().next() {
            Some('“') if keys::is_of_words(key) || is_figure => '”',
            Some('＂') => '＂',
            _ => return false,
        };
        let length = pair.len_utf8();
        let inner = body.get(length..body.len().saturating_sub(length)).unwrap_or_default();
        let is_whole =
            body.ends_with(pair) && !inner.is_empty() && !inner.contains(['“', '”', '＂']);
        if !is_whole
            || needs_quotes(inner, false).is_some()
            || inner.contains([':', '#', '"', '\'', '{', '['])
        {
            return false;
        }
        let at = self.copy.at();
        let end = at + body.len();
        let what = "值用引号括住了，引号会印出来";
        self.findings.push(
            Code::Y06
                .at(at..at + length, what)
                .help("删去前后两个引号")
                .fix(at..at + length, "")
                .fix(end - length..end, ""),
        );
        self.copy.replace(length, "");
        self.copy.keep(inner);
        self.copy.replace(length, "");
        true
    }
}

/// One quotation mark of each kind.
pub(super) fn mixed_quotes(span: std::ops::Range<usize>, right: &str) -> Finding {
    Code::Y01
        .at(span.clone(), "引号没有配对：一边是英文的，一边是中文的")
        .help(format!("改成“{right}”"))
        .fix(span, right)
}
