//! A value put where one stands: in the style that the file has there, where that can be.

use super::super::path::{Path, Step};
use super::fresh::{self, Fresh, Pen, quoted};
use super::ground::{Ground, Spot};
use crate::finding::Edit;
use crate::source::Value;

impl Ground<'_> {
    /// The edits that put a value where a path leads to one.
    pub(super) fn replaced(&self, path: &[Step], new: &Fresh, pen: Pen) -> Option<Vec<Edit>> {
        let spot = self.spot(path)?;
        if pen == Pen::Whole {
            return self.rewritten(&spot, new);
        }
        if let (Fresh::Names(names), Value::List(_)) = (new, &spot.node.value) {
            return self.names(path, names, pen);
        }
        if self.block(&spot).is_some() {
            self.in_block(&spot, new, pen)
        } else {
            self.on_line(&spot, new, pen)
        }
    }

    /// A whole entry anew, its key too.
    fn rewritten(&self, spot: &Spot<'_>, new: &Fresh) -> Option<Vec<Edit>> {
        let entry = spot.entry.filter(|_| !spot.in_flow)?;
        let span = entry.key_span.start..self.entry_end(entry);
        Some(vec![Edit { span, text: new.entry(&entry.key, spot.column, Pen::Careful) }])
    }

    /// A value where a block of text stands.
    fn in_block(&self, spot: &Spot<'_>, new: &Fresh, pen: Pen) -> Option<Vec<Edit>> {
        let block = self.block(spot)?;
        let text = match new {
            Fresh::Line(text) | Fresh::Prose(text) if !text.is_empty() => text,
            other => {
                let span = block.header.start..block.content.end;
                return Some(vec![Edit { span, text: other.in_flow(pen) }]);
            }
        };
        let header = self.text().get(block.header.clone())?;
        let new_header = fresh::header(text);
        let is_kept = pen == Pen::Careful
            && header.starts_with('|')
            && !header.contains(|c: char| c.is_ascii_digit())
            && new_header == "|";
        let column = block.column.filter(|column| is_kept && *column > spot.column);
        let content = fresh::block(text, column.unwrap_or(spot.column + 2));
        let mut edits = vec![Edit { span: block.content, text: content }];
        if !is_kept {
            edits.insert(0, Edit { span: block.header, text: new_header.to_owned() });
        }
        Some(edits)
    }

    /// A value on its key's line.
    fn on_line(&self, spot: &Spot<'_>, new: &Fresh, pen: Pen) -> Option<Vec<Edit>> {
        let span = self.value_span(spot)?;
        let before = self.text().get(..span.start)?;
        let blank = if before.ends_with([' ', '\t', '[']) { "" } else { " " };
        let raw = self.text().get(span.clone())?;
        let is_empty = spot.node.value == Value::Empty;
        let text = match new {
            Fresh::Prose(text) if !spot.in_flow && (text.contains('\n') || is_empty) => {
                // A comment behind the value stands behind the block's sign.
                let end = self.line(span.end).end;
                let header = Edit { span, text: format!("{blank}{}", fresh::header(text)) };
                let content = fresh::block(text, spot.column + 2);
                return Some(vec![header, Edit { span: end..end, text: content }]);
            }
            Fresh::Line(text) | Fresh::Prose(text) => match (pen, raw.chars().next()) {
                (Pen::Careful, Some('"')) => quoted(text),
                (Pen::Careful, Some('\'')) if !text.contains('\n') => {
                    format!("'{}'", text.replace('\'', "''"))
                }
                _ => pen.line(text, spot.in_flow),
            },
            other => other.in_flow(pen),
        };
        Some(vec![Edit { span, text: format!("{blank}{text}") }])
    }

    /// The texts of a list, those that stay as they are written.
    fn names(&self, path: &[Step], names: &[String], pen: Pen) -> Option<Vec<Edit>> {
        let spot = self.spot(path)?;
        let Value::List(items) = &spot.node.value else { return None };
        let old: Vec<Option<&str>> = items
            .iter()
            .map(|item| match &item.value {
                Value::Text(text) => Some(text.trim_end_matches('\n')),
                _ => None,
            })
            .collect();
        if self.is_flow(spot.node) || items.is_empty() {
            let parts = self.parts(spot.node);
            let text = |name: &String| match old.iter().position(|own| *own == Some(name)) {
                Some(n) if pen == Pen::Careful => self.text()[parts[n].clone()].to_owned(),
                _ => pen.line(name, true),
            };
            let span = self.value_span(&spot)?;
            let names: Vec<String> = names.iter().map(text).collect();
            return Some(vec![Edit { span, text: format!("[{}]", names.join(", ")) }]);
        }
        let same = |n: &usize| old.get(*n).copied().flatten() == names.get(*n).map(String::as_str);
        let start = (0..old.len().min(names.len())).take_while(same).count();
        let rest = old.len().min(names.len()) - start;
        let tail = |n: &usize| {
            old[old.len() - 1 - n] == names.get(names.len() - 1 - n).map(String::as_str)
        };
        let end = (0..rest).take_while(tail).count();
        let item = |n: usize| -> Path { path.iter().cloned().chain([Step::Item(n)]).collect() };
        let both = old.len().min(names.len()) - end;
        let mut edits = Vec::new();
        for (n, name) in names.iter().enumerate().take(both).skip(start) {
            edits.extend(self.replaced(&item(n), &Fresh::line(name.as_str()), pen)?);
        }
        for n in both..old.len() - end {
            edits.extend(self.removal(&item(n))?);
        }
        if names.len() > old.len() {
            let new = names[both..names.len() - end].iter();
            let lines: Vec<Fresh> = new.map(|name| Fresh::line(name.as_str())).collect();
            edits.extend(self.insertion(path, both, None, &lines, pen)?);
        }
        Some(edits)
    }
}
