//! What was changed in Word where a reference prints a figure: the number is the figure's, and is
//! changed there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::ground::Ground;
use super::texts::{TextChange, TextChanges, Unplaced, Why};
use super::words::{Op, changed};
use crate::filing::TextKey;
use crate::source_map::PrintedText;

/// Takes out what would be written into a reference; where the figure itself was changed alike, it
/// is done by that.
pub(super) fn keep_references(ground: &Ground<'_>, texts: &mut TextChanges) {
    if ground.side.source.substitutions().is_empty() {
        return;
    }
    let all = &ground.report.traced.texts;
    let figures = changed_figures(all, &texts.changes);
    let mut references: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    let changes = std::mem::take(&mut texts.changes);
    for change in changes {
        let TextChange { own, word, passage, op, part, new } = &change;
        let paragraph = &all[part.text].paragraph;
        let places = references
            .entry(part.text)
            .or_insert_with(|| paragraph.substituted(ground.side.source));
        let within = Op { range: part.range.clone(), text: new.clone() };
        let Some(reference) = places.iter().find(|place| goes_into(&within, place)) else {
            texts.changes.push(change);
            continue;
        };
        let old = paragraph.text[reference.clone()].to_owned();
        let is_of_figure = holds(&within.range, reference)
            .then(|| printed(&old, reference, &within))
            .is_some_and(|printed| figures.contains(&(old.clone(), printed)));
        if is_of_figure {
            continue;
        }
        let unit = &ground.sides.own[*own];
        let number = if *passage == 0 { unit.number } else { 0 };
        let ours = unit.passages[*passage].text[number..].to_owned();
        let theirs = changed(&ours, std::slice::from_ref(op));
        texts.unplaced.push(Unplaced {
            own: *own,
            passage: *passage,
            word: *word,
            why: Why::Refers,
            ours,
            theirs,
        });
    }
}

/// Figures as they were and as they are changed.
fn changed_figures(all: &[PrintedText<'_>], changes: &[TextChange]) -> BTreeSet<(String, String)> {
    let mut ops: BTreeMap<usize, Vec<Op>> = BTreeMap::new();
    for TextChange { part, new, .. } in changes {
        if matches!(all[part.text].key, TextKey::Figure) {
            let op = Op { range: part.range.clone(), text: new.clone() };
            ops.entry(part.text).or_default().push(op);
        }
    }
    let texts = ops.into_iter().map(|(text, ops)| {
        let old = &all[text].paragraph.text;
        (old.clone(), changed(old, &ops))
    });
    texts.collect()
}

/// Whether a change reaches into what a reference prints, or puts another number in its place. One
/// that takes all of it out takes the reference out.
fn goes_into(op: &Op, reference: &Range<usize>) -> bool {
    let (start, end) = (op.range.start, op.range.end);
    if op.range.is_empty() {
        return reference.start < start && start < reference.end;
    }
    let meets = start < reference.end && reference.start < end;
    let is_whole = start <= reference.start && reference.end <= end;
    meets && (!is_whole || op.text.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a change lies within what a reference prints.
fn holds(range: &Range<usize>, reference: &Range<usize>) -> bool {
    reference.start <= range.start && range.end <= reference.end
}

/// What a reference would print after a change within it.
fn printed(old: &str, reference: &Range<usize>, op: &Op) -> String {
    let range = op.range.start - reference.start..op.range.end - reference.start;
    changed(old, &[Op { range, text: op.text.clone() }])
}
