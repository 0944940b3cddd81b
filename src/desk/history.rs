//! What was done to a file, so that it can be undone and done again.
//!
//! A log that only grows: each entry is a change of the text, whoever made it; what is undone and
//! done again are changes too. So every text that there was can be had back by walking the log from
//! its end, and the log can be kept as a journal, a line a change.

mod journal;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::edit::{self, Overlap, Pieces, difference, inverse, rebased};
use crate::finding::Edit;

/// The most steps that can be undone.
const MAX_STEPS: usize = 500;
/// The most changes that are kept.
const MAX_ENTRIES: usize = 5_000;
/// The most bytes of changes that are kept.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What a text is known by: 16 digits of its SHA-256.
pub(crate) fn version(text: &str) -> String {
    let mut digits = base16ct::lower::encode_string(&Sha256::digest(text.as_bytes()));
    digits.truncate(16);
    digits
}

/// Where a change comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// It was asked for.
    Own,
    /// Another program made it.
    Outside,
    Undo,
    Redo,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    /// What it is, in words: 改了 概述.
    pub(crate) label: String,
    /// Changes of one group that follow each other are undone at once; of an empty one alone.
    pub(crate) group: String,
    /// The edits of the text as it was before, in its order.
    pub(crate) edits: Vec<Edit>,
}

#[derive(Debug)]
struct Entry {
    change: Change,
    /// The edits that take it back.
    back: Vec<Edit>,
    /// The version of the text after it.
    version: String,
}

impl Entry {
    fn bytes(&self) -> usize {
        let length = |edits: &[Edit]| edits.iter().map(|edit| edit.text.len() + 32).sum::<usize>();
        length(&self.change.edits) + length(&self.back)
    }
}

/// Changes that are undone or done again at once, by their numbers in the whole log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    first: usize,
    last: usize,
}

/// The changes of a file since it was opened, and its text.
#[derive(Debug)]
pub(crate) struct History {
    text: String,
    version: String,
    /// The version of the text before the first of the entries.
    first_version: String,
    entries: VecDeque<Entry>,
    /// How many entries are kept no more.
    dropped: usize,
    bytes: usize,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    pub(crate) fn new(text: &str) -> Self {
        let version = version(text);
        Self {
            text: text.to_owned(),
            first_version: version.clone(),
            version,
            entries: VecDeque::new(),
            dropped: 0,
            bytes: 0,
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// The text after all changes.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// What would be undone.
    pub(crate) fn undo_label(&self) -> Option<&str> {
        self.undo.last().and_then(|step| self.label(*step))
    }

    /// What would be done again.
    pub(crate) fn redo_label(&self) -> Option<&str> {
        self.redo.last().and_then(|step| self.label(*step))
    }

    fn label(&self, step: Step) -> Option<&str> {
        self.entry(step.last).map(|entry| entry.change.label.as_str())
    }

    fn entry(&self, n: usize) -> Option<&Entry> {
        self.entries.get(n.checked_sub(self.dropped)?)
    }

    /// Notes what another program made of the text meanwhile: the journal's line for it, where
    /// there is anything.
    pub(crate) fn outside(&mut self, now: &str) -> Option<String> {
        if self.text == now {
            return None;
        }
        let edits = difference(&self.text, now);
        let (label, group) = ("别处的改动".to_owned(), String::new());
        self.done(Change { kind: Kind::Outside, label, group, edits })
    }

    /// Notes a change and makes it: the journal's line for it; `None` where its edits are not of
    /// this text.
    pub(crate) fn done(&mut self, change: Change) -> Option<String> {
        let is_sound = |edit: &Edit| self.text.get(edit.span.clone()).is_some();
        let are_apart = change.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        if !are_apart || !change.edits.iter().all(is_sound) {
            return None;
        }
        let back = inverse(&change.edits, &self.text);
        self.text = edit::apply(&self.text, change.edits.clone());
        self.version = version(&self.text);
        self.stack(&change);
        let entry = Entry { change, back, version: self.version.clone() };
        let line = journal::line(&entry.change, &entry.version);
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        self.bound();
        Some(line)
    }

    /// What can be undone and done again after a change.
    fn stack(&mut self, change: &Change) {
        let number = self.dropped + self.entries.len();
        let step = Step { first: number, last: number };
        match change.kind {
            Kind::Outside => {}
            Kind::Own => {
                self.redo.clear();
                let last = self.entries.back().map(|entry| &entry.change);
                let is_more = !change.group.is_empty()
                    && last
                        .is_some_and(|last| last.kind == Kind::Own && last.group == change.group);
                match self.undo.last_mut().filter(|step| is_more && step.last + 1 == number) {
                    Some(step) => step.last = number,
                    None => self.undo.push(step),
                }
            }
            Kind::Undo => {
                self.undo.pop();
                self.redo.push(step);
            }
            Kind::Redo => {
                self.redo.pop();
                self.undo.push(step);
            }
        }
    }

    /// Forgets the oldest of too many changes.
    fn bound(&mut self) {
        while self.entries.len() > MAX_ENTRIES
            || (self.bytes > MAX_BYTES && !self.entries.is_empty())
        {
            let Some(first) = self.entries.pop_front() else { break };
            self.dropped += 1;
            self.bytes -= first.bytes();
            self.first_version = first.version;
        }
        let dropped = self.dropped;
        self.undo.retain(|step| step.first >= dropped);
        self.redo.retain(|step| step.first >= dropped);
        let surplus = self.undo.len().saturating_sub(MAX_STEPS);
        self.undo.drain(..surplus);
    }

    /// The change that takes the last step back, over whatever was changed since; `None` where
    /// there is none.
    ///
    /// # Errors
    /// Something else was changed there since.
    pub(crate) fn undo(&self) -> Option<Result<Change, Overlap>> {
        self.undo.last().map(|step| self.taken_back(*step, Kind::Undo))
    }

    /// The same of the step that was undone last.
    ///
    /// # Errors
    /// Something else was changed there since.
    pub(crate) fn redo(&self) -> Option<Result<Change, Overlap>> {
        self.redo.last().map(|step| self.taken_back(*step, Kind::Redo))
    }

    fn taken_back(&self, step: Step, kind: Kind) -> Result<Change, Overlap> {
        let after = self.text_after(step.last);
        let mut pieces = Pieces::whole(after.len());
        for n in (step.first..=step.last).rev() {
            if let Some(entry) = self.entry(n) {
                pieces = pieces.edited(&entry.back);
            }
        }
        let changes = pieces.changes(&after).into_iter();
        let edits: Vec<Edit> =
            changes.map(|change| Edit { span: change.span, text: change.text }).collect();
        let edits = rebased(&edits, &after, &self.text)?;
        let label = self.label(step).unwrap_or_default().to_owned();
        Ok(Change { kind, label, group: String::new(), edits })
    }

    /// The text after an entry.
    fn text_after(&self, n: usize) -> String {
        let kept = (n + 1).saturating_sub(self.dropped);
        let mut text = self.text.clone();
        for entry in self.entries.iter().skip(kept).rev() {
            text = edit::apply(&text, entry.back.clone());
        }
        text
    }

    /// The text that was of a version, where it is still known.
    pub(crate) fn text_of(&self, version: &str) -> Option<String> {
        if self.version == version {
            return Some(self.text.clone());
        }
        match self.entries.iter().rposition(|entry| entry.version == version) {
            Some(n) => Some(self.text_after(self.dropped + n)),
            None => (self.first_version == version).then(|| self.first_text()),
        }
    }

    /// The text before all entries.
    fn first_text(&self) -> String {
        let back = self.entries.iter().rev();
        back.fold(self.text.clone(), |text, entry| edit::apply(&text, entry.back.clone()))
    }
}
