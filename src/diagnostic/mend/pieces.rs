//! A text in pieces: what the file has, and what stands there instead.

use std::ops::Range;

use super::{Change, Edit};
use crate::source::Piece;

/// A changed text, each piece with its way back to the file. Kept pieces are in its order.
#[derive(Debug, Clone)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// A text of so many bytes, unchanged.
    pub(super) fn whole(length: usize) -> Self {
        Self(vec![Piece::Kept(0..length)])
    }

    pub(super) fn all(&self) -> &[Piece] {
        &self.0
    }

    /// The text with some edits more: in its order, none over another.
    pub(super) fn edited(&self, edits: &[Edit]) -> Self {
        let mut out = Self(Vec::new());
        let mut rest = Rest { pieces: &self.0, skipped: 0, at: 0 };
        for edit in edits {
            rest.pass(edit.span.start, |piece| out.add(piece));
            out.add(Piece::New(edit.text.clone()));
            rest.pass(edit.span.end, |_| ());
        }
        rest.pass(usize::MAX, |piece| out.add(piece));
        out
    }

    fn add(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::New(last)), Piece::New(text)) => last.push_str(&text),
            (Some(Piece::Kept(last)), Piece::Kept(range)) if last.end == range.start => {
                last.end = range.end;
            }
            (_, piece) => self.0.push(piece),
        }
    }

    pub(super) fn text(&self, original: &str) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Kept(range) => original[range.clone()].to_owned(),
            Piece::New(text) => text.clone(),
        };
        self.0.iter().map(text).collect()
    }

    /// The original's place of a place in the text.
    pub(super) fn origin(&self, at: usize) -> usize {
        let mut start = 0;
        let mut origin = 0;
        for piece in &self.0 {
            let inside = at - start;
            if inside < length(piece) {
                return if let Piece::Kept(range) = piece { range.start + inside } else { origin };
            }
            start += length(piece);
            if let Piece::Kept(range) = piece {
                origin = range.end;
            }
        }
        origin
    }

    /// What differs from the original.
    pub(super) fn changes(&self, original: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut at = 0;
        let mut text = String::new();
        let mut add = |span: Range<usize>, text: String| {
            if original[span.clone()] != text {
                changes.push(Change { span, text });
            }
        };
        for piece in &self.0 {
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
