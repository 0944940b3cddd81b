//! What differs between two texts, as edits of the first: by lines, and within lines that changed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::differences::{Budget, Piece, pieces};
use crate::finding::Edit;

/// The most lines that change for the places of one another within which characters are compared.
const MAX_LINES: usize = 200;

/// The edits that make one text of another: in its order, none at another's edge.
pub(crate) fn difference(old: &str, new: &str) -> Vec<Edit> {
    let (before, now) = (lines(old), lines(new));
    let mut budget = Budget::default();
    let mut edits = Edits::default();
    // Myers as Git has it: what is too much work is cut short, and what it says is still true.
    let (mut at, mut old_lines, mut new_lines) = (0, 0..0, 0..0);
    for op in capture_diff_slices(Algorithm::Myers, &before, &now) {
        if let DiffOp::Equal { .. } = op {
            let (gone, put) = (before[old_lines].concat(), now[new_lines].concat());
            at = edits.within(at, &gone, &put, &mut budget);
            at += before[op.old_range()].iter().map(|line| line.len()).sum::<usize>();
            (old_lines, new_lines) =
                (op.old_range().end..op.old_range().end, op.new_range().end..op.new_range().end);
        } else {
            old_lines.end = op.old_range().end;
            new_lines.end = op.new_range().end;
        }
    }
    edits.within(at, &before[old_lines].concat(), &now[new_lines].concat(), &mut budget);
    edits.0
}

/// An edit in as many smaller ones as there are places that it changes.
pub(crate) fn narrowed(edit: &Edit, text: &str) -> Vec<Edit> {
    let old = text.get(edit.span.clone()).unwrap_or_default();
    let at = |span: &Range<usize>| span.start + edit.span.start..span.end + edit.span.start;
    let edits = difference(old, &edit.text).into_iter();
    edits.map(|Edit { span, text }| Edit { span: at(&span), text }).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

#[derive(Default)]
struct Edits(Vec<Edit>);

impl Edits {
    /// Adds what differs between lines that changed, the old ones of which begin at a place; says
    /// where they end.
    fn within(&mut self, at: usize, old: &str, new: &str, budget: &mut Budget) -> usize {
        let end = at + old.len();
        if old == new {
            return end;
        }
        if old.is_empty() || new.is_empty() {
            self.add(at..end, new);
            return end;
        }
        let (same, tail) = ends(old, new);
        let (old, new) = (&old[same..old.len() - tail], &new[same..new.len() - tail]);
        let start = at + same;
        let is_long = old.lines().count().max(new.lines().count()) > MAX_LINES;
        if old.is_empty() || new.is_empty() || is_long {
            self.add(start..start + old.len(), new);
            return end;
        }
        let mut from = start;
        let (mut gone, mut put) = (0, String::new());
        for piece in pieces(old, new, budget) {
            match piece {
                Piece::Kept(text) => {
                    self.add(from..from + gone, &std::mem::take(&mut put));
                    from += std::mem::take(&mut gone) + text.len();
                }
                Piece::Gone(text) => gone += text.len(),
                Piece::New(text) => put.push_str(&text),
            }
        }
        self.add(from..from + gone, &put);
        end
    }

    fn add(&mut self, span: Range<usize>, text: &str) {
        if !span.is_empty() || !text.is_empty() {
            self.0.push(Edit { span, text: text.to_owned() });
        }
    }
}

/// How much two texts have in common at their beginning and at their end, in bytes.
fn ends(old: &str, new: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.chars().rev().zip(new.chars().rev()).take_while(same);
    (start, end.map(|(c, _)| c.len_utf8()).sum())
}
