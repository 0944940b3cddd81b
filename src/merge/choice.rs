//! Which of Word's changes are wanted. Each has a mark, by which it is left out, or taken where both
//! sides changed the same.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::outcome::{Change, Conflict, Merged, Subject};
use crate::differences::sides;

/// How many hexadecimal digits of its SHA-256 a mark has.
const DIGITS: usize = 8;

/// What is wanted, by marks of an earlier look at the same merge.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choice<'c> {
    /// Changes that are left out.
    pub(crate) except: &'c [String],
    /// What both sides changed, and is to be as Word has it.
    pub(crate) from_word: &'c [String],
    /// What an earlier look came to, where nothing else may be done.
    pub(crate) look: Option<&'c str>,
}

/// Why nothing is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A mark that means nothing.
    Unknown(String),
    /// The file or the Word file is another than when it was looked at.
    Other,
}

impl Choice<'_> {
    /// Whether all is wanted that can be done, and nothing else.
    pub(super) fn is_all(&self) -> bool {
        self.except.is_empty() && self.from_word.is_empty()
    }
}

/// The same, by what it is of.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    left_out: BTreeSet<Subject>,
    from_word: BTreeSet<Subject>,
}

impl Chosen {
    /// What marks mean, of all that a merge would do.
    ///
    /// # Errors
    /// The first mark that means nothing.
    pub(super) fn of(choice: Choice<'_>, merged: &Merged) -> Result<Self, Refused> {
        let mut chosen = Self::default();
        for mark in choice.except {
            let change = merged.changes.iter().find(|change| change.mark == *mark);
            let change = change.ok_or_else(|| Refused::Unknown(mark.clone()))?;
            chosen.left_out.extend(&change.of);
        }
        for mark in choice.from_word {
            let is_it = |conflict: &&Conflict| conflict.mark.as_ref() == Some(mark);
            let conflict = merged.conflicts.iter().find(is_it);
            chosen.from_word.extend(conflict.ok_or_else(|| Refused::Unknown(mark.clone()))?.of);
        }
        Ok(chosen)
    }

    pub(super) fn leaves_out(&self, subject: Subject) -> bool {
        self.left_out.contains(&subject)
    }

    pub(super) fn takes_from_word(&self, subject: Subject) -> bool {
        self.from_word.contains(&subject)
    }
}

/// Gives each change and conflict its mark, which says what it does: of a change that is another
/// one meanwhile it means nothing.
pub(super) fn mark(merged: &mut Merged) {
    let mut seen = BTreeMap::new();
    for Change { what, key, place, pieces, mark, .. } in &mut merged.changes {
        let (before, after) = sides(pieces);
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        *mark = marked([what.name(), key, &place, &before, &after], &mut seen);
    }
    for Conflict { key, place, ours, theirs, of, mark, .. } in &mut merged.conflicts {
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        *mark = of.map(|_| marked(["conflict", key, &place, ours, theirs], &mut seen));
    }
    let all = seen.iter().map(|(words, count)| format!("{count}\0{words}"));
    merged.look = digest(&all.collect::<Vec<_>>().join("\0"));
}

/// The mark of what says this; of several that say the same, each has its own.
fn marked(words: [&str; 5], seen: &mut BTreeMap<String, usize>) -> String {
    // No text of a filing has this sign.
    let words = words.join("\0");
    let count = seen.entry(words.clone()).or_default();
    *count += 1;
    let mut mark = digest(&format!("{words}\0{count}"));
    mark.truncate(DIGITS);
    mark
}

fn digest(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}
