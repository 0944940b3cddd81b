//! Which figure a reference means.

use std::collections::BTreeMap;

use super::fault::Fault;
use crate::filing::IndicatorGroup;
use crate::standard::{Measure, PlacedFigure, Standard, same_area};

/// So many references get the nearest name told: looking for it takes the longest of all.
const MAX_NEAREST: usize = 50;

/// What a reference asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The figure.
    Figure,
    /// The last filing's.
    Last,
    /// How it moved since: 提高0.58个百分点.
    Change,
    /// Whether that is for the better: 变好.
    Verdict,
}

const LAST: &str = "上期.";
const THIS: &str = "本期.";
const ENDINGS: [(&str, Asked); 2] = [(".变化", Asked::Change), (".优劣", Asked::Verdict)];

/// A reference's name with half-width points.
fn plain(name: &str) -> String {
    name.replace(['．', '。'], ".")
}

/// What a reference asks for, and the name of the figure.
pub(super) fn asked(name: &str) -> (Asked, String) {
    let name = plain(name);
    if let Some(rest) = name.strip_prefix(LAST) {
        return (Asked::Last, rest.to_owned());
    }
    let rest = name.strip_prefix(THIS).unwrap_or(&name);
    let found = ENDINGS.iter().find_map(|(end, asked)| Some((*asked, rest.strip_suffix(end)?)));
    let (asked, rest) = found.unwrap_or((Asked::Figure, rest));
    (asked, rest.to_owned())
}

/// Whether a reference asks for the last filing.
pub(super) fn asks_for_last(name: &str) -> bool {
    asked(name).0 != Asked::Figure
}

/// The figures of a filing by whatever references may call them.
pub(super) struct Names<'f> {
    standard: &'f Standard,
    pub(super) figures: Vec<PlacedFigure<'f>>,
    /// Names with or without group and labels.
    called: BTreeMap<String, Vec<usize>>,
    /// The groups that the catalogue has, each once, by its name there.
    services: BTreeMap<&'f str, &'f IndicatorGroup>,
    nearest_left: usize,
}

impl<'f> Names<'f> {
    pub(super) fn new(figures: Vec<PlacedFigure<'f>>, standard: &'f Standard) -> Self {
        let mut called: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, figure) in figures.iter().enumerate() {
            for name in names_of(figure) {
                called.entry(name).or_default().push(n);
            }
        }
        let services = figures.iter().map(|figure| (figure.service, figure.group)).collect();
        Self { standard, figures, called, services, nearest_left: MAX_NEAREST }
    }

    /// The one figure of a name.
    pub(super) fn figure(&mut self, name: &str) -> Result<PlacedFigure<'f>, Fault> {
        let own = self.called.get(name).cloned();
        let meant = own.unwrap_or_else(|| self.by_catalogue(name));
        match meant.as_slice() {
            [] => Err(Fault::Unknown { near: self.nearest(name) }),
            [one] => Ok(self.figures[*one]),
            several => {
                let names = several.iter().take(6).map(|n| self.shortest(*n)).collect();
                Err(Fault::Ambiguous { names })
            }
        }
    }

    /// Figures that the catalogue knows by a name, in the group before it or in any.
    fn by_catalogue(&self, name: &str) -> Vec<usize> {
        let mut parts: Vec<&str> = name.split('.').collect();
        let group = self.standard.group(parts[0]).filter(|_| parts.len() > 1);
        if group.is_some() {
            parts.remove(0);
        }
        let (indicator, labels) = (parts[0], &parts[1..]);
        let services = self.services.iter();
        let services = services.filter(|(own, _)| group.is_none_or(|group| group.name == **own));
        let wanted: Vec<(&str, Measure, Vec<&str>)> = services
            .flat_map(|(_, group)| {
                let group = &group.name.value;
                let with = |label| self.standard.find(group, indicator, label);
                let mut all = Vec::new();
                all.extend(with(None).map(|m| (m.entry.id.as_str(), m.measure, labels.to_vec())));
                all.extend(labels.iter().enumerate().filter_map(|(n, label)| {
                    let found = with(Some(label))?;
                    let mut rest = labels.to_vec();
                    rest.remove(n);
                    Some((found.entry.id.as_str(), found.measure, rest))
                }));
                all
            })
            .collect();
        let is_wanted = |figure: &PlacedFigure<'_>| {
            let Some(known) = figure.known else { return false };
            wanted.iter().any(|(id, measure, areas)| {
                let mut areas = areas.iter();
                *id == known.entry.id
                    && *measure == known.measure
                    && areas.all(|area| figure.area().is_some_and(|own| same_area(own, area)))
            })
        };
        let all = self.figures.iter().enumerate();
        all.filter(|(_, figure)| is_wanted(figure)).map(|(n, _)| n).collect()
    }

    /// The shortest name that means a figure alone; with its group where none does.
    pub(super) fn shortest(&self, n: usize) -> String {
        let figure = &self.figures[n];
        let alone = |name: &String| self.called.get(name).is_some_and(|all| all.len() == 1);
        let mut names = names_of(figure);
        names.sort_by_key(|name| name.chars().count());
        let whole = whole_name(figure);
        names.into_iter().find(alone).unwrap_or(whole)
    }

    fn nearest(&mut self, name: &str) -> Option<String> {
        self.nearest_left = self.nearest_left.checked_sub(1)?;
        let length = name.chars().count();
        let like = |own: &&String| own.chars().count().abs_diff(length) * 2 <= length;
        let own = self.called.keys().filter(like);
        let near = own.map(|own| (strsim::damerau_levenshtein(name, own), own)).min()?;
        let longer = length.max(near.1.chars().count());
        let figures = (near.0 * 2 <= longer).then(|| self.called.get(near.1))??;
        Some(match figures.as_slice() {
            [one] => self.shortest(*one),
            _ => near.1.clone(),
        })
    }
}

/// A figure's group, indicator and labels.
fn whole_name(figure: &PlacedFigure<'_>) -> String {
    let labels = [&figure.part.above, &figure.part.label].into_iter().flatten();
    let names = [&figure.group.name, &figure.indicator.name].into_iter().chain(labels);
    let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    plain(&names.join("."))
}

/// What a figure may be called: with or without its group, with all of its labels or some.
fn names_of(figure: &PlacedFigure<'_>) -> Vec<String> {
    let indicator = figure.indicator.name.value.as_str();
    let labels: Vec<&str> = [&figure.part.above, &figure.part.label]
        .into_iter()
        .flatten()
        .map(|l| l.value.as_str())
        .collect();
    let mut inner = vec![indicator.to_owned()];
    inner.extend(labels.iter().map(|label| format!("{indicator}.{label}")));
    if let [above, label] = labels.as_slice() {
        inner.push(format!("{indicator}.{above}.{label}"));
        inner.push(format!("{indicator}.{label}.{above}"));
    }
    let mut groups = vec![figure.group.name.value.as_str(), figure.service];
    groups.dedup();
    let with =
        |name: &String| groups.iter().map(|group| format!("{group}.{name}")).collect::<Vec<_>>();
    let mut names: Vec<String> = inner.iter().flat_map(with).collect();
    names.extend(inner);
    names.iter_mut().for_each(|name| *name = plain(name));
    names.sort();
    names.dedup();
    names
}
