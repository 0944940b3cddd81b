//! Tables: columns as wide as their text asks, text wrapped inside its cell, figures aligned at
//! the decimal point, every row whole.

use super::breaking::{Line, Measure, break_lines};
use super::justify::{fitted_line, natural_width, whole};
use super::realise::{StyledText, styled};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::{Area, Geometry, Length, TextRun};
use crate::document::{Align, Inline, plain_text};
use crate::fonts::Role;

/// A table to be set.
#[derive(Debug, Clone)]
pub(super) struct Table {
    columns: Vec<Align>,
    head: Vec<Vec<StyledText>>,
    rows: Vec<Vec<Vec<StyledText>>>,
    /// Columns whose every cell is a figure.
    figures: Vec<bool>,
}

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

impl Table {
    /// The text of every cell.
    pub(super) fn runs(&self) -> impl Iterator<Item = &StyledText> {
        self.rows.iter().chain([&self.head]).flatten().flatten()
    }
}

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

/// Realises a table; `tagged` numbers a cell by row and column.
pub(super) fn realise_table(
    columns: &[Align],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    tagged: &mut impl FnMut(usize, usize) -> usize,
) -> Table {
    let mut line = |row: usize, cells: &[Vec<Inline>], role: Role| {
        (0..columns.len())
            .map(|column| {
                let element = tagged(row, column);
                cells.get(column).map(|cell| styled(cell, role, element)).unwrap_or_default()
            })
            .collect::<Vec<_>>()
    };
    let head_cells = line(0, head, Role::Heading);
    let set_rows = rows.iter().enumerate().map(|(n, row)| line(n + 1, row, Role::Body)).collect();
    let figures = (0..columns.len())
        .map(|column| {
            let mut cells = rows.iter().filter_map(|row| row.get(column)).map(|c| plain_text(c));
            let mut any = false;
            cells.all(|text| {
                any |= is_figure(&text);
                is_figure(&text) || matches!(text.trim(), "" | "—" | "-" | "/")
            }) && any
        })
        .collect();
    Table { columns: columns.to_vec(), head: head_cells, rows: set_rows, figures }
}

fn is_figure(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['≤', '≥', '<', '>', '约', '+', '-', '−']);
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// A cell's clusters and joints.
struct Cell {
    clusters: Vec<Cluster>,
    joints: Vec<Joint>,
}

impl Cell {
    fn width(&self) -> Length {
        natural_width(&self.clusters, &self.joints, whole(&self.clusters))
    }

    /// The width up to the decimal point, or to the end of the digits.
    fn before_point(&self) -> Length {
        let mut seen_digit = false;
        let mut end = 0;
        for (n, cluster) in self.clusters.iter().enumerate() {
            let digit = cluster.text.starts_with(|c: char| c.is_ascii_digit());
            if seen_digit && !digit {
                break;
            }
            seen_digit |= digit;
            end = n + 1;
        }
        natural_width(&self.clusters, &self.joints, Line { start: 0, end })
    }

    /// The widest part that cannot be broken.
    fn widest_part(&self) -> Length {
        let mut widest = Length::ZERO;
        let mut start = 0;
        for (n, joint) in self.joints.iter().enumerate() {
            if joint.breaks {
                let part = Line { start, end: n + 1 };
                widest = widest.max(natural_width(&self.clusters, &self.joints, part));
                start = n + 1;
            }
        }
        widest
    }
}

/// Sets a table in the type area's width.
pub(super) fn set_table(table: &Table, shaper: &mut Shaper<'_>, geometry: &Geometry) -> SetTable {
    let size = geometry.table_size;
    let mut shape = |cell: &Vec<StyledText>| {
        let clusters = shaper.shape(cell, size);
        let joints = joints(&clusters, size);
        Cell { clusters, joints }
    };
    let head: Vec<Cell> = table.head.iter().map(&mut shape).collect();
    let rows: Vec<Vec<Cell>> =
        table.rows.iter().map(|row| row.iter().map(&mut shape).collect()).collect();
    let widths = column_widths(&head, &rows, &table.figures, geometry);
    let mut edges = vec![geometry.left];
    for width in &widths {
        edges.push(edges[edges.len() - 1] + *width);
    }
    let setter = RowSetter { table, geometry, edges: &edges, rows: &rows };
    SetTable {
        head: setter.row(&head, true),
        rows: rows.iter().map(|row| setter.row(row, false)).collect(),
        edges: edges.clone(),
    }
}

/// Columns that ask for no more than their fair part get what they ask; the others share what
/// is left, none less than its widest word where there is room for that.
fn column_widths(
    head: &[Cell],
    rows: &[Vec<Cell>],
    figures: &[bool],
    geometry: &Geometry,
) -> Vec<Length> {
    let columns = head.len();
    let padding = geometry.table_size;
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let of = |column: usize, measure: &dyn Fn(&Cell) -> Length| {
        head[column..=column].iter().chain(cells(column)).map(measure).max().unwrap_or_default()
    };
    let mut wanted = Vec::new();
    let mut least = Vec::new();
    for (column, figures) in figures.iter().enumerate() {
        let (before, after) = point_widths(cells(column));
        // Figures in line ask for the widest before the point and the widest behind it.
        let aligned = if *figures { before + after } else { Length::ZERO };
        wanted.push(of(column, &Cell::width).max(aligned) + padding);
        least.push(of(column, &Cell::widest_part).max(aligned) + padding);
    }
    let mut widths: Vec<Option<Length>> = vec![None; columns];
    loop {
        let (fair, open) = fair_share(&widths, geometry.width);
        let Some(column) = (0..columns).find(|c| widths[*c].is_none() && wanted[*c] <= fair) else {
            let each = widths.iter().zip(&least);
            let shared = each.map(|(width, least)| width.unwrap_or(fair.max(*least))).collect();
            return if open == 0 {
                fill_room(wanted, geometry)
            } else {
                fill_room(shared, geometry)
            };
        };
        widths[column] = Some(wanted[column]);
    }
}

/// What each column without a width could have, and how many there are.
fn fair_share(widths: &[Option<Length>], room: Length) -> (Length, usize) {
    let open = widths.iter().filter(|w| w.is_none()).count();
    let taken: Length = widths.iter().flatten().copied().sum();
    ((room - taken).or_zero() / (open.max(1) as i64), open)
}

/// Grows or shrinks columns alike until they fill the type area.
fn fill_room(widths: Vec<Length>, geometry: &Geometry) -> Vec<Length> {
    let total = widths.iter().map(|w| w.0).sum::<i64>().max(1);
    let (mut seen, mut given) = (0, 0);
    let fill = widths.iter().map(|width| {
        seen += width.0;
        let upto = geometry.width.0 * seen / total;
        let filled = Length(upto - given);
        given = upto;
        filled
    });
    fill.collect()
}

/// The widest part before the decimal point, and behind it.
fn point_widths<'c>(cells: impl Iterator<Item = &'c Cell>) -> (Length, Length) {
    cells.fold((Length::ZERO, Length::ZERO), |(before, after), cell| {
        let point = cell.before_point();
        (before.max(point), after.max(cell.width() - point))
    })
}

struct RowSetter<'t> {
    table: &'t Table,
    geometry: &'t Geometry,
    edges: &'t [Length],
    rows: &'t [Vec<Cell>],
}

impl RowSetter<'_> {
    fn row(&self, cells: &[Cell], head: bool) -> SetRow {
        let geometry = self.geometry;
        let lines: Vec<Vec<Vec<TextRun>>> =
            cells.iter().enumerate().map(|(column, cell)| self.cell(cell, column, head)).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let pitch = geometry.table_pitch;
        let height = pitch * most as i64 + geometry.table_size / 2;
        let mut runs = Vec::new();
        for cell in lines {
            // A cell's lines stand in the middle of their row.
            let text_height = pitch * cell.len() as i64;
            let mut top = (height - text_height) / 2 + (pitch - geometry.table_size) / 2;
            for line in cell {
                for mut run in line {
                    run.baseline += top + Geometry::above_baseline(geometry.table_size);
                    runs.push(run);
                }
                top += pitch;
            }
        }
        SetRow { height, runs }
    }

    fn cell(&self, cell: &Cell, column: usize, head: bool) -> Vec<Vec<TextRun>> {
        let size = self.geometry.table_size;
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
        let room = self.edges[column + 1] - self.edges[column] - self.geometry.table_size;
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
