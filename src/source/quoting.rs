//! Values that YAML would read otherwise than they are meant, and the quotation marks that fix
//! them.

use std::ops::Range;

use super::blanks::is_any;
use crate::finding::{Code, Finding};

/// Why a value has to stand in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It begins with a sign of YAML's.
    Begins(char),
    /// A `#` cuts it.
    Cut,
    /// Within braces, it has a reference.
    Refers,
}

impl Sign {
    pub(super) fn finding(self, span: Range<usize>) -> Finding {
        match self {
            Self::Begins(c) => Code::Y01.at(span, format!("值不能以“{c}”开头，这个符号另有用处")),
            Self::Refers => Code::Y01.at(span, "写在花括号里的值，有“${…}”的要加引号"),
            Self::Cut => Code::Y01.at(span, "“#”前面有空格，从它起就成了说明，后面的都不读"),
        }
        .help("用英文双引号把整个值括住")
    }
}

/// Why a plain value has to be quoted, if it has; `is_closed` says that something ends it, so
/// that a `#` in it can be no comment.
pub(super) fn needs_quotes(value: &str, is_closed: bool) -> Option<Sign> {
    let first = value.chars().next()?;
    if begins_otherwise(value, first) {
        return Some(Sign::Begins(first));
    }
    (is_closed && cut(value).is_some()).then_some(Sign::Cut)
}

/// Where a ` #` with a character right behind it stands in a plain value.
pub(super) fn cut(value: &str) -> Option<usize> {
    let at = comment(value)?;
    value[at + 1..].starts_with(|c: char| !is_any(c) && c != '#').then_some(at)
}

/// Where a comment begins behind a plain value.
pub(super) fn comment(value: &str) -> Option<usize> {
    value
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| *at > 0 && value[..*at].ends_with([' ', '\t']))
}

/// Whether a text that begins with a sign is no plain value. Anchors, aliases and tags as YAML
/// has them are refused elsewhere.
fn begins_otherwise(value: &str, first: char) -> bool {
    let rest = &value[first.len_utf8()..];
    let word = rest.split(is_any).next().unwrap_or_default();
    let is_name = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"!-_:/.".contains(&b))
    };
    match first {
        '%' | '@' | '`' | '>' | '|' | ',' | ']' | '}' => true,
        '*' => !is_name(word) || rest.len() > word.len(),
        '&' | '!' => !is_name(word),
        '-' | '?' | ':' => rest.is_empty() || rest.starts_with(is_any),
        _ => false,
    }
}

/// A value in quotation marks, so that it reads as it stands.
pub(super) fn quoted(value: &str) -> String {
    if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// How long the quotation is that a text begins with; `None` where it has no end.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    end_of_quote(&text[mark.len_utf8()..], mark).map(|n| n + mark.len_utf8())
}

/// Where a quotation ends that was begun before: behind its mark.
pub(super) fn end_of_quote(text: &str, mark: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && mark == '"' {
            chars.next();
        } else if c == mark {
            if mark == '\'' && chars.peek().is_some_and(|(_, c)| *c == '\'') {
                chars.next();
            } else {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}
