//! T01: straight quotation marks, " and '.

use std::ops::Range;

use super::is_full_mark;
use crate::characters::is_han;

/// A pair of straight marks beside or around Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Pair {
    /// Where the first one stands.
    pub(in crate::check) open: usize,
    /// And the other.
    pub(in crate::check) close: usize,
}

impl Pair {
    /// What is between them.
    pub(in crate::check) fn inside(self) -> Range<usize> {
        self.open + 1..self.close
    }
}

/// The pairs of both kinds.
pub(in crate::check) fn pairs(text: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> =
        ['"', '\''].into_iter().flat_map(|mark| paired(text, mark).0).collect();
    pairs.sort_by_key(|pair| pair.open);
    pairs
}

/// A `"` without its like beside Chinese; a lone ' may be an apostrophe or a foot.
pub(in crate::check) fn lone(text: &str) -> Option<usize> {
    let at = paired(text, '"').1?;
    let around = [text[..at].chars().next_back(), text[at + 1..].chars().next()];
    around.into_iter().any(is_chinese).then_some(at)
}

/// Pairs of one kind, and what is left over.
fn paired(text: &str, mark: char) -> (Vec<Pair>, Option<usize>) {
    let mut pairs = Vec::new();
    let mut open = None;
    for (at, _) in text.match_indices(mark) {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let alphanumeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match open {
            // 55" and 5' are inches and feet, an apostrophe stands behind a letter.
            None if before.is_some_and(|c| c.is_ascii_digit()) => {}
            None if mark == '\'' && alphanumeric(before) => {}
            None => open = Some(at),
            // It's inside.
            Some(_) if mark == '\'' && alphanumeric(before) && alphanumeric(after) => {}
            Some(start) => {
                pairs.push(Pair { open: start, close: at });
                open = None;
            }
        }
    }
    pairs.retain(|pair| is_beside_chinese(text, *pair));
    (pairs, open)
}

fn is_beside_chinese(text: &str, pair: Pair) -> bool {
    let around = [text[..pair.open].chars().next_back(), text[pair.close + 1..].chars().next()];
    around.into_iter().any(is_chinese) || text[pair.inside()].contains(is_han)
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || is_full_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        pairs(text).into_iter().map(|pair| &text[pair.inside()]).collect()
    }

    #[test]
    fn pairs_beside_chinese_are_found() {
        for (text, wanted) in [
            ("公司\"5G\"团队", vec!["5G"]),
            ("推出'用心'服务", vec!["用心"]),
            ("推出\"优质\"和\"贴心\"服务", vec!["优质", "贴心"]),
            ("32\"和55\"电视", vec![]),
            ("跳高5'6\"，Let's go", vec![]),
            ("the \"smart\" home", vec![]),
            ("称为'it's on'计划", vec!["it's on"]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn one_alone_is_known_beside_chinese() {
        assert_eq!(lone("推出\"优质服务"), Some("推出".len()));
        assert_eq!(lone("55\"电视"), None);
        assert_eq!(lone("推出\"甲\"服务"), None);
    }
}
