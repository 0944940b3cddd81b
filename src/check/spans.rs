//! Questions that rules ask of every place they find, answered without a new look through the text
//! each time.

use std::collections::BTreeMap;
use std::ops::Range;

/// Pieces of a text that are taken.
#[derive(Debug, Default)]
pub(super) struct TakenRanges(BTreeMap<usize, usize>);

impl TakenRanges {
    /// Those of some ranges, which may lie over one another.
    pub(super) fn of(ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut taken = Self::default();
        for mut range in ranges.into_iter().filter(|range| !range.is_empty()) {
            while let Some((start, end)) = taken.meeting(&range) {
                taken.0.remove(&start);
                range = range.start.min(start)..range.end.max(end);
            }
            taken.0.insert(range.start, range.end);
        }
        taken
    }

    /// Whether a range shares a byte with one of them.
    pub(super) fn meets(&self, range: &Range<usize>) -> bool {
        self.meeting(range).is_some()
    }

    /// Whether a range lies inside one of them.
    pub(super) fn hold(&self, range: &Range<usize>) -> bool {
        let before = self.0.range(..=range.start).next_back();
        before.is_some_and(|(_, end)| range.end <= *end)
    }

    /// Takes a range that is free.
    pub(super) fn take(&mut self, range: &Range<usize>) -> bool {
        let free = !self.meets(range);
        if free {
            self.0.insert(range.start, range.end);
        }
        free
    }

    fn meeting(&self, range: &Range<usize>) -> Option<(usize, usize)> {
        let last = self.0.range(..range.end).next_back().map(|(start, end)| (*start, *end));
        last.filter(|(_, end)| *end > range.start)
    }
}

/// Whether words stand before or behind a place in a piece of text; each piece is looked through
/// once, however many places in it are asked for.
#[derive(Debug)]
pub(super) struct Words<'w> {
    words: &'w [String],
    piece: Range<usize>,
    first_end: Option<usize>,
    last_start: Option<usize>,
}

impl<'w> Words<'w> {
    pub(super) fn new(words: &'w [String]) -> Self {
        Self { words, piece: 0..0, first_end: None, last_start: None }
    }

    /// Whether one of the words stands in the piece and ends before a place.
    pub(super) fn before(&mut self, text: &str, piece: &Range<usize>, at: usize) -> bool {
        self.look(text, piece);
        self.first_end.is_some_and(|end| end <= at)
    }

    /// Whether one of the words stands in the piece and begins behind a place.
    pub(super) fn behind(&mut self, text: &str, piece: &Range<usize>, at: usize) -> bool {
        self.look(text, piece);
        self.last_start.is_some_and(|start| start >= at)
    }

    fn look(&mut self, text: &str, piece: &Range<usize>) {
        if self.piece == *piece {
            return;
        }
        self.piece = piece.clone();
        let inner = text.get(piece.clone()).unwrap_or_default();
        let words = || self.words.iter().map(String::as_str);
        let first = words().filter_map(|word| Some(inner.find(word)? + word.len())).min();
        self.first_end = first.map(|end| piece.start + end);
        self.last_start =
            words().filter_map(|word| inner.rfind(word)).max().map(|at| piece.start + at);
    }
}

/// The piece of a text between two marks that a place lies in; found once for all places in it.
#[derive(Debug)]
pub(super) struct Between {
    marks: &'static [char],
    piece: Range<usize>,
}

impl Between {
    pub(super) fn new(marks: &'static [char]) -> Self {
        Self { marks, piece: 0..0 }
    }

    /// From behind the last mark before a place to the first one behind it.
    pub(super) fn around(&mut self, text: &str, at: usize) -> Range<usize> {
        // At its very end a place may belong to the next piece.
        if !(self.piece.start..self.piece.end).contains(&at) {
            let (before, behind) = text.split_at(at);
            let start = before.char_indices().rev().find(|(_, c)| self.marks.contains(c));
            let start = start.map_or(0, |(n, c)| n + c.len_utf8());
            let end = behind.find(self.marks).map_or(text.len(), |n| at + n);
            self.piece = start..end;
        }
        self.piece.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_meet_are_known() {
        let taken = TakenRanges::of([3..5, 4..8, 10..12, 12..13, 7..9]);
        let meets = |range: Range<usize>| taken.meets(&range);
        assert!(meets(0..4) && meets(8..9) && meets(11..20) && meets(0..99));
        assert!(!meets(0..3) && !meets(9..10) && !meets(13..20));
    }

    #[test]
    fn words_are_found_on_both_sides() {
        let words = ["不得".to_owned(), "严禁".to_owned()];
        let mut found = Words::new(&words);
        let text = "不得外传，严禁不得";
        let whole = 0..text.len();
        assert!(!found.before(text, &whole, 3) && found.before(text, &whole, 6));
        assert!(found.behind(text, &whole, 21) && !found.behind(text, &whole, 22));
        let clause = 6..12;
        assert!(!found.before(text, &clause, 12) && !found.behind(text, &clause, 6));
    }

    #[test]
    fn a_piece_is_found_from_any_place_in_it() {
        let text = "甲。乙丙。丁";
        let mut between = Between::new(&['。']);
        for (at, expected) in [(0, 0..3), (6, 6..12), (9, 6..12), (12, 6..12), (15, 15..18)] {
            assert_eq!(between.around(text, at), expected, "{at}");
        }
    }
}
