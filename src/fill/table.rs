//! The tables of a sheet, row by row: which cell is said to have which figure.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Cells, Columns, Use, goes_on, is_head, is_value};
use super::grid::{Grid, Shown, cell_name, quoted};
use super::names::{NameReader, Names};
use super::outcome::Unmatched;
use super::says::{Says, Time, Words, is_nothing, solid, unit};
use super::wanted::{Found, Wanted};
use crate::form::KEYS;
use crate::import::Head;
use crate::sheet::{Cell, Content, Sheet};

/// A cell that is said to have a figure.
#[derive(Debug, Clone)]
pub(super) struct Claim<'s> {
    pub(super) target: usize,
    pub(super) value: Option<&'s Cell>,
    pub(super) numerator: Option<&'s Cell>,
    pub(super) denominator: Option<&'s Cell>,
    /// The units that the table has for it, each once.
    pub(super) units: Vec<String>,
    /// Which table of the sheet it stands in, and in which column.
    pub(super) column: (usize, u32),
    pub(super) row: u32,
    /// Whether it is a row of our own form.
    pub(super) is_of_form: bool,
    /// Why it is no more than a claim: the row says two things.
    pub(super) doubt: Option<String>,
}

impl<'s> Claim<'s> {
    /// The cells that it is made of.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'s Cell> {
        self.value.into_iter().chain(self.numerator).chain(self.denominator)
    }
}

/// Which figure a row of a column is of, whether something stands there or not.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) target: usize,
    pub(super) units: Vec<String>,
}

/// The rows of the columns of tables.
pub(super) type Rows = BTreeMap<(usize, u32), BTreeMap<u32, Named>>;

/// What a sheet says.
#[derive(Debug, Default)]
pub(super) struct Said<'s> {
    pub(super) claims: Vec<Claim<'s>>,
    pub(super) rows: Rows,
    pub(super) unmatched: Vec<Unmatched>,
    /// Heads of columns that nobody knows.
    pub(super) strange: BTreeSet<String>,
    /// What departments say of their figures: the cell, and its text.
    pub(super) remarks: Vec<(String, String)>,
}

/// Reads the tables of a sheet. `place` names a cell of it.
pub(super) fn read<'s>(
    sheet: &'s Sheet,
    grid: &Grid<'s>,
    wanted: &Wanted<'_>,
    words: &Words<'_>,
    place: &dyn Fn(&str) -> String,
) -> Said<'s> {
    let mut reader = Reader {
        wanted,
        words,
        place,
        said: Said::default(),
        columns: None,
        table: 0,
        group: words.group(&sheet.name),
        names: NameReader { words, above: BTreeMap::new() },
        unit: None,
        is_grouped: false,
        memo: BTreeMap::new(),
    };
    let rows: Vec<&Cells<'s>> = grid.rows.values().collect();
    let mut n = 0;
    while let Some(cells) = rows.get(n) {
        n += reader.row(cells, &rows[n + 1..]);
    }
    reader.said
}

/// The most characters of a heading.
const MAX_HEADING: usize = 20;

type Asked = (Option<String>, String, Vec<String>);

struct Reader<'r, 's> {
    wanted: &'r Wanted<'r>,
    words: &'r Words<'r>,
    place: &'r dyn Fn(&str) -> String,
    said: Said<'s>,
    columns: Option<Columns>,
    table: usize,
    /// The group that the sheet or a row of its own names.
    group: Option<String>,
    names: NameReader<'r>,
    /// The unit that stands above a table.
    unit: Option<String>,
    /// Whether a row of its own named a group.
    is_grouped: bool,
    memo: BTreeMap<Asked, Found>,
}

impl<'s> Reader<'_, 's> {
    /// Reads a row, and those behind it that belong to one head; says how many.
    fn row(&mut self, cells: &Cells<'s>, rest: &[&Cells<'s>]) -> usize {
        if self.lone(cells) {
            return 1;
        }
        let is_first = self.columns.is_none();
        if is_head(cells, self.words) && (is_first || has_roles(cells, self.words)) {
            let mut rows = vec![cells];
            while let Some(next) = rest.get(rows.len() - 1)
                && rows.last().is_some_and(|last| goes_on(last, next, self.words))
            {
                rows.push(next);
            }
            self.open(Columns::of(&rows, self.words));
            return rows.len();
        }
        match self.columns.take() {
            Some(columns) => {
                self.figures(cells, &columns);
                self.columns = Some(columns);
            }
            None => self.bare(cells),
        }
        1
    }

    fn open(&mut self, columns: Columns) {
        let strange = columns.all().filter_map(|used| match used {
            Use::Strange(text) => Some(text.clone()),
            _ => None,
        });
        self.said.strange.extend(strange);
        self.columns = Some(columns);
        self.names.above.clear();
        self.table += 1;
    }

    /// A row with one text: a group's heading, a unit for all, a title or a note.
    fn lone(&mut self, cells: &Cells<'s>) -> bool {
        let mut own = cells.values().filter(|shown| !shown.is_copy);
        let Some(text) = own.next().filter(|_| own.next().is_none()).and_then(Shown::text) else {
            return false;
        };
        if let Some(group) = self.words.group(text) {
            self.group = Some(group);
            self.is_grouped = true;
        } else if let Some(unit) = unit(text) {
            self.unit = Some(unit);
        } else if is_value(text) {
            return false;
        } else if self.is_grouped && text.chars().count() <= MAX_HEADING {
            // A heading that nobody knows ends the group before it.
            self.group = Some(solid(text));
        }
        true
    }

    /// A row below a head.
    fn figures(&mut self, cells: &Cells<'s>, columns: &Columns) {
        let names = self.names.read(cells, columns);
        if names.says.time == Some(Time::Other) {
            return;
        }
        self.leaves(cells, columns, &names);
        let remarks = cells.iter().filter(|(column, shown)| {
            !shown.is_copy && *columns.at(**column) == Use::Note && has_something(shown.cell)
        });
        let remarks = remarks.filter_map(|(_, shown)| {
            let text = shown.text().map(str::trim).filter(|text| !is_nothing(text))?;
            Some((cell_name(shown.cell), text.to_owned()))
        });
        self.said.remarks.extend(remarks);
        let at = |wanted: &Use| {
            let mut own = cells.iter().filter(|(column, _)| columns.at(**column) == wanted);
            own.next().map(|(_, shown)| shown.cell).filter(|cell| has_something(cell))
        };
        let counts = (at(&Use::Numerator), at(&Use::Denominator));
        let values = cells.iter().filter_map(|(column, shown)| match columns.at(*column) {
            // Over the columns of all areas it is of none.
            Use::Value(says) if shown.is_wide && !shown.is_copy => {
                let says = Says { labels: Vec::new(), unit: None, ..says.clone() };
                Some((*column, Cow::Owned(says), shown.cell))
            }
            Use::Value(says) if !shown.is_copy => Some((*column, Cow::Borrowed(says), shown.cell)),
            _ => None,
        });
        let values: Vec<_> = values.filter(|(_, _, cell)| has_something(cell)).collect();
        match (values.as_slice(), counts) {
            ([], (None, None)) => {}
            // Only what was counted.
            ([], (numerator, denominator)) => {
                let cell = numerator.or(denominator);
                let claim = (None, numerator, denominator);
                self.claim(&names, &Says::default(), cell, claim, u32::MAX);
            }
            ([(column, says, cell)], (numerator, denominator)) => {
                let claim = (Some(*cell), numerator, denominator);
                self.claim(&names, says, Some(cell), claim, *column);
            }
            (several, _) => {
                for (column, says, cell) in several {
                    self.claim(&names, says, Some(cell), (Some(cell), None, None), *column);
                }
            }
        }
    }

    /// What would stand in the columns of figures that a row leaves blank.
    fn leaves(&mut self, cells: &Cells<'s>, columns: &Columns, names: &Names) {
        let Some(row) = cells.values().map(|shown| shown.cell.row).max() else { return };
        let is_blank = |column: &u32| cells.get(column).is_none_or(|own| !has_something(own.cell));
        for (column, says) in columns.values().filter(|(column, _)| is_blank(column)) {
            let all = names.says.clone().and(Says { head: None, ..says.clone() });
            if let Found::One(target) = self.find(&all) {
                let units = self.units(names, says);
                let rows = self.said.rows.entry((self.table, column)).or_default();
                rows.insert(row, Named { target, units });
            }
        }
    }

    /// The units that a row and the head of a column have for a figure, each once.
    fn units(&self, names: &Names, head: &Says) -> Vec<String> {
        let mut units = names.units.clone();
        units.extend(head.unit.clone());
        if units.is_empty() {
            units.extend(self.unit.clone());
        }
        units.sort();
        units.dedup();
        units
    }

    /// A row without a head: a name and a figure.
    fn bare(&mut self, cells: &Cells<'s>) {
        let own: Vec<&Shown<'s>> = cells.values().filter(|shown| !shown.is_copy).collect();
        let mut names = Names::default();
        let mut values = Vec::new();
        for shown in own {
            let says = shown.text().map(|text| self.words.read(text)).unwrap_or_default();
            match shown.text() {
                Some(text) if !says.is_nothing() => names.add(says, text),
                Some(text) if unit(text).is_some() => names.units.extend(unit(text)),
                // Before its figure stands what it is of.
                Some(text) if !is_value(text) && values.is_empty() && !is_nothing(text) => {
                    names.add(self.names.label(says, text), text);
                }
                Some(text) if !is_value(text) => {}
                _ if has_something(shown.cell) => values.push(shown.cell),
                _ => {}
            }
        }
        if names.says.name.is_none() || names.says.time == Some(Time::Other) {
            return;
        }
        match values.as_slice() {
            [] => {}
            [cell] => {
                let column = cell.column;
                self.claim(&names, &Says::default(), Some(cell), (Some(cell), None, None), column);
            }
            [first, ..] => {
                let why = "这一行有几个数，表没有表头，看不出哪一个是本期的".to_owned();
                self.unmatched(&names, first, why);
            }
        }
    }

    fn claim(
        &mut self,
        names: &Names,
        head: &Says,
        cell: Option<&'s Cell>,
        (value, numerator, denominator): (Option<&'s Cell>, Option<&'s Cell>, Option<&'s Cell>),
        column: u32,
    ) {
        let Some(cell) = cell else { return };
        let says = names.says.clone().and(Says { head: None, ..head.clone() });
        let found = match (&names.says.name, &head.name) {
            // An indicator in the row and another at the head of the column.
            (Some(own), Some(other)) if own != other => Found::None,
            _ => self.find(&says),
        };
        let (target, doubt) = match (names.key.as_deref(), found) {
            (Some(key), found) => match self.wanted.at(key) {
                None => return self.unmatched(names, cell, "填报文件里没有这一项了".to_owned()),
                Some(target) => {
                    let agree = found == Found::One(target);
                    let why = "这一行的名称和隐藏的编号对不上，像是只挪动了几列";
                    (target, (!agree).then(|| why.to_owned()))
                }
            },
            (None, Found::One(target)) => (target, None),
            (None, Found::Several(keys)) => {
                let why = format!("看不出是哪一项：{}", keys.join("、"));
                return self.unmatched(names, cell, why);
            }
            (None, Found::None) => {
                return self.unmatched(names, cell, "填报文件里没有这一项".to_owned());
            }
        };
        let (units, column, row) = (self.units(names, head), (self.table, column), cell.row);
        let named = Named { target, units: units.clone() };
        self.said.rows.entry(column).or_default().insert(row, named);
        self.said.claims.push(Claim {
            target,
            value,
            numerator,
            denominator,
            units,
            column,
            row,
            is_of_form: names.key.is_some(),
            doubt,
        });
    }

    /// Which figure is meant; the same question is answered once.
    fn find(&mut self, says: &Says) -> Found {
        let Some(name) = &says.name else { return Found::None };
        let group = says.group.clone().or_else(|| self.group.clone());
        let asked = (group, name.clone(), says.labels.clone());
        if let Some(found) = self.memo.get(&asked) {
            return found.clone();
        }
        let is_known = self.words.is_name(&asked.1);
        let found = self.wanted.find(asked.0.as_deref(), &asked.1, &asked.2, is_known);
        self.memo.insert(asked, found.clone());
        found
    }

    fn unmatched(&mut self, names: &Names, cell: &Cell, why: String) {
        // Numbers without any name are of another table.
        if names.texts.is_empty() {
            return;
        }
        let place = (self.place)(&cell_name(cell));
        let name = names.texts.join(" ");
        self.said.unmatched.push(Unmatched { place, name, shown: quoted(cell), why });
    }
}

/// Whether a row has heads of columns by their own names, and not only what figures are called.
fn has_roles(cells: &Cells<'_>, words: &Words<'_>) -> bool {
    let roles = cells.values().filter_map(Shown::text).filter(|text| {
        let head = words.read(text).head;
        text.trim() == KEYS || head.is_some_and(|head| head != Head::Note)
    });
    roles.count() > 1
}

/// Whether a cell has more than a dash.
fn has_something(cell: &Cell) -> bool {
    match &cell.content {
        Content::Text(text) => !text.trim().is_empty() && !is_nothing(text),
        _ => true,
    }
}
