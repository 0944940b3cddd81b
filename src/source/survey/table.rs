//! Lines with tabs between their words, pasted from a spreadsheet or a word processor: a table.

use std::ops::Range;

use super::super::hidden;
use super::Line;
use crate::finding::{Code, Finding, Findings};

/// Lines one below the other that have equally many tabs.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    tabs: usize,
    indent: usize,
    /// Whether a line of text stands right above them.
    joined: bool,
    /// Where the last line of text ended.
    above: Option<usize>,
}

#[derive(Debug)]
struct Row {
    start: usize,
    content: Range<usize>,
}

impl Rows {
    /// Takes a line of a block's text; `false` where it ends the rows before it, and has to be
    /// asked again once those were reported.
    pub(super) fn take(&mut self, line: &Line<'_>, from: usize, indent: usize, code: bool) -> bool {
        let content = line.raw.get(from..).unwrap_or_default().trim_end_matches(' ');
        let tabs = content.matches('\t').count();
        let is_row = !code && content.trim().contains('\t');
        if !self.rows.is_empty() && (!is_row || tabs != self.tabs) {
            return false;
        }
        let end = line.start + line.raw.len();
        if is_row {
            if self.rows.is_empty() {
                self.joined = self.above.is_some_and(|at| at + 2 >= line.start && at < line.start);
                (self.tabs, self.indent) = (tabs, indent);
            }
            let start = line.start + from;
            self.rows.push(Row { start: line.start, content: start..start + content.len() });
        }
        self.above = Some(end);
        true
    }

    /// Whether a line is among the rows.
    pub(super) fn has(&self, line: &Line<'_>) -> bool {
        self.rows.last().is_some_and(|row| row.start == line.start)
    }

    /// Tells what was gathered: a table, or a line with tabs.
    pub(super) fn end(&mut self, text: &str, findings: &mut Findings) {
        let rows = std::mem::take(&mut self.rows);
        match rows.as_slice() {
            [] => {}
            [row] => {
                let line = &text[row.start..row.content.end];
                let line = hidden::Line { text: line, in_block: true };
                line.tabs(
                    row.start,
                    row.content.start - row.start..line.text.len(),
                    false,
                    findings,
                );
            }
            [first, .., last] => {
                let span = first.content.clone();
                let what = format!("这 {} 行用制表符（Tab）分栏，多半是从表格里粘贴的", rows.len());
                let finding = Code::Y07
                    .at(span, what)
                    .help("写成表格：每行写成“| 兰州 | 0.72天 |”，第一行下面加一行“| --- | --- |”");
                findings.push(self.table(finding, text, &rows, last));
            }
        }
    }

    fn table(&self, mut finding: Finding, text: &str, rows: &[Row], last: &Row) -> Finding {
        let indent = " ".repeat(self.indent);
        if self.joined
            && let Some(first) = rows.first()
        {
            finding = finding.fix(first.start..first.start, "\n");
        }
        let goes_on = text[last.content.end..].lines().nth(1).is_some_and(|line| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            !line.trim().is_empty() && spaces >= self.indent
        });
        for (n, row) in rows.iter().enumerate() {
            let cells = text[row.content.clone()].split('\t').map(|c| c.trim().replace('|', "\\|"));
            let mut line = format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
            if n == 0 {
                line.push_str(&format!("\n{indent}|{}", " --- |".repeat(self.tabs + 1)));
            }
            if goes_on && n + 1 == rows.len() {
                line.push('\n');
            }
            finding = finding.fix(row.content.clone(), line);
        }
        finding
    }
}
