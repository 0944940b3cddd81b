//! Figures of several filings in rows: matched, ordered, valued.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Judging};
use super::columns::{Arranged, Arrangement, Column};
use super::placing::{self, Held, Place, RowThreshold};
use super::plain;
use super::value::{Value, values};
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
    /// How it moved since the same carrier's period before.
    pub change: Option<Change>,
    /// How it stands to the standard; `None` where that says nothing of it.
    pub held: Option<Held>,
    /// How it stands among the carriers of its period.
    pub place: Option<Place>,
}

impl Row {
    /// Whether each figure that there is keeps to the standard.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let mut held = self.cells.iter().flatten().map(|cell| cell.held).peekable();
        held.peek().is_some() && held.all(|held| held == Some(Held::Met))
    }
}

/// What makes a row: a figure's key, and its name where a filing has several of one key.
type RowKey = (FigureKey, Option<String>);

/// The figures of one filing by their rows.
type Figures<'f> = Vec<(RowKey, PlacedFigure<'f>)>;

/// The groups of several filings, each row matched.
pub(super) fn groups(arranged: &Arranged<'_>, standard: &Standard) -> Vec<Group> {
    let placed: Vec<Vec<PlacedFigure<'_>>> =
        arranged.filings.iter().map(|filing| standard.figures(filing)).collect();
    let doubled = doubled(&placed);
    let columns: Vec<Figures<'_>> =
        placed.into_iter().map(|figures| keyed(figures, &doubled)).collect();
    let services = columns.iter().map(|figures| figures.iter().map(|(_, f)| f.service));
    let mut groups = Vec::new();
    for service in merged(services) {
        let of_service: Vec<Figures<'_>> = columns.iter().map(|f| within(f, service)).collect();
        let keys = of_service.iter().map(|figures| figures.iter().map(|(key, _)| key));
        let rows = merged(keys).into_iter().map(|key| {
            let figures = of_service.iter().map(|figures| find(figures, key));
            row(&figures.collect::<Vec<_>>(), arranged)
        });
        let called = arranged.filings.iter().map(|filing| {
            let names = filing.groups.iter().map(|group| group.name.value.as_str());
            names.into_iter().find(|name| standard.group_name(name) == service).map(plain)
        });
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

fn keyed<'f>(figures: Vec<PlacedFigure<'f>>, doubled: &BTreeSet<FigureKey>) -> Figures<'f> {
    let mut seen: BTreeMap<RowKey, usize> = BTreeMap::new();
    let keyed = figures.into_iter().map(|figure| {
        let key = figure.key();
        let name = doubled.contains(&key).then(|| figure.name());
        let mut key = (key, name);
        let times = seen.entry(key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            key.1 = Some(format!("{}#{times}", figure.name()));
        }
        (key, figure)
    });
    keyed.collect()
}

fn within<'f>(figures: &Figures<'f>, service: &str) -> Figures<'f> {
    figures.iter().filter(|(_, figure)| figure.service == service).cloned().collect()
}

fn find<'f>(figures: &Figures<'f>, key: &RowKey) -> Option<PlacedFigure<'f>> {
    figures.iter().find(|(own, _)| own == key).map(|(_, figure)| *figure)
}

/// Several orders in one: what only a later one has stands behind what stands before it there.
fn merged<T: Ord + Copy>(orders: impl Iterator<Item = impl Iterator<Item = T>>) -> Vec<T> {
    let mut whole: Vec<T> = Vec::new();
    for order in orders {
        let mut next = 0;
        for item in order {
            match whole.iter().position(|other| *other == item) {
                Some(at) => next = at + 1,
                None => {
                    whole.insert(next.min(whole.len()), item);
                    next += 1;
                }
            }
        }
    }
    whole
}

/// What all of several names are.
fn agreed<'n>(names: impl Iterator<Item = &'n String>) -> Option<String> {
    let mut names = names.collect::<BTreeSet<_>>().into_iter();
    names.next().filter(|_| names.next().is_none()).cloned()
}

fn row(figures: &[Option<PlacedFigure<'_>>], arranged: &Arranged<'_>) -> Row {
    let (unit, values) = values(figures);
    let known = figures.iter().flatten().find_map(|figure| figure.known);
    let direction = known.map(|known| known.entry.direction);
    let first = figures.iter().flatten().next();
    let name = name(figures);
    let cells = figures.iter().zip(values);
    let cells = cells.map(|(figure, value)| Some(cell(figure.as_ref()?, value?, &name)));
    let mut cells: Vec<Option<Cell>> = cells.collect();
    // A ratio such as 4×10⁻⁶ moves by a share of itself, in whatever unit it is told.
    let is_ratio = known.is_some_and(|known| known.entry.unit == "比率");
    let judging = (unit.as_deref() == Some("%") && !is_ratio, direction);
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
    figure.label().is_some() && figure.area().is_none()
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
        change: None,
        held: placing::held(figure),
        place: None,
    }
}

/// Tells each cell how it moved: since the same carrier's period before that has the figure.
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
