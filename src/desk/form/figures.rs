//! 主要服务指标完成情况: a table a group, a row a figure.

use super::Maker;
use super::figure::{COUNTS, Figure, NOTE, STATED, rows_of};
use super::lasts::Change;
use super::shape::{Cell, Columns, Content, Field, Group, Indicator, Row, Section};
use super::spot::Spot;
use crate::compare::words;
use crate::filing::{is_open_figure, parse_figure};
use crate::init::offers;
use crate::source::Value;
use crate::standard::Match;

const KEY: &str = "主要服务指标完成情况";

impl Maker<'_> {
    pub(super) fn figures(&self) -> Section {
        let all = self.root.key(KEY);
        let groups: Vec<Group> =
            all.entries().iter().map(|entry| self.group(&all.entry(entry), &entry.key)).collect();
        let missing = self.missing_groups(&groups);
        let title = self.title_of(KEY);
        Section {
            id: "figures",
            title,
            content: Content::Figures { path: all.path, groups, missing },
        }
    }

    /// The groups of the catalogue that the filing has not: those that its services need first.
    fn missing_groups(&self, groups: &[Group]) -> Vec<String> {
        let services: Vec<String> = {
            let spot = self.root.key("企业").key("经营业务");
            spot.items().filter_map(|item| item.text()).collect()
        };
        let missing = self.standard.groups().iter();
        let missing = missing.filter(|group| !groups.iter().any(|own| group.is_called(&own.name)));
        let (mut needed, mut others) = (Vec::new(), Vec::new());
        for group in missing {
            let service = services.iter().find(|service| group.services.contains(service));
            match service {
                Some(service) if group.is_called(service) => needed.push(service.clone()),
                Some(_) => needed.push(group.name.clone()),
                None if group.always => needed.push(group.name.clone()),
                None => others.push(group.name.clone()),
            }
        }
        needed.append(&mut others);
        needed
    }

    fn group(&self, group: &Spot<'_>, name: &str) -> Group {
        let entries = group.entries().iter();
        let indicators: Vec<Indicator> =
            entries.map(|entry| self.indicator(&group.entry(entry), name, &entry.key)).collect();
        let rows = || indicators.iter().flat_map(|indicator| &indicator.rows);
        let columns = Columns {
            counts: rows().any(|row| row.numerator.is_some() || row.denominator.is_some()),
            movement: rows().any(|row| row.movement.is_some()),
        };
        let missing = self.missing_indicators(name, group);
        Group {
            path: group.path.clone(),
            name: name.to_owned(),
            place: group.key_place(),
            indicators,
            missing,
            columns,
        }
    }

    /// What the catalogue has for a group and the filing has not.
    fn missing_indicators(&self, name: &str, group: &Spot<'_>) -> Vec<String> {
        let mut there = std::collections::BTreeSet::new();
        for entry in group.entries() {
            let labels = rows_of(&group.entry(entry));
            let found = labels.iter().filter_map(|figure| self.known(name, &entry.key, figure));
            there.extend(found.map(|known| known.entry.id.as_str()));
        }
        let offers = offers(name, self.standard);
        let is_missing = |ids: &[String]| ids.iter().all(|id| !there.contains(id.as_str()));
        offers.into_iter().filter(|offer| is_missing(&offer.ids)).map(|offer| offer.name).collect()
    }

    fn indicator(&self, spot: &Spot<'_>, group: &str, name: &str) -> Indicator {
        let figures = rows_of(spot);
        let known = figures.iter().any(|figure| self.known(group, name, figure).is_some());
        let note = spot.key(NOTE);
        Indicator {
            note: Field {
                label: NOTE.to_owned(),
                hint: Some("印在这项指标后面的说明，如“不含客户自维线路”。".to_owned()),
                ..self.field(&note, &[NOTE])
            },
            path: spot.path.clone(),
            name: name.to_owned(),
            place: spot.key_place(),
            rows: figures.into_iter().map(|figure| self.row(figure, group, name)).collect(),
            known,
        }
    }

    fn known(&self, group: &str, indicator: &str, figure: &Figure<'_>) -> Option<Match<'_>> {
        self.standard.find(group, indicator, figure.measure())
    }

    fn row(&self, figure: Figure<'_>, group: &str, indicator: &str) -> Row {
        let known = self.known(group, indicator, &figure);
        let limits = known.map(|known| known.thresholds(figure.area())).unwrap_or_default();
        let value = figure.value.text().unwrap_or_default();
        let (last, change) = self.lasts.figure(self.standard, (group, indicator), &figure, known);
        let Change { text: change, verdict } = change.unwrap_or_default();
        let cell = |key: &str| figure.beside.as_ref().and_then(|beside| cell(beside, key));
        let [numerator, denominator] = COUNTS.map(cell);
        let stated: Vec<Cell> = STATED.into_iter().filter_map(cell).collect();
        let is_rate =
            value.ends_with(['%', '％', '‰']) || known.is_some_and(|known| known.entry.is_rate());
        Row {
            label: figure.label(),
            blank: is_blank(&value),
            printed: printed(&value),
            place: figure.value.place(),
            unit: unit(&value, known),
            counts_possible: is_rate || numerator.is_some() || denominator.is_some(),
            numerator,
            denominator,
            movement: stated.iter().find(|cell| cell.key != "上期").cloned(),
            stated,
            last,
            limit: limits.first().map(words::limit),
            change,
            verdict,
            origin: figure.value.node.and_then(|node| self.origins.get(&node.span.start)).cloned(),
            path: figure.path.path,
            value,
        }
    }
}

fn printed(value: &str) -> Option<String> {
    let figure = parse_figure(value).ok()?;
    (figure.as_written != value).then_some(figure.as_written)
}

fn is_blank(value: &str) -> bool {
    value.trim().is_empty() || is_open_figure(value)
}

/// The unit that a figure is written in, or is to be; the standard's where it has none.
fn unit(value: &str, known: Option<Match<'_>>) -> Option<String> {
    let written = match value.rsplit_once('】') {
        Some((_, behind)) => Some(behind.to_owned()),
        None => parse_figure(value).ok().and_then(|figure| figure.amount).map(|a| a.unit),
    };
    let standard = known.map(|known| known.entry.unit.as_str());
    let standard = standard.filter(|unit| !["文字", "比率"].contains(unit));
    written.filter(|unit| !unit.is_empty()).or_else(|| standard.map(str::to_owned))
}

fn cell(beside: &Spot<'_>, key: &str) -> Option<Cell> {
    let spot = beside.key(key);
    let is_text = spot.node.is_some_and(|node| matches!(node.value, Value::Text(_) | Value::Empty));
    let value = spot.text().filter(|_| is_text)?;
    Some(Cell { blank: is_blank(&value), path: spot.path, key: key.to_owned(), value })
}
