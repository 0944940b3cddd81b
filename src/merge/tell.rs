//! Tells what was done: each change of Word in one entry.

use super::arrange::{Arranged, Item};
use super::ground::Ground;
use super::order::{Entry, Fault, Order};
use super::outcome::{Change, Conflict, Merged, Subject, Unmade, What};
use super::outline::Slot;
use super::remarks::{self, Comments, comment};
use super::texts::{TextChange, TextChanges, Why};
use super::unit::Role;
use super::words::{Op, changed};
use crate::differences::{Budget, pieces};
use crate::import::Place;

/// Said of what Word has no more.
const GONE: &str = "（Word 里删去了）";

/// Said of words that the file has not.
const WRITTEN: &str = "这几个字由程序印出，文件里没有，不用改";

/// Said of what Word has more.
const NO_PLACE: &str = "不知道放在哪里，请自己放进去";

/// Tells what was done, into an outcome.
pub(super) struct Teller<'t> {
    pub(super) ground: Ground<'t>,
    pub(super) keep_conflicts: bool,
    pub(super) merged: Merged,
    pub(super) comments: Comments,
}

impl Teller<'_> {
    /// Where a unit stands in the file; what has no text of the filing stands at the top.
    fn at(&self, own: usize) -> usize {
        self.ground.place_of(own).unwrap_or(0)
    }

    /// Tells what was edited, a passage in one entry.
    pub(super) fn tell_texts(&mut self, changes: &[TextChange], unfit: &[usize]) {
        let mut budget = Budget::default();
        let mut rest = changes;
        while let Some(first) = rest.first() {
            let same = |c: &&TextChange| (c.own, c.passage) == (first.own, first.passage);
            let count = rest.iter().take_while(same).count();
            let (these, others) = rest.split_at(count);
            rest = others;
            let unit = &self.ground.sides.own[first.own];
            let number = if first.passage == 0 { unit.number } else { 0 };
            let old = &unit.passages[first.passage].text[number..];
            let ops: Vec<Op> = these.iter().map(|change| change.op.clone()).collect();
            let new = changed(old, &ops);
            let text = &self.ground.report.traced.texts[first.part.text];
            let at = text.paragraph.span(first.part.range.clone()).start.max(text.value.start);
            let place = Some(self.ground.sides.word[first.word].place);
            if unfit.contains(&first.own) {
                let (why, line) = (
                    "文件里的写法与印出来的不同，请在文件里改",
                    Some(self.ground.side.source.line(at)),
                );
                let key = self.ground.key(at);
                self.merged.unmade.push(Unmade { why, key, line, place, text: new });
                continue;
            }
            let (own, passage) = (first.own, first.passage);
            let of = vec![Subject::Passage { own, passage }];
            let change = self.ground.change(What::Edited, at, place).of(of);
            self.merged.changes.push(Change { pieces: pieces(old, &new, &mut budget), ..change });
        }
    }

    /// Tells what both sides changed, and keeps it as comments where that is wanted.
    pub(super) fn conflicts(&mut self, texts: &TextChanges, order: &Order) {
        for unplaced in &texts.unplaced {
            let place = Some(self.ground.sides.word[unplaced.word].place);
            let (ours, theirs) = (unplaced.ours.clone(), unplaced.theirs.clone());
            let why = match unplaced.why {
                Why::BothSides => {
                    let (own, passage) = (unplaced.own, unplaced.passage);
                    let of = Some(Subject::Passage { own, passage });
                    let at = self.differing((own, passage), &ours, &theirs);
                    let at = at.unwrap_or_else(|| self.at(own));
                    self.conflict((at, place), (ours, theirs), of);
                    continue;
                }
                Why::Written => WRITTEN,
                Why::SomePlaces => "这个值印在几处，Word 里没有都改",
                Why::Table => "表格的行列变了，请自己改",
                Why::Refers => "这个数是引用的，请改指标里的数",
            };
            self.unmade(why, unplaced.own, place, theirs);
        }
        for fault in &order.faults {
            match *fault {
                Fault::RemovedButChanged(own) => {
                    let sides = (self.ground.text_of(own), GONE.to_owned());
                    // An initiative would go with a text that Word never saw.
                    let is_paragraph =
                        matches!(self.ground.sides.own[own].role, Role::Narrative(_));
                    let of = is_paragraph.then_some(Subject::Unit(own));
                    self.conflict((self.at(own), None), sides, of);
                }
                Fault::RemovedButWritten(own) => {
                    let text = format!("{}{GONE}", self.ground.text_of(own));
                    self.unmade("这里不能整段删去", own, None, text);
                }
                Fault::RemovedButHolds(own) => {
                    let text = format!("{}{GONE}", self.ground.text_of(own));
                    self.unmade("下面还有小举措，不能只删标题", own, None, text);
                }
                Fault::EditedButGone(word, before, has_place) => {
                    let piece = &self.ground.sides.word[word];
                    let sides = ("（文件里删去了）".to_owned(), piece.text.clone());
                    let at = (self.at(before.unwrap_or(0)), Some(piece.place));
                    self.conflict(at, sides, has_place.then_some(Subject::Piece(word)));
                }
                Fault::NotWritable(own) => {
                    let text = self.ground.text_of(own);
                    self.unmade(
                        "文件里的写法放不下段落的增删移动，请改用“|”另起一行写",
                        own,
                        None,
                        text,
                    );
                }
                Fault::MovedTwice(own, word) => {
                    let place = Some(self.ground.sides.word[word].place);
                    let sides = (self.ground.text_of(own), "（两边都移动了）".to_owned());
                    self.conflict((self.at(own), place), sides, None);
                }
                Fault::MovedButFixed(own, word) => {
                    let place = Some(self.ground.sides.word[word].place);
                    self.unmade("位置是固定的，不能移动", own, place, self.ground.text_of(own));
                }
            }
        }
    }

    fn unmade(&mut self, why: &'static str, own: usize, place: Option<Place>, text: String) {
        let at = self.ground.place_of(own);
        let key = at.map(|at| self.ground.key(at)).unwrap_or_default();
        let line = at.map(|at| self.ground.side.source.line(at));
        if let Some(at) = at.filter(|_| why != WRITTEN) {
            self.keep(at, &format!("没有合并（{why}）：Word 里是“{text}”"));
        }
        self.merged.unmade.push(Unmade { why, key, line, place, text });
    }

    /// Keeps what was not done as a comment, where that is wanted.
    fn keep(&mut self, at: usize, text: &str) {
        if self.keep_conflicts {
            self.comments.put(self.ground.file(), at, comment(text));
        }
    }

    /// Keeps what has no place at what stands before it in Word.
    pub(super) fn keep_left(&mut self, order: &Order, left: &[Entry]) {
        let places = self.places(order);
        for entry in left {
            if let Entry::New(word) = entry {
                let text = &self.ground.sides.word[*word].text;
                self.keep(places[*word], &format!("没有合并（{NO_PLACE}）：Word 里是“{text}”"));
            }
        }
    }

    /// Where the file has the first word of a passage that Word has otherwise.
    fn differing(&self, (own, passage): (usize, usize), ours: &str, theirs: &str) -> Option<usize> {
        let unit = &self.ground.sides.own[own];
        let same = ours.chars().zip(theirs.chars()).take_while(|(a, b)| a == b);
        let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
        let at = same + if passage == 0 { unit.number } else { 0 };
        let next = ours[same..].chars().next().map_or(0, char::len_utf8);
        let part = unit.passages[passage].part(&(at..at + next))?;
        let text = &self.ground.report.traced.texts[part.text];
        Some(text.paragraph.span(part.range).start.max(text.value.start))
    }

    /// Tells what both sides changed; `of` what the file could have as Word has it.
    fn conflict(
        &mut self,
        (at, place): (usize, Option<Place>),
        (ours, theirs): (String, String),
        of: Option<Subject>,
    ) {
        self.keep(at, &format!("冲突：Word 里是“{theirs}”，这里是“{ours}”"));
        let key = self.ground.key(at);
        let line = self.ground.side.source.line(at);
        self.merged.conflicts.push(Conflict { key, line, place, ours, theirs, of, mark: None });
    }

    /// Tells what was added, removed and moved; an initiative with all its text in one entry.
    pub(super) fn tell_order(
        &mut self,
        order: &Order,
        arranged: &Arranged,
        gone: &[usize],
        failed: &[Entry],
    ) {
        let moved: Vec<usize> = order
            .moved
            .iter()
            .filter_map(|(own, _)| self.ground.sides.own[*own].role.initiative())
            .collect();
        let is_of_whole = |own: usize| match self.ground.sides.own[own].role.narrative() {
            Some(Slot::Body(n)) => gone.contains(&n) || moved.contains(&n),
            _ => false,
        };
        for own in order.removed.iter().copied() {
            if failed.contains(&Entry::Own(own)) {
                continue;
            }
            let what = match self.ground.sides.own[own].role {
                Role::Initiative(n) | Role::RunIn(n) => {
                    if self.is_within(n, gone) {
                        continue;
                    }
                    What::RemovedInitiative
                }
                // Told where it is taken out.
                Role::Indicator => continue,
                _ if is_of_whole(own) => continue,
                _ => What::Removed,
            };
            let of = self.with_whole(own, &order.removed);
            let change = self.ground.change(what, self.at(own), None).of(of);
            self.merged.changes.push(change.with_gone(self.ground.text_of(own)));
        }
        let all_moved: Vec<usize> = order.moved.iter().map(|(own, _)| *own).collect();
        for (own, word) in order.moved.iter().copied() {
            if failed.contains(&Entry::Own(own)) {
                continue;
            }
            let what = match self.ground.sides.own[own].role {
                Role::Initiative(_) | Role::RunIn(_) => What::MovedInitiative,
                _ if is_of_whole(own) => continue,
                _ => What::Moved,
            };
            let place = Some(self.ground.sides.word[word].place);
            let of = self.with_whole(own, &all_moved);
            let change = self.ground.change(what, self.at(own), place).of(of);
            self.merged.changes.push(change.with_kept(self.ground.text_of(own)));
        }
        self.tell_added(arranged, failed);
    }

    /// A unit; of an initiative's title with all that is of the initiative among some.
    fn with_whole(&self, own: usize, some: &[usize]) -> Vec<Subject> {
        let units = self.ground.sides.own;
        let Some(initiative) = units[own].role.initiative() else {
            return vec![Subject::Unit(own)];
        };
        let is_of = |n: usize| n == initiative || self.is_within(n, &[initiative]);
        let is_of_it = |other: &&usize| {
            let role = units[**other].role;
            let body = match role.narrative() {
                Some(Slot::Body(n)) => Some(n),
                _ => role.initiative(),
            };
            body.is_some_and(is_of)
        };
        some.iter().filter(is_of_it).map(|own| Subject::Unit(*own)).collect()
    }

    /// Whether an initiative stands within one of some, however deep.
    fn is_within(&self, initiative: usize, some: &[usize]) -> bool {
        let outer = |n: &usize| self.ground.report.outline.initiatives[*n].within;
        std::iter::successors(outer(&initiative), outer).any(|n| some.contains(&n))
    }

    /// Tells what was added, each at what stands before it or, as the first, behind it.
    fn tell_added(&mut self, arranged: &Arranged, failed: &[Entry]) {
        let titles = |item: &Item| match item {
            Item::Own(n) => Some(self.ground.report.outline.initiatives[*n].title.start),
            Item::Added(_) => None,
        };
        let mut told = Vec::new();
        for list in &arranged.lists {
            let mut last = list.items.iter().find_map(titles).unwrap_or(0);
            for item in &list.items {
                last = titles(item).unwrap_or(last);
                if let Item::Added(n) = item {
                    let added = &arranged.added[*n];
                    let body = added.body.iter().map(|entry| match *entry {
                        Entry::Own(own) => Subject::Unit(own),
                        Entry::New(word) => Subject::Piece(word),
                    });
                    let of = std::iter::once(Subject::Piece(added.word)).chain(body).collect();
                    told.push((What::AddedInitiative, added.word, last, of));
                }
            }
        }
        let places = |entry: &Entry| match entry {
            Entry::Own(own) => Some(self.at(*own)),
            Entry::New(_) => None,
        };
        for (slot, entries) in &arranged.narratives {
            let of_slot = |n: &usize| self.ground.sides.own[*n].role.narrative() == Some(*slot);
            let old = || (0..self.ground.sides.own.len()).find(of_slot).map(|n| self.at(n));
            let mut last = entries.iter().find_map(places).or_else(old).unwrap_or(0);
            for entry in entries {
                last = places(entry).unwrap_or(last);
                if let Entry::New(word) = entry {
                    told.push((What::Added, *word, last, vec![Subject::Piece(*word)]));
                }
            }
        }
        for (what, word, at, of) in told {
            if !failed.contains(&Entry::New(word)) {
                self.tell_new(what, (word, at), of);
            }
        }
    }

    fn tell_new(&mut self, what: What, (word, at): (usize, usize), of: Vec<Subject>) {
        let piece = &self.ground.sides.word[word];
        let change = self.ground.change(what, at, Some(piece.place)).of(of);
        self.merged.changes.push(change.with_new(piece.text.clone()));
    }

    /// What is neither where it was nor put anywhere.
    pub(super) fn tell_failed(&mut self, failed: &[Entry]) {
        for entry in failed {
            match entry {
                Entry::Own(own) => {
                    self.unmade("没有动，请自己改", *own, None, self.ground.text_of(*own));
                }
                Entry::New(word) => {
                    let piece = &self.ground.sides.word[*word];
                    let (why, key) = (NO_PLACE, String::new());
                    let (place, text) = (Some(piece.place), piece.text.clone());
                    self.merged.unmade.push(Unmade { why, key, line: None, place, text });
                }
            }
        }
    }

    /// Comments of Word at their places.
    pub(super) fn remarks(&mut self, order: &Order) {
        let places = self.places(order);
        for (word, (piece, at)) in self.ground.sides.word.iter().zip(places).enumerate() {
            for (number, line) in remarks::lines(piece).into_iter().enumerate() {
                let of = Subject::Remark { word, number };
                if self.ground.chosen.leaves_out(of) {
                    continue;
                }
                if self.comments.put(self.ground.file(), at, line.clone()) {
                    let text = line.trim_start_matches("# ").to_owned();
                    let change = self.ground.change(What::Remark, at, Some(piece.place));
                    let change = change.of(vec![of]);
                    self.merged.changes.push(change.with_new(text));
                }
            }
        }
    }

    /// Where the file has each piece of the Word file, or what stands before it.
    fn places(&self, order: &Order) -> Vec<usize> {
        let sides = self.ground.sides;
        let mut own_of = vec![None; sides.word.len()];
        for (found, own) in sides.in_word.iter().zip(sides.in_own) {
            if let (Some(found), Some(own)) = (found, own) {
                own_of[found.at] = Some(own.at);
            }
        }
        let mut last = self.ground.side.filing.company.name.span.start;
        let place = |own: Option<usize>| {
            let own = own.filter(|own| !order.removed.contains(own));
            last = own.and_then(|own| self.ground.comment_place(own)).unwrap_or(last);
            last
        };
        own_of.into_iter().map(place).collect()
    }
}
