//! What was changed in Word as edits of the file.

use std::ops::Range;

use super::arrange::{Added, Arranged, Item, List};
use super::ground::{Ground, Report};
use super::lines::{Chunk, Layout, Part, indented, reorder, rising};
use super::order::Entry;
use super::outline::{Outline, Slot};
use super::places::File;
use super::scalars::Style;
use super::unit::{Role, Unit};
use crate::edit;
use crate::finding::Edit;
use crate::import::ShownPiece;
use crate::source::scalar;
use crate::source_map::Traced;

/// What stands for a text that a filing has to have and Word has no more.
const UNFILLED: &str = "【正文】";

/// Writes into a file.
pub(super) struct Writer<'w> {
    pub(super) file: File<'w>,
    pub(super) traced: &'w Traced<'w>,
    pub(super) outline: &'w Outline,
    pub(super) own: &'w [Unit],
    pub(super) word: &'w [ShownPiece],
    /// The edits within texts.
    pub(super) texts: Vec<Edit>,
    /// Those of whole lines.
    pub(super) lines: Vec<Edit>,
    /// Lines that stand elsewhere now, with what was edited in them.
    taken: Vec<Chunk>,
    /// Units and pieces that could not be put where they belong.
    pub(super) failed: Vec<Entry>,
}

impl<'w> Writer<'w> {
    /// With the edits within texts.
    pub(super) fn new(ground: &Ground<'w>, texts: Vec<Edit>) -> Self {
        let Report { traced, outline, .. } = ground.report;
        let (own, word) = (ground.sides.own, ground.sides.word);
        let (lines, taken, failed) = (Vec::new(), Vec::new(), Vec::new());
        Self { file: ground.file(), traced, outline, own, word, texts, lines, taken, failed }
    }

    /// Writes what is arranged; the initiatives that are `gone` are not written into.
    pub(super) fn arranged(&mut self, arranged: &Arranged, gone: &[usize]) {
        // What is written within an initiative goes with it where it is moved, and stands before
        // what is put in behind it.
        let is_gone = |slot: &Slot| matches!(slot, Slot::Body(n) if gone.contains(n));
        for slot in self.slots(arranged) {
            let entries = arranged.narratives.iter().find(|(own, _)| *own == slot);
            let entries = entries.map(|(_, entries)| entries.as_slice()).unwrap_or_default();
            if !is_gone(&slot) {
                self.narrative(slot, entries);
            }
        }
        let (inner, outer): (Vec<List>, Vec<List>) =
            self.lists(arranged).into_iter().partition(|list| list.within.is_some());
        for list in inner.iter().rev().chain(&outer) {
            self.list(list, arranged);
        }
    }

    /// All edits.
    pub(super) fn finish(self) -> (Vec<Edit>, Vec<Entry>) {
        let Self { texts, mut lines, taken, failed, .. } = self;
        let removed = |span: &Range<usize>| {
            let is_in = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
            taken.iter().any(is_in)
        };
        lines.extend(texts.into_iter().filter(|edit| !removed(&edit.span)));
        lines.sort_by_key(|edit| (edit.span.start, edit.span.end));
        (lines, failed)
    }

    /// The lists that there are, with those of them that lost all.
    fn lists(&self, arranged: &Arranged) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        for place in &self.outline.initiatives {
            let is_known =
                |list: &List| (list.chapter, list.within) == (place.chapter, place.within);
            if !lists.iter().any(is_known) {
                let (chapter, within) = (place.chapter, place.within);
                let now = arranged.lists.iter().find(|list| is_known(list));
                let items = now.map(|list| list.items.clone()).unwrap_or_default();
                lists.push(List { chapter, within, items });
            }
        }
        let new = arranged.lists.iter().filter(|new| {
            !lists.iter().any(|list| (list.chapter, list.within) == (new.chapter, new.within))
        });
        let new: Vec<List> = new
            .map(|List { chapter, within, items }| List {
                chapter: *chapter,
                within: *within,
                items: items.clone(),
            })
            .collect();
        lists.extend(new);
        lists
    }

    fn list(&mut self, list: &List, arranged: &Arranged) {
        let old = self.outline.list(list.chapter, list.within);
        if list.items.iter().copied().eq(old.iter().map(|n| Item::Own(*n))) {
            return;
        }
        let chunk = |n: &usize| self.file.item(self.outline.initiatives[*n].item.as_ref()?);
        let chunks: Option<Vec<Chunk>> = old.iter().map(chunk).collect();
        let Some(chunks) = chunks.filter(|chunks| !chunks.is_empty() && are_apart(chunks)) else {
            self.fail_list(list, arranged);
            return;
        };
        let numbers = list.items.iter().filter_map(|item| match item {
            Item::Own(n) => old.iter().position(|own| own == n),
            Item::Added(_) => None,
        });
        let kept = rising(&numbers.collect::<Vec<_>>());
        let dash = chunks.iter().map(|chunk| self.file.column(chunk.start)).min().unwrap_or(0);
        let parts: Vec<Part> = list
            .items
            .iter()
            .map(|item| match item {
                Item::Own(n) => match old.iter().position(|own| own == n) {
                    Some(at) if kept.contains(&at) => Part::Kept(at),
                    Some(at) => Part::New(self.moved_item(&chunks[at], dash)),
                    None => Part::New(self.from_other_list(*n, dash)),
                },
                Item::Added(n) => Part::New(self.added(&arranged.added[*n], dash)),
            })
            .collect();
        let moved = |n: &usize| list.items.contains(&Item::Own(old[*n])) && !kept.contains(n);
        let moved: Vec<usize> = (0..old.len()).filter(moved).collect();
        let layout = Layout { between: self.between(&chunks), has_comments: true, moved: &moved };
        self.taken
            .extend((0..chunks.len()).filter(|n| !kept.contains(n)).map(|n| chunks[n].clone()));
        self.lines.extend(reorder(self.file.text(), &chunks, &parts, layout));
    }

    fn fail_list(&mut self, list: &List, arranged: &Arranged) {
        for item in &list.items {
            if let Item::Added(n) = item {
                let added = &arranged.added[*n];
                self.failed.push(Entry::New(added.word));
                self.failed.extend(added.body.iter().copied());
            }
        }
    }

    /// What stands between the items of a list: a blank line where one stood.
    fn between(&self, chunks: &[Chunk]) -> &'static str {
        let gap =
            chunks.windows(2).next().map(|pair| &self.file.text()[pair[0].end..pair[1].start]);
        if gap.is_some_and(|gap| gap.matches('\n').count() > 1) { "\n\n" } else { "\n" }
    }

    /// An item that goes elsewhere, with all that was written within it.
    fn moved_item(&mut self, chunk: &Chunk, column: usize) -> String {
        let mut inside = taken_within(&mut self.lines, chunk);
        inside.extend(taken_within(&mut self.texts, chunk));
        inside.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let text = &self.file.text()[chunk.clone()];
        indented(&edit::apply(text, inside), column)
    }

    /// Lines that go elsewhere, with what was edited in them.
    fn moved(&mut self, chunk: &Chunk, column: usize) -> String {
        let inside = taken_within(&mut self.texts, chunk);
        let text = &self.file.text()[chunk.clone()];
        indented(&edit::apply(text, inside), column)
    }

    /// An initiative that comes from another chapter.
    fn from_other_list(&mut self, initiative: usize, column: usize) -> String {
        let item = self.outline.initiatives[initiative].item.clone();
        match item.and_then(|item| self.file.item(&item)) {
            Some(chunk) => self.moved_item(&chunk, column),
            None => String::new(),
        }
    }

    /// A new item of a list.
    fn added(&mut self, added: &Added, dash: usize) -> String {
        let pad = " ".repeat(dash);
        let mut out = String::new();
        let pieces =
            std::iter::once(added.word).chain(added.body.iter().filter_map(|entry| match entry {
                Entry::New(word) => Some(*word),
                Entry::Own(_) => None,
            }));
        for word in pieces {
            for remark in super::remarks::lines(&self.word[word]) {
                out.push_str(&format!("{pad}{remark}\n"));
            }
        }
        out.push_str(&format!("{pad}- 标题: {}\n", scalar(&added.title)));
        let mut body: Vec<String> = Vec::new();
        body.extend(
            added.rest.as_deref().map(|rest| indented(&crate::document::escape(rest), dash + 4)),
        );
        body.extend(added.body.iter().map(|entry| self.paragraph(*entry, None, dash + 4)));
        if body.is_empty() {
            return out + &format!("{pad}  内容: {UNFILLED}");
        }
        out + &format!("{pad}  内容: |\n{}", body.join("\n\n"))
    }

    /// The narratives that there are or are to be.
    fn slots(&self, arranged: &Arranged) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        let own = self.own.iter().filter_map(|unit| slot_of(unit.role));
        for slot in own.chain(arranged.narratives.iter().map(|(slot, _)| *slot)) {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        }
        slots
    }

    fn narrative(&mut self, slot: Slot, entries: &[Entry]) {
        let old: Vec<usize> =
            (0..self.own.len()).filter(|n| slot_of(self.own[*n].role) == Some(slot)).collect();
        if entries.iter().copied().eq(old.iter().map(|n| Entry::Own(*n))) {
            return;
        }
        if old.is_empty() {
            return self.new_narrative(slot, entries);
        }
        let chunks: Option<Vec<Chunk>> =
            old.iter().map(|n| self.paragraph_lines(*n, slot)).collect();
        match chunks.filter(|chunks| are_apart(chunks)) {
            Some(chunks) => self.paragraphs(slot, (&old, &chunks), entries),
            None => self.one_value(slot, &old, entries),
        }
    }

    fn paragraphs(&mut self, slot: Slot, (old, chunks): (&[usize], &[Chunk]), entries: &[Entry]) {
        let column = chunks.iter().map(|chunk| self.file.column(chunk.start)).min().unwrap_or(0);
        let numbers = entries.iter().filter_map(|entry| match entry {
            Entry::Own(n) => old.iter().position(|own| own == n),
            Entry::New(_) => None,
        });
        let kept = rising(&numbers.collect::<Vec<_>>());
        let mut parts: Vec<Part> = Vec::new();
        let mut before = None;
        for entry in entries {
            let at = match entry {
                Entry::Own(n) => old.iter().position(|own| own == n),
                Entry::New(_) => None,
            };
            parts.push(match at {
                Some(at) if kept.contains(&at) => Part::Kept(at),
                Some(at) => Part::New(self.moved(&chunks[at], column)),
                None => Part::New(self.paragraph(*entry, before, column)),
            });
            before = Some(*entry);
        }
        let is_required = matches!(slot, Slot::Profile | Slot::Body(_) | Slot::Annex(_));
        if parts.is_empty() && is_required {
            parts.push(Part::New(format!("{}{UNFILLED}", " ".repeat(column))));
        }
        self.taken
            .extend((0..chunks.len()).filter(|n| !kept.contains(n)).map(|n| chunks[n].clone()));
        let text = self.file.text();
        let edits = match parts.is_empty() {
            true => self.without_entry(old, slot),
            false => {
                let layout = Layout { between: "\n\n", has_comments: false, moved: &[] };
                reorder(text, chunks, &parts, layout)
            }
        };
        self.lines.extend(edits);
    }

    /// Takes out the key of a narrative that has no text any more.
    fn without_entry(&mut self, old: &[usize], slot: Slot) -> Vec<Edit> {
        let value = old.first().and_then(|n| self.value(*n, slot));
        let entry = value.and_then(|value| self.file.entry_of_value(&value));
        let Some(chunk) = entry.and_then(|entry| self.file.entry(entry)) else { return Vec::new() };
        self.taken.push(chunk.clone());
        let text = self.file.text();
        let next = text[chunk.end..].find(|c: char| !c.is_whitespace()).map(|n| chunk.end + n);
        let end = next.map_or(text.len(), |next| self.file.source.lines_of(&(next..next)).start);
        vec![Edit { span: chunk.start..end.max(chunk.end), text: String::new() }]
    }

    /// A narrative that is written in one line: as a block, where it gets more paragraphs.
    fn one_value(&mut self, slot: Slot, old: &[usize], entries: &[Entry]) {
        let (Some(value), [only]) = (old.first().and_then(|n| self.value(*n, slot)), old) else {
            self.failed.extend(entries.iter().copied());
            return;
        };
        let raw = self.moved(&value, 0);
        let style = Style::at(self.file.text(), &value);
        let entry = self.file.entry_of_value(&value);
        let (Some(entry), false) = (entry, raw.contains('\n') || self.file.is_in_flow(&value))
        else {
            self.failed.extend(entries.iter().copied());
            return;
        };
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        let text = match style {
            Style::Plain => raw.clone(),
            Style::Double if !inner.contains('\\') => inner.to_owned(),
            Style::Single => inner.replace("''", "'"),
            _ => {
                self.failed.extend(entries.iter().copied());
                return;
            }
        };
        let key_column = entry.key_span.start - self.file.source.lines_of(&entry.key_span).start;
        let column = key_column + 2;
        let paragraphs: Vec<String> = entries
            .iter()
            .map(|entry| match entry {
                Entry::Own(n) if n == only => indented(&text, column),
                other => self.paragraph(*other, None, column),
            })
            .collect();
        let text = match paragraphs.is_empty() {
            true => UNFILLED.to_owned(),
            false => format!("|\n{}", paragraphs.join("\n\n")),
        };
        self.lines.push(Edit { span: value, text });
    }

    /// A narrative that the file has not yet.
    fn new_narrative(&mut self, slot: Slot, entries: &[Entry]) {
        let place = match slot {
            Slot::Body(n) => self.behind_title(n),
            Slot::Overview(_) => self.before(&["电信服务质量状况", "举措"], "概述", false),
            Slot::Closing => self.before(&["声明"], "结语", true),
            Slot::Lead => {
                let profile = self.before(&["公司简介"], "导语", true);
                profile.or_else(|| self.before(&["电信服务质量状况"], "导语", true))
            }
            Slot::Profile | Slot::Annex(_) => None,
        };
        let Some((at, column, (before, behind))) = place else {
            self.failed.extend(entries.iter().copied());
            return;
        };
        let paragraphs: Vec<String> =
            entries.iter().map(|entry| self.paragraph(*entry, None, column + 2)).collect();
        let text = format!("{before}{}{behind}", paragraphs.join("\n\n"));
        self.lines.push(Edit { span: at..at, text });
    }

    /// Behind the title of an initiative that has no text.
    fn behind_title(&self, initiative: usize) -> Option<NewPlace> {
        let place = &self.outline.initiatives[initiative];
        let item = place.item.as_ref()?;
        self.file.item(item)?;
        let line = self.file.source.lines_of(&place.title);
        let column = item.start - self.file.source.lines_of(&(item.start..item.start)).start;
        let key = format!("\n{}内容: |\n", " ".repeat(column));
        Some((line.end, column, (key, String::new())))
    }

    /// Before an entry that has its line to itself.
    fn before(&self, keys: &[&str], key: &str, is_apart: bool) -> Option<NewPlace> {
        let entry = self.file.at(keys)?;
        let chunk = self.file.entry(entry)?;
        let column = self.file.column(chunk.start);
        let key = format!("{}{key}: |\n", " ".repeat(column));
        let behind = if is_apart { "\n\n" } else { "\n" };
        Some((chunk.start, column, (key, behind.to_owned())))
    }

    /// A paragraph as lines of a block.
    fn paragraph(&mut self, entry: Entry, before: Option<Entry>, column: usize) -> String {
        match entry {
            Entry::Own(n) => {
                let slot = slot_of(self.own[n].role);
                match slot.and_then(|slot| self.paragraph_lines(n, slot)) {
                    Some(chunk) => self.moved(&chunk, column),
                    None => {
                        self.failed.push(entry);
                        String::new()
                    }
                }
            }
            Entry::New(word) => {
                let is_item = matches!(before, Some(Entry::Own(n)) if self.own[n].is_item());
                indented(&markdown(&self.word[word], is_item), column)
            }
        }
    }

    /// The lines of a unit in a block of text.
    fn paragraph_lines(&self, unit: usize, slot: Slot) -> Option<Chunk> {
        let mut lines: Option<Chunk> = None;
        let value = self.value(unit, slot)?;
        if Style::at(self.file.text(), &value) != Style::Literal {
            return None;
        }
        for id in self.own[unit].passages.iter().flat_map(super::passage::Passage::texts) {
            let text = &self.traced.texts[id];
            if self.outline.slot(text.key) != Some(slot) {
                continue;
            }
            let span = text.paragraph.span(0..text.paragraph.text.len());
            let own = self.file.source.lines_of(&span);
            lines = Some(match lines {
                Some(lines) => lines.start.min(own.start)..lines.end.max(own.end),
                None => own,
            });
        }
        lines
    }

    /// Where the narrative stands that a unit is of.
    fn value(&self, unit: usize, slot: Slot) -> Option<Range<usize>> {
        let mut texts = self.own[unit].passages.iter().flat_map(super::passage::Passage::texts);
        let id = texts.find(|id| self.outline.slot(self.traced.texts[*id].key) == Some(slot))?;
        Some(self.traced.texts[id].value.clone())
    }
}

/// Takes the edits out that are within a chunk, in its places.
fn taken_within(edits: &mut Vec<Edit>, chunk: &Chunk) -> Vec<Edit> {
    let is_inside = |edit: &Edit| chunk.start <= edit.span.start && edit.span.end <= chunk.end;
    let (within, other): (Vec<Edit>, Vec<Edit>) =
        std::mem::take(edits).into_iter().partition(is_inside);
    *edits = other;
    let within = within.into_iter().map(|Edit { span, text }| Edit {
        span: span.start - chunk.start..span.end - chunk.start,
        text,
    });
    within.collect()
}

/// A place for a new narrative: where, its key's column, and what stands before its text and
/// behind it.
type NewPlace = (usize, usize, (String, String));

/// The narrative that a unit is a paragraph of.
pub(super) fn slot_of(role: Role) -> Option<Slot> {
    match role {
        Role::Narrative(slot) => Some(slot),
        Role::RunIn(initiative) => Some(Slot::Body(initiative)),
        _ => None,
    }
}

fn are_apart(chunks: &[Chunk]) -> bool {
    chunks.windows(2).all(|pair| pair[0].end < pair[1].start)
}

/// A piece of a Word file as a paragraph; behind an item of a list as one more.
fn markdown(piece: &ShownPiece, is_item: bool) -> String {
    let label = &piece.text[..piece.number];
    if is_item && piece.number > 0 {
        let digits: String = label.chars().take_while(char::is_ascii_digit).collect();
        let text = crate::document::escape(piece.unnumbered());
        return match digits.is_empty() {
            true => format!("- {text}"),
            false => format!("{digits}. {text}"),
        };
    }
    piece.markdown.clone()
}
