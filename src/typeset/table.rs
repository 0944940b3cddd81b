//! Tables: columns as wide as their text asks, text wrapped inside its cell, figures aligned at
//! the decimal point, every row whole.

use super::breaking::{Measure, break_lines};
use super::columns::{Cell, column_widths, point_widths};
use super::elements::{StyledText, Table};
use super::justify::{fitted_line, natural_width};
use super::shape::Shaper;
use super::spacing::joints;
use super::{Area, Geometry, Length, TextRun};
use crate::document::Align;

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
        rules.extend(self.edges.iter().map(down));
        rules
    }
}

/// The sizes that a table is tried in, in thousandths of its usual one: 小四, 五号, 小五, 六号.
pub(crate) const SIZES: [i64; 4] = [1000, 875, 750, 625];

/// Sets a table in the type area's width, in the largest size in which no figure is torn;
/// `None` where there is none.
pub(super) fn set_table(
    table: &Table,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Option<SetTable> {
    SIZES.into_iter().find_map(|permille| {
        let size = geometry.table_size * permille / 1000;
        set_in_size(table, size, shaper, geometry)
    })
}

fn set_in_size(
    table: &Table,
    size: Length,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Option<SetTable> {
    let mut shape = |cell: &Vec<StyledText>| {
        let clusters = shaper.shape(cell, size);
        let joints = joints(&clusters, size);
        Cell { clusters, joints }
    };
    let head: Vec<Cell> = table.head.iter().map(&mut shape).collect();
    let rows: Vec<Vec<Cell>> =
        table.rows.iter().map(|row| row.iter().map(&mut shape).collect()).collect();
    let widths = column_widths(&head, &rows, &table.figures, size, geometry.width)?;
    let mut edges = vec![geometry.left];
    for width in &widths {
        edges.push(edges[edges.len() - 1] + *width);
    }
    let setter = RowSetter { table, size, edges: &edges, rows: &rows };
    // Four lines are left for the head; a head that is higher leaves a page no room at all.
    let room = geometry.height - geometry.table_pitch * 4;
    let head = setter.row(&head, true, room).into_iter().next()?;
    let rows = rows.iter().flat_map(|row| setter.row(row, false, room)).collect();
    Some(SetTable { head, rows, edges: edges.clone() })
}

struct RowSetter<'t> {
    table: &'t Table,
    size: Length,
    edges: &'t [Length],
    rows: &'t [Vec<Cell>],
}

impl RowSetter<'_> {
    /// A row; one that is higher than a page's room goes on in further rows.
    fn row(&self, cells: &[Cell], head: bool, room: Length) -> Vec<SetRow> {
        let lines: Vec<Vec<Vec<TextRun>>> =
            cells.iter().enumerate().map(|(column, cell)| self.cell(cell, column, head)).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let at_once = usize::try_from((room - self.size).0 / self.pitch().0).unwrap_or(1).max(1);
        (0..most)
            .step_by(at_once)
            .map(|from| {
                let part = |cell: &Vec<Vec<TextRun>>| {
                    cell.iter().skip(from).take(at_once).cloned().collect::<Vec<_>>()
                };
                self.part(&lines.iter().map(part).collect::<Vec<_>>())
            })
            .collect()
    }

    fn pitch(&self) -> Length {
        self.size * 3 / 2
    }

    /// A row of lines; a cell's lines stand in the middle of their row.
    fn part(&self, cells: &[Vec<Vec<TextRun>>]) -> SetRow {
        let pitch = self.pitch();
        let most = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let height = pitch * most as i64 + self.size / 2;
        let mut runs = Vec::new();
        for cell in cells {
            let text_height = pitch * cell.len() as i64;
            let mut top = (height - text_height) / 2 + (pitch - self.size) / 2;
            for line in cell {
                for run in line {
                    let mut run = run.clone();
                    run.baseline += top + Geometry::above_baseline(self.size);
                    runs.push(run);
                }
                top += pitch;
            }
        }
        SetRow { height, runs }
    }

    fn cell(&self, cell: &Cell, column: usize, head: bool) -> Vec<Vec<TextRun>> {
        let size = self.size;
        let (left, right) = (self.edges[column] + size / 2, self.edges[column + 1] - size / 2);
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
        let room = self.edges[column + 1] - self.edges[column] - self.size;
        self.rows.iter().filter_map(|row| row.get(column)).any(|cell| cell.width() > room)
    }

    /// Figures of a column stand with their points in line, their whole centred (or flush right).
    fn at_point(&self, cell: &Cell, column: usize, left: Length, room: Length) -> Length {
        let (before, after) = point_widths(self.rows.iter().filter_map(|row| row.get(column)));
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
