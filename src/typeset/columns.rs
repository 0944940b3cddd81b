//! How wide a table's columns are.

use super::Length;
use super::breaking::Line;
use super::justify::{natural_width, whole};
use super::shape::Cluster;
use super::spacing::Joint;

/// A cell's clusters and joints.
pub(super) struct Cell {
    pub(super) clusters: Vec<Cluster>,
    pub(super) joints: Vec<Joint>,
}

impl Cell {
    pub(super) fn width(&self) -> Length {
        natural_width(&self.clusters, &self.joints, whole(&self.clusters))
    }

    /// The width up to the decimal point, or to the end of the digits.
    pub(super) fn before_point(&self) -> Length {
        let mut seen_digit = false;
        let mut end = 0;
        for (n, cluster) in self.clusters.iter().enumerate() {
            let digit = cluster.text.starts_with(|c: char| c.is_ascii_digit());
            let next = self.clusters.get(n + 1).map_or("", |next| next.text.as_str());
            let groups = cluster.text == "," && next.starts_with(|c: char| c.is_ascii_digit());
            if seen_digit && !digit && !groups {
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

/// How text stands in columns.
#[derive(Clone, Copy)]
pub(super) struct Spacing {
    /// The size of the text.
    pub(super) em: Length,
    /// What a cell keeps free on both sides together.
    pub(super) beside: Length,
    /// Whether heads stay on one line.
    pub(super) whole_heads: bool,
    /// How many Han of a line the first column has room for at least, and each of the others.
    pub(super) least: (i64, i64),
}

/// The columns' widths in a room: each at least as wide as its widest unbreakable part, so that
/// no figure is torn; then each what it asks, the modest first; what is left over goes to all
/// alike. `None` where the room is too small.
pub(super) fn column_widths(
    head: &[Cell],
    rows: &[Vec<Cell>],
    figures: &[bool],
    Spacing { em, beside, whole_heads, least }: Spacing,
    room: Length,
) -> Option<Vec<Length>> {
    // A cell over several columns is as wide as they are.
    let rows = || rows.iter().filter(|row| row.len() == head.len());
    let cells = |column: usize| rows().filter_map(move |row| row.get(column));
    let of = |column: usize, measure: &dyn Fn(&Cell) -> Length| {
        head[column..=column].iter().chain(cells(column)).map(measure).max().unwrap_or_default()
    };
    let mut wanted = Vec::new();
    let mut widths = Vec::new();
    for (column, figures) in figures.iter().enumerate() {
        let (before, after) = point_widths(cells(column));
        // Figures in line ask for the widest before the point and the widest behind it.
        let aligned = if *figures { before + after } else { Length::ZERO };
        let asked = of(column, &Cell::width).max(aligned);
        wanted.push(asked + beside);
        // A word longer than any figure, a URL say, may be torn.
        let longest = em * 12;
        // Han could stand one to a line; four read as text.
        let least = if column == 0 { least.0 } else { least.1 };
        let least = of(column, &Cell::widest_part).max(asked.min(em * least));
        let head = if whole_heads { head[column].width() } else { Length::ZERO };
        widths.push(least.max(head).min(longest).max(aligned) + beside);
    }
    share(widths, &wanted, room)
}

/// The widths of columns that take so much at least and want so much, in a room: each what it
/// asks, the modest first; what is left over goes to all alike. `None` where the room is too small.
pub(crate) fn share(least: Vec<Length>, wanted: &[Length], room: Length) -> Option<Vec<Length>> {
    let mut widths = least;
    let least: Length = widths.iter().copied().sum();
    if least > room {
        return None;
    }
    grow(&mut widths, wanted, room - least);
    let used: Length = widths.iter().copied().sum();
    Some(fill_room(&widths, used, room))
}

/// Gives columns what they ask for, all that still ask alike, until nothing is left.
fn grow(widths: &mut [Length], wanted: &[Length], free: Length) {
    let mut free = free;
    loop {
        let asking: Vec<usize> = (0..widths.len()).filter(|n| widths[*n] < wanted[*n]).collect();
        let each = free / (asking.len().max(1) as i64);
        if asking.is_empty() || each == Length::ZERO {
            return;
        }
        for n in asking {
            let given = each.min(wanted[n] - widths[n]);
            widths[n] += given;
            free -= given;
        }
    }
}

/// Spreads what no column asked for over all, by their widths.
fn fill_room(widths: &[Length], used: Length, room: Length) -> Vec<Length> {
    let (mut seen, mut given) = (0, 0);
    let fill = widths.iter().map(|width| {
        seen += width.0;
        let upto = room.0 * seen / used.0.max(1);
        let filled = Length(upto - given);
        given = upto;
        filled
    });
    fill.collect()
}

/// The widest part before the decimal point, and behind it.
pub(super) fn point_widths<'c>(cells: impl Iterator<Item = &'c Cell>) -> (Length, Length) {
    cells.fold((Length::ZERO, Length::ZERO), |(before, after), cell| {
        let point = cell.before_point();
        (before.max(point), after.max(cell.width() - point))
    })
}
