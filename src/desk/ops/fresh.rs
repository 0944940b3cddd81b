//! What is written anew: values as a careful person writes them into a file.

use super::plain::Plain;
use crate::edit::indented;
use crate::source::{scalar, scalar_in_flow};

/// How sure the writing is to be. What the first reads otherwise than it is meant, the next may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pen {
    /// As the file has it, quotation marks only where they are needed.
    Careful,
    /// Everything in quotation marks, every block as the first of its kind.
    Quoted,
    /// The whole entry anew, its key too.
    Whole,
}

pub(super) const PENS: [Pen; 3] = [Pen::Careful, Pen::Quoted, Pen::Whole];

impl Pen {
    /// A text of one line.
    pub(super) fn line(self, text: &str, in_flow: bool) -> String {
        match (self, in_flow) {
            (Self::Quoted, _) => quoted(text),
            _ if text.contains('\n') => quoted(text),
            (_, true) => scalar_in_flow(text),
            (_, false) => scalar(text),
        }
    }
}

/// A text in double quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{}\"", text.replace('\t', "\\t"))
}

/// A value that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fresh {
    Line(String),
    Prose(String),
    /// Texts in brackets.
    Names(Vec<String>),
    /// Entries in braces.
    Braces(Vec<(String, Fresh)>),
    Map(Vec<(String, Fresh)>),
    List(Vec<Fresh>),
    /// Lines that the file has elsewhere, an item's or an entry's, and what they say.
    Lines(String, Plain),
}

impl Fresh {
    pub(super) fn line(text: impl Into<String>) -> Self {
        Self::Line(text.into())
    }

    /// What is to be read back.
    pub(super) fn plain(&self) -> Plain {
        let entries = |entries: &[(String, Self)]| {
            Plain::Map(entries.iter().map(|(key, value)| (key.clone(), value.plain())).collect())
        };
        match self {
            Self::Line(text) | Self::Prose(text) => Plain::text(text),
            Self::Names(names) => Plain::List(names.iter().map(|name| Plain::text(name)).collect()),
            Self::Braces(own) | Self::Map(own) => entries(own),
            Self::List(items) => Plain::List(items.iter().map(Self::plain).collect()),
            Self::Lines(_, plain) => plain.clone(),
        }
    }

    /// As the value of a key, within braces.
    pub(super) fn in_flow(&self, pen: Pen) -> String {
        match self {
            Self::Line(text) | Self::Prose(text) => pen.line(text, true),
            Self::Names(names) => brackets(names.iter().map(|name| pen.line(name, true))),
            Self::List(items) => brackets(items.iter().map(|item| item.in_flow(pen))),
            Self::Braces(entries) | Self::Map(entries) => braces(entries, pen),
            Self::Lines(text, _) => text.clone(),
        }
    }

    /// As a list's item or as an entry of a map, at a column; its first line without blanks before
    /// it.
    pub(super) fn entry(&self, key: &str, column: usize, pen: Pen) -> String {
        let key = scalar(key);
        let below = |lines: Vec<String>| format!("{key}:\n{}", lines.join("\n"));
        let pad = " ".repeat(column + 2);
        match self {
            Self::Prose(text) if !text.is_empty() => {
                format!("{key}: {}{}", header(text), block(text, column + 2))
            }
            Self::Map(entries) if !entries.is_empty() => below(
                entries
                    .iter()
                    .map(|(key, value)| format!("{pad}{}", value.entry(key, column + 2, pen)))
                    .collect(),
            ),
            Self::List(items) if !items.is_empty() => {
                below(items.iter().map(|item| item.item(column + 2, pen)).collect())
            }
            // The lines of an entry are whole.
            Self::Lines(text, _) => indented(text, column).trim_start_matches(' ').to_owned(),
            Self::Line(text) => format!("{key}: {}", pen.line(text, false)),
            other => format!("{key}: {}", other.in_flow(pen)),
        }
    }

    /// As the item of a list whose dashes stand at a column, with the blanks before it.
    pub(super) fn item(&self, dash: usize, pen: Pen) -> String {
        let pad = " ".repeat(dash);
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                let entries = entries.iter().map(|(key, value)| value.entry(key, dash + 2, pen));
                let between = format!("\n{pad}  ");
                format!("{pad}- {}", entries.collect::<Vec<_>>().join(&between))
            }
            Self::Lines(text, _) => indented(text, dash),
            Self::Line(text) => format!("{pad}- {}", pen.line(text, false)),
            other => format!("{pad}- {}", other.in_flow(pen)),
        }
    }
}

fn brackets(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn braces(entries: &[(String, Fresh)], pen: Pen) -> String {
    let entry = |(key, value): &(String, Fresh)| flow_entry(key, value, pen);
    format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
}

/// An entry within braces.
pub(super) fn flow_entry(key: &str, value: &Fresh, pen: Pen) -> String {
    format!("{}: {}", scalar_in_flow(key), value.in_flow(pen))
}

/// The sign of a block that has a text: how far its lines are indented is said where they would
/// not say it themselves.
pub(super) fn header(text: &str) -> &'static str {
    if text.trim_start_matches('\n').starts_with([' ', '\t']) { "|2" } else { "|" }
}

/// A text as the lines of a block, each with its line end before it.
pub(super) fn block(text: &str, column: usize) -> String {
    let pad = " ".repeat(column);
    let line = |line: &str| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("\n{pad}{line}"),
    };
    text.split('\n').map(line).collect()
}
