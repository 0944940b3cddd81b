//! What is read where something else stands: of a reference, what it refers to.

use std::ops::Range;

use super::Source;

/// A piece of the file that is read as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// Where it stands.
    pub span: Range<usize>,
    /// What is read instead.
    pub text: String,
}

impl Source {
    /// Sets what is read where something else stands, in any order.
    pub(crate) fn substitute(&mut self, mut substitutions: Vec<Substitution>) {
        substitutions.sort_by_key(|one| one.span.start);
        self.substitutions = substitutions;
    }

    /// What is read where something else stands, in the file's order.
    #[must_use]
    pub fn substitutions(&self) -> &[Substitution] {
        &self.substitutions
    }

    /// The first of them that begins at a place or behind it.
    pub(crate) fn substitution_from(&self, at: usize) -> Option<&Substitution> {
        let n = self.substitutions.partition_point(|one| one.span.start < at);
        self.substitutions.get(n)
    }

    /// Whether a piece of the file lies inside one of them, or of several without anything between.
    #[must_use]
    pub fn is_substituted(&self, piece: &Range<usize>) -> bool {
        let n = self.substitutions.partition_point(|one| one.span.start <= piece.start);
        let before = n.checked_sub(1).map(|n| &self.substitutions[n].span);
        let Some(first) = before.filter(|span| piece.start < span.end) else { return false };
        let mut end = first.end;
        for next in self.substitutions[n..].iter().take_while(|next| next.span.start < piece.end) {
            if next.span.start == end {
                end = next.span.end;
            }
        }
        piece.end <= end
    }
}
