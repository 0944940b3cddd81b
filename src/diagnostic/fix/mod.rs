//! What is certain fixed: the findings' edits, applied by place, with every other byte kept.
//!
//! A fix can make others possible, so the file is read again after each round. What would bring
//! a new fault of reading is not taken.

mod fixes;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::edit::{Change, Pieces};
use crate::finding::{Code, Edit, Finding, Severity};
use crate::source::{Source, encode};
use fixes::{Fix, fixes, independent};

/// A rule that fixed for ever would be stopped here.
const MAX_ROUNDS: usize = 64;

/// So many times a file is read again at most. One of a thousand fixes that fix nothing would
/// keep a desk waiting; what was fixed by then is kept.
const MAX_LOOKS: usize = 200;
/// So many bytes are read again at most: about a second. A report of 100 KB is read forty times.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The code of syntax errors: what stands in their lines is not read.
const SYNTAX: Code = Code::Y01;

/// A fixed file.
#[derive(Debug)]
pub struct Fixed {
    /// Its bytes; those that were read where nothing was fixed.
    pub bytes: Vec<u8>,
    /// What was changed, in the order of the file.
    pub changes: Vec<Change>,
    /// The file as it was.
    pub before: Source,
    /// Whether it was left before all was fixed or tried: each call reads so much and no more.
    pub unfinished: bool,
}

/// Fixes a file: `look` reads its bytes and says what it finds.
pub fn fix(bytes: &[u8], look: impl Fn(&[u8]) -> (Source, Vec<Finding>)) -> Fixed {
    let (source, findings) = look(bytes);
    let pieces = Pieces::whole(source.text().len());
    let mut state = State { pieces, bytes: bytes.to_vec(), source: source.clone(), findings };
    let looks = MAX_LOOKS.min(MAX_BYTES / bytes.len().max(1));
    let fixer = Fixer { bytes, original: &source, look, looks: Cell::new(looks) };
    // Set aside until something else is fixed, so that they do not stand in others' way.
    let mut refused = BTreeSet::new();
    let mut progress = false;
    let mut unfinished = true;
    for _ in 0..MAX_ROUNDS {
        let offered = fixes(&state.findings, &state.source);
        let fresh = offered.into_iter().filter(|fix| !refused.contains(&state.name(fix)));
        let chosen = independent(fresh.collect());
        if chosen.is_empty() {
            if refused.is_empty() || !std::mem::take(&mut progress) {
                // Without a look left, what is set aside was perhaps never tried.
                unfinished = fixer.looks.get() == 0 && !refused.is_empty();
                break;
            }
            refused.clear();
        } else if fixer.looks.get() == 0 {
            break;
        } else if let Some((_, next)) = fixer.best(&state, &chosen, &mut refused) {
            state = next;
            progress = true;
        }
    }
    let changes = state.pieces.changes(source.text());
    Fixed { bytes: state.bytes, changes, before: source, unfinished }
}

/// The file after some rounds.
struct State {
    pieces: Pieces,
    bytes: Vec<u8>,
    source: Source,
    findings: Vec<Finding>,
}

/// A fix as it is known again after others were taken: rule, place in the original file, text.
type FixName = (&'static str, usize, String);

impl State {
    fn name(&self, fix: &Fix) -> FixName {
        let text = fix.edits.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join("\0");
        (fix.code.id(), self.pieces.origin(fix.start()), text)
    }

    /// How many faults of reading there are, by code.
    fn faults(&self) -> BTreeMap<&'static str, usize> {
        let mut faults = BTreeMap::new();
        let is_fault = |f: &&Finding| f.severity == Severity::Error && f.code.family() == 'Y';
        for finding in self.findings.iter().filter(is_fault) {
            *faults.entry(finding.code.id()).or_default() += 1;
        }
        faults
    }

    /// Whether there is a fault of reading that was not there before. Where a syntax error is
    /// gone, what it hid is not new.
    fn is_worse_than(&self, before: &Self) -> bool {
        let (known, now) = (before.faults(), self.faults());
        let uncovered = now.get(SYNTAX.id()) < known.get(SYNTAX.id());
        !uncovered && now.iter().any(|(code, n)| known.get(code).is_none_or(|known| n > known))
    }
}

struct Fixer<'m, L> {
    bytes: &'m [u8],
    original: &'m Source,
    look: L,
    /// How often the file may still be read.
    looks: Cell<usize>,
}

impl<L: Fn(&[u8]) -> (Source, Vec<Finding>)> Fixer<'_, L> {
    /// All of some fixes, or as many as bring no new fault; those that do are refused.
    fn best(
        &self,
        state: &State,
        fixes: &[Fix],
        refused: &mut BTreeSet<FixName>,
    ) -> Option<(Vec<Fix>, State)> {
        if let Some(next) = self.tried(state, fixes) {
            return Some((fixes.to_vec(), next));
        }
        if let [fix] = fixes {
            refused.insert(state.name(fix));
            return None;
        }
        let (first, second) = fixes.split_at(fixes.len() / 2);
        let first = self.best(state, first, refused);
        let second = self.best(state, second, refused);
        let (Some((good, _)), Some((more, _))) = (&first, &second) else {
            return first.or(second);
        };
        let good = [good.as_slice(), more].concat();
        match self.tried(state, &good) {
            Some(next) => Some((good, next)),
            None => first,
        }
    }

    /// The file with some fixes more, unless it would not be read as meant, or with a new fault.
    fn tried(&self, state: &State, fixes: &[Fix]) -> Option<State> {
        self.looks.set(self.looks.get().checked_sub(1)?);
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let pieces = state.pieces.edited(&edits);
        let bytes = encode(self.bytes, self.original, pieces.all());
        let (source, findings) = (self.look)(&bytes);
        let next = State { pieces, bytes, source, findings };
        let meant = next.pieces.text(self.original.text()) == next.source.text()
            && next.source.encoding() == self.original.encoding();
        (meant && !next.is_worse_than(state)).then_some(next)
    }
}

#[cfg(test)]
mod tests;
