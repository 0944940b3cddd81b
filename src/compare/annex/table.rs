//! The annex's table: all groups in one, a row for each figure, the half-years in columns, and what
//! is to be known of them in its last row.

use crate::compare::halves::HalfYear;
use crate::compare::rows::{Cell, Row};
use crate::compare::{Comparison, Standing, Verdict, words};
use crate::document::{Align, Block, Inline, ROW_NAMES};
use crate::standard::LEVEL;

/// From so many half-years on a unit stands once, in its row's name: figures alone leave room.
const MANY: usize = 5;
/// What marks a change from an earlier half-year than the last one.
const OLDER: &str = "※";
/// What stands where there is nothing.
const NONE: &str = "—";

/// The table; `None` where no figure can be shown.
pub(super) fn table(comparison: &Comparison, halves: &[HalfYear]) -> Option<Block> {
    let has_standard = comparison.rows().any(|(_, row)| !row.thresholds.is_empty());
    let mut head = vec![text(ROW_NAMES)];
    head.extend(halves.iter().map(|half| text(&half.period.to_string())));
    head.extend(["变化", "评价"].map(text));
    head.extend(has_standard.then(|| text("标准")));
    let mut columns = vec![Align::Left];
    columns.resize(halves.len() + 1, Align::Right);
    columns.push(Align::Left);
    columns.push(Align::Centre);
    columns.resize(head.len(), Align::Left);
    let alone = |cell: Vec<Inline>| {
        let mut row = vec![cell];
        row.resize(head.len(), Vec::new());
        row
    };
    let mut rows = Vec::new();
    for group in &comparison.groups {
        rows.push(alone(vec![Inline::Strong(text(&group.name))]));
        rows.extend(group.rows.iter().map(|row| {
            let mut cells = cells(comparison, halves, row);
            cells.truncate(head.len());
            cells.iter().map(|cell| text(cell)).collect()
        }));
    }
    if rows.is_empty() {
        return None;
    }
    rows.extend(note(comparison, halves).map(|note| alone(text(&note))));
    Some(Block::Table { columns, head, rows })
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// A figure's row.
fn cells(comparison: &Comparison, halves: &[HalfYear], row: &Row) -> Vec<String> {
    let unit = common_unit(halves, row);
    let mut cells = vec![match unit {
        Some(unit) => format!("{}（{unit}）", row.name),
        None => row.name.clone(),
    }];
    cells.extend(halves.iter().map(|half| {
        let cell = half.column.and_then(|n| row.cells.get(n)?.as_ref());
        cell.map_or_else(|| NONE.to_owned(), |cell| figure(cell, row, unit))
    }));
    let last = comparison.columns.len().saturating_sub(1);
    let own = row.cells.get(last).and_then(Option::as_ref);
    cells.extend(changed(row, own, last, unit));
    cells.push(standard(row, own, halves.len() >= MANY, unit));
    cells
}

/// The unit that all figures of a row are written with, where there are many.
fn common_unit<'r>(halves: &[HalfYear], row: &'r Row) -> Option<&'r str> {
    let unit = row.unit.as_deref().filter(|unit| !unit.is_empty() && halves.len() >= MANY)?;
    let is_behind = |cell: &Cell| cell.unit == unit && cell.written.ends_with(unit);
    row.cells.iter().flatten().all(is_behind).then_some(unit)
}

/// A figure as it was written, without its unit where that stands in the row's name, and what is to
/// be said of it by itself.
fn figure(cell: &Cell, row: &Row, unit: Option<&str>) -> String {
    let written = cell.written.as_str();
    let bare = unit.and_then(|unit| written.strip_suffix(unit)).map_or(written, str::trim_end);
    let mut parts = vec![bare.to_owned()];
    parts.extend(words::converted(cell, row));
    let is_broken = cell.standing == Some(Standing::Broken);
    parts.extend(is_broken.then(|| words::standing(cell).to_owned()));
    parts.join(" ")
}

/// How the last figure moved, and whether for the better; marked where it moved from an earlier
/// half-year than the one before.
fn changed(row: &Row, own: Option<&Cell>, last: usize, unit: Option<&str>) -> [String; 2] {
    let Some(change) = own.and_then(|cell| cell.change.as_ref()) else {
        return [NONE, NONE].map(str::to_owned);
    };
    let moved = match unit {
        Some(_) => words::moved_bare(change, row),
        None => words::moved_by(change, row),
    };
    let mark = if is_older(change.from, last) { OLDER } else { "" };
    let judged = match change.verdict {
        Verdict::Better | Verdict::Worse => words::verdict(change.verdict),
        Verdict::Same => LEVEL,
        Verdict::Moved => NONE,
    };
    [moved + mark, judged.to_owned()]
}

/// Whether a change is from an earlier filing than the one before the last.
fn is_older(from: usize, last: usize) -> bool {
    from + 1 != last
}

/// The row's own threshold, and whether the last figure keeps to it; in few signs where there are
/// many half-years.
fn standard(row: &Row, own: Option<&Cell>, is_brief: bool, unit: Option<&str>) -> String {
    let Some(threshold) = row.thresholds.first().map(words::threshold) else {
        return NONE.to_owned();
    };
    let threshold = match is_brief {
        true => {
            let signs = threshold.replace("不超过", "≤").replace("不低于", "≥");
            let bare = unit.and_then(|unit| signs.strip_suffix(unit)).map(str::to_owned);
            bare.unwrap_or(signs)
        }
        false => threshold,
    };
    match own.map_or("", words::standing) {
        "" => threshold,
        standing => format!("{threshold}，{standing}"),
    }
}

/// What is missing in whom, what is not as it seems, and where the thresholds were read.
fn note(comparison: &Comparison, halves: &[HalfYear]) -> Option<String> {
    let missing: Vec<String> = halves
        .iter()
        .filter(|half| half.column.is_none())
        .map(|half| half.period.to_string())
        .collect();
    let mut notes = Vec::new();
    if !missing.is_empty() {
        notes.push(format!("没有{}的报告", missing.join("、")));
    }
    let last = comparison.columns.len().saturating_sub(1);
    let has_older = comparison.rows().any(|(_, row)| {
        let own = row.cells.get(last).and_then(Option::as_ref);
        own.and_then(|cell| cell.change.as_ref()).is_some_and(|c| is_older(c.from, last))
    });
    if comparison.rows().any(|(_, row)| common_unit(halves, row) == Some("%")) {
        notes.push("“变化”和“标准”的单位与指标相同，%的变化是百分点".to_owned());
    }
    if has_older {
        notes.push(format!("带{OLDER}的，上期没有可比的数据，与再前面最近的一期相比"));
    }
    notes.extend(comparison.missing_lines());
    notes.extend(renamed(comparison));
    notes.extend(comparison.remark_lines(|remark| remark.alias.is_none()));
    let mut sources: Vec<&str> = Vec::new();
    for (_, row) in comparison.rows() {
        let source = row.thresholds.first().map(|threshold| threshold.source.as_str());
        sources.extend(source.filter(|source| !sources.contains(source)));
    }
    if !sources.is_empty() {
        notes.push(format!("标准的出处：{}", sources.join("；")));
    }
    let ended =
        |note: &String| if note.ends_with('。') { note.clone() } else { format!("{note}。") };
    match notes.as_slice() {
        [] => None,
        [only] => Some(format!("注：{}", ended(only))),
        several => {
            let numbered =
                several.iter().zip(1..).map(|(note, n)| format!("（{n}）{}", ended(note)));
            Some(format!("注：{}", numbered.collect::<String>()))
        }
    }
}

/// What filings call otherwise than the table; those that call the same so in one line.
fn renamed(comparison: &Comparison) -> Vec<String> {
    let remarks = comparison.remarks();
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for column in 0..comparison.columns.len() {
        let names = remarks.iter().filter(|remark| remark.column == column).filter_map(|remark| {
            let own = remark.figure.as_ref().unwrap_or(&remark.group);
            Some(format!("{own}（写作“{}”）", remark.alias.as_ref()?))
        });
        let names: Vec<String> = names.collect();
        let (names, heading) = (names.join("、"), comparison.heading(column));
        match said.iter_mut().find(|(known, _)| *known == names) {
            Some((_, columns)) => columns.push(heading),
            None if names.is_empty() => {}
            None => said.push((names, vec![heading])),
        }
    }
    let line = |(names, columns): (String, Vec<&str>)| {
        format!("{}名称不同的：{names}", columns.join("、"))
    };
    said.into_iter().map(line).collect()
}
