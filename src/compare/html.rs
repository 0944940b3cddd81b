//! A comparison as one HTML file that needs nothing else.

use serde::Serialize;

use super::change::Change;
use super::rows::{Cell, Group, Row};
use super::trend::{self, GroupTrends};
use super::{Arrangement, Comparison, Verdict, blocks, chart, json, svg, words};
use crate::render::{SHEET_STYLE, TemplateFault, fill_own};

/// The page's template.
const TEMPLATE: &str = include_str!("../../templates/compare.html.tera");

#[derive(Serialize)]
struct View<'c> {
    title: &'c str,
    arranged: &'static str,
    ruleset: u16,
    norm: &'c str,
    filings: Vec<FilingView>,
    headings: Vec<&'c str>,
    changes: bool,
    groups: Vec<GroupView<'c>>,
    caveats_title: &'static str,
    caveats: Vec<String>,
    missing: Vec<String>,
    remarks: Vec<String>,
    sources: Vec<String>,
    style: &'static str,
    data: String,
}

#[derive(Serialize)]
struct FilingView {
    name: String,
    file: String,
    notes: Vec<String>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct GroupView<'c> {
    id: String,
    name: &'c str,
    overall: bool,
    rows: Vec<RowView<'c>>,
    charts: Vec<ChartView>,
    /// Whether the charts are small ones of many half-years.
    trends: bool,
}

#[derive(Serialize)]
struct RowView<'c> {
    name: &'c str,
    direction: &'static str,
    cells: Vec<CellView>,
    overall: ChangeView,
    standard: String,
}

#[derive(Serialize, Default)]
struct CellView {
    written: String,
    converted: String,
    change: ChangeView,
    than: String,
    place: &'static str,
    best: bool,
    held: &'static str,
    broken: bool,
}

/// A change as a page shows it.
#[derive(Serialize, Default)]
pub(crate) struct ChangeView {
    text: String,
    verdict: &'static str,
    class: &'static str,
}

#[derive(Serialize)]
struct ChartView {
    name: String,
    svg: String,
    wide: bool,
}

/// A comparison as a page.
///
/// # Errors
/// A fault of the page's template, which is the program's own.
pub fn html(comparison: &Comparison) -> Result<String, Box<TemplateFault>> {
    let mut number = 0;
    let groups = comparison.groups.iter().enumerate();
    let trends = match comparison.arrangement {
        Arrangement::Periods => trend::trends(comparison).groups,
        Arrangement::Carriers | Arrangement::Mixed => Vec::new(),
    };
    let view = View {
        title: &comparison.title,
        arranged: blocks::arranged(comparison.arrangement),
        ruleset: comparison.ruleset,
        norm: &comparison.norm,
        filings: filings(comparison),
        headings: comparison.columns.iter().map(|column| column.heading.as_str()).collect(),
        changes: comparison.columns.iter().any(|column| column.before.is_some()),
        groups: groups.map(|(n, g)| group((comparison, &trends), n, g, &mut number)).collect(),
        caveats_title: blocks::CAVEATS,
        caveats: comparison.caveat_lines(),
        missing: comparison.missing_lines(),
        remarks: comparison.remark_lines(|_| true),
        sources: comparison.source_lines(),
        style: SHEET_STYLE,
        // Inside <script> only "<" can end the data (HTML 4.12.1.3).
        data: json::json(comparison).trim_end().replace('<', "\\u003c"),
    };
    fill_own("compare.html.tera", TEMPLATE, &view)
}

fn filings(comparison: &Comparison) -> Vec<FilingView> {
    let filing = |column: &super::Column| {
        let pdf = column.pdf.as_ref();
        FilingView {
            name: format!("{}{}", column.company, column.period),
            file: column.file.clone(),
            notes: pdf.map(|pdf| pdf.notes.clone()).unwrap_or_default(),
            warnings: pdf.map(|pdf| pdf.warnings.clone()).unwrap_or_default(),
        }
    };
    comparison.columns.iter().map(filing).collect()
}

fn group<'c>(
    (comparison, trends): (&'c Comparison, &[GroupTrends]),
    place: usize,
    group: &'c Group,
    number: &mut usize,
) -> GroupView<'c> {
    let is_of_periods = comparison.arrangement == Arrangement::Periods;
    GroupView {
        id: format!("g{}", place + 1),
        name: &group.name,
        overall: group.rows.iter().any(|row| row.overall.is_some()),
        charts: match is_of_periods {
            true => small_charts(group, trends, number),
            false => charts(comparison, group, number),
        },
        trends: is_of_periods,
        rows: group.rows.iter().map(|row| row_view(comparison, row)).collect(),
    }
}

/// The charts of a group of several carriers' filings.
fn charts(comparison: &Comparison, group: &Group, number: &mut usize) -> Vec<ChartView> {
    let charts = group.rows.iter().filter_map(|row| {
        let chart = chart::chart(comparison, row)?;
        *number += 1;
        let svg = svg::svg(&chart, *number);
        Some(ChartView { name: chart.title, svg, wide: comparison.columns.len() > 5 })
    });
    charts.collect()
}

/// The trends of a group of one carrier's filings.
fn small_charts(group: &Group, trends: &[GroupTrends], number: &mut usize) -> Vec<ChartView> {
    let own = trends.iter().filter(|trends| trends.name == group.name);
    let charts = own.flat_map(|trends| &trends.panels).map(|panel| {
        *number += 1;
        ChartView { name: panel.title.clone(), svg: trend::svg(panel, *number), wide: false }
    });
    charts.collect()
}

fn row_view<'c>(comparison: &Comparison, row: &'c Row) -> RowView<'c> {
    let cell = |cell: &Option<Cell>| {
        cell.as_ref().map(|cell| cell_view(comparison, row, cell)).unwrap_or_default()
    };
    RowView {
        name: &row.name,
        direction: words::direction(row.direction),
        cells: row.cells.iter().map(cell).collect(),
        overall: ChangeView::new(row.overall.as_ref(), row),
        standard: blocks::standard(row),
    }
}

fn cell_view(comparison: &Comparison, row: &Row, cell: &Cell) -> CellView {
    let change = cell.change.as_ref();
    CellView {
        written: cell.written.clone(),
        converted: words::converted(cell, row).unwrap_or_default(),
        than: change.map(|c| comparison.heading(c.from).to_owned()).unwrap_or_default(),
        change: ChangeView::new(change, row),
        place: words::place(cell.place),
        best: cell.place == Some(super::Place::Best),
        held: if row.is_met() { "" } else { words::standing(cell) },
        broken: cell.standing == Some(super::Standing::Broken),
    }
}

impl ChangeView {
    /// A change of a row's figure; empty where there is none.
    pub(crate) fn new(change: Option<&Change>, row: &Row) -> Self {
        let Some(change) = change else { return Self::default() };
        Self {
            text: words::moved(change, row),
            verdict: words::verdict(change.verdict),
            class: match change.verdict {
                Verdict::Better => "better",
                Verdict::Worse => "worse",
                Verdict::Same | Verdict::Moved => "quiet",
            },
        }
    }
}
