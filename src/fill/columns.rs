//! The head of a table: which rows it has, and what each column is.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Shown;
use super::says::{Says, Time, Words};
use crate::filing::multiple;
use crate::form::KEYS;
use crate::import::{Head, begins_value, figure_text};

/// The cells of a row, by column.
pub(super) type Cells<'s> = BTreeMap<u32, Shown<'s>>;

/// What a column of a table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// Key paths, as our own form has them.
    Key,
    Group,
    Name,
    Label,
    Unit,
    /// Figures, of which the head says something.
    Value(Says),
    Numerator,
    Denominator,
    /// What a department has to say of a figure.
    Note,
    /// What is not looked at: 上期, 标准值.
    Skipped,
    /// A head that nobody knows, by its text.
    Strange(String),
    /// Nothing is at its head.
    Bare,
}

/// The columns of a table, and the units in the heads of names.
#[derive(Debug, Default)]
pub(super) struct Columns(BTreeMap<u32, Use>);

impl Columns {
    pub(super) fn at(&self, column: u32) -> &Use {
        self.0.get(&column).unwrap_or(&Use::Bare)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Use> {
        self.0.values()
    }

    /// The columns of figures, with what their heads say.
    pub(super) fn values(&self) -> impl Iterator<Item = (u32, &Says)> {
        self.0.iter().filter_map(|(column, used)| match used {
            Use::Value(says) => Some((*column, says)),
            _ => None,
        })
    }

    /// Whether a column stands before those of figures.
    pub(super) fn is_before_figures(&self, column: u32) -> bool {
        self.values().next().is_some_and(|(first, _)| column < first)
    }

    /// The columns that the rows of a head say.
    pub(super) fn of(rows: &[&Cells<'_>], words: &Words<'_>) -> Self {
        let columns: BTreeSet<u32> = rows.iter().flat_map(|row| row.keys().copied()).collect();
        let used = columns.into_iter().map(|column| {
            let texts = rows.iter().enumerate().filter_map(|(n, row)| head(rows, n, row, column));
            let texts: Vec<&str> = texts.collect();
            (column, used(&texts, words))
        });
        Self(used.collect())
    }
}

/// What the head of a column says in one of its rows. Without merged cells, as in a text, it
/// reaches as far as nothing is beside it and something is below it.
fn head<'s>(rows: &[&Cells<'s>], n: usize, row: &Cells<'s>, column: u32) -> Option<&'s str> {
    if let Some(shown) = row.get(&column) {
        return shown.text();
    }
    let below = rows.get(n + 1)?;
    below.get(&column)?;
    let (left, shown) = row.range(..column).next_back()?;
    let is_open = (*left..column).all(|between| below.contains_key(&between));
    shown.text().filter(|_| is_open)
}

fn used(texts: &[&str], words: &Words<'_>) -> Use {
    if texts.iter().any(|text| text.trim() == KEYS) {
        return Use::Key;
    }
    // A merged cell is read once in each row that it reaches over.
    let mut seen = BTreeSet::new();
    let texts = || texts.iter().filter(|text| !text.trim().is_empty());
    let once: Vec<&&str> = texts().filter(|text| seen.insert(text.trim())).collect();
    let read: Vec<Says> = once.iter().map(|text| words.read(text)).collect();
    // 增减 below 本期: what is said above it is not said of it.
    let is_strange = read.last().is_some_and(|last| last.is_nothing() && last.unit.is_none());
    let says = read.into_iter().fold(Says::default(), Says::and);
    let beside = |says: &Says| {
        let unit = says.unit.as_deref().unwrap_or_default();
        multiple(unit).0 == 1
    };
    match says.head {
        _ if once.is_empty() => Use::Bare,
        _ if is_strange => Use::Strange(joined(&once)),
        _ if says.time == Some(Time::Other) => Use::Skipped,
        Some(Head::Group) => Use::Group,
        Some(Head::Name) => Use::Name,
        Some(Head::Label) => Use::Label,
        Some(Head::Unit) => Use::Unit,
        // 万件 would have to be counted anew.
        Some(Head::Beside("分子" | "分母")) if !beside(&says) => Use::Strange(joined(&once)),
        Some(Head::Beside("分子")) => Use::Numerator,
        Some(Head::Beside("分母")) => Use::Denominator,
        Some(Head::Note) => Use::Note,
        Some(Head::Number | Head::Other | Head::Beside(_)) => Use::Skipped,
        Some(Head::Figure) => Use::Value(says),
        None if says.is_nothing() => Use::Strange(joined(&once)),
        None => Use::Value(says),
    }
}

/// The texts of a head in one.
fn joined(texts: &[&&str]) -> String {
    texts.iter().map(|text| text.trim()).collect::<Vec<_>>().join(" ")
}

/// Whether a row is a head, and no row of figures.
pub(super) fn is_head(cells: &Cells<'_>, words: &Words<'_>) -> bool {
    let (mut roles, mut names, mut others, mut strange) = (0, 0, 0, 0);
    let mut is_of_names = false;
    for shown in cells.values().filter(|shown| !shown.is_copy) {
        let Some(text) = shown.text() else { return false };
        let says = words.read(text);
        is_of_names |= says.head == Some(Head::Name);
        if text.trim() == KEYS || says.head.is_some() || says.time.is_some() {
            roles += 1;
        } else if says.is_nothing() && is_value(text) && !words.begins_with_time(text) {
            return false;
        } else if says.name.is_some() {
            names += 1;
        } else if !says.is_nothing() {
            others += 1;
        } else if says.unit.is_none() {
            strange += 1;
        }
    }
    let known = names + others;
    // A name with a measure may be a row that nobody has filled in yet.
    // 指标 beside a head that nobody knows is a head.
    let beside = if is_of_names { known + strange } else { known };
    (roles > 0 && roles + beside > 1) || (known > 1 && names != 1 && strange < 2)
}

/// Whether a row goes on with a head: all that it says stands below what reaches further.
pub(super) fn goes_on(last: &Cells<'_>, cells: &Cells<'_>, words: &Words<'_>) -> bool {
    let own = || cells.iter().filter(|(_, shown)| !shown.is_copy);
    let is_open = |(column, _): (&u32, &Shown<'_>)| {
        last.get(column).is_none_or(|above| {
            let beside = column + 1;
            above.is_wide || (!last.contains_key(&beside) && cells.contains_key(&beside))
        })
    };
    let texts = || own().map(|(_, shown)| shown.text());
    let are_heads = texts().all(|text| text.is_some_and(|text| !is_value(text)));
    let is_known = texts().flatten().any(|text| !words.read(text).is_nothing());
    own().count() > 1 && own().all(is_open) && are_heads && is_known
}

/// Whether a text is a figure.
pub(super) fn is_value(text: &str) -> bool {
    text.trim().starts_with(begins_value) && figure_text(text).is_some()
}
