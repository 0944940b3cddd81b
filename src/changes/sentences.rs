//! Two texts beside each other, sentence by sentence.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passages::Sentence;
use super::{Change, Run};
use crate::differences::Shape;
use crate::differences::pieces;
use crate::differences::{Budget, count};

/// From this likeness on (per mille) a sentence is the other one changed, and not another one.
const CHANGED: u32 = 400;

/// What changed from one text to the other, in the order of the new one. Where the texts are too
/// long to compare, all of the old one is gone and all of the new one is new.
pub(super) fn changes(old: &[Sentence], new: &[Sentence], budget: &mut Budget) -> Vec<Change> {
    let mut list = List::default();
    let alike = old.iter().zip(new).take_while(|(old, new)| old.text == new.text).count();
    let (old_rest, new_rest) = (&old[alike..], &new[alike..]);
    let pairs = old_rest.iter().rev().zip(new_rest.iter().rev());
    let alike_behind = pairs.take_while(|(old, new)| old.text == new.text).count();
    let old_middle = &old_rest[..old_rest.len() - alike_behind];
    let new_middle = &new_rest[..new_rest.len() - alike_behind];
    list.kept(alike);
    if budget.spend_on_difference(old_middle.len(), new_middle.len()) {
        middle(old_middle, new_middle, budget, &mut list);
    } else {
        old_middle.iter().for_each(|sentence| list.gone(sentence));
        new_middle.iter().for_each(|sentence| list.added(sentence));
    }
    list.kept(alike_behind);
    list.changes
}

fn middle(old: &[Sentence], new: &[Sentence], budget: &mut Budget, list: &mut List) {
    let (old_ids, new_ids) = ids_of(old, new);
    let ops = capture_diff_slices(Algorithm::RawMyers, &old_ids, &new_ids);
    let (mut from, mut to) = (0..0, 0..0);
    for op in ops {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { len, .. } = op {
            replaced(&old[from.clone()], &new[to.clone()], budget, list);
            list.kept(len);
            (from, to) = (old_range.end..old_range.end, new_range.end..new_range.end);
        } else {
            (from.end, to.end) = (old_range.end, new_range.end);
        }
    }
    replaced(&old[from], &new[to], budget, list);
}

/// The sentences as numbers, equal ones as one.
fn ids_of<'s>(old: &'s [Sentence], new: &'s [Sentence]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers: BTreeMap<&'s str, usize> = BTreeMap::new();
    let mut number = |sentence: &'s Sentence| {
        let next = numbers.len();
        *numbers.entry(&sentence.text).or_insert(next)
    };
    (old.iter().map(&mut number).collect(), new.iter().map(&mut number).collect())
}

/// Sentences in the place of others: those that are alike are paired, in their order.
fn replaced(old: &[Sentence], new: &[Sentence], budget: &mut Budget, list: &mut List) {
    let mut pairs = pairs(old, new, budget).into_iter();
    let (mut from, mut to) = (0, 0);
    loop {
        let (before, now) = pairs.next().unwrap_or((old.len(), new.len()));
        old[from..before].iter().for_each(|sentence| list.gone(sentence));
        new[to..now].iter().for_each(|sentence| list.added(sentence));
        let (Some(before_it), Some(it)) = (old.get(before), new.get(now)) else { return };
        list.changed(before_it, it, budget);
        (from, to) = (before + 1, now + 1);
    }
}

/// Which sentences are others changed: the pairs, in the order of both, that are most alike
/// together.
fn pairs(old: &[Sentence], new: &[Sentence], budget: &mut Budget) -> Vec<(usize, usize)> {
    let shapes = |sentences: &[Sentence]| -> Vec<Shape> {
        sentences.iter().map(|sentence| Shape::of(&sentence.text)).collect()
    };
    let (before, now) = (shapes(old), shapes(new));
    let size = |shapes: &[Shape]| shapes.iter().map(Shape::steps).sum::<u64>();
    let (rows, columns) = (count(old.len()), count(new.len()));
    let steps = (rows * columns * 8)
        .saturating_add(size(&before).saturating_mul(columns))
        .saturating_add(size(&now).saturating_mul(rows));
    if !budget.spend(steps) {
        return Vec::new();
    }
    // best[n][m]: how alike the first n and the first m can be together.
    let width = new.len() + 1;
    let mut best = vec![0u32; (old.len() + 1) * width];
    for (n, shape) in before.iter().enumerate() {
        for (m, other) in now.iter().enumerate() {
            let likeness = shape.likeness(other);
            let paired = if likeness >= CHANGED { best[n * width + m] + likeness } else { 0 };
            let unpaired = best[n * width + m + 1].max(best[(n + 1) * width + m]);
            best[(n + 1) * width + m + 1] = paired.max(unpaired);
        }
    }
    let (mut n, mut m) = (old.len(), new.len());
    let mut pairs = Vec::new();
    while n > 0 && m > 0 {
        let here = best[n * width + m];
        if here == best[(n - 1) * width + m] {
            n -= 1;
        } else if here == best[n * width + m - 1] {
            m -= 1;
        } else {
            (n, m) = (n - 1, m - 1);
            pairs.push((n, m));
        }
    }
    pairs.reverse();
    pairs
}

/// The changes so far. Neighbours of one kind within a paragraph are one.
#[derive(Default)]
struct List {
    changes: Vec<Change>,
}

impl List {
    fn kept(&mut self, sentences: usize) {
        match self.changes.last_mut() {
            _ if sentences == 0 => {}
            Some(Change::Kept(before)) => *before += sentences,
            _ => self.changes.push(Change::Kept(sentences)),
        }
    }

    fn gone(&mut self, sentence: &Sentence) {
        match self.changes.last_mut() {
            Some(Change::Gone(run)) if !sentence.opens => run.add(sentence),
            _ => self.changes.push(Change::Gone(Run::of(sentence))),
        }
    }

    fn added(&mut self, sentence: &Sentence) {
        match self.changes.last_mut() {
            Some(Change::New(run)) if !sentence.opens => run.add(sentence),
            _ => self.changes.push(Change::New(Run::of(sentence))),
        }
    }

    fn changed(&mut self, old: &Sentence, new: &Sentence, budget: &mut Budget) {
        self.changes.push(changed(old, new, budget));
    }
}

/// A sentence that is another one changed.
pub(super) fn changed(old: &Sentence, new: &Sentence, budget: &mut Budget) -> Change {
    let pieces = pieces(&old.text, &new.text, budget);
    Change::Changed { pieces, line: new.line, before: old.line }
}

impl Run {
    fn of(sentence: &Sentence) -> Self {
        Self { text: sentence.text.clone(), sentences: 1, line: sentence.line }
    }

    fn add(&mut self, sentence: &Sentence) {
        self.text.push_str(&sentence.text);
        self.sentences += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::differences::Piece;

    fn sentences(text: &str) -> Vec<Sentence> {
        let texts = text.split_inclusive('。');
        texts.map(|text| Sentence { text: text.to_owned(), line: None, opens: false }).collect()
    }

    fn written(old: &str, new: &str) -> String {
        let changes = changes(&sentences(old), &sentences(new), &mut Budget::default());
        let written = changes.iter().map(|change| match change {
            Change::Kept(n) => format!("={n}"),
            Change::New(run) => format!("+{}", run.text),
            Change::Gone(run) => format!("-{}", run.text),
            Change::Changed { pieces, .. } => {
                let piece = |piece: &Piece| match piece {
                    Piece::Kept(text) => text.clone(),
                    Piece::Gone(text) => format!("[-{text}]"),
                    Piece::New(text) => format!("[+{text}]"),
                };
                format!("~{}", pieces.iter().map(piece).collect::<String>())
            }
        });
        written.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sentences_stay_change_come_and_go() {
        let old = "公司经营移动电话业务。现有基站9万座。员工1万名。热线是10086。";
        assert_eq!(written(old, old), "=4");
        let new = "公司经营移动电话业务。现有基站10万座。热线是10086。欢迎来电。";
        assert_eq!(written(old, new), "=1 ~现有基站[-9][+10]万座。 -员工1万名。 =1 +欢迎来电。");
        assert_eq!(written("", "甲。乙。"), "+甲。乙。");
        assert_eq!(written("甲。乙。", ""), "-甲。乙。");
    }

    #[test]
    fn pairs_keep_the_order_of_both() {
        let old = "甲甲甲甲甲一。乙乙乙乙乙一。";
        let new = "乙乙乙乙乙二。丙丙丙丙丙丙。甲甲甲甲甲二。";
        let written = written(old, new);
        assert!(
            written.matches('~').count() == 1 && written.contains("丙丙丙丙丙丙。"),
            "{written}"
        );
    }

    #[test]
    fn what_is_too_long_to_compare_is_shown_whole() {
        let text =
            |first: char| -> String { (0..9000).map(|n| format!("{first}{n}。")).collect() };
        let (old, new) = (format!("同。{}", text('甲')), format!("同。{}", text('乙')));
        let changes = changes(&sentences(&old), &sentences(&new), &mut Budget::default());
        let [Change::Kept(1), Change::Gone(gone), Change::New(new)] = &changes[..] else {
            panic!()
        };
        assert_eq!((gone.sentences, new.sentences), (9000, 9000));
    }
}
