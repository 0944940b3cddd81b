//! The maps and lists that are open at a line, and how deep a line belongs.

use super::super::blanks::Lead;
use super::super::keys::{self, INDICATORS, Parent};
use super::brackets::is_part;

/// The key whose items may have the same key.
pub(super) const NESTED: &str = "举措";
/// How often it may stand within itself, the first counted.
const MAX_NESTED: usize = 3;

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
pub(super) struct NewEntry<'t> {
    pub(super) lead: Lead,
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
    pub(super) fn column(&self) -> usize {
        self.stack.last().map_or(0, |level| level.column)
    }

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

    pub(super) fn have(&self, parent: Parent) -> bool {
        match parent {
            Parent::File => true,
            Parent::Key(key) | Parent::Items(key) => self.are_below(key),
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

    /// The column of the list whose open item began with a key of items; of several the one that
    /// the key stands nearest to, be it where the dash has to be or where the key has.
    pub(super) fn list_that_begins_with(&self, key: &str, width: usize) -> Option<usize> {
        if !keys::parents(key).any(|parent| matches!(parent, Parent::Items(_))) {
            return None;
        }
        // Below a dash that stands alone its item begins.
        if self.stack.last().is_some_and(|level| level.is_list && level.column < width) {
            return None;
        }
        let items = self.stack.windows(2).filter(|pair| pair[1].first == key);
        let lists = items.map(|pair| (pair[0].column, pair[1].column));
        let far = |(list, item): &(usize, usize)| list.abs_diff(width).min(item.abs_diff(width));
        lists.min_by_key(far).map(|(list, _)| list)
    }

    /// The column of the keys of the open 举措 that an item stands below as if they had another
    /// list: as deep as they or deeper, and nothing there is open.
    pub(super) fn inner_list_without_key(&self, width: usize) -> Option<usize> {
        let at = self.stack.iter().rposition(|level| level.key == NESTED)?;
        let [list, item, ..] = self.stack.get(at + 1..)? else { return None };
        let is_below = list.is_list && item.column <= width && item.key != NESTED;
        let depth = self.stack.iter().filter(|level| level.key == NESTED).count();
        (is_below && depth < MAX_NESTED).then_some(item.column)
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.stack.iter().position(|level| level.key == key)
    }

    /// The open levels of a key, the deepest first: 举措 may stand within 举措.
    fn indices(&self, key: &str) -> impl Iterator<Item = usize> {
        let open = self.stack.iter().enumerate().rev();
        open.filter(move |(_, level)| level.key == key).map(|(n, _)| n)
    }

    /// Where a level's entries stand.
    fn child(&self, index: usize) -> usize {
        let known = self.stack.get(index + 1).map(|level| level.column);
        known.unwrap_or(self.stack.get(index).map_or(0, |level| level.column + 2))
    }

    /// Where a known key of the open levels belongs.
    fn known(&self, entry: &NewEntry<'_>) -> Option<usize> {
        if self.is_beside_figure(entry) {
            return None;
        }
        let of_list = |list: usize| {
            if entry.is_item {
                return Some(self.child(list));
            }
            self.stack.get(list + 1)?;
            let item = self.stack.get(list + 2).map(|level| level.column);
            Some(item.unwrap_or(self.child(list) + 2))
        };
        let columns_of = |parent| -> Vec<usize> {
            match parent {
                Parent::File => Vec::from_iter((!entry.is_item).then_some(0)),
                // 客户满意度: 90.77% is an indicator that is called as a group is.
                Parent::Key(INDICATORS) if entry.is_figure => Vec::new(),
                Parent::Key(_) if entry.is_item => Vec::new(),
                Parent::Key(key) => self.indices(key).map(|n| self.child(n)).collect(),
                Parent::Items(key) => self.indices(key).filter_map(of_list).collect(),
            }
        };
        let mut columns = keys::parents(entry.key).flat_map(columns_of);
        let first = columns.next()?;
        let here = entry.lead.is_plain() && columns.any(|column| column == entry.lead.width);
        Some(if here { entry.lead.width } else { first })
    }

    /// Whether a key that the file has too, 上期, stands below an indicator: it is its figure's.
    fn is_beside_figure(&self, entry: &NewEntry<'_>) -> bool {
        let indicator = self.index(INDICATORS).and_then(|top| self.stack.get(top + 2));
        let is_below = indicator.is_some_and(|level| level.column < entry.lead.width);
        is_below && !entry.is_item && is_part(entry.key)
    }

    /// Where a part of an indicator belongs, 城市 or 备注: below it, beside its first part.
    fn part(&self, entry: &NewEntry<'_>) -> Option<usize> {
        let top = self.index(INDICATORS).filter(|_| !entry.is_item && is_part(entry.key))?;
        self.stack.get(top + 2)?;
        let has_parts = self.stack.get(top + 3).is_some();
        (has_parts || entry.open).then(|| self.child(top + 2))
    }

    /// Where an entry most likely belongs that cannot stand where it does.
    fn likely(&self, entry: &NewEntry<'_>) -> usize {
        if let Some(column) = self.known(entry) {
            return column;
        }
        if let Some(column) = self.part(entry) {
            return column;
        }
        if let Some(top) = self.index(INDICATORS).filter(|_| !entry.is_item) {
            let group = self.stack.get(top + 1).map(|_| top + 1);
            return match group {
                Some(group) if entry.is_whole => self.child(group),
                _ => self.child(top),
            };
        }
        let child = entry.open.then(|| self.column() + 2);
        let levels = self.stack.iter().filter(|level| level.is_list == entry.is_item);
        let columns = levels.map(|level| level.column).chain(child);
        let width = entry.lead.width;
        columns.min_by_key(|column| (column.abs_diff(width), usize::MAX - column)).unwrap_or(0)
    }

    fn can_stand(&self, entry: &NewEntry<'_>) -> bool {
        let (column, last) = (entry.lead.width, self.column());
        (entry.open && column > last)
            || (entry.open && entry.is_item && column == last)
            || self.at(column).is_some_and(|level| level.is_list == entry.is_item)
            // `- ` stands right below its key, and below the first such dash.
            || (entry.is_item && self.is_list(column))
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
    pub(super) fn column_of(&self, entry: &NewEntry<'_>) -> usize {
        let column = entry.lead.width;
        if self.are_none() {
            let is_top = keys::parents(entry.key).any(|parent| parent == Parent::File);
            let is_wrong = is_top && entry.next.is_none_or(|(next, _)| next < column);
            return if is_wrong || !entry.lead.is_plain() { 0 } else { column };
        }
        if !entry.lead.is_plain() || !self.can_stand(entry) {
            return self.likely(entry);
        }
        let last = self.column();
        let is_child = entry.open && (column > last || (entry.is_item && column == last));
        let known = self.known(entry).filter(|_| !is_child);
        if known == Some(column) {
            return column;
        }
        if let Some(known) = known {
            // What stands below it must not lose its key.
            if known > column || entry.next.is_none_or(|(next, _)| next <= known) {
                return known;
            }
        }
        if let Some(brother) = entry.brother.filter(|_| is_child && !entry.is_item) {
            return brother;
        }
        if self.is_lifted(entry) {
            return self.likely(entry);
        }
        match entry.next {
            Some((next, is_item)) if entry.is_whole => {
                self.as_the_next(entry, is_child, next, is_item).unwrap_or(column)
            }
            _ => column,
        }
    }

    /// Whether a line is an indicator that stands where groups do.
    fn is_lifted(&self, entry: &NewEntry<'_>) -> bool {
        let groups = self.index(INDICATORS).filter(|top| top + 1 < self.stack.len());
        let are_here = groups.is_some_and(|top| self.child(top) == entry.lead.width);
        are_here && entry.is_figure && !entry.is_item && !keys::is_fixed(entry.key)
    }

    /// The column of the next entry where both cannot be right, and the next one is.
    fn as_the_next(
        &self,
        entry: &NewEntry<'_>,
        is_child: bool,
        next: usize,
        next_is_item: bool,
    ) -> Option<usize> {
        let (column, last) = (entry.lead.width, self.column());
        let key_column = column + entry.offset;
        if is_child {
            // A first child that its brothers do not stand below.
            let is_usual = column == last + 2;
            let is_brother = !is_usual && next > last && next != column && next != key_column;
            let is_known = self.at(next).is_some();
            if entry.is_item {
                let right = (next_is_item == (next == last + 2)).then_some(last + 2)?;
                return (is_brother && !is_known && right != column).then_some(right);
            }
            return (is_brother && !is_known && !next_is_item).then_some(next);
        }
        // Nothing can stand below a value: the next entry shows where this one belongs.
        let is_below = next > key_column && !next_is_item && !entry.is_item;
        let was_open = self.at(next).is_some_and(|level| !level.is_list);
        (is_below && was_open).then_some(next)
    }
}
