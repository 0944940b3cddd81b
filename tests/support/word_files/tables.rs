//! A file whose figures stand in tables: one for each group, or one for all.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Piece, Report};
use super::styles::*;
use super::{WordFile, extras};

/// How much a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Group,
    Report,
}

pub(crate) fn file(report: &Report, size: Size) -> WordFile {
    let mut package = Package::new(Dialect::Transitional);
    add_styles(&mut package, "Normal", &headings());
    add_settings(&mut package);
    let section = add_section(&mut package, None);
    let (first, second) = report.title();
    let line = |text: &str| paragraph(CENTRED, &run(&face(TITLE_FACE, 44), text));
    let title = line(&first) + &line(&second);
    let groups = groups(report);
    let mut tables = match size {
        Size::Group => groups.iter().map(|group| table(&of_a_group(&group.rows))).collect(),
        Size::Report => vec![table(&of_all(&groups))],
    }
    .into_iter();
    let body = extras::body(report, &mut package, |piece| match piece.kind {
        Kind::Group => {
            let heading = if size == Size::Group { written(piece) } else { String::new() };
            let table = tables.next().map(|table| table + &paragraph("", ""));
            heading + &table.unwrap_or_default()
        }
        Kind::Indicator => String::new(),
        _ => written(piece),
    });
    WordFile::plain(package.bytes(&(title + &body + &section)))
}

fn written(piece: &Piece) -> String {
    paragraph(&layout(piece), &run("", &piece.line()))
}

struct Group {
    name: String,
    rows: Vec<Row>,
}

/// An indicator: its figures with their labels, none where there is but one, and its note.
struct Row {
    name: String,
    figures: Vec<(String, String)>,
    note: String,
}

fn groups(report: &Report) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for piece in report.body() {
        match piece.kind {
            Kind::Group => groups.push(Group { name: piece.text.clone(), rows: Vec::new() }),
            Kind::Indicator => groups.last_mut().unwrap().rows.push(row(&piece.text)),
            _ => {}
        }
    }
    groups
}

fn row(line: &str) -> Row {
    let (name, text) = line.split_once('：').unwrap();
    let (text, note) = text.split_once('（').unwrap_or((text, ""));
    let figure = |part: &str| {
        let part = part.trim();
        let start = part.find(|c: char| c.is_ascii_digit() || c == '≤').unwrap_or_default();
        (part[..start].to_owned(), part[start..].to_owned())
    };
    let figures = text.split(['，', '、']).map(figure).collect();
    Row { name: name.to_owned(), figures, note: note.trim_end_matches('）').to_owned() }
}

/// The labels of rows, each once, in their order.
fn labels<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<&'a str> {
    let mut labels = Vec::new();
    for (label, _) in rows.flat_map(|row| &row.figures) {
        if !label.is_empty() && !labels.contains(&label.as_str()) {
            labels.push(label.as_str());
        }
    }
    labels
}

fn of_a_group(rows: &[Row]) -> Vec<Vec<Cell>> {
    let columns = Columns::of(rows.iter());
    let mut table = vec![columns.head(&["指标"])];
    table.extend(rows.iter().map(|row| columns.cells(row)));
    table
}

fn of_all(groups: &[Group]) -> Vec<Vec<Cell>> {
    let columns = Columns::of(groups.iter().flat_map(|group| &group.rows));
    let mut table = vec![columns.head(&["业务类别", "指标"])];
    for group in groups {
        for (n, row) in group.rows.iter().enumerate() {
            let mut cells = columns.cells(row);
            cells.insert(0, if n == 0 { Cell::new(&group.name).begun() } else { Cell::below() });
            table.push(cells);
        }
    }
    table
}

/// What a table has beside the names of its indicators.
struct Columns<'a> {
    labels: Vec<&'a str>,
    notes: bool,
}

impl<'a> Columns<'a> {
    fn of(rows: impl Iterator<Item = &'a Row> + Clone) -> Self {
        let notes = rows.clone().any(|row| !row.note.is_empty());
        Self { labels: labels(rows), notes }
    }

    fn head(&self, before: &[&str]) -> Vec<Cell> {
        let figures: &[&str] = if self.labels.is_empty() { &["数值"] } else { &self.labels };
        let notes: &[&str] = if self.notes { &["备注"] } else { &[] };
        [before, figures, notes].concat().into_iter().map(Cell::new).collect()
    }

    /// A row's cells. A figure without a label has those of all labels, merged.
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let mut cells = vec![Cell::new(&row.name)];
        match row.figures.as_slice() {
            [(label, figure)] if label.is_empty() => {
                cells.push(Cell::new(figure).over(self.labels.len().max(1)));
            }
            figures => cells.extend(self.labels.iter().map(|label| {
                let figure = figures.iter().find(|(of, _)| of == label);
                Cell::new(figure.map_or("", |(_, figure)| figure))
            })),
        }
        cells.extend(self.notes.then(|| Cell::new(&row.note)));
        cells
    }
}

/// A cell, which may go over several columns, begin a merged one, or lie below its beginning.
pub(crate) struct Cell {
    text: String,
    columns: usize,
    merged: &'static str,
}

impl Cell {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), columns: 1, merged: "" }
    }

    fn over(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    fn begun(self) -> Self {
        Self { merged: "<w:vMerge w:val='restart'/>", ..self }
    }

    fn below() -> Self {
        Self { merged: "<w:vMerge/>", ..Self::new("") }
    }

    fn xml(&self, width: usize) -> String {
        let width = width * self.columns;
        let span = match self.columns {
            1 => String::new(),
            columns => format!("<w:gridSpan w:val='{columns}'/>"),
        };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{span}{}</w:tcPr>{}</w:tc>",
            self.merged,
            paragraph("", &run(&face(TEXT_FACE, 24), &self.text))
        )
    }
}

/// Rows of cells, the first a head that each page repeats.
pub(crate) fn table(rows: &[Vec<Cell>]) -> String {
    let count = rows[0].len();
    let width = 8845 / count;
    let edge = |side: &str| format!("<w:{side} w:val='single' w:sz='4' w:space='0'/>");
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblW w:w='8845' w:type='dxa'/><w:tblBorders>{edges}</w:tblBorders>\
         </w:tblPr><w:tblGrid>{}</w:tblGrid>",
        format!("<w:gridCol w:w='{width}'/>").repeat(count)
    );
    for (n, row) in rows.iter().enumerate() {
        let head = if n == 0 { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        let cells: String = row.iter().map(|cell| cell.xml(width)).collect();
        xml += &format!("<w:tr>{head}{cells}</w:tr>");
    }
    xml + "</w:tbl>"
}
