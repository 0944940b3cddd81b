//! Figures of several filings in rows: matched, ordered, valued.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Judging};
use super::columns::{ArrangedColumns, Arrangement, Column};
use super::placing::{self, Place, RowThreshold, Standing};
use super::plain;
use super::value::{Value, values};
use crate::check::CaveatKind;
use crate::standard::{Direction, FigureKey, Measure, PlacedFigure, Standard, canonical_area};

/// A group of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name: the filings' own where they agree, else the catalogue's.
    pub name: String,
    /// What each filing calls it; `None` where it has no such group.
    pub called: Vec<Option<String>>,
    /// Its figures.
    pub rows: Vec<Row>,
}

/// One figure over the filings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name: the filings' own where they agree, else the catalogue's.
    pub name: String,
    /// The catalogue's id; `None` for a figure that it does not know.
    pub id: Option<String>,
    /// How it is measured, as the catalogue has it.
    pub measure: Option<Measure>,
    /// Its area by the standard's name.
    pub area: Option<String>,
    /// Which way is better; `None` for a figure that the catalogue does not know.
    pub direction: Option<Direction>,
    /// Whether it is given in points out of a hundred: 分, which are minutes elsewhere.
    pub is_score: bool,
    /// The unit of its values, empty for bare numbers; `None` where none can be compared.
    pub unit: Option<String>,
    /// What the standard limits it to, its own threshold first.
    pub thresholds: Vec<RowThreshold>,
    /// The filings' figures; `None` where one has none.
    pub cells: Vec<Option<Cell>>,
    /// From the first period to the last, where there are more than two of one carrier.
    pub overall: Option<Change>,
}

/// One filing's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What the filing calls it.
    pub called: String,
    /// The same, where that is another name than the row's.
    pub alias: Option<String>,
    /// As it was written.
    pub written: String,
    /// Its unit as it was written, empty for none.
    pub unit: String,
    /// What it says.
    pub value: Value,
    /// 备注.
    pub note: Option<String>,
    /// What stands beside it: 9964/10000，上期99.50%; empty for nothing.
    pub beside: String,
    /// How it moved since the same carrier's period before.
    pub change: Option<Change>,
    /// How it stands to the standard; `None` where that says nothing of it.
    pub standing: Option<Standing>,
    /// Why it may miss the standard, as the filing waives it.
    pub waived: Option<String>,
    /// How it stands among the carriers of its period.
    pub place: Option<Place>,
}

impl Row {
    /// Whether each figure that there is keeps to the standard.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let mut standings = self.cells.iter().flatten().map(|cell| cell.standing).peekable();
        standings.peek().is_some() && standings.all(|standing| standing == Some(Standing::Met))
    }
}

/// What makes a row: a figure's key, and its name where a filing has several of one key.
type RowKey = (FigureKey, Option<String>);

/// The figures of one filing's group by their rows.
#[derive(Default)]
struct Figures<'f> {
    order: Vec<RowKey>,
    by_key: BTreeMap<RowKey, PlacedFigure<'f>>,
}

/// A filing's groups by the catalogue's names, or their own.
struct Groups<'f> {
    order: Vec<&'f str>,
    called: BTreeMap<&'f str, &'f str>,
    figures: BTreeMap<&'f str, Figures<'f>>,
}

/// The groups of several filings, each row matched.
pub(super) fn groups(arranged: &ArrangedColumns<'_>, standard: &Standard) -> Vec<Group> {
    let placed: Vec<Vec<PlacedFigure<'_>>> =
        arranged.filings.iter().map(|filing| standard.figures(filing)).collect();
    let doubled = doubled(&placed);
    let columns: Vec<Groups<'_>> =
        placed.iter().map(|figures| of_filing(figures, &doubled)).collect();
    let none = Figures::default();
    let mut groups = Vec::new();
    for service in merged(columns.iter().map(|column| column.order.iter().copied())) {
        let figures: Vec<&Figures<'_>> =
            columns.iter().map(|column| column.figures.get(service).unwrap_or(&none)).collect();
        let rows = merged(figures.iter().map(|figures| figures.order.iter()));
        let rows = rows.into_iter().map(|key| {
            let figures = figures.iter().map(|figures| figures.by_key.get(key).copied());
            row(&figures.collect::<Vec<_>>(), arranged)
        });
        let called = columns.iter().map(|column| column.called.get(service).copied().map(plain));
        let (called, rows): (Vec<_>, Vec<_>) = (called.collect(), rows.collect());
        let name = agreed(called.iter().flatten()).unwrap_or_else(|| plain(service));
        groups.push(Group { name, called, rows });
    }
    groups
}

/// The keys that a filing has more than once: 装机 and 移机 are both 装移机. To pair one of them
/// with another's 装移机 would be a guess.
fn doubled(placed: &[Vec<PlacedFigure<'_>>]) -> BTreeSet<FigureKey> {
    let mut doubled = BTreeSet::new();
    for figures in placed {
        let mut seen = BTreeSet::new();
        doubled
            .extend(figures.iter().map(PlacedFigure::key).filter(|key| !seen.insert(key.clone())));
    }
    doubled
}

fn of_filing<'f>(placed: &[PlacedFigure<'f>], doubled: &BTreeSet<FigureKey>) -> Groups<'f> {
    let mut groups =
        Groups { order: Vec::new(), called: BTreeMap::new(), figures: BTreeMap::new() };
    for figure in placed {
        let service = figure.service;
        if groups.called.insert(service, &figure.group.name.value).is_none() {
            groups.order.push(service);
        }
        let key = figure.key();
        let name = doubled.contains(&key).then(|| figure.name());
        let figures = groups.figures.entry(service).or_default();
        let mut key = (key, name);
        let mut times = 1;
        // The same name in two groups that are one.
        while figures.by_key.contains_key(&key) {
            times += 1;
            key.1 = Some(format!("{}#{times}", figure.name()));
        }
        figures.by_key.insert(key.clone(), *figure);
        figures.order.push(key);
    }
    groups
}

/// Several orders in one: what only a later one has stands behind what stands before it there.
fn merged<T: Ord + Copy>(orders: impl Iterator<Item = impl Iterator<Item = T>>) -> Vec<T> {
    let mut whole: Vec<T> = Vec::new();
    for order in orders {
        let places: BTreeMap<T, usize> = whole.iter().copied().zip(1..).collect();
        let mut new: BTreeMap<usize, Vec<T>> = BTreeMap::new();
        let mut behind = 0;
        for item in order {
            match places.get(&item) {
                Some(place) => behind = *place,
                None => new.entry(behind).or_default().push(item),
            }
        }
        let mut longer = new.remove(&0).unwrap_or_default();
        for (item, place) in whole.into_iter().zip(1..) {
            longer.push(item);
            longer.extend(new.remove(&place).unwrap_or_default());
        }
        whole = longer;
    }
    whole
}

/// What all of several names are.
fn agreed<'n>(names: impl Iterator<Item = &'n String>) -> Option<String> {
    let mut names = names.collect::<BTreeSet<_>>().into_iter();
    names.next().filter(|_| names.next().is_none()).cloned()
}

fn row(figures: &[Option<PlacedFigure<'_>>], arranged: &ArrangedColumns<'_>) -> Row {
    let (unit, values) = values(figures);
    let known = figures.iter().flatten().find_map(|figure| figure.known);
    let direction = known.map(|known| known.entry.direction);
    let first = figures.iter().flatten().next();
    let name = name(figures);
    let cells = figures.iter().zip(values).zip(&arranged.columns);
    let cells = cells.map(|((figure, value), column)| {
        let figure = figure.as_ref()?;
        Some(Cell { waived: waived(figure, column), ..cell(figure, value?, &name) })
    });
    let mut cells: Vec<Option<Cell>> = cells.collect();
    // A ratio such as 4×10⁻⁶ moves by a share of itself, in whatever unit it is shown.
    let is_ratio = known.is_some_and(|known| known.entry.unit == "比率");
    let judging = Judging { is_rate: unit.as_deref() == Some("%") && !is_ratio, direction };
    change(&mut cells, &arranged.columns, judging);
    placing::place(&mut cells, &arranged.columns, direction);
    let overall = match arranged.arrangement {
        Arrangement::Periods => overall(&cells, judging),
        Arrangement::Carriers | Arrangement::Mixed => None,
    };
    Row {
        name,
        id: known.map(|known| known.entry.id.clone()),
        measure: known.map(|known| known.measure),
        area: first.and_then(|f| f.area()).map(|area| plain(canonical_area(area))),
        direction,
        is_score: known.is_some_and(|known| known.entry.is_score()),
        thresholds: first.map(|f| placing::thresholds(f, unit.as_deref())).unwrap_or_default(),
        unit,
        cells,
        overall,
    }
}

/// The filings' name where they have one and it says the measure itself; else the catalogue's.
fn name(figures: &[Option<PlacedFigure<'_>>]) -> String {
    let called: Vec<String> = figures.iter().flatten().map(PlacedFigure::name).collect();
    let Some(figure) = figures.iter().flatten().next() else { return String::new() };
    match agreed(called.iter()) {
        Some(name) if figure.known.is_none() || !is_labelled(figure) => plain(&name),
        _ => plain(&canonical(figure)),
    }
}

/// Whether its label is its measure: 业务变更 with 平均.
fn is_labelled(figure: &PlacedFigure<'_>) -> bool {
    figure.measure().is_some()
}

/// A figure's name by the catalogue.
fn canonical(figure: &PlacedFigure<'_>) -> String {
    let Some(known) = figure.known else { return figure.name() };
    let entry = known.entry;
    let name = match known.measure {
        Measure::Maximum if entry.measure != Measure::Maximum && !entry.subject.is_empty() => {
            format!("{}最长时限", entry.subject)
        }
        Measure::Maximum if entry.measure != Measure::Maximum => format!("{}（最长）", entry.name),
        _ => entry.name.clone(),
    };
    match figure.area() {
        Some(area) => format!("{name}（{}）", canonical_area(area)),
        None => name,
    }
}

fn cell(figure: &PlacedFigure<'_>, value: Value, name: &str) -> Cell {
    let amount = figure.part.figure.value.amount.as_ref();
    let called = plain(&figure.name());
    let other = called != name && !is_labelled(figure);
    Cell {
        alias: other.then(|| called.clone()),
        called,
        written: plain(figure.written()),
        unit: amount.map(|amount| plain(&amount.unit)).unwrap_or_default(),
        value,
        note: figure.indicator.note.as_ref().map(|note| plain(&note.value)),
        beside: plain(&figure.part.beside.text(true)),
        change: None,
        standing: placing::standing(figure),
        waived: None,
        place: None,
    }
}

/// Why a figure may miss the standard, as its filing waives it.
fn waived(figure: &PlacedFigure<'_>, column: &Column) -> Option<String> {
    let below = column.caveats.iter().filter(|caveat| caveat.kind == CaveatKind::Below);
    let mut own = below.filter(|caveat| caveat.span.as_ref() == Some(&figure.span()));
    own.find_map(|caveat| caveat.reason.as_deref().map(plain))
}

/// Sets how each cell moved: since the same carrier's period before that has the figure.
fn change(cells: &mut [Option<Cell>], columns: &[Column], judging: Judging) {
    let exact: Vec<_> = cells.iter().map(|cell| cell.as_ref()?.value.exact()).collect();
    let value = |n: usize| exact.get(n).copied().flatten();
    for (n, cell) in cells.iter_mut().enumerate() {
        let (Some(cell), Some(own)) = (cell.as_mut(), value(n)) else { continue };
        let mut before = columns.get(n).and_then(|column| column.before);
        while let Some(m) = before.filter(|m| value(*m).is_none()) {
            before = columns.get(m).and_then(|column| column.before);
        }
        cell.change = before.and_then(|m| Change::between((m, value(m)?), own, judging));
    }
}

fn overall(cells: &[Option<Cell>], judging: Judging) -> Option<Change> {
    let exact =
        cells.iter().enumerate().filter_map(|(n, cell)| Some((n, cell.as_ref()?.value.exact()?)));
    let exact: Vec<_> = exact.collect();
    let (first, last) = (exact.first()?, exact.last()?);
    let change = || Change::between(*first, last.1, judging);
    (exact.len() > 2).then(change).flatten()
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn several_orders_are_one_that_keeps_to_each() {
        let merged = |orders: &[&str]| -> String {
            merged(orders.iter().map(|order| order.chars())).into_iter().collect()
        };
        assert_eq!(merged(&["bdef", "abcef"]), "abcdef");
        assert_eq!(merged(&["ab", "ba"]), "ab");
        assert_eq!(merged(&["", "xy", "yz"]), "xyz");
    }
}
