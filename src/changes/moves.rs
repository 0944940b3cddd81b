//! Paragraphs that stand elsewhere than they did: taken out of both texts before these are compared,
//! so that they are neither gone nor new, nor taken for another sentence's edit.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passages::Passage;
use crate::differences::Budget;

/// A paragraph of fewer characters is found in two places by chance.
const LEAST: usize = 8;

/// A paragraph that stands elsewhere.
#[derive(Debug)]
pub(super) struct Move {
    pub(super) from: Spot,
    pub(super) to: Spot,
    pub(super) text: String,
    pub(super) line: Option<usize>,
    pub(super) before: Option<usize>,
}

/// A paragraph's place: which text it is of, and which of its paragraphs it is, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) passage: usize,
    pub(super) paragraph: usize,
}

/// Takes the paragraphs that stand elsewhere out of the texts. `pairs` has for each new text the
/// old one that it goes on from.
pub(super) fn take_out(
    old: &mut [Passage],
    new: &mut [Passage],
    pairs: &[Option<usize>],
    budget: &mut Budget,
) -> Vec<Move> {
    let (before, now) = (paragraphs(old), paragraphs(new));
    let mut stays_before: Vec<Vec<bool>> = before.iter().map(|p| vec![false; p.len()]).collect();
    let mut stays: Vec<Vec<bool>> = now.iter().map(|p| vec![false; p.len()]).collect();
    for (n, pair) in pairs.iter().enumerate() {
        let Some(m) = *pair else { continue };
        in_place(&before[m], &now[n], budget, (&mut stays_before[m], &mut stays[n]));
    }
    let mut loose: BTreeMap<&str, VecDeque<Spot>> = BTreeMap::new();
    for (spot, paragraph) in each(&before, &stays_before) {
        loose.entry(&paragraph.text).or_default().push_back(spot);
    }
    let mut moves = Vec::new();
    for (to, paragraph) in each(&now, &stays) {
        if paragraph.text.chars().count() < LEAST {
            continue;
        }
        let found = loose.get_mut(paragraph.text.as_str()).and_then(VecDeque::pop_front);
        let Some(from) = found else { continue };
        let was = &old[from.passage].sentences[before[from.passage][from.paragraph].range.start];
        let is = &new[to.passage].sentences[paragraph.range.start];
        let (line, before) = (is.line, was.line);
        moves.push(Move { from, to, text: paragraph.text.clone(), line, before });
    }
    remove(old, &before, moves.iter().map(|moved| moved.from).collect());
    remove(new, &now, moves.iter().map(|moved| moved.to).collect());
    moves
}

struct Paragraph {
    text: String,
    /// Its sentences.
    range: Range<usize>,
}

/// The paragraphs of each text; none of what is one line or no more than a title.
fn paragraphs(passages: &[Passage]) -> Vec<Vec<Paragraph>> {
    passages.iter().map(of_passage).collect()
}

fn of_passage(passage: &Passage) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    if passage.form.is_none() {
        return paragraphs;
    }
    for (n, sentence) in passage.sentences.iter().enumerate() {
        match paragraphs.last_mut().filter(|_| !sentence.opens) {
            Some(paragraph) => {
                paragraph.text.push_str(&sentence.text);
                paragraph.range.end = n + 1;
            }
            None => paragraphs.push(Paragraph { text: sentence.text.clone(), range: n..n + 1 }),
        }
    }
    paragraphs
}

/// Notes the paragraphs that stay where they are. Where the texts are too long to compare, all do.
fn in_place(
    old: &[Paragraph],
    new: &[Paragraph],
    budget: &mut Budget,
    (stays_before, stays): (&mut [bool], &mut [bool]),
) {
    let is_same = |(old, new): &(&Paragraph, &Paragraph)| old.text == new.text;
    let first = old.iter().zip(new).take_while(is_same).count();
    let (old_rest, new_rest) = (&old[first..], &new[first..]);
    let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(is_same).count();
    let (old_middle, new_middle) =
        (&old_rest[..old_rest.len() - last], &new_rest[..new_rest.len() - last]);
    let ends = |stays: &mut [bool], middle: usize| {
        stays[..first].fill(true);
        stays[first + middle..].fill(true);
    };
    ends(stays_before, old_middle.len());
    ends(stays, new_middle.len());
    if !budget.spend_on_difference(old_middle.len(), new_middle.len()) {
        stays_before.fill(true);
        stays.fill(true);
        return;
    }
    // As numbers, equal ones as one: to compare two texts may take long.
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let all = old_middle.iter().chain(new_middle);
    let ids = all.map(|paragraph| {
        let next = numbers.len();
        *numbers.entry(&paragraph.text).or_insert(next)
    });
    let ids: Vec<usize> = ids.collect();
    let (old_ids, new_ids) = ids.split_at(old_middle.len());
    for op in capture_diff_slices(Algorithm::RawMyers, old_ids, new_ids) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            stays_before[first + old_index..first + old_index + len].fill(true);
            stays[first + new_index..first + new_index + len].fill(true);
        }
    }
}

/// The paragraphs that do not stay.
fn each<'p>(
    paragraphs: &'p [Vec<Paragraph>],
    stays: &'p [Vec<bool>],
) -> impl Iterator<Item = (Spot, &'p Paragraph)> {
    paragraphs.iter().zip(stays).enumerate().flat_map(|(passage, (paragraphs, stays))| {
        let loose = paragraphs.iter().zip(stays).enumerate().filter(|(_, (_, stays))| !**stays);
        loose.map(move |(paragraph, (text, _))| (Spot { passage, paragraph }, text))
    })
}

fn remove(passages: &mut [Passage], paragraphs: &[Vec<Paragraph>], mut spots: Vec<Spot>) {
    spots.sort_unstable();
    // From behind, so that what stands before keeps its place.
    for spot in spots.into_iter().rev() {
        let range = paragraphs[spot.passage][spot.paragraph].range.clone();
        passages[spot.passage].sentences.drain(range);
    }
}
