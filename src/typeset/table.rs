//! Tables: columns as wide as their text asks, text wrapped inside its cell, figures aligned at
//! the decimal point, every row whole. A table in groups is set small and close.

use super::breaking::{Measure, break_lines};
use super::columns::{Cell, Spacing, column_widths, point_widths};
use super::elements::{StyledText, Table};
use super::justify::{fitted_line, natural_width};
use super::shape::Shaper;
use super::spacing::joints;
use super::{Area, Geometry, Length, TextRun};
use crate::document::{Align, RowKind};

/// A set table: rows with their text from the row's top, and the lines between columns.
#[derive(Debug, Clone)]
pub(super) struct SetTable {
    pub head: SetRow,
    pub rows: Vec<SetRow>,
    /// The edges of the columns from the page's left.
    pub edges: Vec<Length>,
}

/// A row: its height, and runs whose baselines are from its top.
#[derive(Debug, Clone)]
pub(super) struct SetRow {
    pub height: Length,
    pub runs: Vec<TextRun>,
    /// What it is, in a table in groups.
    pub kind: RowKind,
}

/// The lines between rows and columns are half a point, as a ruled form has them.
pub(super) const RULE: Length = Length(500);

impl SetTable {
    /// The lines around a row that begins at `top`; the line above it too where it is the first.
    pub(super) fn rules(&self, row: &SetRow, top: Length, first: bool) -> Vec<Area> {
        let (Some(left), Some(right)) = (self.edges.first(), self.edges.last()) else {
            return Vec::new();
        };
        let width = *right - *left + RULE;
        let across = |y| Area { x: *left - RULE / 2, y, width, height: RULE };
        let mut rules = vec![across(top + row.height - RULE / 2)];
        if first {
            rules.push(across(top - RULE / 2));
        }
        let down = |x: &Length| Area { x: *x - RULE / 2, y: top, width: RULE, height: row.height };
        match row.kind.spans() {
            true => rules.extend([left, right].map(down)),
            false => rules.extend(self.edges.iter().map(down)),
        }
        rules
    }
}

/// How many Han of a line the first column of a table has room for at least, and each of the
/// others.
pub(crate) const LEAST: (i64, i64) = (4, 4);
/// The same for a table in groups, which has names in its first column and figures in the others.
pub(crate) const GROUPED_LEAST: (i64, i64) = (8, 3);

/// How a table is tried.
#[derive(Clone, Copy)]
pub(crate) struct Try {
    /// Its text's size, in thousandths of the usual one.
    pub(crate) permille: i64,
    /// Whether its heads stay on one line.
    pub(crate) whole_heads: bool,
}

/// What a table is tried in: 小四, 五号, 小五, 六号.
pub(crate) const TRIES: [Try; 4] = [
    Try { permille: 1000, whole_heads: false },
    Try { permille: 875, whole_heads: false },
    Try { permille: 750, whole_heads: false },
    Try { permille: 625, whole_heads: false },
];
/// The same for a table in groups: 小五, 六号.
pub(crate) const GROUPED_TRIES: [Try; 3] = [
    Try { permille: 750, whole_heads: true },
    Try { permille: 750, whole_heads: false },
    Try { permille: 625, whole_heads: false },
];

/// Sets a table in the type area's width, in the largest size in which no figure is torn;
/// `None` where there is none.
pub(super) fn set_table(
    table: &Table,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Option<SetTable> {
    let tries = if table.kinds.is_some() { GROUPED_TRIES.as_slice() } else { &TRIES };
    tries.iter().find_map(|tried| {
        let fit = Fit::of(table, geometry.table_size * tried.permille / 1000, *tried);
        set_in_size(table, fit, shaper, geometry)
    })
}

/// How close a table's text is set.
#[derive(Clone, Copy)]
struct Fit {
    size: Length,
    /// From line to line.
    pitch: Length,
    /// What a cell keeps free above and below together.
    above: Length,
    /// The same on both sides.
    beside: Length,
    whole_heads: bool,
}

impl Fit {
    fn of(table: &Table, size: Length, Try { whole_heads, .. }: Try) -> Self {
        let (pitch, above, beside) = match table.kinds {
            Some(_) => (size * 4 / 3, size / 3, size * 2 / 3),
            None => (size * 3 / 2, size / 2, size),
        };
        Self { size, pitch, above, beside, whole_heads }
    }
}

fn set_in_size(
    table: &Table,
    fit: Fit,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Option<SetTable> {
    let Fit { size, beside, whole_heads, .. } = fit;
    let mut shape = |cell: &Vec<StyledText>| {
        let clusters = shaper.shape(cell, size);
        let joints = joints(&clusters, size);
        Cell { clusters, joints }
    };
    let head: Vec<Cell> = table.head.iter().map(&mut shape).collect();
    let rows: Vec<Vec<Cell>> =
        table.rows.iter().map(|row| row.iter().map(&mut shape).collect()).collect();
    let least = if table.kinds.is_some() { GROUPED_LEAST } else { LEAST };
    let spacing = Spacing { em: size, beside, whole_heads, least };
    let widths = column_widths(&head, &rows, &table.figures, spacing, geometry.width)?;
    let mut edges = vec![geometry.left];
    for width in &widths {
        edges.push(edges[edges.len() - 1] + *width);
    }
    let setter = RowSetter { table, fit, edges: &edges, rows: &rows };
    // Four lines are left for the head; a head that is higher leaves a page no room at all.
    let room = geometry.height - geometry.table_pitch * 4;
    let head = setter.row(&head, None, room).into_iter().next()?;
    let kind = |n: usize| table.kinds.as_ref().and_then(|kinds| kinds.get(n).copied());
    let rows = rows.iter().enumerate();
    let rows =
        rows.flat_map(|(n, row)| setter.row(row, Some(kind(n).unwrap_or(RowKind::Usual)), room));
    let rows = rows.collect();
    Some(SetTable { head, rows, edges: edges.clone() })
}

struct RowSetter<'t> {
    table: &'t Table,
    fit: Fit,
    edges: &'t [Length],
    rows: &'t [Vec<Cell>],
}

impl RowSetter<'_> {
    /// A row, the head where it is of no kind; one that is higher than a page's room goes on in
    /// further rows.
    fn row(&self, cells: &[Cell], kind: Option<RowKind>, room: Length) -> Vec<SetRow> {
        let lines: Vec<Vec<Vec<TextRun>>> =
            cells.iter().enumerate().map(|(column, cell)| self.cell(cell, column, kind)).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let Fit { size, pitch, .. } = self.fit;
        let at_once = usize::try_from((room - size).0 / pitch.0).unwrap_or(1).max(1);
        (0..most)
            .step_by(at_once)
            .map(|from| {
                let part = |cell: &Vec<Vec<TextRun>>| {
                    cell.iter().skip(from).take(at_once).cloned().collect::<Vec<_>>()
                };
                let part = self.part(&lines.iter().map(part).collect::<Vec<_>>());
                SetRow { kind: kind.unwrap_or(RowKind::Usual), ..part }
            })
            .collect()
    }

    /// A row of lines; a cell's lines stand in the middle of their row.
    fn part(&self, cells: &[Vec<Vec<TextRun>>]) -> SetRow {
        let Fit { size, pitch, above, .. } = self.fit;
        let most = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let height = pitch * most as i64 + above;
        let mut runs = Vec::new();
        for cell in cells {
            let text_height = pitch * cell.len() as i64;
            let mut top = (height - text_height) / 2 + (pitch - size) / 2;
            for line in cell {
                for run in line {
                    let mut run = run.clone();
                    run.baseline += top + Geometry::above_baseline(size);
                    runs.push(run);
                }
                top += pitch;
            }
        }
        SetRow { height, runs, kind: RowKind::Usual }
    }

    fn cell(&self, cell: &Cell, column: usize, kind: Option<RowKind>) -> Vec<Vec<TextRun>> {
        let Fit { size, beside, .. } = self.fit;
        let (head, spans) = (kind.is_none(), kind.is_some_and(RowKind::spans));
        let end = if spans { self.edges.len() - 1 } else { column + 1 };
        let (left, right) = (self.edges[column] + beside / 2, self.edges[end] - beside / 2);
        let room = right - left;
        if cell.clusters.is_empty() {
            return Vec::new();
        }
        let measure = Measure { first: room, rest: room, em: size };
        let lines = break_lines(&cell.clusters, &cell.joints, measure);
        let one = lines.len() == 1;
        let align = self.align(column, head, one);
        let count = lines.len();
        lines
            .iter()
            .enumerate()
            .map(|(n, line)| {
                let width = natural_width(&cell.clusters, &cell.joints, *line);
                let x = match align {
                    _ if !one && !head => left,
                    Placement::Left => left,
                    Placement::Centre => left + (room - width).or_zero() / 2,
                    Placement::Right => left + (room - width).or_zero(),
                    Placement::Point => self.at_point(cell, column, left, room),
                };
                // Justified only where a line is long enough to hide it.
                let last = n + 1 == count || head || room < size * 12;
                fitted_line(&cell.clusters, &cell.joints, *line, room, last, x)
            })
            .collect()
    }

    fn align(&self, column: usize, head: bool, one: bool) -> Placement {
        match self.table.columns.get(column) {
            _ if head => Placement::Centre,
            Some(Align::Left) => Placement::Left,
            Some(Align::Centre) => Placement::Centre,
            _ if self.table.figures[column] && one => Placement::Point,
            Some(Align::Right) => Placement::Right,
            _ if self.wraps(column) => Placement::Left,
            _ => Placement::Centre,
        }
    }

    fn wraps(&self, column: usize) -> bool {
        let room = self.edges[column + 1] - self.edges[column] - self.fit.beside;
        self.column(column).any(|cell| cell.width() > room)
    }

    /// The cells of a column below its head, without those that are over several.
    fn column(&self, column: usize) -> impl Iterator<Item = &Cell> {
        let count = self.edges.len() - 1;
        self.rows
            .iter()
            .filter(move |row| row.len() == count)
            .filter_map(move |row| row.get(column))
    }

    /// Figures of a column stand with their points in line, their whole centred (or flush right).
    fn at_point(&self, cell: &Cell, column: usize, left: Length, room: Length) -> Length {
        let (before, after) = point_widths(self.column(column));
        let free = (room - before - after).or_zero();
        let flush = self.table.columns.get(column) == Some(&Align::Right);
        let start = if flush { free } else { free / 2 };
        left + start + before - cell.before_point()
    }
}

enum Placement {
    Left,
    Centre,
    Right,
    Point,
}
