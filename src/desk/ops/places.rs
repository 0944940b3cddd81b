//! Entries and items put in, taken out and put elsewhere.

use std::ops::Range;

use super::super::path::Step;
use super::fresh::{Fresh, Pen, flow_entry};
use super::ground::Ground;
use super::top::Gap;
use crate::edit::Chunk;
use crate::finding::Edit;
use crate::source::{Entry, Node, Value};

impl Ground<'_> {
    /// The edits that put items or an entry into what a path leads to, before the one of a number.
    pub(super) fn insertion(
        &self,
        path: &[Step],
        at: usize,
        key: Option<&str>,
        new: &[Fresh],
        pen: Pen,
    ) -> Option<Vec<Edit>> {
        let holder = self.node(path)?;
        match (&holder.value, key) {
            (Value::Map(entries), Some(key)) if !entries.is_empty() => {
                let [new] = new else { return None };
                match self.is_flow(holder) {
                    true => self.in_brackets(holder, at, flow_entry(key, new, pen)),
                    false => self.as_entry(path, entries, at, (key, new), pen),
                }
            }
            (Value::List(items), None) if !items.is_empty() => match self.is_flow(holder) {
                true => {
                    let texts: Vec<String> = new.iter().map(|new| new.in_flow(pen)).collect();
                    self.in_brackets(holder, at, texts.join(", "))
                }
                false => self.as_items(holder, at, new, pen),
            },
            (Value::Map(_), Some(key)) if path.is_empty() => self.as_first(key, new.first()?, pen),
            (Value::Empty | Value::Map(_) | Value::List(_), _) => self.filled(path, key, new, pen),
            _ => None,
        }
    }

    fn in_brackets(&self, holder: &Node, at: usize, text: String) -> Option<Vec<Edit>> {
        let parts = self.parts(holder);
        let (place, text) = match parts.get(at) {
            Some(part) => (part.start, format!("{text}, ")),
            None => (parts.last()?.end, format!(", {text}")),
        };
        Some(vec![Edit { span: place..place, text }])
    }

    fn as_items(&self, holder: &Node, at: usize, new: &[Fresh], pen: Pen) -> Option<Vec<Edit>> {
        let chunks = self.chunks(holder)?;
        let last = chunks.last()?;
        let dash = self.file.column(last.start);
        let between = self.between(&chunks);
        let items: Vec<String> = new.iter().map(|new| new.item(dash, pen)).collect();
        let text = items.join(between);
        let (place, text) = match chunks.get(at) {
            Some(chunk) => (chunk.start, format!("{text}{between}")),
            None => (last.end, format!("{between}{text}")),
        };
        Some(vec![Edit { span: place..place, text }])
    }

    /// What stands between the items of a list: a blank line where one stood.
    fn between(&self, chunks: &[Chunk]) -> &'static str {
        let gap = chunks.windows(2).next().map(|pair| &self.text()[pair[0].end..pair[1].start]);
        if gap.is_some_and(|gap| gap.matches('\n').count() > 1) { "\n\n" } else { "\n" }
    }

    /// An entry among others, each of which has its lines.
    fn as_entry(
        &self,
        path: &[Step],
        entries: &[Entry],
        at: usize,
        (key, new): (&str, &Fresh),
        pen: Pen,
    ) -> Option<Vec<Edit>> {
        let column = self.key_column(entries.first()?);
        let pad = " ".repeat(column);
        let lines = new.entry(key, column, pen);
        if let Some(span) = self.commented_out(entries, at, key) {
            return Some(vec![Edit { span, text: format!("{pad}{lines}") }]);
        }
        let gap = Gap::of(self, path, entries, at, key);
        if let Some(place) = gap.behind_heading {
            return Some(vec![Edit { span: place..place, text: format!("\n{pad}{lines}") }]);
        }
        let before = at.checked_sub(1).and_then(|n| entries.get(n));
        let (place, text) = match (entries.get(at), before) {
            (Some(next), _) if !gap.is_near && !self.is_on_own_line(next) => {
                (next.key_span.start, format!("{lines}\n{pad}"))
            }
            (Some(next), before) if !gap.is_near || before.is_none() => {
                let place = self.chunk(next)?.start;
                (place, format!("{}{pad}{lines}\n{}", gap.before, gap.behind))
            }
            (next, Some(before)) => {
                let place = match next {
                    Some(_) => self.entry_end(before),
                    None => self.behind_comments(self.entry_end(before), column),
                };
                (place, format!("\n{}{pad}{lines}", gap.before))
            }
            _ => return None,
        };
        Some(vec![Edit { span: place..place, text }])
    }

    /// The first entry of a file that has only comments.
    fn as_first(&self, key: &str, new: &Fresh, pen: Pen) -> Option<Vec<Edit>> {
        let text = self.text();
        let before = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let text = format!("{before}{}\n", new.entry(key, 0, pen));
        Some(vec![Edit { span: self.text().len()..self.text().len(), text }])
    }

    /// What is put behind a key that has nothing yet.
    fn filled(
        &self,
        path: &[Step],
        key: Option<&str>,
        new: &[Fresh],
        pen: Pen,
    ) -> Option<Vec<Edit>> {
        let spot = self.spot(path)?;
        let entry = spot.entry?;
        let span = self.value_span(&spot)?;
        if spot.in_flow {
            let blank = if span.start == spot.from { " " } else { "" };
            let text = match key {
                Some(key) => format!("{{ {} }}", flow_entry(key, new.first()?, pen)),
                None => format!("[{}]", new.first()?.in_flow(pen)),
            };
            return Some(vec![Edit { span, text: format!("{blank}{text}") }]);
        }
        let column = self.key_column(entry) + 2;
        let lines: Vec<String> = match key {
            Some(key) => {
                vec![format!("{}{}", " ".repeat(column), new.first()?.entry(key, column, pen))]
            }
            None => new.iter().map(|new| new.item(column, pen)).collect(),
        };
        let end = self.line(span.end).end;
        let below = Edit { span: end..end, text: format!("\n{}", lines.join("\n")) };
        let gone = Edit { span: spot.from..span.end, text: String::new() };
        Some(if span.is_empty() { vec![below] } else { vec![gone, below] })
    }

    /// The edits that take an entry or an item out of what holds it, which has others.
    pub(super) fn removal(&self, path: &[Step]) -> Option<Vec<Edit>> {
        let (_, above) = path.split_last()?;
        let (holder, n) = (self.node(above)?, self.number(path)?);
        let gone = |span: Range<usize>| Some(vec![Edit { span, text: String::new() }]);
        if self.is_flow(holder) {
            let parts = self.parts(holder);
            return match (parts.get(n + 1), n.checked_sub(1).and_then(|n| parts.get(n))) {
                (Some(next), _) => gone(parts.get(n)?.start..next.start),
                (None, Some(before)) => gone(before.end..parts.get(n)?.end),
                (None, None) => None,
            };
        }
        if let Value::Map(entries) = &holder.value {
            let entry = entries.get(n)?;
            if !self.is_on_own_line(entry) {
                return gone(entry.key_span.start..entries.get(n + 1)?.key_span.start);
            }
            if above.is_empty() {
                return gone(self.top_lines(entries, n)?);
            }
            let before = n.checked_sub(1).and_then(|n| entries.get(n));
            let end = before.map(|before| self.entry_end(before));
            return gone(self.lines_of(&self.chunk(entry)?, end, n + 1 == entries.len()));
        }
        let chunks = self.chunks(holder)?;
        let end = n.checked_sub(1).and_then(|n| chunks.get(n)).map(|before| before.end);
        gone(self.lines_of(chunks.get(n)?, end, n + 1 == chunks.len()))
    }

    /// The lines that go with a chunk: the blank ones behind it, or, of the last, those before.
    fn lines_of(&self, chunk: &Chunk, before: Option<usize>, is_last: bool) -> Range<usize> {
        let text = self.text();
        if is_last {
            let start = text[..chunk.start].trim_end().len();
            return start.max(before.unwrap_or(0))..chunk.end;
        }
        chunk.start..self.behind(chunk, before.is_some())
    }

    /// Where what follows lines begins: behind the blank ones where such stood before them too.
    pub(super) fn behind(&self, chunk: &Chunk, has_before: bool) -> usize {
        let text = self.text();
        let above = text[..chunk.start].replace('\r', "");
        if has_before && !above.ends_with("\n\n") {
            return text[chunk.end..].find('\n').map_or(text.len(), |at| chunk.end + at + 1);
        }
        self.next_line(chunk.end)
    }

    /// Where the next line begins that is not blank.
    fn next_line(&self, from: usize) -> usize {
        let rest = &self.text()[from..];
        let blank = rest.len() - rest.trim_start().len();
        let start = rest[..blank].rfind('\n').map_or(from, |at| from + at + 1);
        start.max(from)
    }

    /// What a path leads to as lines or, in brackets, as it is written there.
    pub(super) fn lines(&self, path: &[Step]) -> Option<String> {
        let (_, above) = path.split_last()?;
        let (holder, n) = (self.node(above)?, self.number(path)?);
        let span = match (self.is_flow(holder), &holder.value) {
            (true, _) => self.parts(holder).get(n)?.clone(),
            (false, Value::Map(entries)) => self.chunk(entries.get(n)?)?,
            (false, _) => self.chunks(holder)?.get(n)?.clone(),
        };
        self.text().get(span).map(str::to_owned)
    }
}
