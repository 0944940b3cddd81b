//! What was done in Word and can't be done in the file: it is told, and what it is of stays.

use super::arrange::{Arranged, Item};
use super::ground::Ground;
use super::order::{Entry, Fault, Order};
use super::outcome::Subject;
use super::outline::{Outline, Slot};
use super::unit::Role;
use super::writer::Writer;

/// The initiatives whose titles are gone.
pub(super) fn gone(order: &Order, ground: &Ground<'_>) -> Vec<usize> {
    let initiative = |own: &usize| ground.sides.own[*own].role.initiative();
    order.removed.iter().filter_map(initiative).collect()
}

/// An order without what would take more out than was taken out in Word: an initiative whose
/// inner ones stay.
pub(super) fn possible(mut order: Order, ground: &Ground<'_>) -> Order {
    let gone = gone(&order, ground);
    let outline = &ground.report.outline.initiatives;
    let mut stays: Vec<bool> = (0..outline.len()).map(|n| !gone.contains(&n)).collect();
    // Those within one come behind it.
    for n in (0..outline.len()).rev() {
        if let Some(outer) = outline[n].within.filter(|_| stays[n]) {
            stays[outer] = true;
        }
    }
    let is_needed = |own: &usize| {
        let initiative = ground.sides.own[*own].role.initiative();
        initiative.is_some_and(|n| stays[n])
    };
    let needed: Vec<usize> = order.removed.iter().copied().filter(is_needed).collect();
    needed.into_iter().for_each(|own| order.put_back(own, Fault::RemovedButHolds(own)));
    let is_changed = |own: &usize| has_changed(*own, &order, ground);
    let changed: Vec<usize> = order.removed.iter().copied().filter(is_changed).collect();
    changed.into_iter().for_each(|own| order.put_back(own, Fault::RemovedButChanged(own)));
    if !agrees(&order, ground) {
        for (own, word) in order.moved.clone() {
            if ground.sides.own[own].role.initiative().is_some() {
                put_back_whole(&mut order, own, Fault::MovedTwice(own, word), ground);
            }
        }
    }
    order
}

/// Puts a unit back; an initiative with its text.
fn put_back_whole(order: &mut Order, own: usize, why: Fault, ground: &Ground<'_>) {
    order.put_back(own, why);
    let Some(initiative) = ground.sides.own[own].role.initiative() else { return };
    let is_text =
        |own: &usize| ground.sides.own[*own].role == Role::Narrative(Slot::Body(initiative));
    let moved: Vec<usize> = order.moved.iter().map(|(own, _)| *own).filter(is_text).collect();
    moved.into_iter().for_each(|own| order.put_back(own, None));
}

/// Whether an initiative that Word has no more has a text in the filing that Word never saw.
fn has_changed(title: usize, order: &Order, ground: &Ground<'_>) -> bool {
    let sides = ground.sides;
    let Some(initiative) = sides.own[title].role.initiative() else { return false };
    let mut base_of = vec![None; sides.own.len()];
    for (b, found) in sides.in_own.iter().enumerate() {
        if let Some(found) = found {
            base_of[found.at] = Some(b);
        }
    }
    (0..sides.own.len()).any(|own| {
        let is_text =
            own != title && sides.own[own].role.narrative() == Some(Slot::Body(initiative));
        let is_seen = base_of[own].is_some_and(|b| sides.in_word[b].is_some())
            && !ground.chosen.leaves_out(Subject::Unit(own));
        is_text && !is_seen && !order.removed.contains(&own)
    })
}

/// Whether the initiatives stand as Word has them, where both sides moved some.
fn agrees(order: &Order, ground: &Ground<'_>) -> bool {
    let sides = ground.sides;
    let is_title = |own: usize| sides.own[own].role.initiative().is_some();
    let moved_here = sides.in_own.iter().flatten().any(|own| own.is_moved && is_title(own.at));
    if !moved_here || !order.moved.iter().any(|(own, _)| is_title(*own)) {
        return true;
    }
    let mut in_word = vec![None; sides.own.len()];
    for (own, word) in sides.in_own.iter().zip(sides.in_word) {
        if let (Some(own), Some(word)) = (own, word) {
            in_word[own.at] = Some(word.at);
        }
    }
    let places = order.entries.iter().filter_map(|entry| match entry {
        Entry::Own(own) if is_title(*own) => in_word[*own],
        _ => None,
    });
    places.is_sorted()
}

/// An order without what would be written where nothing can be: it stays where it is.
pub(super) fn writable(mut order: Order, arranged: &Arranged, ground: &Ground<'_>) -> Order {
    let writer = Writer::new(ground, Vec::new());
    let fixed = Fixed {
        narratives: writer.fixed_narratives(arranged),
        lists: writer.fixed_lists(arranged),
    };
    let outline = &ground.report.outline;
    let home = |own: usize| fixed.holds(ground.sides.own[own].role, outline);
    let removed: Vec<usize> = order.removed.iter().copied().filter(|own| home(*own)).collect();
    removed.into_iter().for_each(|own| order.put_back(own, Fault::NotWritable(own)));
    let moved: Vec<usize> = order.moved.iter().map(|(own, _)| *own).collect();
    // What is no line of its own can't be taken out of what it stands in.
    let has_lines = |own: usize| match ground.sides.own[own].role {
        Role::Narrative(slot) => writer.paragraph_lines(own, slot).is_some(),
        _ => true,
    };
    let goes_there = |own: &usize| {
        home(*own) || !has_lines(*own) || fixed.takes(Entry::Own(*own), arranged, ground)
    };
    let moved: Vec<usize> = moved.into_iter().filter(goes_there).collect();
    moved
        .into_iter()
        .for_each(|own| put_back_whole(&mut order, own, Fault::NotWritable(own), ground));
    let new =
        |entry: &Entry| matches!(entry, Entry::New(_)) && fixed.takes(*entry, arranged, ground);
    let left: Vec<Entry> = order.entries.iter().copied().filter(|entry| new(entry)).collect();
    order.leave(&left);
    order
}

/// The narratives and lists that nothing can be put into or taken out of.
struct Fixed {
    narratives: Vec<Slot>,
    /// Each by its chapter and the initiative that it is in.
    lists: Vec<(usize, Option<usize>)>,
}

impl Fixed {
    /// Whether a unit of a role stands in one.
    fn holds(&self, role: Role, outline: &Outline) -> bool {
        let in_list = role.initiative().is_some_and(|n| {
            let place = &outline.initiatives[n];
            self.lists.contains(&(place.chapter, place.within))
        });
        in_list || role.narrative().is_some_and(|slot| self.narratives.contains(&slot))
    }

    /// Whether an entry comes into one.
    fn takes(&self, entry: Entry, arranged: &Arranged, ground: &Ground<'_>) -> bool {
        let in_narrative = arranged
            .narratives
            .iter()
            .any(|(slot, entries)| self.narratives.contains(slot) && entries.contains(&entry));
        let of_list = |item: &Item| match (item, entry) {
            (Item::Own(n), Entry::Own(own)) => ground.sides.own[own].role.initiative() == Some(*n),
            (Item::Added(n), Entry::New(_)) => {
                let added = &arranged.added[*n];
                Entry::New(added.word) == entry || added.body.contains(&entry)
            }
            _ => false,
        };
        let in_list = arranged.lists.iter().any(|list| {
            self.lists.contains(&(list.chapter, list.within)) && list.items.iter().any(of_list)
        });
        in_narrative || in_list
    }
}
