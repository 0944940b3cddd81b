//! The texts of a filing beside those of an earlier draft, each change by itself.

use std::collections::BTreeMap;

use super::beside::Beside;
use super::entries::{Entry, Kind, Topic};
use super::moves::{self, Move};
use super::passages::{Numbers, Passage, Sentence, passages};
use super::{Change, Fate, FilingText, order, sections};
use crate::differences::{Budget, Piece, Shape, moved, pieces};
use crate::filing::{Filing, Level};
use crate::standard::Standard;

/// From this likeness on (per mille) what is gone here and new there is one text that moved.
const MOVED: u32 = 700;
/// What has fewer characters is found in two places by chance.
const LEAST: usize = 10;

/// What changed in the texts, in the order of print.
pub(super) fn texts(draft: FilingText<'_>, now: FilingText<'_>, standard: &Standard) -> Vec<Entry> {
    let mut budget = Budget::default();
    let chapters = order::paired(&chapters(draft.filing), &chapters(now.filing));
    let annexes = order::paired(&annexes(draft.filing), &annexes(now.filing));
    let moved_chapters = elsewhere(&chapters, |n| format!("第{}章", n + 1));
    let moved_annexes = elsewhere(&annexes, |n| format!("附件{}", n + 1));
    let old = passages(draft, standard, &Numbers::default());
    let numbers = Numbers { chapters: Some(chapters.clone()), annexes: Some(annexes) };
    let new = passages(now, standard, &numbers);
    let mut beside = Beside::new(old, new, &chapters, &mut budget);
    // Whole paragraphs have a budget of their own, so that a long text leaves enough for sentences.
    let mut own = Budget::default();
    let moves = moves::take_out(&mut beside.old, &mut beside.new, &beside.pairs, &mut own);
    let mut list = List { beside: &beside, budget, found: Vec::new() };
    list.texts(moves);
    list.join_moved();
    let found = list.found.into_iter().map(|found| found.entry);
    moved_chapters.into_iter().chain(found).chain(moved_annexes).collect()
}

fn chapters(filing: &Filing) -> Vec<String> {
    let titles = filing.chapters.iter().filter_map(|chapter| chapter.title.as_ref());
    titles.map(|title| title.value.clone()).collect()
}

fn annexes(filing: &Filing) -> Vec<String> {
    filing.annexes.iter().map(|annex| annex.title.value.clone()).collect()
}

/// Chapters or annexes whole that stand in another order.
fn elsewhere(pairs: &[Option<usize>], name: impl Fn(usize) -> String) -> Vec<Entry> {
    let known: Vec<(usize, usize)> =
        pairs.iter().enumerate().filter_map(|(n, pair)| Some((n, (*pair)?))).collect();
    let places: Vec<usize> = known.iter().map(|(_, m)| *m).collect();
    let moved = known.iter().zip(moved(&places)).filter(|(_, moved)| *moved);
    let moved = moved.map(|((n, m), _)| {
        let kind = Kind::Moved { from: name(*m), pieces: Vec::new() };
        entry(name(*n), kind, None, None)
    });
    moved.collect()
}

fn entry(place: String, kind: Kind, line: Option<usize>, before: Option<usize>) -> Entry {
    Entry { topic: Topic::Text, place, kind, line, before }
}

/// A change, and whether it may be one half of a text that moved.
struct Found {
    entry: Entry,
    loose: bool,
}

/// An initiative that is new or gone as a whole: those within it are part of it.
struct Whole {
    level: Level,
    /// Its number among what was found.
    at: usize,
}

/// The changes so far.
struct List<'b> {
    beside: &'b Beside,
    budget: Budget,
    found: Vec<Found>,
}

impl List<'_> {
    /// Each change in the order of the new texts; what is gone stands at the end of its part.
    fn texts(&mut self, moves: Vec<Move>) {
        let mut touched = vec![false; self.beside.new.len()];
        let mut arrived: BTreeMap<usize, Vec<Move>> = BTreeMap::new();
        for moved in moves {
            self.beside.onward[moved.from.passage].iter().for_each(|n| touched[*n] = true);
            touched[moved.to.passage] = true;
            arrived.entry(moved.to.passage).or_default().push(moved);
        }
        for (old, new) in self.beside.parts.clone() {
            let mut whole = None;
            for n in new {
                self.text(n, touched[n], &mut whole);
                for moved in arrived.remove(&n).unwrap_or_default() {
                    self.moved_paragraph(moved);
                }
            }
            let mut whole = None;
            for m in old {
                let passage = &self.beside.old[m];
                let above = within(&mut whole, passage);
                if self.beside.onward[m].is_none() {
                    self.add_whole(passage, (above, &mut whole), Kind::Gone);
                }
            }
        }
    }

    fn add(&mut self, entry: Entry) {
        self.found.push(Found { entry, loose: false });
    }

    /// What changed in a text.
    fn text(&mut self, n: usize, touched: bool, whole: &mut Option<Whole>) {
        let passage = &self.beside.new[n];
        let above = within(whole, passage);
        let Some(before) = self.beside.pairs[n].map(|m| &self.beside.old[m]) else {
            return self.add_whole(passage, (above, whole), Kind::New);
        };
        let (line, line_before) = (line_of(passage), line_of(before));
        if self.beside.moved[n] {
            let title = passage.title.iter().map(|title| Piece::Kept(title.text.clone()));
            let kind = Kind::Moved { from: short(before), pieces: title.collect() };
            self.add(entry(short(passage), kind, line, line_before));
        }
        if let (None, None, [old], [new]) =
            (&passage.form, passage.number, &before.sentences[..], &passage.sentences[..])
        {
            // A value of one line is the same one, however little is left of it.
            if old.text != new.text {
                let pieces = pieces(&old.text, &new.text, &mut self.budget);
                self.add(entry(passage.name.clone(), Kind::Edited(pieces), line, line_before));
            }
            return;
        }
        let section = sections::section(Some(before), Some(passage), &mut self.budget);
        let title =
            section.title.iter().map(|change| (change, format!("{}的标题", short(passage))));
        let changes = section.changes.iter().map(|change| (change, passage.name.clone()));
        self.found.extend(title.chain(changes).filter_map(|(change, place)| of(change, place)));
        if section.fate == Fate::Same && !touched && passage.form != before.form {
            self.add(entry(passage.name.clone(), Kind::Form, line, line_before));
        }
    }

    /// A text that is new or gone as a whole; `above` is the entry that it is part of.
    fn add_whole(
        &mut self,
        passage: &Passage,
        (above, whole): (Option<usize>, &mut Option<Whole>),
        kind: fn(Vec<String>) -> Kind,
    ) {
        let texts = texts_of(passage);
        if texts.is_empty() {
            // All of it stands elsewhere.
            return;
        }
        let above = above.and_then(|at| self.found.get_mut(at));
        if let Some(Kind::New(all) | Kind::Gone(all)) = above.map(|found| &mut found.entry.kind) {
            all.extend(texts);
            return;
        }
        let loose = passage.title.is_none() && texts.len() == 1;
        let (line, before) = match kind(Vec::new()) {
            Kind::Gone(_) => (None, line_of(passage)),
            _ => (line_of(passage), None),
        };
        let level = passage.number.map(|number| number.level());
        *whole = level.map(|level| Whole { level, at: self.found.len() });
        let entry = entry(short(passage), kind(texts), line, before);
        self.found.push(Found { entry, loose });
    }

    fn moved_paragraph(&mut self, Move { from, to, text, line, before }: Move) {
        let was = format!("{}第{}段", short(&self.beside.old[from.passage]), from.paragraph + 1);
        let is = format!("{}第{}段", short(&self.beside.new[to.passage]), to.paragraph + 1);
        let kind = Kind::Moved { from: was, pieces: vec![Piece::Kept(text)] };
        self.add(entry(is, kind, line, before));
    }

    /// What is gone in one place and new in another is one text that moved: of the same words
    /// first, then of those that are much alike.
    fn join_moved(&mut self) {
        let (mut new, mut gone) = (Vec::new(), Vec::new());
        for (n, found) in self.found.iter().enumerate().filter(|(_, found)| found.loose) {
            let (list, text) = match &found.entry.kind {
                Kind::New(texts) => (&mut new, texts.concat()),
                Kind::Gone(texts) => (&mut gone, texts.concat()),
                _ => continue,
            };
            if text.chars().count() >= LEAST {
                list.push((n, Shape::of(&text), text));
            }
        }
        let mut alike = Vec::new();
        for (n, shape, _) in &new {
            for (m, other, _) in &gone {
                if !self.budget.spend(shape.steps() + other.steps()) {
                    break;
                }
                let likeness = shape.likeness(other);
                if likeness >= MOVED {
                    alike.push((std::cmp::Reverse(likeness), *n, *m));
                }
            }
        }
        alike.sort_unstable();
        let mut taken = vec![false; self.found.len()];
        for (_, n, m) in alike {
            if taken[n] || taken[m] {
                continue;
            }
            (taken[n], taken[m]) = (true, true);
            let text = |at: usize| match &self.found[at].entry.kind {
                Kind::New(texts) | Kind::Gone(texts) => texts.concat(),
                _ => String::new(),
            };
            let pieces = pieces(&text(m), &text(n), &mut self.budget);
            let Entry { place: from, before, .. } = self.found[m].entry.clone();
            let moved = &mut self.found[n];
            moved.loose = false;
            moved.entry.kind = Kind::Moved { from, pieces };
            moved.entry.before = before;
        }
        let mut at = 0;
        self.found.retain(|found| {
            at += 1;
            // The half that is gone is told with the other.
            !(taken[at - 1] && found.loose)
        });
    }
}

/// The entry of an initiative that is new or gone as a whole and has this one within it.
fn within(whole: &mut Option<Whole>, passage: &Passage) -> Option<usize> {
    let level = passage.number.map(|number| number.level());
    let at = whole.as_ref().filter(|whole| level > Some(whole.level)).map(|whole| whole.at);
    if at.is_none() {
        *whole = None;
    }
    at
}

/// What changed of a sentence or several; `None` of those that stay.
fn of(change: &Change, place: String) -> Option<Found> {
    let loose = |entry| Some(Found { entry, loose: true });
    match change {
        Change::Kept(_) => None,
        Change::New(run) => loose(entry(place, Kind::New(vec![run.text.clone()]), run.line, None)),
        Change::Gone(run) => {
            loose(entry(place, Kind::Gone(vec![run.text.clone()]), None, run.line))
        }
        Change::Changed { pieces, line, before } => {
            let entry = entry(place, Kind::Edited(pieces.clone()), *line, *before);
            Some(Found { entry, loose: false })
        }
    }
}

/// A text's title and its paragraphs.
fn texts_of(passage: &Passage) -> Vec<String> {
    let mut texts: Vec<String> = passage.title.iter().map(|title| title.text.clone()).collect();
    for Sentence { text, opens, .. } in &passage.sentences {
        match texts.last_mut().filter(|_| !opens) {
            Some(paragraph) => paragraph.push_str(text),
            None => texts.push(text.clone()),
        }
    }
    texts
}

fn line_of(passage: &Passage) -> Option<usize> {
    let first = passage.title.as_ref().or(passage.sentences.first());
    first.and_then(|sentence| sentence.line)
}

/// What a text is called: of an initiative without its title.
fn short(passage: &Passage) -> String {
    match passage.number {
        Some(number) => format!("举措{number}"),
        None => passage.name.clone(),
    }
}
