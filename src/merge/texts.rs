//! What was changed in Word within the texts that both reports have.

use std::collections::BTreeMap;

use super::choice::Chosen;
use super::outcome::Subject;
use super::passage::{PartOfText, Passage};
use super::unit::{Unit, UnitKind};
use super::words::{Op, Rebased, changed, ops, rebased};
use crate::differences::Budget;
use crate::import::{ShownKind, ShownPiece};

/// A change within a text of the filing.
#[derive(Debug, Clone)]
pub(super) struct TextChange {
    /// The unit of the filing's report.
    pub(super) own: usize,
    /// The piece of the Word file.
    pub(super) word: usize,
    pub(super) part: PartOfText,
    pub(super) new: String,
    /// Which of the unit's passages, and the change in it, without its number.
    pub(super) passage: usize,
    pub(super) op: Op,
}

/// What could not be put into a text of the filing, or was changed on both sides.
#[derive(Debug, Clone)]
pub(super) struct Unplaced {
    pub(super) own: usize,
    pub(super) passage: usize,
    pub(super) word: usize,
    pub(super) why: Why,
    /// The passage as the filing has it, and as Word has it.
    pub(super) ours: String,
    pub(super) theirs: String,
}

/// Why a change was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Both sides changed the same words.
    BothSides,
    /// The program writes these words.
    Written,
    /// The words are printed in several places, and Word has them changed in some.
    SomePlaces,
    /// A table's rows or columns.
    Table,
    /// A reference prints the number.
    Refers,
}

/// What was changed within texts.
#[derive(Debug, Default)]
pub(super) struct TextChanges {
    pub(super) changes: Vec<TextChange>,
    pub(super) unplaced: Vec<Unplaced>,
}

/// A unit as it was sent out, as it is now, and as it came back.
#[derive(Clone, Copy)]
pub(super) struct Triple<'t> {
    pub(super) base: &'t Unit,
    pub(super) own: (usize, &'t Unit),
    pub(super) word: (usize, &'t ShownPiece),
}

impl TextChanges {
    /// Adds what was changed in a unit.
    pub(super) fn add(&mut self, triple: Triple<'_>, chosen: &Chosen, budget: &mut Budget) {
        let Triple { base, own: (_, own), word: (_, word) } = triple;
        match (&word.kind, base.kind) {
            (ShownKind::Table(rows), UnitKind::Table(columns)) => {
                self.table(triple, (rows, columns), chosen, budget);
            }
            _ => {
                let (Some(base_passage), Some(passage)) =
                    (base.passages.first(), own.passages.first())
                else {
                    return;
                };
                let number = if base.number > 0 { word.number } else { 0 };
                let sides = Sides {
                    base: &base_passage.text[base.number..],
                    own: (passage, own.number),
                    word: &word.text[number..],
                };
                self.passage(triple, (0, sides.chosen(chosen, (triple.own.0, 0))), budget);
            }
        }
    }

    fn table(
        &mut self,
        triple: Triple<'_>,
        (rows, columns): (&[Vec<String>], usize),
        chosen: &Chosen,
        budget: &mut Budget,
    ) {
        let Triple { base, own: (at, own), word: (word, shown) } = triple;
        let same_size = base.passages.len() == own.passages.len()
            && own.kind == base.kind
            && rows.len() * columns == base.passages.len()
            && rows.iter().all(|row| row.len() == columns);
        if !same_size {
            if base.key != shown.text {
                let (ours, theirs) = (own.key.clone(), shown.text.clone());
                let (passage, why) = (0, Why::Table);
                self.unplaced.push(Unplaced { own: at, passage, word, why, ours, theirs });
            }
            return;
        }
        let cells = rows.iter().flatten();
        let passages = base.passages.iter().zip(&own.passages).zip(cells).enumerate();
        for (n, ((base, passage), word)) in passages {
            let sides = Sides { base: &base.text, own: (passage, 0), word };
            self.passage(triple, (n, sides.chosen(chosen, (at, n))), budget);
        }
    }

    fn passage(&mut self, triple: Triple<'_>, (n, sides): (usize, Sides<'_>), budget: &mut Budget) {
        let Triple { own: (own, _), word: (word, _), .. } = triple;
        let (passage, number) = sides.own;
        let text = &passage.text[number..];
        let wanted = ops(sides.base, sides.word, budget);
        let others = ops(sides.base, text, budget);
        if wanted.is_empty() || sides.word == text {
            return;
        }
        let Rebased { ops, conflicts } = rebased(wanted, &others);
        let unplaced = |why, theirs| {
            let (ours, why) = (text.to_owned(), why);
            Unplaced { own, passage: n, word, why, ours, theirs }
        };
        if !conflicts.is_empty() {
            self.unplaced.push(unplaced(Why::BothSides, sides.word.to_owned()));
        }
        let mut written = Vec::new();
        for op in ops {
            let range = number + op.range.start..number + op.range.end;
            match passage.part(&range) {
                Some(part) => {
                    let new = op.text.clone();
                    self.changes.push(TextChange { own, word, part, new, passage: n, op });
                }
                None => written.push(op),
            }
        }
        if !written.is_empty() {
            self.unplaced.push(unplaced(Why::Written, changed(text, &written)));
        }
    }

    /// Takes out what was changed in some of the places where it is printed and not in others;
    /// `same` gives the texts that are one value of the file.
    pub(super) fn keep_agreed(&mut self, same: impl Fn(usize) -> Vec<usize>, units: &[Unit]) {
        let mut by_text: BTreeMap<usize, Vec<Op>> = BTreeMap::new();
        for change in &self.changes {
            let (range, text) = (change.part.range.clone(), change.new.clone());
            by_text.entry(change.part.text).or_default().push(Op { range, text });
        }
        let is_agreed = |text: usize| {
            let all = same(text);
            all.iter().all(|other| by_text.get(other) == by_text.get(&text))
        };
        let (agreed, other): (Vec<TextChange>, Vec<TextChange>) =
            std::mem::take(&mut self.changes).into_iter().partition(|c| is_agreed(c.part.text));
        for TextChange { own, word, passage, op, .. } in other {
            let unit = &units[own];
            let number = if passage == 0 { unit.number } else { 0 };
            let ours = unit.passages[passage].text[number..].to_owned();
            let theirs = changed(&ours, &[op]);
            let why = Why::SomePlaces;
            self.unplaced.push(Unplaced { own, passage, word, why, ours, theirs });
        }
        // One of those that are agreed on is enough.
        self.changes = agreed
            .into_iter()
            .filter(|change| same(change.part.text).first() == Some(&change.part.text))
            .collect();
    }
}

/// A passage on the three sides, without its number.
struct Sides<'s> {
    base: &'s str,
    own: (&'s Passage, usize),
    word: &'s str,
}

impl Sides<'_> {
    /// Where the whole passage is to be as Word has it, as if it had not changed in the filing.
    fn chosen(self, chosen: &Chosen, (own, passage): (usize, usize)) -> Self {
        let (text, number) = self.own;
        match chosen.takes_from_word(Subject::Passage { own, passage }) {
            true => Self { base: &text.text[number..], ..self },
            false => self,
        }
    }
}
