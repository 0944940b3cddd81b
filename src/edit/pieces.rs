//! A text in pieces: what the file has, and what stands there instead.

use std::ops::Range;

use super::change::Change;
use crate::finding::Edit;
use crate::source::Piece;

/// A changed text, each piece with its way back to the file. Kept pieces are in its order.
#[derive(Debug, Clone)]
pub(crate) struct Pieces {
    all: Vec<Piece>,
    /// Where each begins in the text, and what of the original is before it.
    starts: Vec<(usize, usize)>,
}

impl Pieces {
    /// A text of so many bytes, unchanged.
    pub(crate) fn whole(length: usize) -> Self {
        Self { all: vec![Piece::Kept(0..length)], starts: vec![(0, 0)] }
    }

    pub(crate) fn all(&self) -> &[Piece] {
        &self.all
    }

    /// The text with some edits more: in its order, none over another.
    pub(crate) fn edited(&self, edits: &[Edit]) -> Self {
        let mut out = Self { all: Vec::new(), starts: Vec::new() };
        let mut rest = Rest { pieces: &self.all, skipped: 0, at: 0 };
        for edit in edits {
            rest.pass(edit.span.start, |piece| out.add(piece));
            out.add(Piece::New(edit.text.clone()));
            rest.pass(edit.span.end, |_| ());
        }
        rest.pass(usize::MAX, |piece| out.add(piece));
        let (mut start, mut origin) = (0, 0);
        for piece in &out.all {
            out.starts.push((start, origin));
            start += length(piece);
            if let Piece::Kept(range) = piece {
                origin = range.end;
            }
        }
        out
    }

    fn add(&mut self, piece: Piece) {
        match (self.all.last_mut(), piece) {
            (Some(Piece::New(last)), Piece::New(text)) => last.push_str(&text),
            (Some(Piece::Kept(last)), Piece::Kept(range)) if last.end == range.start => {
                last.end = range.end;
            }
            (_, piece) => self.all.push(piece),
        }
    }

    pub(crate) fn text(&self, original: &str) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Kept(range) => original[range.clone()].to_owned(),
            Piece::New(text) => text.clone(),
        };
        self.all.iter().map(text).collect()
    }

    /// The original's place of a place in the text.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let n = self.starts.partition_point(|(start, _)| *start <= at);
        let last = n.checked_sub(1).and_then(|n| self.starts.get(n).zip(self.all.get(n)));
        let Some(((start, origin), piece)) = last else { return 0 };
        match piece {
            Piece::Kept(range) if at - start < range.len() => range.start + at - start,
            Piece::Kept(range) => range.end,
            Piece::New(_) => *origin,
        }
    }

    /// What differs from the original.
    pub(crate) fn changes(&self, original: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut at = 0;
        let mut text = String::new();
        let mut add = |span: Range<usize>, text: String| {
            if original[span.clone()] != text {
                changes.push(Change { span, text });
            }
        };
        for piece in &self.all {
            match piece {
                Piece::New(new) => text.push_str(new),
                Piece::Kept(range) => {
                    add(at..range.start, std::mem::take(&mut text));
                    at = range.end;
                }
            }
        }
        add(at..original.len(), text);
        changes
    }
}

fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Kept(range) => range.len(),
        Piece::New(text) => text.len(),
    }
}

/// What is left of some pieces.
struct Rest<'p> {
    pieces: &'p [Piece],
    /// How much of the first was passed.
    skipped: usize,
    /// Where in the text that is.
    at: usize,
}

impl Rest<'_> {
    /// Goes on to a place in the text; `take` gets what lies between.
    fn pass(&mut self, to: usize, mut take: impl FnMut(Piece)) {
        while let Some((first, others)) = self.pieces.split_first() {
            let left = length(first) - self.skipped;
            let taken = left.min(to - self.at);
            let range = self.skipped..self.skipped + taken;
            if taken > 0 {
                take(match first {
                    Piece::Kept(kept) => {
                        Piece::Kept(kept.start + range.start..kept.start + range.end)
                    }
                    Piece::New(text) => Piece::New(text[range].to_owned()),
                });
            }
            self.at += taken;
            if taken < left {
                self.skipped += taken;
                return;
            }
            (self.pieces, self.skipped) = (others, 0);
        }
    }
}
