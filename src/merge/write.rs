//! What was changed in Word as edits of the file.

use super::arrange::{Arranged, List};
use super::outline::Slot;
use super::writer::Writer;

/// Writes what is arranged; the initiatives that are `gone` are not written into.
pub(super) fn write(writer: &mut Writer<'_>, arranged: &Arranged, gone: &[usize]) {
    // What is written within an initiative goes with it where it is moved, and stands before
    // what is put in behind it.
    let is_gone = |slot: &Slot| matches!(slot, Slot::Body(n) if gone.contains(n));
    for slot in writer.slots(arranged) {
        let entries = arranged.narratives.iter().find(|(own, _)| *own == slot);
        let entries = entries.map(|(_, entries)| entries.as_slice()).unwrap_or_default();
        if !is_gone(&slot) {
            writer.narrative(slot, entries);
        }
    }
    let (inner, outer): (Vec<List>, Vec<List>) =
        writer.lists(arranged).into_iter().partition(|list| list.within.is_some());
    // What is within one that is gone is gone with it.
    let is_kept = |list: &&List| list.within.is_none_or(|outer| !gone.contains(&outer));
    for list in inner.iter().rev().filter(is_kept).chain(&outer) {
        writer.list(list, arranged);
    }
}
