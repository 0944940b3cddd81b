//! A table of figures: our own, or one with areas or measures as heads of columns and groups merged
//! in the first.

use super::figures::{figure as written, is_word_for_none};
use super::heads::{Head, head as head_of};
use super::row::{NOTHING, Row, Rows};
use super::{groups, line, transposed};
use crate::document::{Block, plain_text};
use crate::filing::is_area;
use crate::import::draft::Figure;
use crate::import::piece::Piece;
use crate::standard::{Standard, is_measure};

/// What a column of a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    /// Numbers of rows.
    Number,
    Group,
    Name,
    /// A column of the same name is for each label of a figure.
    Label,
    /// Figures with these labels, and the unit in the head.
    Figure(Vec<String>, Option<String>),
    Beside(&'static str),
    /// What a filing has no place for: 标准值.
    Other,
    Unit,
    Note,
}

/// The rows of a table that is one of figures throughout.
pub(super) fn read(piece: &Piece, group: Option<&str>, standard: &Standard) -> Option<Rows> {
    let Block::Table { head, rows, .. } = &piece.block else { return None };
    let text = |cell: &Vec<crate::document::Inline>| plain_text(cell).trim().to_owned();
    let head: Vec<String> = head.iter().map(text).collect();
    let mut rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let Some(columns) = columns(&head, &rows, standard) else {
        let rows = transposed::read(&head, &rows, group?, standard)?;
        return Some(Rows { rows, others: Vec::new() });
    };
    fill_down(&columns, &mut rows);
    let mut found: Vec<Row> = Vec::new();
    let mut others = Vec::new();
    // The group that a row of its own opened.
    let mut current: Option<String> = None;
    for (n, row) in rows.iter().enumerate() {
        if row.iter().all(String::is_empty) {
            continue;
        }
        if let Some(name) = group_row(row, standard) {
            current = Some(name.to_owned());
            continue;
        }
        let Some(mut one) = read_row(&columns, row, current.as_deref().or(group), standard) else {
            // A note or a title across the table, a head again, an empty value; no figure.
            if has_figure(&columns, row) {
                return None;
            }
            others.push(
                row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" | "),
            );
            continue;
        };
        one.group = one.group.or_else(|| current.clone());
        let of = one.group.as_deref().or(group).unwrap_or_default();
        let is_wide = |at: usize| piece.merged.contains(&(n, at));
        if is_of_all(&columns, row, is_wide) || names_measure(&one.read, of, standard) {
            one.read.figures.iter_mut().for_each(|figure| figure.labels.clear());
        }
        match found.last_mut().filter(|last| continues(last, &one)) {
            Some(last) => last.read.figures.extend(one.read.figures),
            None => found.push(one),
        }
    }
    (!found.is_empty()).then_some(Rows { rows: found, others })
}

fn has_figure(columns: &[Column], row: &[String]) -> bool {
    let is_figure = |(column, cell): (&Column, &String)| {
        matches!(column, Column::Figure(..)) && cell.contains(line::begins_value)
    };
    columns.iter().zip(row).any(is_figure)
}

/// The words of a table that its figures do without: its head, and the numbers of its rows.
pub(super) fn head_words(block: &Block) -> String {
    let Block::Table { head, rows, .. } = block else { return String::new() };
    let text = |cell: &Vec<crate::document::Inline>| plain_text(cell).trim().to_owned();
    let is_number = |cell: &Vec<_>| head_of(&text(cell)) == Some(Head::Number);
    let numbers = head.iter().enumerate().filter(|(_, cell)| is_number(cell));
    let numbers = numbers.flat_map(|(n, _)| rows.iter().filter_map(move |row| row.get(n)));
    head.iter().chain(numbers).map(text).collect::<Vec<_>>().join(" ")
}

/// Whether a row has one figure, in a cell that reaches over the columns of others.
fn is_of_all(columns: &[Column], row: &[String], is_wide: impl Fn(usize) -> bool) -> bool {
    let filled = (0..row.len()).filter(|n| {
        matches!(columns.get(*n), Some(Column::Figure(..))) && !NOTHING.contains(&row[*n].as_str())
    });
    let filled: Vec<usize> = filled.collect();
    matches!(filled.as_slice(), [only] if is_wide(*only))
}

/// Whether an indicator's one figure stands below a measure that its name says already, or that
/// it has not: a column of 平均 in which 计费差错率 stands for want of another.
fn names_measure(read: &line::Read, group: &str, standard: &Standard) -> bool {
    let [only] = read.figures.as_slice() else { return false };
    let [label] = only.labels.as_slice() else { return false };
    let Some(bare) = standard.find(group, &read.name, None) else { return false };
    // 最长 of what is known as an average is another figure, and keeps its label.
    let is_other = standard
        .find(group, &read.name, Some(label))
        .is_some_and(|own| own.measure != bare.measure || !std::ptr::eq(own.entry, bare.entry));
    is_measure(label) && !is_other
}

/// The group that a row names and nothing else.
fn group_row<'r>(row: &'r [String], standard: &Standard) -> Option<&'r str> {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    let name = filled.next().filter(|_| filled.next().is_none())?;
    let bare = name.find(['、', '）']).map_or(name.as_str(), |at| {
        let mark = crate::import::mark::mark(name).map_or(0, |(_, end)| end);
        if mark > at { &name[mark..] } else { name }
    });
    standard.group(bare.trim()).map(|_| bare.trim())
}

/// Whether a row has further figures of the indicator before it.
fn continues(last: &Row, one: &Row) -> bool {
    let labelled = |row: &Row| row.read.figures.iter().all(|figure| !figure.labels.is_empty());
    last.group == one.group
        && last.read.name == one.read.name
        && labelled(last)
        && labelled(one)
        && last.read.note == one.read.note
}

/// What each column is; nothing where one is not known.
fn columns(head: &[String], rows: &[Vec<String>], standard: &Standard) -> Option<Vec<Column>> {
    let columns: Option<Vec<Column>> =
        (0..head.len()).map(|n| column(&head[n], n, rows, standard)).collect();
    let columns = columns?;
    let has = |wanted: fn(&Column) -> bool| columns.iter().filter(|c| wanted(c)).count();
    let figures = has(|column| matches!(column, Column::Figure(..)));
    (has(|column| *column == Column::Name) == 1 && figures > 0).then_some(columns)
}

fn column(head: &str, n: usize, rows: &[Vec<String>], standard: &Standard) -> Option<Column> {
    let (name, inner) = head.split_once(['（', '(']).unwrap_or((head, ""));
    let name = name.trim();
    let unit = inner.trim_end_matches(['）', ')']).trim().trim_start_matches("单位：").to_owned();
    let unit = Some(unit).filter(|unit| written(&format!("1{unit}")).is_some() && !unit.is_empty());
    let cells = || rows.iter().filter_map(move |row| row.get(n)).filter(|cell| !cell.is_empty());
    let are_groups = || cells().count() > 0 && cells().all(|cell| standard.group(cell).is_some());
    let figure = |labels: Vec<String>| Column::Figure(labels, unit.clone());
    let known = head_of(name);
    if known != Some(Head::Number) && are_groups() {
        return Some(Column::Group);
    }
    Some(match known {
        Some(Head::Number) => Column::Number,
        Some(Head::Group) => Column::Group,
        Some(Head::Name) => Column::Name,
        Some(Head::Label) => Column::Label,
        Some(Head::Figure) => figure(Vec::new()),
        Some(Head::Other) => Column::Other,
        Some(Head::Unit) => Column::Unit,
        Some(Head::Note) => Column::Note,
        Some(Head::Beside(key)) => Column::Beside(key),
        None if is_area(name) || is_measure(name) => figure(vec![name.to_owned()]),
        None => {
            let (area, measure) = line::both(name)?;
            figure(vec![area.to_owned(), measure.to_owned()])
        }
    })
}

/// Repeats what merged cells show once: groups, and names before labels.
fn fill_down(columns: &[Column], rows: &mut [Vec<String>]) {
    let has_labels = columns.contains(&Column::Label);
    for (n, column) in columns.iter().enumerate() {
        if !(*column == Column::Group || *column == Column::Name && has_labels) {
            continue;
        }
        let mut above = String::new();
        for row in rows.iter_mut() {
            match row.get_mut(n) {
                Some(cell) if cell.is_empty() => cell.clone_from(&above),
                Some(cell) => above.clone_from(cell),
                None => {}
            }
        }
    }
}

fn read_row(
    columns: &[Column],
    row: &[String],
    group: Option<&str>,
    standard: &Standard,
) -> Option<Row> {
    let cell = |wanted: &Column| {
        let at = columns.iter().position(|column| column == wanted)?;
        row.get(at).filter(|cell| !cell.is_empty()).cloned()
    };
    let named = cell(&Column::Group);
    let own = named.as_deref().map(|name| groups::name(name, standard));
    let (name, mut labels) = split_name(&cell(&Column::Name)?);
    labels.extend(cell(&Column::Label));
    let only = || groups::only_of(&name, labels.last().map(String::as_str), standard);
    let own = if own.is_none() && group.is_none() { Some(only()?) } else { own };
    let of = own.as_deref().or(group)?.to_owned();
    let unit = cell(&Column::Unit).filter(|unit| !NOTHING.contains(&unit.as_str()));
    let (mut figures, mut reworded) = (Vec::new(), others(columns, row));
    // 移动电话（续）
    let around = named.iter().zip(&own).map(|(name, own)| name.replacen(own.as_str(), "", 1));
    reworded.extend(around.filter(|words| !words.is_empty()));
    let mut notes: Vec<String> = Vec::new();
    for (column, cell) in columns.iter().zip(row) {
        let Column::Figure(heads, head_unit) = column else { continue };
        if NOTHING.contains(&cell.as_str()) {
            continue;
        }
        let labels: Vec<String> = labels.iter().chain(heads).cloned().collect();
        let unit = unit.as_deref().or(head_unit.as_deref());
        let (cell, inner) =
            line::last_brackets(cell.trim_end_matches(['；', ';', '，', ',', '。']));
        let mut figure = figure(labels, cell, unit, &mut reworded)?;
        match inner.map(|inner| (line::beside(inner), inner)) {
            Some((Some(beside), _)) => figure.beside = beside,
            Some((None, inner)) => notes.push(inner.to_owned()),
            None => {}
        }
        figures.push(figure);
    }
    // A unit that the figures have themselves already.
    reworded.extend(unit.filter(|unit| !figures.iter().any(|f: &Figure| f.value.ends_with(unit))));
    let beside = beside(columns, row);
    match figures.as_mut_slice() {
        [] => return None,
        [only] => only.beside.extend(beside),
        _ if beside.is_empty() => {}
        _ => return None,
    }
    let known = standard.group(&of).is_some() || !name.is_empty();
    notes.extend(cell(&Column::Note).filter(|note| !NOTHING.contains(&note.as_str())));
    let note = (!notes.is_empty()).then(|| notes.join("；"));
    known.then_some(Row { group: own, read: line::Read { name, figures, note, reworded } })
}

/// 业务变更（平均） with its labels apart.
pub(super) fn split_name(name: &str) -> (String, Vec<String>) {
    let whole = || (name.to_owned(), Vec::new());
    let Some(inner) = name.strip_suffix(['）', ')']) else { return whole() };
    let Some((before, label)) = inner.rsplit_once(['（', '(']) else { return whole() };
    let is_label = |text: &str| is_area(text) || is_measure(text);
    match line::both(label) {
        _ if is_label(label) => (before.to_owned(), vec![label.to_owned()]),
        Some((area, measure)) => (before.to_owned(), vec![area.to_owned(), measure.to_owned()]),
        None => whole(),
    }
}

/// A cell's figure, with the unit of its row or column where it has none itself.
fn figure(
    labels: Vec<String>,
    cell: &str,
    unit: Option<&str>,
    reworded: &mut Vec<String>,
) -> Option<Figure> {
    if is_word_for_none(cell) {
        return Some(Figure { labels, value: cell.to_owned(), beside: Vec::new() });
    }
    let has_unit = cell.ends_with(|c: char| !c.is_ascii_digit() && !('０'..='９').contains(&c));
    let (value, is_other) = match unit {
        Some(unit) if !has_unit => written(&format!("{cell}{unit}"))?,
        _ => written(cell)?,
    };
    if is_other {
        reworded.push(cell.to_owned());
    }
    Some(Figure { labels, value, beside: Vec::new() })
}

/// What stands in the columns that a filing has no place for.
fn others(columns: &[Column], row: &[String]) -> Vec<String> {
    let cells = columns.iter().zip(row).filter(|(column, _)| **column == Column::Other);
    cells.map(|(_, cell)| cell.clone()).filter(|cell| !cell.is_empty()).collect()
}

fn beside(columns: &[Column], row: &[String]) -> Vec<(&'static str, String)> {
    let cells = columns.iter().zip(row).filter_map(|(column, cell)| match column {
        Column::Beside(key) if !NOTHING.contains(&cell.as_str()) => Some((*key, cell.clone())),
        _ => None,
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::import::piece::Place;

    fn read_table(markdown: &str) -> Option<Vec<String>> {
        let piece = Piece::block(Place::Document, parse(markdown).remove(0));
        let rows = read(&piece, Some("固定电话"), &Standard::newest())?.rows;
        let line = |row: &Row| {
            let figures = row.read.figures.iter();
            let figures: Vec<String> =
                figures.map(|f| format!("{}={}", f.labels.join("."), f.value)).collect();
            let group = row.group.clone().unwrap_or_default();
            format!("{group}/{} {}", row.read.name, figures.join(" "))
        };
        Some(rows.iter().map(line).collect())
    }

    #[test]
    fn tables_of_several_forms_are_read() {
        let own = "| 指标 | 数据 | 环比 |\n|--|--|--|\n| 业务变更（平均） | 0.25小时 | — |\n| 业务变更（及时率） | 99.64% | — |";
        assert_eq!(read_table(own).unwrap(), ["/业务变更 平均=0.25小时 及时率=99.64%"]);
        let areas = "| 序号 | 项目 | 单位 | 城市 | 农村 |\n|--|--|--|--|--|\n| 1 | 装移机平均时限 | 天 | 0.84 | 1.04 |";
        assert_eq!(read_table(areas).unwrap(), ["/装移机平均时限 城市=0.84天 农村=1.04天"]);
        let groups = "| 业务 | 指标 | 完成值 |\n|--|--|--|\n| 移动电话 | 计费差错率 | ≤4×10⁻⁶ |\n| | 障碍修复平均时限 | 4.01小时 |";
        assert_eq!(
            read_table(groups).unwrap(),
            ["移动电话/计费差错率 =≤4×10⁻⁶", "移动电话/障碍修复平均时限 =4.01小时"]
        );
    }

    #[test]
    fn indicators_may_stand_in_columns() {
        let areas = "| 区域 | 装移机平均时限 | 装移机及时率 |\n|--|--|--|\n| 城市 | 1.1天 | 99% |\n| 农村 | 1.9天 | 98% |";
        assert_eq!(
            read_table(areas).unwrap(),
            ["/装移机平均时限 城市=1.1天 农村=1.9天", "/装移机及时率 城市=99% 农村=98%"]
        );
        let one = "| 装移机平均时限 | 装移机及时率 |\n|--|--|\n| 1.1天 | 99% |";
        assert_eq!(read_table(one).unwrap(), ["/装移机平均时限 =1.1天", "/装移机及时率 =99%"]);
        let longest = "| 指标 | 平均 | 最长 |\n|--|--|--|\n| 装移机平均时限 | 1.1天 | — |\n| 障碍修复平均时限 | — | 9小时 |";
        assert_eq!(
            read_table(longest).unwrap(),
            ["/装移机平均时限 =1.1天", "/障碍修复平均时限 最长=9小时"]
        );
        let cities = "| 地区 | 装移机平均时限 |\n|--|--|\n| 太原 | 1.1天 |\n| 大同 | 1.9天 |";
        assert!(read_table(cities).is_none());
    }

    #[test]
    fn a_table_of_other_things_is_none() {
        let prose = "| 地区 | 新开基站（座） |\n|--|--|\n| 山西 | 700 |";
        assert!(read_table(prose).is_none());
        let words = "| 指标 | 完成情况 |\n|--|--|\n| 装移机平均时限 | 较好 |";
        assert!(read_table(words).is_none());
    }
}
