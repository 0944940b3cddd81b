//! The key that a line begins with, also where its colon is missing or another sign.

use super::super::blanks::is_any;
use super::super::keys::{self, INDICATORS, Parent, is_key_like};
use super::super::quoting::closing_quote;
use super::dash::Mark;
use super::{Line, Walk, begins_entry};

/// A key and what parts it from its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'t> {
    pub(super) text: &'t str,
    /// Bytes of what stands there, quotation marks too.
    pub(super) length: usize,
    /// The colon; `None` where it is missing.
    pub(super) colon: Option<char>,
}

/// What was typed for a colon behind a key that filings have.
const NO_COLONS: &str = "；;=＝∶︰";

impl<'t> Walk<'t> {
    /// The key of an entry, also where its colon is missing.
    pub(super) fn key(
        &self,
        line: &Line<'t>,
        rest: &'t str,
        mark: Option<Mark>,
    ) -> Option<Key<'t>> {
        if rest.starts_with(['"', '\'']) {
            let length = closing_quote(rest)?;
            let behind = rest[length..].trim_start_matches(is_any);
            let gap = rest.len() - length - behind.len();
            let is_key = behind.starts_with(':');
            let text = &rest[1..length - 1];
            return is_key.then_some(Key { text, length: length + gap, colon: Some(':') });
        }
        let known = keys::known_at_start(rest);
        if let Some(text) = known
            && let Some(sign) = rest[text.len()..].chars().next().filter(|c| NO_COLONS.contains(*c))
        {
            return Some(Key { text, length: text.len(), colon: Some(sign) });
        }
        if mark.is_none()
            && let Some(key) = self.indicator_without_colon(rest)
        {
            return Some(key);
        }
        let colon = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '﹕'));
        if let Some((at, colon)) = colon
            && is_key_like(&rest[..at])
        {
            let text = rest[..at].trim_end_matches(is_any);
            let parted =
                known.is_some_and(|k| k.len() < text.len() && rest[k.len()..].starts_with(is_any));
            if !parted {
                return Some(Key { text, length: at, colon: Some(colon) });
            }
        }
        let length = self.end_of_key(line, rest, known, mark.is_some())?;
        Some(Key { text: &rest[..length], length, colon: None })
    }

    /// An indicator with another sign for its colon: `计费差错率; ≤4×10⁻⁶`.
    fn indicator_without_colon(&self, rest: &'t str) -> Option<Key<'t>> {
        if !self.levels.are_below(INDICATORS) {
            return None;
        }
        let at = rest.find(|c: char| !c.is_alphanumeric())?;
        let sign = rest[at..].chars().next().filter(|c| NO_COLONS.contains(*c))?;
        let value = rest[at + sign.len_utf8()..].trim_start_matches(is_any);
        let is_quantity = |c: char| c.is_ascii_digit() || "{｛≤≥<>约".contains(c);
        let is_key = is_key_like(&rest[..at]) && value.starts_with(is_quantity);
        is_key.then_some(Key { text: &rest[..at], length: at, colon: Some(sign) })
    }

    /// Where a key ends that has no colon.
    fn end_of_key(
        &self,
        line: &Line<'t>,
        rest: &str,
        known: Option<&str>,
        is_item: bool,
    ) -> Option<usize> {
        if let Some(known) = known {
            let after = &rest[known.len()..];
            // An item alone is a word of a list.
            let is_of_item = keys::parents(known).any(|parent| matches!(parent, Parent::Items(_)));
            if is_item && (!is_of_item || after.trim().is_empty()) {
                return None;
            }
            let signs = ['|', '{', '[', '｜', '｛', '［'];
            let parts = after.is_empty() || after.starts_with(is_any) || after.starts_with(signs);
            // 报告期2020年上半年, but not 内容丰富.
            let is_figure = after.starts_with(|c: char| c.is_ascii_digit()) && !is_item;
            // 申诉办结率 begins as the group does.
            let is_longer = !is_item && !keys::is_fixed(known);
            if parts || is_figure || !is_longer {
                return (parts || is_figure).then_some(known.len());
            }
        }
        if is_item {
            return None;
        }
        let is_word = |key: &str| is_key_like(key) && key.chars().all(char::is_alphanumeric);
        let first = rest.find(|c: char| is_any(c) || matches!(c, '{' | '[' | '｛' | '［' | '|'));
        let measured = |key: &str| key.ends_with(['率', '限', '长', '间', '线', '量', '数']);
        let is_below = self.levels.are_below(INDICATORS);
        if let Some(at) = first.filter(|at| is_word(&rest[..*at]))
            && (is_below || !rest[at..].contains(['，', '。']))
        {
            return Some(at);
        }
        let digit = rest.find(|c: char| c.is_ascii_digit() || matches!(c, '≤' | '≥' | '<' | '>'));
        if let Some(at) = digit.filter(|at| is_below && measured(&rest[..*at])) {
            return Some(at);
        }
        // A key alone, with entries below it.
        let next = self.next(line).filter(|next| begins_entry(next.content()));
        let is_above = next.is_some_and(|next| next.lead.width > line.lead.width);
        (is_above && is_word(rest)).then_some(rest.len())
    }
}
