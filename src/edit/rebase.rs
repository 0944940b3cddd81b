//! Edits made on one text, carried over onto what it has become; and edits turned round.

use std::ops::{Range, RangeInclusive};

use super::difference::difference;
use crate::finding::Edit;

/// What two sides changed in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// The place in the text that both began with, as far as either changed it.
    pub(crate) base: Range<usize>,
    /// The same place in the text as it is now.
    pub(crate) now: Range<usize>,
}

/// Edits of `base`, which come in its order, as edits of the text as it is now. One that was made
/// there already is left out.
///
/// # Errors
/// One reaches into what the other side changed, or puts something where the other did.
pub(crate) fn rebased(edits: &[Edit], base: &str, now: &str) -> Result<Vec<Edit>, Overlap> {
    if base == now {
        return Ok(edits.to_vec());
    }
    over(edits, &difference(base, now), base)
}

/// The same over edits that are known.
pub(crate) fn over(edits: &[Edit], theirs: &[Edit], base: &str) -> Result<Vec<Edit>, Overlap> {
    let mut out = Vec::new();
    let (mut n, mut t, mut shift) = (0, 0, Shift::default());
    while let Some(own) = edits.get(n) {
        // Theirs that end before it.
        while let Some(other) = theirs.get(t).filter(|other| is_before(other, own, base)) {
            shift.pass(other);
            t += 1;
        }
        // Both sides as far as they hang together.
        let (mut last, mut behind) = (n + 1, t);
        let mut reach = own.span.clone();
        loop {
            let more = theirs
                .get(behind)
                .filter(|other| edits[n..last].iter().any(|own| meet(own, other, base)));
            if let Some(other) = more {
                reach = reach.start.min(other.span.start)..reach.end.max(other.span.end);
                behind += 1;
                continue;
            }
            let more = edits
                .get(last)
                .filter(|own| theirs[t..behind].iter().any(|other| meet(own, other, base)));
            let Some(own) = more else { break };
            reach = reach.start.min(own.span.start)..reach.end.max(own.span.end);
            last += 1;
        }
        let (mine, others) = (&edits[n..last], &theirs[t..behind]);
        if others.is_empty() {
            out.extend(mine.iter().map(|edit| shift.moved(edit)));
        } else if within(mine, &reach, base) != within(others, &reach, base) {
            let start = shift.place(reach.start);
            others.iter().for_each(|other| shift.pass(other));
            return Err(Overlap { now: start..shift.place(reach.end), base: reach });
        }
        others.iter().for_each(|other| shift.pass(other));
        (n, t) = (last, behind);
    }
    Ok(out)
}

/// How far what comes was moved by edits before it.
#[derive(Default)]
struct Shift {
    gone: usize,
    put: usize,
}

impl Shift {
    fn pass(&mut self, edit: &Edit) {
        self.gone += edit.span.len();
        self.put += edit.text.len();
    }

    fn place(&self, at: usize) -> usize {
        (at + self.put).saturating_sub(self.gone)
    }

    fn moved(&self, edit: &Edit) -> Edit {
        let span = self.place(edit.span.start)..self.place(edit.span.end);
        Edit { span, text: edit.text.clone() }
    }
}

fn is_before(other: &Edit, own: &Edit, base: &str) -> bool {
    other.span.end <= own.span.start && !meet(own, other, base)
}

/// Whether two edits change one place: they share something, one puts in where the other does, or
/// within a line right where the other changes.
fn meet(one: &Edit, other: &Edit, base: &str) -> bool {
    if one.span.is_empty() && other.span.is_empty() {
        let (one, other) = (places(one, base), places(other, base));
        return one.start() <= other.end() && other.start() <= one.end();
    }
    let (first, second) = if (one.span.start, one.span.end) <= (other.span.start, other.span.end) {
        (one, other)
    } else {
        (other, one)
    };
    if first.span.end != second.span.start {
        return first.span.end > second.span.start;
    }
    match (first.span.is_empty(), second.span.is_empty()) {
        (true, true) => true,
        (false, false) => false,
        (true, false) => !is_of_lines(first, base),
        (false, true) => !is_of_lines(second, base),
    }
}

/// How far what may stand elsewhere is looked for, in bytes.
const MAX_SLIDE: usize = 4_096;

/// Where else a text could be put in and the same would come of it: a line before the end of the one
/// above, or behind it. What differs between two texts says no more than one of these places.
fn places(edit: &Edit, base: &str) -> RangeInclusive<usize> {
    let (text, base, at) = (edit.text.as_bytes(), base.as_bytes(), edit.span.start.min(base.len()));
    let behind = base[at..].iter().zip(text.iter().cycle()).take(MAX_SLIDE);
    let before = base[..at].iter().rev().zip(text.iter().rev().cycle()).take(MAX_SLIDE);
    let same = |(one, other): &(&u8, &u8)| one == other;
    let (before, behind) = (before.take_while(same).count(), behind.take_while(same).count());
    at - before..=at + behind
}

/// Whether what is put in are whole lines.
fn is_of_lines(edit: &Edit, base: &str) -> bool {
    let (before, behind) = base.split_at(edit.span.start.min(base.len()));
    let is_start = before.is_empty() || before.ends_with('\n');
    let is_end = behind.is_empty() || behind.starts_with(['\r', '\n']);
    (is_start && edit.text.ends_with('\n')) || (is_end && edit.text.starts_with(['\r', '\n']))
}

/// A part of the text with some edits.
fn within(edits: &[Edit], part: &Range<usize>, text: &str) -> String {
    let mut out = String::new();
    let mut at = part.start;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out + text.get(at..part.end).unwrap_or_default()
}

/// The edits that take edits of a text back: edits of the text that they make.
pub(crate) fn inverse(edits: &[Edit], text: &str) -> Vec<Edit> {
    let mut shift = Shift::default();
    let back = edits.iter().map(|edit| {
        let start = shift.place(edit.span.start);
        shift.pass(edit);
        let text = text.get(edit.span.clone()).unwrap_or_default().to_owned();
        Edit { span: start..start + edit.text.len(), text }
    });
    back.collect()
}

#[cfg(test)]
mod tests;
