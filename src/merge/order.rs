//! The order of a report's units with what was added, removed and moved in Word.

use std::collections::BTreeMap;

use super::align::Found;
use super::choice::Chosen;
use super::outcome::Subject;
use super::outline::Slot;
use super::unit::{Role, Unit};
use crate::filing::is_unfilled;
use crate::import::ShownPiece;

/// A unit of the merged report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// One of the filing's.
    Own(usize),
    /// One that the Word file alone has.
    New(usize),
}

/// What could not be done to a unit as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Word has it no more, and it was changed in the filing since.
    RemovedButChanged(usize),
    /// The program writes it; Word has it no more.
    RemovedButWritten(usize),
    /// It was moved on both sides.
    MovedTwice(usize, usize),
    /// It has a fixed place.
    MovedButFixed(usize, usize),
    /// Initiatives stand within it that Word still has.
    RemovedButHolds(usize),
    /// Word changed it, and the filing has it no more: the piece, the filing's unit before it, and
    /// whether it could come back there.
    EditedButGone(usize, Option<usize>, bool),
    /// What it stands in, or would come into, is written so that only words can be changed in it.
    NotWritable(usize),
}

/// The units in their new order.
#[derive(Debug, Default)]
pub(super) struct Order {
    pub(super) entries: Vec<Entry>,
    /// The filing's units that are gone.
    pub(super) removed: Vec<usize>,
    /// The filing's units that stand elsewhere now, and the pieces of the Word file.
    pub(super) moved: Vec<(usize, usize)>,
    pub(super) faults: Vec<Fault>,
    /// What Word has more and cannot be put in.
    pub(super) left: Vec<Entry>,
}

/// The three sides, and what is which.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s> {
    pub(super) base: &'s [Unit],
    pub(super) own: &'s [Unit],
    pub(super) word: &'s [ShownPiece],
    /// Where each unit of the base is in the Word file.
    pub(super) in_word: &'s [Option<Found>],
    /// Where each unit of the base is in the filing.
    pub(super) in_own: &'s [Option<Found>],
}

/// Orders the units.
pub(super) fn order(sides: Sides<'_>, chosen: &Chosen) -> Order {
    let mut order = Order::default();
    let mut base_of = vec![None; sides.word.len()];
    for (b, found) in sides.in_word.iter().enumerate() {
        if let Some(found) = found {
            base_of[found.at] = Some(b);
        }
    }
    for (b, found) in sides.in_word.iter().enumerate() {
        let Some(own) = sides.in_own[b] else { continue };
        match found {
            None => order.note_removal(sides, (b, own.at), chosen),
            Some(found) if found.is_moved && !chosen.leaves_out(Subject::Unit(own.at)) => {
                order.note_move(sides, (own, found.at), &base_of);
            }
            Some(_) => {}
        }
    }
    order.place(sides, &base_of, chosen);
    order
}

impl Order {
    fn note_move(
        &mut self,
        sides: Sides<'_>,
        (own, word): (Found, usize),
        base_of: &[Option<usize>],
    ) {
        // What stands before it is the same, in these words or others.
        let stands_there = || match (own.at.checked_sub(1), word.checked_sub(1)) {
            (Some(own), Some(word)) => {
                let of_word = base_of[word].and_then(|b| sides.in_own[b]);
                of_word.is_some_and(|found| found.at == own)
                    || sides.own[own].key == sides.word[word].unnumbered()
            }
            (own, word) => own == word,
        };
        if !is_free(sides.own[own.at].role) {
            self.faults.push(Fault::MovedButFixed(own.at, word));
        } else if own.is_moved && stands_there() {
            // It stands there already.
        } else if own.is_moved {
            self.faults.push(Fault::MovedTwice(own.at, word));
        } else {
            self.moved.push((own.at, word));
        }
    }

    fn note_removal(&mut self, sides: Sides<'_>, (base, own): (usize, usize), chosen: &Chosen) {
        let unit = &sides.own[own];
        let subject = Subject::Unit(own);
        if chosen.leaves_out(subject) {
            // It stays.
        } else if !is_free(unit.role) && unit.role != Role::Indicator {
            self.faults.push(Fault::RemovedButWritten(own));
        } else if is_unfilled(&unit.key) {
            // It was taken out before, and what the file has to have stands there.
        } else if unit.key != sides.base[base].key && !chosen.takes_from_word(subject) {
            self.faults.push(Fault::RemovedButChanged(own));
        } else {
            self.removed.push(own);
        }
    }

    /// Puts a unit back where it stands in the filing; what goes with another has no fault of its
    /// own.
    pub(super) fn put_back(&mut self, own: usize, why: impl Into<Option<Fault>>) {
        self.removed.retain(|n| *n != own);
        self.moved.retain(|(n, _)| *n != own);
        self.entries.retain(|entry| *entry != Entry::Own(own));
        self.faults.extend(why.into());
        let is_elsewhere = |n: usize| self.moved.iter().any(|(moved, _)| *moved == n);
        let before =
            |entry: &Entry| matches!(entry, Entry::Own(n) if *n < own && !is_elsewhere(*n));
        let at = self.entries.iter().rposition(before).map_or(0, |at| at + 1);
        self.entries.insert(at, Entry::Own(own));
    }

    /// Leaves out what cannot be put in.
    pub(super) fn leave(&mut self, entries: &[Entry]) {
        self.entries.retain(|entry| !entries.contains(entry));
        self.left.extend(entries);
    }

    /// All that was added, removed or moved.
    pub(super) fn whole(&self) -> Vec<Entry> {
        let new = self.entries.iter().copied().filter(|entry| matches!(entry, Entry::New(_)));
        let own = self.removed.iter().copied().chain(self.moved.iter().map(|(own, _)| *own));
        new.chain(own.map(Entry::Own)).collect()
    }

    /// Puts what stays in the filing's order, and what was moved or added behind what stands
    /// before it in Word.
    fn place(&mut self, sides: Sides<'_>, base_of: &[Option<usize>], chosen: &Chosen) {
        let mut is_elsewhere = vec![false; sides.own.len()];
        self.removed.iter().for_each(|own| is_elsewhere[*own] = true);
        self.moved.iter().for_each(|(own, _)| is_elsewhere[*own] = true);
        let goes_to: BTreeMap<usize, usize> =
            self.moved.iter().map(|(own, w)| (*w, *own)).collect();
        let mut known = New::of(sides);
        // By the unit of the filing that they come behind.
        let mut behind: BTreeMap<Option<usize>, Vec<Entry>> = BTreeMap::new();
        let (mut last, mut is_lost) = (None, false);
        for (w, piece) in sides.word.iter().enumerate() {
            let own = match base_of[w] {
                Some(b) => {
                    let own = sides.in_own[b].map(|found| found.at);
                    is_lost = own.is_none();
                    let is_edited = is_lost && sides.base[b].key != piece.unnumbered();
                    let has_place = is_edited && has_place(sides, b, last);
                    if has_place && chosen.takes_from_word(Subject::Piece(w)) {
                        behind.entry(last).or_default().push(Entry::New(w));
                    } else if is_edited {
                        self.faults.push(Fault::EditedButGone(w, last, has_place));
                    }
                    // What is left where it was says nothing of what stands around it in Word.
                    let is_left = |own: &usize| chosen.leaves_out(Subject::Unit(*own));
                    own.filter(|own| !is_left(own))
                }
                None if chosen.leaves_out(Subject::Piece(w)) => None,
                // What it stood behind is gone, and with that perhaps all around it.
                None if is_lost && !piece.text.is_empty() => {
                    self.left.push(Entry::New(w));
                    None
                }
                None if piece.text.is_empty() => None,
                None => match known.take(piece.unnumbered()) {
                    Some(own) => Some(own),
                    None => {
                        behind.entry(last).or_default().push(Entry::New(w));
                        None
                    }
                },
            };
            if let Some(own) = goes_to.get(&w) {
                behind.entry(last).or_default().push(Entry::Own(*own));
            } else if let Some(own) = own.filter(|own| !is_elsewhere[*own]) {
                last = Some(own);
            }
        }
        let mut put = |last: Option<usize>| behind.remove(&last).unwrap_or_default();
        self.entries = put(None);
        for own in (0..sides.own.len()).filter(|own| !is_elsewhere[*own]) {
            self.entries.push(Entry::Own(own));
            self.entries.extend(put(Some(own)));
        }
    }
}

/// What the filing alone has: the same may have been added in Word.
struct New<'s> {
    /// By their texts; a title that its text follows by both, too.
    places: BTreeMap<&'s str, Vec<usize>>,
}

impl<'s> New<'s> {
    fn of(sides: Sides<'s>) -> Self {
        let mut is_new = vec![true; sides.own.len()];
        sides.in_own.iter().flatten().for_each(|found| is_new[found.at] = false);
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        // The first of several is found first.
        for (n, unit) in sides.own.iter().enumerate().rev().filter(|(n, _)| is_new[*n]) {
            places.entry(unit.key.as_str()).or_default().push(n);
            let run_in = matches!(unit.role, Role::RunIn(_)).then(|| unit.key.split_once('。'));
            if let Some((title, text)) = run_in.flatten() {
                places.entry(title).or_default().push(n);
                places.entry(text).or_default().push(n);
            }
        }
        Self { places }
    }

    /// The unit of a text, a title's with or without its full stop.
    fn take(&mut self, text: &str) -> Option<usize> {
        let bare = text.trim_end_matches('。');
        [text, bare].into_iter().find_map(|text| self.places.get_mut::<str>(text)?.pop())
    }
}

/// Whether a paragraph that the filing has no more could come back behind a unit: what it was a
/// paragraph of is there still.
fn has_place(sides: Sides<'_>, base: usize, last: Option<usize>) -> bool {
    let Role::Narrative(slot) = sides.base[base].role else { return false };
    let is_last = |found: &Option<Found>| found.is_some_and(|found| Some(found.at) == last);
    let Some(before) = sides.in_own.iter().position(is_last) else { return false };
    match sides.base[before].role {
        Role::Narrative(other) => other == slot,
        Role::Initiative(n) | Role::RunIn(n) => slot == Slot::Body(n),
        Role::Chapter(other) => other == Some(slot),
        _ => false,
    }
}

/// Whether a unit can be taken out and put elsewhere.
fn is_free(role: Role) -> bool {
    matches!(role, Role::Narrative(_) | Role::Initiative(_) | Role::RunIn(_))
}
