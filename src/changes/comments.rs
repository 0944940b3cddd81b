//! Comments of a file that an earlier one has not.

use std::collections::BTreeMap;

use super::entries::{Entry, Kind, Topic};
use crate::source::{self, Source};

/// What the comments that came from Word begin with: each is one, however close they stand.
const REMARK: &str = "批注";

/// How much of a line tells which one it is, in characters.
const SHOWN: usize = 16;

/// The comments that are new, those on lines below each other as one. A comment that is gone says
/// that somebody is done with it, and changes nothing.
pub(super) fn comments(draft: &Source, now: &Source) -> Vec<Entry> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for comment in source::comments(draft) {
        *known.entry(comment.value).or_default() += 1;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let lines = Lines::of(now);
    // The line of the last comment that is new and has its line for itself.
    let mut last = None;
    for comment in source::comments(now) {
        if let Some(left) = known.get_mut(&comment.value).filter(|left| **left > 0) {
            *left -= 1;
            continue;
        }
        if comment.value.is_empty() {
            continue;
        }
        let line = now.line(comment.span.start);
        let own_line = before_it(now, comment.span.start).is_empty();
        let before = std::mem::replace(&mut last, own_line.then_some(line));
        let goes_on = own_line && before.is_some_and(|before| before + 1 == line);
        match entries.last_mut() {
            Some(Entry { kind: Kind::New(lines), .. })
                if goes_on && !comment.value.starts_with(REMARK) =>
            {
                lines.push(comment.value);
            }
            _ => entries.push(Entry {
                topic: Topic::Comment,
                place: place(now, comment.span.start, &lines),
                kind: Kind::New(vec![comment.value]),
                line: Some(line),
                before: None,
            }),
        }
    }
    entries
}

/// What stands on its line before a comment.
fn before_it(source: &Source, at: usize) -> &str {
    let before = source.text().get(..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().trim()
}

/// What a comment stands at: its own line, or the next that is none.
fn place(source: &Source, at: usize, lines: &Lines<'_>) -> String {
    let line = match before_it(source, at) {
        "" => lines.behind(source.line(at)),
        own => Some(own),
    };
    let Some(line) = line else { return "文件末尾".to_owned() };
    let shown: String = line.chars().take(SHOWN).collect();
    let more = if shown.len() < line.len() { "…" } else { "" };
    format!("“{shown}{more}”处")
}

/// Of each line of a file, the first at or behind it that is neither blank nor a comment.
struct Lines<'s>(Vec<Option<&'s str>>);

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Self {
        let lines: Vec<&str> = source.text().split('\n').map(str::trim).collect();
        let mut next = None;
        let mut all = vec![None; lines.len()];
        for (n, line) in lines.into_iter().enumerate().rev() {
            if !line.is_empty() && !line.starts_with('#') {
                next = Some(line);
            }
            all[n] = next;
        }
        Self(all)
    }

    /// `line` is counted from 1.
    fn behind(&self, line: usize) -> Option<&'s str> {
        *self.0.get(line.checked_sub(1)?)?
    }
}
