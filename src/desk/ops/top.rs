//! How the chapters of a file are set apart, and keys that stand ready behind a `#`.

use std::ops::Range;

use super::super::path::Step;
use super::ground::Ground;
use crate::source::Entry;

/// Keys that stand right below the half-year.
const NEAR: [&str; 3] = ["标题", "上期", "附表"];

/// What stands around a new entry.
#[derive(Default)]
pub(super) struct Gap {
    /// Whether it stands right behind the entry before it.
    pub(super) is_near: bool,
    pub(super) before: &'static str,
    pub(super) behind: &'static str,
    /// The end of the comment that has its name.
    pub(super) behind_heading: Option<usize>,
}

impl Gap {
    pub(super) fn of(
        ground: &Ground<'_>,
        path: &[Step],
        entries: &[Entry],
        at: usize,
        key: &str,
    ) -> Self {
        if !path.is_empty() {
            return Self::default();
        }
        if NEAR.contains(&key) {
            return Self { is_near: true, ..Self::default() };
        }
        let heading = ground.heading(entries, at, key);
        if heading.is_some() {
            return Self { behind_heading: heading, ..Self::default() };
        }
        let text = ground.text();
        let is_apart = entries.windows(2).any(|pair| {
            let between = ground.entry_end(&pair[0])..pair[1].key_span.start;
            text.get(between).is_some_and(has_blank_line)
        });
        if !is_apart {
            return Self::default();
        }
        let start = entries.get(at).and_then(|next| ground.chunk(next)).map(|chunk| chunk.start);
        let is_open = start
            .is_some_and(|start| start == 0 || text[..start].replace('\r', "").ends_with("\n\n"));
        Self { before: if is_open { "" } else { "\n" }, behind: "\n", ..Self::default() }
    }
}

fn has_blank_line(text: &str) -> bool {
    text.replace('\r', "").contains("\n\n")
}

/// A comment's text, without what it is decorated with.
fn words(line: &str) -> &str {
    line.trim_start_matches([' ', '#', '─', '-', '=', '—', '═'])
}

impl Ground<'_> {
    /// What lies between the entries where a new one is to stand, in whole lines.
    fn between_entries(&self, entries: &[Entry], at: usize) -> Option<Range<usize>> {
        let column = self.key_column(entries.first()?);
        let before = at.checked_sub(1).and_then(|n| entries.get(n));
        let start = match before {
            Some(before) => self.entry_end(before),
            None => self.chunk(entries.first()?)?.start,
        };
        let end = match entries.get(at) {
            Some(next) => self.line(next.key_span.start).start,
            None if column == 0 => self.text().len(),
            None => self.behind_comments(start, column),
        };
        (start <= end).then_some(start..end)
    }

    /// Where the comments end that follow a place at a column.
    pub(super) fn behind_comments(&self, from: usize, column: usize) -> usize {
        let mut end = from;
        if column == 0 {
            return end;
        }
        let mut at = self.line(from).end;
        while let Some(next) = self.text()[at..].find('\n').map(|n| at + n + 1) {
            let line = self.line(next);
            let shown = &self.text()[line.clone()];
            let is_comment = shown.trim_start().starts_with('#');
            if !(shown.trim().is_empty() || is_comment && self.file.column(next) >= column) {
                break;
            }
            if is_comment {
                end = line.end;
            }
            at = line.end;
        }
        end
    }

    /// The lines of an entry that stands ready behind a `#`.
    pub(super) fn commented_out(
        &self,
        entries: &[Entry],
        at: usize,
        key: &str,
    ) -> Option<Range<usize>> {
        let column = self.key_column(entries.first()?);
        let region = self.between_entries(entries, at)?;
        let body = |line: &Range<usize>| {
            let shown = &self.text()[line.clone()];
            let is_here = shown.len() - shown.trim_start_matches(' ').len() == column;
            let body = shown.trim_start().strip_prefix('#').filter(|_| is_here)?;
            Some(body.strip_prefix(' ').unwrap_or(body))
        };
        let mut found: Option<Range<usize>> = None;
        let mut next = region.start;
        while next < region.end {
            let line = self.line(next);
            let shown = body(&line);
            match &mut found {
                None => {
                    let rest = shown.and_then(|body| body.strip_prefix(key));
                    if rest.is_some_and(|rest| rest.trim_end() == ":" || rest.starts_with(": ")) {
                        found = Some(line.clone());
                    }
                }
                Some(found) if shown.is_some_and(|body| body.starts_with(' ')) => {
                    found.end = line.end;
                }
                Some(_) => break,
            }
            next = self.text()[line.end..].find('\n').map_or(region.end, |n| line.end + n + 1);
        }
        found.filter(|found| found.start >= region.start)
    }

    /// The end of the comment that begins with a key's name and stands for nothing else.
    fn heading(&self, entries: &[Entry], at: usize, key: &str) -> Option<usize> {
        let region = self.between_entries(entries, at)?;
        let mut end = None;
        let (mut in_block, mut is_named) = (false, false);
        let mut next = region.start;
        while next < region.end {
            let line = self.line(next);
            let shown = &self.text()[line.clone()];
            let is_comment = shown.starts_with('#') && line.start >= region.start;
            if is_comment {
                is_named = words(shown).starts_with(key) || in_block && is_named;
                in_block = true;
                end = if is_named { Some(line.end) } else { end };
            } else {
                (in_block, is_named) = (false, false);
            }
            next = self.text()[line.end..].find('\n').map_or(region.end, |n| line.end + n + 1);
        }
        // The last one, right above the next entry, is that entry's.
        let is_next_ones = in_block && is_named;
        end.filter(|_| !is_next_ones)
    }

    /// The lines of an entry of the file itself: the comments above it stay.
    pub(super) fn top_lines(&self, entries: &[Entry], n: usize) -> Option<Range<usize>> {
        let lines = self.file.entry(entries.get(n)?)?;
        let text = self.text();
        let above = self.file.with_comments(lines.start, 0);
        if n + 1 == entries.len() && above == lines.start {
            let before = n.checked_sub(1).and_then(|n| entries.get(n));
            let before = before.map_or(0, |before| self.entry_end(before));
            return Some(text[..lines.start].trim_end().len().max(before)..lines.end);
        }
        Some(lines.start..self.behind(&lines, n > 0 || above < lines.start))
    }
}
