//! The figures of a sheet: each beside the last period's and the standard's threshold.

use serde::Serialize;

use crate::compare::{Cell, ChangeView, Comparison, Group, Row, Standing, Verdict, words};
use crate::review::origins::Origins;

#[derive(Serialize)]
pub(super) struct FiguresView<'r> {
    headings: Vec<&'r str>,
    groups: Vec<GroupView<'r>>,
    remarks: Vec<String>,
    sources: Vec<String>,
    counts: Counts,
}

#[derive(Serialize, Default)]
struct Counts {
    all: usize,
    better: usize,
    worse: usize,
    broken: usize,
    new: usize,
    gone: usize,
}

#[derive(Serialize)]
struct GroupView<'r> {
    name: &'r str,
    rows: Vec<RowView<'r>>,
}

#[derive(Serialize)]
struct RowView<'r> {
    name: &'r str,
    direction: &'static str,
    cells: Vec<CellView<'r>>,
    change: ChangeView,
    /// Shown instead of a change.
    instead: &'static str,
    standard: String,
}

#[derive(Serialize, Default)]
struct CellView<'r> {
    written: &'r str,
    /// What the file has beside it.
    beside: &'r str,
    /// Where it came from.
    origin: &'r str,
    converted: String,
    held: &'static str,
    broken: bool,
}

/// The figures of a comparison whose last column is the filing that is reviewed.
pub(super) fn figures<'r>(comparison: &'r Comparison, origins: &'r Origins) -> FiguresView<'r> {
    FiguresView {
        headings: comparison.columns.iter().map(|column| column.heading.as_str()).collect(),
        groups: comparison.groups.iter().map(|group| group_view(group, origins)).collect(),
        remarks: comparison.remark_lines(|_| true),
        sources: comparison.source_lines(),
        counts: counts(comparison),
    }
}

fn group_view<'r>(group: &'r Group, origins: &'r Origins) -> GroupView<'r> {
    let rows = group.rows.iter().map(|row| row_view(row, &group.name, origins));
    GroupView { name: &group.name, rows: rows.collect() }
}

fn row_view<'r>(row: &'r Row, group: &str, origins: &'r Origins) -> RowView<'r> {
    let (before, now) = before_and_now(row);
    let change = now.and_then(|cell| cell.change.as_ref());
    let instead = match (row.cells.len() > 1, before, now) {
        (true, None, Some(_)) => "上期没有",
        (true, Some(_), None) => "本期没有",
        (true, Some(before), Some(now)) if change.is_none() && before.written == now.written => {
            "未改"
        }
        (true, Some(_), Some(_)) if change.is_none() => "改了",
        _ => "",
    };
    let mut cells: Vec<CellView<'r>> =
        row.cells.iter().map(|cell| cell_view(cell.as_ref(), row)).collect();
    let own = now.and_then(|now| origins.get(&(group.to_owned(), now.called.clone())));
    if let (Some(last), Some(origin)) = (cells.last_mut(), own) {
        last.origin = origin;
    }
    RowView {
        name: &row.name,
        direction: words::direction(row.direction),
        cells,
        change: ChangeView::new(change, row),
        instead,
        standard: row.thresholds.first().map(words::threshold).unwrap_or_default(),
    }
}

fn cell_view<'r>(cell: Option<&'r Cell>, row: &Row) -> CellView<'r> {
    let Some(cell) = cell else { return CellView::default() };
    CellView {
        written: &cell.written,
        beside: &cell.beside,
        origin: "",
        converted: words::converted(cell, row).unwrap_or_default(),
        held: words::standing(cell),
        broken: cell.standing == Some(Standing::Broken),
    }
}

/// The last filing's figure, where there is one, and this one's.
fn before_and_now(row: &Row) -> (Option<&Cell>, Option<&Cell>) {
    match &row.cells[..] {
        [now] => (None, now.as_ref()),
        [before, now] => (before.as_ref(), now.as_ref()),
        _ => (None, None),
    }
}

fn counts(comparison: &Comparison) -> Counts {
    let mut counts = Counts::default();
    let compared = comparison.columns.len() > 1;
    for (_, row) in comparison.rows() {
        let (before, now) = before_and_now(row);
        let Some(now) = now else {
            counts.gone += 1;
            continue;
        };
        counts.all += 1;
        counts.new += usize::from(compared && before.is_none());
        counts.broken += usize::from(now.standing == Some(Standing::Broken));
        match now.change.as_ref().map(|change| change.verdict) {
            Some(Verdict::Better) => counts.better += 1,
            Some(Verdict::Worse) => counts.worse += 1,
            Some(Verdict::Same | Verdict::Moved) | None => {}
        }
    }
    counts
}
