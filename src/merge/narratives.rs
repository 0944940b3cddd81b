//! Narratives with their paragraphs in their new order.

use std::ops::Range;

use super::arrange::Arranged;
use super::lines::{Layout, Part, are_apart, reorder, rising};
use super::order::Entry;
use super::outline::Slot;
use super::scalars::Style;
use super::writer::{UNFILLED, Writer};
use crate::edit::{Chunk, indented};
use crate::finding::Edit;

/// How a narrative can be written into.
enum Form {
    /// Its paragraphs have lines of their own.
    Lines(Vec<Chunk>),
    /// One paragraph in one line, and the column of its key.
    OneLine(Range<usize>, usize),
    New(NewPlace),
}

/// A place for a new narrative.
struct NewPlace {
    at: usize,
    /// Its key's column.
    column: usize,
    before: String,
    behind: &'static str,
}

impl Writer<'_> {
    /// The narratives that there are or are to be.
    pub(super) fn slots(&self, arranged: &Arranged) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        let own = self.own.iter().filter_map(|unit| unit.role.narrative());
        for slot in own.chain(arranged.narratives.iter().map(|(slot, _)| *slot)) {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        }
        slots
    }

    pub(super) fn narrative(&mut self, slot: Slot, entries: &[Entry]) {
        let old = self.old(slot);
        if entries.iter().copied().eq(old.iter().map(|n| Entry::Own(*n))) {
            return;
        }
        match self.form(slot, &old) {
            Some(Form::Lines(chunks)) => self.paragraphs(slot, (&old, &chunks), entries),
            Some(Form::OneLine(value, column)) => self.one_line(value, column, (&old, entries)),
            Some(Form::New(place)) => self.new_narrative(place, entries),
            // What would come here was left where it is.
            None => self.failed.extend(entries.iter().copied()),
        }
    }

    /// Those narratives, of all that are to be changed, that can't be written into.
    pub(super) fn fixed_narratives(&self, arranged: &Arranged) -> Vec<Slot> {
        let is_fixed = |slot: &Slot| {
            let old = self.old(*slot);
            let now = arranged.narratives.iter().find(|(own, _)| own == slot);
            let now = now.map(|(_, entries)| entries.as_slice()).unwrap_or_default();
            let is_same = now.iter().copied().eq(old.iter().map(|n| Entry::Own(*n)));
            !is_same && self.form(*slot, &old).is_none()
        };
        self.slots(arranged).into_iter().filter(is_fixed).collect()
    }

    /// The filing's paragraphs of a narrative.
    fn old(&self, slot: Slot) -> Vec<usize> {
        (0..self.own.len()).filter(|n| self.own[*n].role.narrative() == Some(slot)).collect()
    }

    fn form(&self, slot: Slot, old: &[usize]) -> Option<Form> {
        let Some(first) = old.first() else { return self.new_place(slot).map(Form::New) };
        let chunks: Option<Vec<Chunk>> =
            old.iter().map(|n| self.paragraph_lines(*n, slot)).collect();
        if let Some(chunks) = chunks.filter(|chunks| are_apart(chunks)) {
            return Some(Form::Lines(chunks));
        }
        let value = self.value(*first, slot)?;
        let entry = self.file.entry_of_value(&value)?;
        let text = self.file.text().get(value.clone())?;
        let is_plain = match Style::at(self.file.text(), &value) {
            Style::Plain | Style::Single => true,
            Style::Double => !text.contains('\\'),
            Style::Literal | Style::Folded => false,
        };
        let is_one = old.len() == 1 && !text.contains('\n') && !self.file.is_in_flow(&value);
        let line = self.file.source.lines_of(&entry.key_span);
        (is_plain && is_one).then(|| Form::OneLine(value, entry.key_span.start - line.start))
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
    fn one_line(&mut self, value: Range<usize>, key: usize, (old, entries): (&[usize], &[Entry])) {
        let raw = self.moved(&value, 0);
        // What was edited in it may have put it in quotation marks.
        let inner = || raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        let text = match raw.chars().next() {
            Some('"') => inner().replace("\\\"", "\"").replace("\\\\", "\\"),
            Some('\'') => inner().replace("''", "'"),
            _ => raw.clone(),
        };
        let column = key + 2;
        let paragraphs: Vec<String> = entries
            .iter()
            .map(|entry| match entry {
                Entry::Own(n) if old.contains(n) => indented(&text, column),
                other => self.paragraph(*other, None, column),
            })
            .collect();
        // A comment behind the value stands behind the block's sign.
        let end = self.file.source.lines_of(&(value.end..value.end)).end;
        let behind = self.file.text()[value.end..end].to_owned();
        let text = match paragraphs.is_empty() {
            true => format!("{UNFILLED}{behind}"),
            false => format!("|{behind}\n{}", paragraphs.join("\n\n")),
        };
        self.taken.push(value.clone());
        self.lines.push(Edit { span: value.start..end, text });
    }

    /// A narrative that the file has not yet.
    fn new_narrative(&mut self, place: NewPlace, entries: &[Entry]) {
        let NewPlace { at, column, before, behind } = place;
        let paragraphs: Vec<String> =
            entries.iter().map(|entry| self.paragraph(*entry, None, column + 2)).collect();
        let text = format!("{before}{}{behind}", paragraphs.join("\n\n"));
        self.lines.push(Edit { span: at..at, text });
    }

    fn new_place(&self, slot: Slot) -> Option<NewPlace> {
        match slot {
            Slot::Body(n) => self.behind_title(n),
            Slot::Overview(_) => self.before(&["电信服务质量状况", "举措"], "概述", false),
            Slot::Closing => self.before(&["声明"], "结语", true),
            Slot::Lead => {
                let profile = self.before(&["公司简介"], "导语", true);
                profile.or_else(|| self.before(&["电信服务质量状况"], "导语", true))
            }
            Slot::Profile | Slot::Annex(_) => None,
        }
    }

    /// Behind the title of an initiative that has no text.
    fn behind_title(&self, initiative: usize) -> Option<NewPlace> {
        let place = &self.outline.initiatives[initiative];
        let item = place.item.as_ref()?;
        self.file.item(item)?;
        let line = self.file.source.lines_of(&place.title);
        let column = item.start - self.file.source.lines_of(&(item.start..item.start)).start;
        let key = format!("\n{}内容: |\n", " ".repeat(column));
        Some(NewPlace { at: line.end, column, before: key, behind: "" })
    }

    /// Before an entry that has its line to itself.
    fn before(&self, keys: &[&str], key: &str, is_apart: bool) -> Option<NewPlace> {
        let entry = self.file.at(keys)?;
        let chunk = self.file.entry(entry)?;
        let column = self.file.column(chunk.start);
        let key = format!("{}{key}: |\n", " ".repeat(column));
        let behind = if is_apart { "\n\n" } else { "\n" };
        Some(NewPlace { at: chunk.start, column, before: key, behind })
    }
}
