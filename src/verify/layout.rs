//! Whether what the pages show stands where the reading order has it: text that is said in one
//! order and seen in another is not the filing's.

use crate::pdf::{PageWords, Piece, ReadingPosition, Rectangle};

/// How much lines and places may be off by rounding, in points.
const ROUNDING: f64 = 0.05;
/// Baselines that differ by less than this part of the size are one line: a raised digit.
const SAME_LINE: f64 = 0.5;

/// The text of the first piece that stands elsewhere than where it is read.
pub(super) fn misplaced(page: &PageWords) -> Option<&Piece> {
    let top = f64::INFINITY;
    let mut walk = Walk { row_top: top, lowest: top, cells_before: 0.0, cell: 0.0, last: None };
    let mut placed = page.pieces.iter().filter_map(|piece| Some((piece, piece.place?)));
    placed.find(|(piece, place)| !walk.goes_on(piece, *place)).map(|(piece, _)| piece)
}

struct Walk<'p> {
    /// What is in the row stands below this.
    row_top: f64,
    /// The lowest baseline so far.
    lowest: f64,
    /// How far right the row's former cells reach, by their last glyphs' source_map.
    cells_before: f64,
    /// The same of the cell itself, its lines so far.
    cell: f64,
    last: Option<(&'p Piece, ReadingPosition)>,
}

impl<'p> Walk<'p> {
    /// Goes on to the next piece; `false` where that stands elsewhere than it may.
    fn goes_on(&mut self, piece: &'p Piece, place: ReadingPosition) -> bool {
        let Some((last, at)) = self.last.replace((piece, place)) else {
            (self.lowest, self.cell) = (piece.y, piece.last);
            return true;
        };
        let same_cell = (at.row, at.cell) == (place.row, place.cell);
        if place.row.is_none() || at.row != place.row {
            (self.cells_before, self.cell) = (0.0, 0.0);
        } else if !same_cell {
            self.cells_before = self.cells_before.max(self.cell);
            self.cell = 0.0;
        }
        if at.row != place.row {
            self.row_top = self.lowest;
        }
        let on_line = (piece.y - last.y).abs() <= SAME_LINE * piece.size.max(last.size);
        let follows = match (same_cell, place.row.is_some() && at.row == place.row) {
            (true, _) if on_line => piece.x >= last.last - ROUNDING,
            (true, _) => piece.y < last.y,
            (false, true) => true,
            (false, false) => piece.y < self.lowest,
        };
        let in_row = place.row.is_none()
            || (piece.y < self.row_top && piece.x >= self.cells_before - ROUNDING);
        self.lowest = self.lowest.min(piece.y);
        self.cell = self.cell.max(piece.last);
        follows && in_row && at.order <= place.order
    }
}

/// Whether pieces stand one behind the other as a table's head or a page's number does: on a
/// line to the right, or anywhere below or above in the cell further right.
pub(super) fn goes_on(pieces: &[Piece]) -> bool {
    pieces.windows(2).all(|pair| {
        let [one, next] = pair else { return true };
        let on_line = (next.y - one.y).abs() <= SAME_LINE * next.size.max(one.size);
        if on_line { next.x >= one.last - ROUNDING } else { true }
    })
}

/// The first and the last place of a page's text in the reading order.
pub(super) fn reach(page: &PageWords) -> Option<(usize, usize)> {
    let orders = || page.pieces.iter().filter_map(|piece| Some(piece.place?.order));
    Some((orders().min()?, orders().max()?))
}

/// The thickest line of a table, in points.
const THICKEST: f64 = 1.0;
/// A seal's diameter in points, 42 mm.
pub(super) const SEAL: f64 = 119.1;
/// More comparisons than any report's page needs.
const MAX_PAIRS: usize = 20_000_000;

/// Whether the rectangles of a page are what a table's lines are: thin, artifacts, and on no text.
pub(super) fn rules_are_lines(page: &PageWords) -> bool {
    let line = |rule: &Rectangle| {
        let (width, height) = (rule.right - rule.left, rule.top - rule.bottom);
        rule.artifact && (width <= THICKEST || height <= THICKEST)
    };
    let through = |rule: &Rectangle, piece: &Piece| {
        let flat = rule.top - rule.bottom <= THICKEST;
        let inside = piece.y < rule.bottom && rule.top < piece.y + piece.size * 0.6;
        flat && inside && rule.left < piece.last + piece.size && piece.x < rule.right
    };
    page.rules.len().saturating_mul(page.pieces.len()) <= MAX_PAIRS
        && page
            .rules
            .iter()
            .all(|rule| line(rule) && !page.pieces.iter().any(|piece| through(rule, piece)))
}

/// How wide the rules of the 版记 are, in points, 156 mm, and how much they may be off.
const IMPRINT: f64 = 442.2;
const NEAR: f64 = 1.0;

/// The rules of a page, those of the 版记 apart: where there is one, the two lowest, across the
/// type area one above the other.
pub(super) fn imprint(page: &PageWords, has_imprint: bool) -> (Vec<Rectangle>, Vec<Rectangle>) {
    let mut rules = page.rules.clone();
    if !has_imprint {
        return (rules, Vec::new());
    }
    rules.sort_by(|one, other| other.bottom.total_cmp(&one.bottom));
    let lowest = rules.split_off(rules.len().saturating_sub(2));
    let is_line = |rule: &Rectangle| {
        rule.artifact
            && rule.top - rule.bottom <= THICKEST
            && (rule.right - rule.left - IMPRINT).abs() <= NEAR
    };
    match lowest.as_slice() {
        [upper, lower] if is_line(upper) && is_line(lower) && lower.top < upper.bottom => {
            (rules, lowest)
        }
        _ => (page.rules.clone(), Vec::new()),
    }
}

/// Whether text stands under a picture that may not cover any: all but so many of a seal's size.
pub(super) fn is_covered(page: &PageWords, seals: usize) -> bool {
    let covers = |picture: &&Rectangle| {
        page.pieces.iter().any(|piece| {
            [piece.x, piece.last].iter().any(|x| picture.holds(*x, piece.y + piece.size * 0.3))
                || (piece.x < picture.left && picture.left < piece.last)
                    && picture.holds(picture.left, piece.y + piece.size * 0.3)
        })
    };
    if page.pictures.len().saturating_mul(page.pieces.len()) > MAX_PAIRS {
        return true;
    }
    let is_seal = |picture: &Rectangle| {
        picture.right - picture.left <= SEAL && picture.top - picture.bottom <= SEAL
    };
    let covering: Vec<&Rectangle> = page.pictures.iter().filter(covers).collect();
    covering.len() > seals || !covering.into_iter().all(is_seal)
}
