//! What changed in a text, and the same change in a text that changed otherwise since.

use std::ops::Range;

use crate::differences::{Budget, Piece, pieces};

/// A part of a text, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Op {
    /// Bytes of the text as it was.
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// What made one text of another.
pub(super) fn ops(old: &str, new: &str, budget: &mut Budget) -> Vec<Op> {
    if old == new {
        return Vec::new();
    }
    let mut ops: Vec<Op> = Vec::new();
    let mut at = 0;
    for piece in pieces(old, new, budget) {
        match piece {
            Piece::Kept(text) => at += text.len(),
            Piece::Gone(text) => {
                ops.push(Op { range: at..at + text.len(), text: String::new() });
                at += text.len();
            }
            Piece::New(text) => match ops.last_mut() {
                Some(last) if last.range.end == at => last.text.push_str(&text),
                _ => ops.push(Op { range: at..at, text }),
            },
        }
    }
    ops
}

/// What one side changed where the other did not, in places of the other's text.
#[derive(Debug, Default)]
pub(super) struct Rebased {
    pub(super) ops: Vec<Op>,
    /// Those that both sides changed, each otherwise.
    pub(super) conflicts: Vec<Op>,
}

/// Carries changes of a text over to what became of it on the other side: `others` are the changes
/// there.
pub(super) fn rebased(ops: Vec<Op>, others: &[Op]) -> Rebased {
    let mut rebased = Rebased::default();
    for op in ops {
        if others.contains(&op) {
            continue;
        }
        if others.iter().any(|other| touch(&op.range, &other.range)) {
            rebased.conflicts.push(op);
            continue;
        }
        let before = others.iter().filter(|other| other.range.end <= op.range.start);
        let (grown, shrunk) = before.fold((0, 0), |(grown, shrunk), other| {
            (grown + other.text.len(), shrunk + other.range.len())
        });
        let place = |at: usize| at + grown - shrunk;
        rebased.ops.push(Op { range: place(op.range.start)..place(op.range.end), text: op.text });
    }
    rebased
}

/// Whether two changes are of the same place: what stands side by side is read as one.
fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The text with the changes made.
pub(super) fn changed(text: &str, ops: &[Op]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for op in ops {
        out.push_str(text.get(at..op.range.start).unwrap_or_default());
        out.push_str(&op.text);
        at = op.range.end;
    }
    out + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(base: &str, word: &str, own: &str) -> (String, usize) {
        let mut budget = Budget::default();
        let others = ops(base, own, &mut budget);
        let rebased = rebased(ops(base, word, &mut budget), &others);
        (changed(own, &rebased.ops), rebased.conflicts.len())
    }

    #[test]
    fn changes_of_different_places_are_all_made() {
        let base = "全省建成基站3390座，投诉处理满意率提高，故障率下降。";
        let word = "全省建成基站3400座，投诉处理满意率提高，故障率下降。";
        let own = "全省建成基站3390座，投诉处理满意率提高，故障率持续下降。";
        let merged = "全省建成基站3400座，投诉处理满意率提高，故障率持续下降。";
        assert_eq!(both(base, word, own), (merged.to_owned(), 0));
        assert_eq!(both(base, word, base), (word.to_owned(), 0));
        assert_eq!(both(base, base, own), (own.to_owned(), 0));
        assert_eq!(both(base, own, own), (own.to_owned(), 0));
    }

    #[test]
    fn a_place_that_both_changed_is_not_guessed() {
        let (base, word, own) = ("共99.1%。", "共99.2%。", "共99.3%。");
        assert_eq!(both(base, word, own), (own.to_owned(), 1));
    }
}
