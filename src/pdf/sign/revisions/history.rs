//! What became of a file after each of its revisions.

use std::collections::BTreeSet;

use super::change::Change;
use super::changes::named;
use super::judge::Step;
use super::pages::PageNumbers;
use super::step::judge;
use crate::pdf::read::objects::{ReadFault, Value};
use crate::pdf::read::strict::{Form, FormFault, FormFaultKind};

/// How many revisions are named for what they did; of further ones it is said that they did.
const MAX_NAMED: usize = 8;

/// The revisions of a file, and what each did.
#[derive(Debug)]
pub(super) struct History {
    /// Where each revision ends, with and without a line feed behind its mark, and what it did.
    revisions: Vec<([usize; 2], BTreeSet<Change>)>,
    fault: Option<FormFault>,
    length: usize,
}

impl History {
    /// Judges the revisions after one that ends at a byte.
    pub(super) fn of(pdf: &[u8], form: &Form<'_>, first: usize, pages: &PageNumbers) -> Self {
        let (mut revisions, mut names) = (Vec::new(), 0);
        let mut before: &[u8] = &[];
        for (n, revision) in form.revisions.iter().enumerate() {
            let bytes = pdf.get(..revision.end).unwrap_or_default();
            let mut found = BTreeSet::new();
            if n > 0 && !before.is_empty() && before.len() >= first {
                let step = judge(form, n, pages);
                found = settled(form, step);
                if !found.iter().all(Change::is_harmless) && names < MAX_NAMED {
                    names += 1;
                    found = reported(found, named(before, bytes, false));
                }
            }
            revisions.push((revision.ends(), found));
            before = bytes;
        }
        Self { revisions, fault: form.fault, length: pdf.len() }
    }

    /// What was done after the revision that ends at a byte.
    pub(super) fn after(&self, end: usize) -> Result<BTreeSet<Change>, ReadFault> {
        let Some(n) = self.revisions.iter().position(|(ends, _)| ends.contains(&end)) else {
            return Ok(BTreeSet::new());
        };
        let mut found = BTreeSet::new();
        for (_, changes) in self.revisions.iter().skip(n + 1) {
            found.extend(changes.iter().cloned());
        }
        match self.fault.map(|fault| fault.kind) {
            _ if end >= self.length => Ok(found),
            None => Ok(found),
            Some(FormFaultKind::Trailing) => {
                found.insert(Change::Trailing);
                Ok(found)
            }
            Some(_) => Err(ReadFault::Damaged),
        }
    }
}

/// What a revision did, its fields that wait for a signature looked at as they are at last.
fn settled(form: &Form<'_>, step: Step) -> BTreeSet<Change> {
    let Step { harmless, mut harmful, waiting, says_the_same: _ } = step;
    if harmless.is_empty() && harmful.is_empty() && waiting.is_empty() {
        harmful.insert(Change::Trailing);
    }
    let last = form.revisions.len();
    let is_signed = |number: &u32| {
        let field = form.object(*number, last).map(|found| found.value);
        matches!(field, Some(Value::Map(field)) if field.get("V").is_some())
    };
    if !waiting.iter().all(is_signed) {
        harmful.insert(Change::Other("表单".to_owned()));
    }
    harmless.into_iter().chain(harmful).collect()
}

/// What is to be reported: what the changes are to the reader, and where that says nothing, which
/// object it was.
fn reported(
    judged: BTreeSet<Change>,
    named: Result<BTreeSet<Change>, ReadFault>,
) -> BTreeSet<Change> {
    let Ok(mut named) = named else { return judged };
    // A program that signs leaves its name and the date there.
    if !judged.contains(&Change::About) {
        named.remove(&Change::About);
    }
    if named.iter().all(Change::is_harmless) {
        return judged;
    }
    let seen = |change: &Change| matches!(change, Change::Picture(_) | Change::About);
    named.extend(judged.into_iter().filter(seen));
    named
}
