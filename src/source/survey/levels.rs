//! The maps and lists that are open at a line, and how deep a line belongs.

use super::super::blanks::Lead;
use super::super::words::{self, INDICATORS, Place};
use super::brackets::is_part;

/// A key that is open, or a list's dash.
#[derive(Debug, Clone, Copy)]
struct Level<'t> {
    column: usize,
    /// The key that an item began with, among whose keys it is.
    first: &'t str,
    /// Whether a list's dashes stand there.
    is_list: bool,
    key: &'t str,
}

/// A line that begins an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'t> {
    pub(super) lead: Lead,
    /// Whether it begins with a dash.
    pub(super) is_item: bool,
    /// How far behind its start its key stands.
    pub(super) offset: usize,
    pub(super) key: &'t str,
    /// Whether its value stands on it.
    pub(super) is_whole: bool,
    /// Whether that can only be an indicator's.
    pub(super) is_figure: bool,
    /// Whether the last key's value has still to come.
    pub(super) open: bool,
    /// The line below that begins an entry: its column, and whether with a dash.
    pub(super) next: Option<(usize, bool)>,
    /// Where the entry's next brother stands, if it opens a level that others do not stand as
    /// deep as.
    pub(super) brother: Option<usize>,
}

/// The open levels, each deeper than the one before it.
#[derive(Debug, Default)]
pub(super) struct Levels<'t> {
    stack: Vec<Level<'t>>,
}

impl<'t> Levels<'t> {
    /// The column of the last key.
    pub(super) fn column(&self) -> usize {
        self.stack.last().map_or(0, |level| level.column)
    }

    /// The last key.
    pub(super) fn key(&self) -> &'t str {
        self.stack.last().map_or("", |level| level.key)
    }

    /// Whether no key came yet.
    pub(super) fn are_none(&self) -> bool {
        self.stack.is_empty()
    }

    /// Whether a key is open.
    pub(super) fn are_below(&self, key: &str) -> bool {
        self.index(key).is_some()
    }

    /// Whether what a place is below is open.
    pub(super) fn have(&self, place: Place) -> bool {
        match place {
            Place::Top => true,
            Place::Below(key) | Place::Item(key) => self.are_below(key),
        }
    }

    /// Adds an entry that stands at a column.
    pub(super) fn enter(&mut self, column: usize, is_item: bool, offset: usize, key: &'t str) {
        let stays = |level: &Level<'_>| {
            level.column < column || (level.column == column && is_item && !level.is_list)
        };
        let mut first = if is_item { key } else { "" };
        while let Some(level) = self.stack.last().filter(|level| !stays(level)) {
            if level.column == column && !is_item {
                first = level.first;
            }
            self.stack.pop();
        }
        if is_item {
            self.stack.push(Level { column, is_list: true, key: "", first: "" });
        }
        if !is_item || offset > 0 {
            self.stack.push(Level { column: column + offset, is_list: false, key, first });
        }
    }

    /// The column of the list whose open item began with a key of items.
    pub(super) fn list_that_begins_with(&self, key: &str) -> Option<usize> {
        if !words::places(key).any(|place| matches!(place, Place::Item(_))) {
            return None;
        }
        let item = self.stack.iter().position(|level| level.first == key)?;
        item.checked_sub(1).and_then(|n| self.stack.get(n)).map(|list| list.column)
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.stack.iter().position(|level| level.key == key)
    }

    /// Where a level's entries stand.
    fn child(&self, index: usize) -> usize {
        let known = self.stack.get(index + 1).map(|level| level.column);
        known.unwrap_or(self.stack.get(index).map_or(0, |level| level.column + 2))
    }

    /// Where a known key of the open levels belongs.
    fn known(&self, asked: &Asked<'_>) -> Option<usize> {
        let column = |place: Place| match place {
            Place::Top => (!asked.is_item).then_some(0),
            Place::Below(key) => self.index(key).filter(|_| !asked.is_item).map(|n| self.child(n)),
            Place::Item(key) => {
                let list = self.index(key)?;
                match asked.is_item {
                    true => Some(self.child(list)),
                    false => self.stack.get(list + 1).map(|_| match self.stack.get(list + 2) {
                        Some(level) => level.column,
                        None => self.child(list) + 2,
                    }),
                }
            }
        };
        let mut columns = words::places(asked.key).filter_map(column);
        let first = columns.next()?;
        let here = asked.lead.is_plain() && columns.any(|column| column == asked.lead.width);
        Some(if here { asked.lead.width } else { first })
    }

    /// Where a part of an indicator belongs, 城市 or 备注: below it, beside its first part.
    fn part(&self, asked: &Asked<'_>) -> Option<usize> {
        let top = self.index(INDICATORS).filter(|_| !asked.is_item && is_part(asked.key))?;
        self.stack.get(top + 2)?;
        let has_parts = self.stack.get(top + 3).is_some();
        (has_parts || asked.open).then(|| self.child(top + 2))
    }

    /// Where an entry most likely belongs that cannot stand where it does.
    fn likely(&self, asked: &Asked<'_>) -> usize {
        if let Some(column) = self.known(asked) {
            return column;
        }
        if let Some(column) = self.part(asked) {
            return column;
        }
        if let Some(top) = self.index(INDICATORS).filter(|_| !asked.is_item) {
            let group = self.stack.get(top + 1).map(|_| top + 1);
            return match group {
                Some(group) if asked.is_whole => self.child(group),
                _ => self.child(top),
            };
        }
        let child = asked.open.then(|| self.column() + 2);
        let levels = self.stack.iter().filter(|level| level.is_list == asked.is_item);
        let columns = levels.map(|level| level.column).chain(child);
        let width = asked.lead.width;
        columns.min_by_key(|column| (column.abs_diff(width), usize::MAX - column)).unwrap_or(0)
    }

    fn can_stand(&self, asked: &Asked<'_>) -> bool {
        let (column, last) = (asked.lead.width, self.column());
        (asked.open && column > last)
            || (asked.open && asked.is_item && column == last)
            || self.at(column).is_some_and(|level| level.is_list == asked.is_item)
            // `- ` stands right below its key, and below the first such dash.
            || (asked.is_item && self.is_list(column))
    }

    /// Whether a list's dashes stand at a column.
    pub(super) fn is_list(&self, column: usize) -> bool {
        self.stack.iter().any(|level| level.column == column && level.is_list)
    }

    fn at(&self, column: usize) -> Option<&Level<'t>> {
        let n = self.stack.partition_point(|level| level.column < column);
        self.stack.get(n).filter(|level| level.column == column)
    }

    /// The column where an entry belongs: its own, unless that is certainly wrong.
    pub(super) fn place(&self, asked: &Asked<'_>) -> usize {
        let column = asked.lead.width;
        if self.are_none() {
            let is_top = words::places(asked.key).any(|place| place == Place::Top);
            let is_wrong = is_top && asked.next.is_none_or(|(next, _)| next < column);
            return if is_wrong || !asked.lead.is_plain() { 0 } else { column };
        }
        if !asked.lead.is_plain() || !self.can_stand(asked) {
            return self.likely(asked);
        }
        let last = self.column();
        let is_child = asked.open && (column > last || (asked.is_item && column == last));
        let known = self.known(asked).filter(|_| !is_child);
        if known == Some(column) {
            return column;
        }
        if let Some(known) = known {
            // What stands below it must not lose its key.
            if known > column || asked.next.is_none_or(|(next, _)| next <= known) {
                return known;
            }
        }
        if let Some(brother) = asked.brother.filter(|_| is_child && !asked.is_item) {
            return brother;
        }
        if self.is_lifted(asked) {
            return self.likely(asked);
        }
        match asked.next {
            Some((next, is_item)) if asked.is_whole => {
                self.as_the_next(asked, is_child, next, is_item).unwrap_or(column)
            }
            _ => column,
        }
    }

    /// Whether a line is an indicator that stands where groups do.
    fn is_lifted(&self, asked: &Asked<'_>) -> bool {
        let groups = self.index(INDICATORS).filter(|top| top + 1 < self.stack.len());
        let are_here = groups.is_some_and(|top| self.child(top) == asked.lead.width);
        are_here && asked.is_figure && !asked.is_item && !words::is_known(asked.key)
    }

    /// The column of the next entry where both cannot be right, and the next one is.
    fn as_the_next(
        &self,
        asked: &Asked<'_>,
        is_child: bool,
        next: usize,
        next_is_item: bool,
    ) -> Option<usize> {
        let (column, last) = (asked.lead.width, self.column());
        let key_column = column + asked.offset;
        if is_child {
            // A first child that its brothers do not stand below.
            let is_usual = column == last + 2;
            let is_brother = !is_usual && next > last && next != column && next != key_column;
            let is_known = self.at(next).is_some();
            if asked.is_item {
                let right = (next_is_item == (next == last + 2)).then_some(last + 2)?;
                return (is_brother && !is_known && right != column).then_some(right);
            }
            return (is_brother && !is_known && !next_is_item).then_some(next);
        }
        // Nothing can stand below a value: the next entry shows where this one belongs.
        let is_below = next > key_column && !next_is_item && !asked.is_item;
        let was_open = self.at(next).is_some_and(|level| !level.is_list);
        (is_below && was_open).then_some(next)
    }
}
