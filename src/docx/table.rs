//! Tables: columns as wide as their text asks, the head on every page, each row whole.

use std::fmt::Write as _;

use super::measure::{is_wide, width};
use super::page::Sheet;
use super::parts::{Indent, Paragraph, Run, Table};
use crate::document::Align;
use crate::typeset::{
    GROUPED_LEAST, GROUPED_TRIES, Length, TABLE_LEAST, TRIES, Try, are_figures, share_width,
};

/// A table to be written.
pub(super) struct Measured {
    /// The columns' widths in twips.
    pub(super) columns: Vec<i64>,
    /// The size of its text in half-points, where it is smaller than the style's.
    pub(super) size: Option<i64>,
    /// The head's cells and the rows', placed.
    pub(super) rows: Vec<Vec<Paragraph>>,
    fit: Fit,
}

/// How close a table's text stands.
#[derive(Clone, Copy)]
struct Fit {
    /// The size of its text in half-points.
    size: i64,
    is_grouped: bool,
    whole_heads: bool,
}

impl Fit {
    /// What a cell keeps free on both sides together, in twips.
    fn padding(self) -> i64 {
        if self.is_grouped { self.size * 6 } else { self.size * 8 }
    }

    /// From line to line, in twips.
    fn line(self) -> i64 {
        if self.is_grouped { self.size * 40 / 3 } else { self.size * 15 }
    }

    /// What a cell keeps free above, and below, in twips.
    fn above(self) -> i64 {
        if self.is_grouped { self.size * 10 / 6 } else { self.size * 10 / 4 }
    }
}

impl Measured {
    /// From line to line in its cells in twips, where that is not the style's.
    pub(super) fn line(&self) -> Option<i64> {
        self.size.map(|_| self.fit.line())
    }
}

/// A table in the largest size in which no figure is torn; the last of all where there is none.
pub(super) fn measured(table: &Table, sheet: &Sheet) -> Measured {
    let texts = Texts::of(table);
    let usual = sheet.table_size;
    let tries = if table.is_grouped { GROUPED_TRIES.as_slice() } else { &TRIES };
    let is_grouped = table.is_grouped;
    let fit = |Try { permille, whole_heads }: Try| {
        let size = usual * permille / 1000;
        Fit { size, is_grouped, whole_heads }
    };
    let mut fits = tries.iter().map(|tried| fit(*tried));
    let fitting = fits.clone().find_map(|fit| Some((fit, texts.columns(fit, sheet)?)));
    let (fit, columns) = fitting.unwrap_or_else(|| {
        let count = table.columns.len().max(1) as i64;
        let smallest = Fit { size: usual, is_grouped, whole_heads: false };
        let columns = vec![sheet.width / count; table.columns.len()];
        (fits.next_back().unwrap_or(smallest), columns)
    });
    let size = fit.size;
    let widest: Vec<i64> = (0..columns.len()).map(|column| texts.widest(column, size)).collect();
    let rows = std::iter::once(&table.head).chain(&table.rows).enumerate();
    let rows = rows.map(|(row, cells)| {
        let place = |(column, cell): (usize, &Paragraph)| {
            let room = columns.get(column).copied().unwrap_or_default() - fit.padding();
            let widest = widest.get(column).copied().unwrap_or_default();
            let placed = texts.place(table, (row, column), size, (room, widest));
            Paragraph { indent: placed.0, align: Some(placed.1), ..cell.clone() }
        };
        cells.iter().enumerate().map(place).collect()
    });
    Measured { rows: rows.collect(), size: (size != usual).then_some(size), columns, fit }
}

/// The texts of a table's cells, the head first.
struct Texts {
    rows: Vec<Vec<String>>,
    /// Columns whose every cell is a figure.
    figures: Vec<bool>,
}

impl Texts {
    fn of(table: &Table) -> Self {
        let text = |cell: &Paragraph| cell.runs.iter().filter_map(Run::text).collect::<String>();
        let rows: Vec<Vec<String>> = std::iter::once(&table.head)
            .chain(&table.rows)
            .map(|row| row.iter().map(text).collect())
            .collect();
        let column = |n: usize| rows.iter().skip(1).filter_map(move |row| row.get(n).cloned());
        // Figures of several groups have no point in common.
        let is_figures = |n: usize| !table.is_grouped && are_figures(column(n));
        let figures = (0..table.columns.len()).map(is_figures).collect();
        Self { figures, rows }
    }

    /// The cells of a column, without those that are over several.
    fn column(&self, column: usize) -> impl Iterator<Item = &String> {
        let count = self.figures.len();
        self.rows
            .iter()
            .filter(move |row| row.len() == count)
            .filter_map(move |row| row.get(column))
    }

    /// The columns' widths in twips; `None` where the room is too small.
    fn columns(&self, fit: Fit, sheet: &Sheet) -> Option<Vec<i64>> {
        let (size, padding) = (fit.size, fit.padding());
        let (mut least, mut wanted) = (Vec::new(), Vec::new());
        for column in 0..self.figures.len() {
            let cells = || self.column(column);
            let asked = cells().map(|text| twips(width(text), size)).max().unwrap_or_default();
            // A torn figure is worse than a wide column: some faces' figures are wider than others'.
            let figure = if fit.is_grouped { size } else { size * 3 };
            let part = cells().map(|text| twips(widest_part(text), size) + figure).max();
            // Han could stand one to a line; four read as text. A URL may be torn.
            let usual = if fit.is_grouped { GROUPED_LEAST } else { TABLE_LEAST };
            let han = if column == 0 { usual.0 } else { usual.1 };
            let part = part.unwrap_or_default().max(asked.min(size * 8 * han));
            let head = cells().next().filter(|_| fit.whole_heads);
            let head = head.map(|text| twips(width(text), size) + figure);
            let part = part.max(head.unwrap_or_default()).min(size * 96);
            least.push(Length(part + padding));
            wanted.push(Length(asked.max(part) + padding));
        }
        let widths = share_width(least, &wanted, Length(sheet.width))?;
        Some(widths.into_iter().map(|width| width.0).collect())
    }

    /// The widest cell of a column below its head, in twips.
    fn widest(&self, column: usize, size: i64) -> i64 {
        let cells = self.column(column).skip(1);
        cells.map(|text| twips(width(text), size)).max().unwrap_or_default()
    }

    /// Where a cell's text stands: figures one below the other, their block in the middle. The
    /// column has so much room and so wide a cell, in twips.
    fn place(
        &self,
        table: &Table,
        (row, column): (usize, usize),
        size: i64,
        (room, widest): (i64, i64),
    ) -> (Indent, Align) {
        let stated = table.columns.get(column).copied().unwrap_or(Align::Auto);
        let is_wrapped = self
            .rows
            .get(row)
            .and_then(|row| row.get(column))
            .is_some_and(|text| twips(width(text), size) > room);
        let align = match stated {
            _ if row == 0 => Align::Centre,
            Align::Left => Align::Left,
            _ if is_wrapped => Align::Left,
            Align::Centre => Align::Centre,
            Align::Right => Align::Right,
            Align::Auto if self.figures.get(column) == Some(&true) => {
                let right = (room - widest).max(0) / 2;
                return (Indent { right, ..Indent::default() }, Align::Right);
            }
            Align::Auto if widest > room => Align::Left,
            Align::Auto => Align::Centre,
        };
        (Indent::default(), align)
    }
}

/// What a text takes, with something over: faces differ, and a line that is a hair too short is
/// broken.
fn twips(hundredths: i64, size: i64) -> i64 {
    if hundredths == 0 { 0 } else { (hundredths + 8) * size * 10 / 100 }
}

/// The widest part of a text that is not to be broken: a figure with its unit's letters.
fn widest_part(text: &str) -> i64 {
    let breaks = |c: char| is_wide(c) || c == ' ';
    let parts = text.split(breaks).map(width).max().unwrap_or_default();
    parts.max(text.chars().find(|c| is_wide(*c)).map_or(0, |_| 100))
}

/// `w:tbl` up to its rows (ECMA-376 Part 1 17.4.37).
pub(super) fn begin(measured: &Measured, out: &mut String) {
    let border =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let (side, above) = (measured.fit.padding() / 2, measured.fit.above());
    let _ = write!(
        out,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#,
        measured.columns.iter().sum::<i64>()
    );
    for column in &measured.columns {
        let _ = write!(out, r#"<w:gridCol w:w="{column}"/>"#);
    }
    out.push_str("</w:tblGrid>");
}

/// `w:tr` up to its cells.
pub(super) fn begin_row(is_head: bool, out: &mut String) {
    let head = if is_head { "<w:tblHeader/>" } else { "" };
    let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
}

/// `w:tc` up to its paragraph, over so many columns.
pub(super) fn begin_cell(width: i64, columns: usize, out: &mut String) {
    let span = match columns {
        1 => String::new(),
        columns => format!(r#"<w:gridSpan w:val="{columns}"/>"#),
    };
    let _ = write!(
        out,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>"#
    );
}
