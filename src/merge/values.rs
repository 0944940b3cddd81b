//! What was changed within texts, as edits of the values that hold them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ground::Ground;
use super::outcome::Subject;
use super::passage::Passage;
use super::references::keep_references;
use super::scalars::{self, Value};
use super::texts::{TextChange, TextChanges, Triple};
use super::unit::UnitKind;
use super::words::{Op, changed};
use crate::differences::Budget;
use crate::filing::{Date, TextKey, TextKind};
use crate::finding::Edit;

/// What was changed within the texts that all sides have.
pub(super) fn texts(ground: &Ground<'_>) -> TextChanges {
    let mut texts = TextChanges::default();
    let mut budget = Budget::default();
    let sides = ground.sides;
    for (b, base) in sides.base.iter().enumerate() {
        if let (Some(word), Some(own)) = (sides.in_word[b], sides.in_own[b]) {
            let own = (own.at, &sides.own[own.at]);
            let word = (word.at, &sides.word[word.at]);
            texts.add(Triple { base, own, word }, ground.chosen, &mut budget);
        }
    }
    hold_to_one(ground, &mut texts);
    keep_references(ground, &mut texts);
    // What goes with a figure in other places goes with it still.
    texts.changes.retain(|change| {
        let TextChange { own, passage, .. } = *change;
        !ground.chosen.leaves_out(Subject::Passage { own, passage })
    });
    texts
}

/// Holds values that are printed in several places to one change.
fn hold_to_one(ground: &Ground<'_>, texts: &mut TextChanges) {
    let passages = ground.sides.own.iter().flat_map(|unit| &unit.passages);
    let printed: Vec<usize> = passages.flat_map(Passage::texts).collect();
    let all = &ground.report.traced.texts;
    let same = |text: usize| -> Vec<usize> {
        if all[text].key.kind() == TextKind::Prose {
            return vec![text];
        }
        let is_same = |other: &usize| all[*other].value == all[text].value;
        printed.iter().copied().filter(is_same).collect()
    };
    texts.keep_agreed(same, ground.sides.own);
}

/// The edits within texts, and the units whose texts the file has in another form.
pub(super) fn edits(ground: &Ground<'_>, changes: &[TextChange]) -> (Vec<Edit>, Vec<usize>) {
    let all = &ground.report.traced.texts;
    let mut values: BTreeMap<(usize, usize), Vec<&TextChange>> = BTreeMap::new();
    for change in changes {
        let Range { start, end } = all[change.part.text].value;
        values.entry((start, end)).or_default().push(change);
    }
    let (mut edits, mut unfit) = (Vec::new(), Vec::new());
    for ((start, end), changes) in values {
        let Some(first) = changes.first() else { continue };
        let (key, span) = (all[first.part.text].key, start..end);
        let paragraph = &all[first.part.text].paragraph;
        let whole = || paragraph.editable(0..paragraph.text.len(), ground.side.source);
        // Of another half-year it is another filing.
        if matches!(key, TextKey::Period) {
            unfit.extend(changes.iter().map(|change| change.own));
            continue;
        }
        if key.kind() == TextKind::Value && whole().is_none() {
            match rewritten(key, &paragraph.text, &changes) {
                Some(text) => edits.push(Edit { span, text }),
                None => unfit.extend(changes.iter().map(|change| change.own)),
            }
            continue;
        }
        let in_flow = ground.file().is_in_flow(&span);
        let in_table =
            |change: &TextChange| matches!(ground.sides.own[change.own].kind, UnitKind::Table(_));
        let made = changes.iter().map(|change| scalars::Change {
            paragraph: &all[change.part.text].paragraph,
            op: in_text(change),
            in_table: in_table(change),
        });
        let is_prose = key.kind() == TextKind::Prose;
        let value = Value { span, is_prose, in_flow, changes: made.collect() };
        match scalars::edits(&value, ground.side.source) {
            Some(made) => edits.extend(made),
            None => unfit.extend(changes.iter().map(|change| change.own)),
        }
    }
    (edits, unfit)
}

/// A change in places of the text that it is of.
fn in_text(change: &TextChange) -> Op {
    Op { range: change.part.range.clone(), text: change.new.clone() }
}

/// A value that the file has in another form than the report.
fn rewritten(key: TextKey<'_>, text: &str, changes: &[&TextChange]) -> Option<String> {
    let ops: Vec<Op> = changes.iter().map(|change| in_text(change)).collect();
    match key {
        TextKey::Date => Date::parse(&changed(text, &ops)).map(|date| date.iso()),
        _ => None,
    }
}
