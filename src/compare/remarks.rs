//! What has to be said beside the figures: what is missing in whom, and what is not as it seems.

use super::value::{Incomparable, Value};
use super::{Cell, Column, Comparison, Row, plain, words};

/// What a filing lacks that another has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The filing.
    pub column: usize,
    /// Whole groups.
    pub groups: Vec<String>,
    /// Figures of groups that it has, each with its group.
    pub figures: Vec<(String, String)>,
}

/// A remark on a figure or a group of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The filing.
    pub column: usize,
    /// The group.
    pub group: String,
    /// The figure; `None` for the group.
    pub figure: Option<String>,
    /// The filing's own name for it, where the remark is of that.
    pub alias: Option<String>,
    /// What is to be known.
    pub text: String,
}

impl Comparison {
    /// What each filing lacks that another has; those that lack nothing are left out.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let of_column = |column: usize| {
            let mut missing = Missing { column, groups: Vec::new(), figures: Vec::new() };
            for group in &self.groups {
                if group.called.get(column).is_none_or(Option::is_none) {
                    missing.groups.push(group.name.clone());
                    continue;
                }
                let lacks = |cells: &[Option<_>]| cells.get(column).is_none_or(Option::is_none);
                let rows = group.rows.iter().filter(|row| lacks(&row.cells));
                missing.figures.extend(rows.map(|row| (group.name.clone(), row.name.clone())));
            }
            missing
        };
        let all = (0..self.columns.len()).map(of_column);
        all.filter(|missing| !missing.groups.is_empty() || !missing.figures.is_empty()).collect()
    }

    /// Other names, notes, and why figures cannot be compared, in the order of the rows.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for group in &self.groups {
            for (column, called) in group.called.iter().enumerate() {
                let other = called.as_ref().filter(|called| **called != group.name);
                remarks.extend(other.map(|called| Remark {
                    column,
                    group: group.name.clone(),
                    figure: None,
                    alias: Some(called.clone()),
                    text: format!("写作“{called}”"),
                }));
            }
            for row in &group.rows {
                for (column, cell) in row.cells.iter().enumerate() {
                    let Some(cell) = cell else { continue };
                    let remark = |alias: Option<&String>, text: String| Remark {
                        column,
                        group: group.name.clone(),
                        figure: Some(row.name.clone()),
                        alias: alias.cloned(),
                        text,
                    };
                    let alias = cell.alias.as_ref();
                    remarks.extend(alias.map(|name| remark(alias, format!("写作“{name}”"))));
                    let note = cell.note.as_ref().map(|note| format!("备注“{note}”"));
                    remarks.extend(
                        note.into_iter().chain(incomparable(row, cell)).map(|t| remark(None, t)),
                    );
                }
            }
        }
        remarks
    }

    /// What is missing, in words, one line a filing.
    pub(super) fn missing_lines(&self) -> Vec<String> {
        self.missing()
            .iter()
            .map(|missing| {
                let mut parts: Vec<String> =
                    missing.groups.iter().map(|group| format!("“{group}”整组")).collect();
                let figures = missing.figures.iter();
                parts.extend(figures.map(|(group, figure)| format!("{group}·{figure}")));
                format!("{}没有：{}", self.heading(missing.column), parts.join("、"))
            })
            .collect()
    }

    /// The remarks that are wanted in words, one line a figure; what is to be said of several
    /// filings stands once.
    pub(crate) fn remark_lines(&self, is_wanted: impl Fn(&Remark) -> bool) -> Vec<String> {
        type Texts = Vec<(String, Vec<usize>)>;
        let mut lines: Vec<(String, Texts)> = Vec::new();
        for remark in self.remarks().into_iter().filter(is_wanted) {
            let place = match &remark.figure {
                Some(figure) => format!("{}·{figure}", remark.group),
                None => remark.group.clone(),
            };
            if lines.last().is_none_or(|(last, _)| *last != place) {
                lines.push((place, Vec::new()));
            }
            let Some((_, said)) = lines.last_mut() else { continue };
            match said.iter_mut().find(|(text, _)| *text == remark.text) {
                Some((_, columns)) => columns.push(remark.column),
                None => said.push((remark.text, vec![remark.column])),
            }
        }
        let remark = |(text, columns): &(String, Vec<usize>)| {
            let headings: Vec<&str> = columns.iter().map(|n| self.heading(*n)).collect();
            format!("{} {text}", headings.join("、"))
        };
        let line = |(place, said): (String, Texts)| {
            let said: Vec<String> = said.iter().map(remark).collect();
            format!("{place}：{}", said.join("；"))
        };
        lines.into_iter().map(line).collect()
    }

    /// The thresholds' sources in words, one line a norm and how sure it is.
    pub(crate) fn source_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let first = self.rows().filter_map(|(_, row)| row.thresholds.first());
        for threshold in first {
            let line = format!("{}（{}）", threshold.source, threshold.caveat);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    /// What is to be known of the filings, one line each: company, period, file, and of a PDF
    /// what was found.
    pub(super) fn filing_lines(&self) -> Vec<String> {
        self.columns.iter().map(words::filing).collect()
    }

    /// What is to be known of each filing before its figures are, one line each.
    pub(super) fn caveat_lines(&self) -> Vec<String> {
        let of_column = |column: &Column| -> Vec<String> {
            let line = |caveat| plain(&format!("{}：{caveat}", column.heading));
            column.caveats.iter().map(line).collect()
        };
        self.columns.iter().flat_map(of_column).collect()
    }

    pub(super) fn heading(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| &column.heading)
    }
}

/// Why a figure is not compared; nothing of what is text in all filings, as a hotline is.
fn incomparable(row: &Row, cell: &Cell) -> Option<String> {
    match cell.value {
        Value::Incomparable(Incomparable::Text) if row.unit.is_none() => None,
        Value::Incomparable(why) => Some(format!("填的 {} {}，不比较", cell.written, why.reason())),
        Value::Exact(_) => None,
    }
}
