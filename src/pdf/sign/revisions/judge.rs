//! A revision that is being judged: its objects, each with one part in what was done.

use std::collections::BTreeSet;

use super::change::Change;
use super::pages::PageNumbers;
use crate::pdf::read::objects::{Map, Value};
use crate::pdf::read::strict::{Form, StoredObject};

/// What a revision did.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// What is in order.
    pub(super) harmless: BTreeSet<Change>,
    /// What is not known to be.
    pub(super) harmful: BTreeSet<Change>,
    /// Fields that came without a signature; in order where one came later.
    pub(super) waiting: BTreeSet<u32>,
    /// Whether what the file says of itself is the same, but for the program that updated it and when.
    pub(super) says_the_same: bool,
}

/// A part of a revision, judged: what it should not have done.
pub(super) type Part = Result<(), Change>;

/// A revision that is being judged.
pub(super) struct Judge<'f, 'b> {
    pub(super) form: &'f Form<'b>,
    pub(super) revision: usize,
    /// The objects that have no part yet.
    pub(super) open: BTreeSet<u32>,
    /// The pages, by their objects.
    pub(super) pages: &'f PageNumbers,
    pub(super) step: Step,
}

/// An object, by nothing but its number.
pub(super) fn inside(number: u32) -> Change {
    Change::Other(format!("文件内部（第 {number} 号对象）"))
}

impl<'f> Judge<'f, '_> {
    pub(super) fn before(&self, number: u32) -> Option<StoredObject<'f>> {
        self.form.object(number, self.revision.checked_sub(1)?)
    }

    pub(super) fn now(&self, number: u32) -> Option<StoredObject<'f>> {
        self.form.object(number, self.revision)
    }

    pub(super) fn dictionary(found: Option<StoredObject<'_>>) -> Option<Map> {
        match found? {
            StoredObject { value: Value::Map(map), content: None, .. } => Some(map),
            _ => None,
        }
    }

    /// Gives an object its part: whether the revision has it, and it had none.
    pub(super) fn take(&mut self, number: u32) -> bool {
        self.open.remove(&number)
    }

    /// Gives a new object its part. An update takes numbers that were free.
    pub(super) fn take_new(&mut self, number: u32) -> Option<StoredObject<'f>> {
        let before = self.revision.checked_sub(1)?;
        let size = self.form.revisions.get(before)?.trailer.integer("Size")?;
        let is_new = i64::from(number) >= size && !self.form.exists(number, before);
        let found = self.now(number).filter(|found| is_new && found.range.is_some())?;
        self.take(number).then_some(found)
    }
}
