//! A comparison as a document's blocks: what Markdown is written from, and what a report can take
//! in as its annex.

use super::columns::Arrangement;
use super::rows::{Cell, Group, Row};
use super::{Comparison, words};
use crate::document::{Align, Block, Inline, to_markdown};

/// What the list of caveats is called.
pub(super) const CAVEATS: &str = "达不到标准的、豁免的、迟报的";

/// A comparison as Markdown.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let mut whole = vec![heading(1, &comparison.title)];
    whole.extend(blocks(comparison, 2));
    to_markdown(&whole, 1) + "\n"
}

/// A comparison as blocks: a table for each group under a heading of a level, then what is missing
/// and what is to be known.
#[must_use]
pub fn blocks(comparison: &Comparison, level: u8) -> Vec<Block> {
    let mut blocks = vec![list(comparison.filing_lines())];
    let caveats = comparison.caveat_lines();
    if !caveats.is_empty() {
        blocks.push(heading(level, CAVEATS));
        blocks.push(list(caveats));
    }
    for group in &comparison.groups {
        blocks.push(heading(level, &group.name));
        blocks.push(table(comparison, group));
    }
    let parts = [
        ("没有的", comparison.missing_lines()),
        ("说明", comparison.remark_lines(|_| true)),
        ("限值的出处", comparison.source_lines()),
    ];
    for (title, lines) in parts {
        if !lines.is_empty() {
            blocks.push(heading(level, title));
            blocks.push(list(lines));
        }
    }
    blocks
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: inline(text) }
}

fn inline(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn list(lines: Vec<String>) -> Block {
    let item = |line: String| vec![Block::Paragraph(inline(&line))];
    Block::List { start: None, items: lines.into_iter().map(item).collect() }
}

/// A group's figures as a table.
#[must_use]
pub fn table(comparison: &Comparison, group: &Group) -> Block {
    let (head, rows) = cells(comparison, group);
    let mut columns = vec![Align::Left];
    columns.extend(comparison.columns.iter().map(|_| Align::Right));
    columns.resize(head.len(), Align::Left);
    let inlines = |texts: Vec<String>| texts.iter().map(|text| inline(text)).collect();
    Block::Table { columns, head: inlines(head), rows: rows.into_iter().map(inlines).collect() }
}

/// A group's table as texts: its head, and a row for each figure.
pub(super) fn cells(comparison: &Comparison, group: &Group) -> (Vec<String>, Vec<Vec<String>>) {
    let mut head = vec!["指标".to_owned()];
    head.extend(comparison.columns.iter().map(|column| column.heading.clone()));
    let changes = comparison.columns.iter().any(|column| column.before.is_some());
    let overall = group.rows.iter().any(|row| row.overall.is_some());
    if changes {
        head.push("变化".to_owned());
    }
    if overall {
        head.push("首末相比".to_owned());
    }
    head.push("标准".to_owned());
    let row = |row: &Row| {
        let mut texts = vec![row.name.clone()];
        let cells = row.cells.iter().enumerate();
        texts.extend(cells.map(|(n, cell)| value(comparison, row, (n, cell.as_ref()))));
        if changes {
            texts.push(changed(comparison, row));
        }
        if overall {
            let change = row.overall.as_ref();
            let text = change.map(|change| whole(&words::moved(change, row), change.verdict));
            texts.push(text.unwrap_or_default());
        }
        texts.push(standard(row));
        texts
    };
    (head, group.rows.iter().map(row).collect())
}

/// A figure as it was written, with what is to be said of it by itself.
fn value(comparison: &Comparison, row: &Row, (column, cell): (usize, Option<&Cell>)) -> String {
    let Some(cell) = cell else { return "—".to_owned() };
    let mut parts = vec![cell.written.clone()];
    parts.extend(words::converted(cell, row));
    // The last change has a column of its own.
    let change = cell.change.as_ref().filter(|_| !comparison.is_last(column));
    parts.extend(change.map(words::brief));
    let held = if row.is_met() { "" } else { words::standing(cell) };
    parts.extend([words::place(cell.place), held].map(str::to_owned));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// The row's own threshold, and whether all keep to it.
pub(super) fn standard(row: &Row) -> String {
    let threshold = row.thresholds.first().map(words::threshold).unwrap_or_default();
    match row.cells.iter().flatten().count() {
        _ if !row.is_met() => threshold,
        1 => format!("{threshold}，达标"),
        _ => format!("{threshold}，均达标"),
    }
}

/// The change of the last period of each carrier, which alone is written in full.
fn changed(comparison: &Comparison, row: &Row) -> String {
    let carriers = comparison.columns.iter().map(|column| column.carrier).max().unwrap_or(0);
    let changes = row.cells.iter().enumerate().filter_map(|(n, cell)| {
        let change = cell.as_ref()?.change.as_ref().filter(|_| comparison.is_last(n))?;
        let text = whole(&words::moved(change, row), change.verdict);
        // A period may be left out between.
        let skipped = comparison.columns.get(n)?.before != Some(change.from);
        let than = if skipped {
            format!("（与{}比）", comparison.heading(change.from))
        } else {
            String::new()
        };
        let column = comparison.columns.get(n)?;
        let who = if carriers > 0 { format!("{} ", column.short) } else { String::new() };
        Some(format!("{who}{text}{than}"))
    });
    changes.collect::<Vec<_>>().join("；")
}

fn whole(moved: &str, verdict: super::Verdict) -> String {
    match words::verdict(verdict) {
        "" => moved.to_owned(),
        judged => format!("{moved}，{judged}"),
    }
}

pub(super) fn arranged(arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Periods => "一家企业的各期，由远到近",
        Arrangement::Carriers => "同一期的各家企业，依给出的次序",
        Arrangement::Mixed => "依给出的次序",
    }
}
