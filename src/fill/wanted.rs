//! The figures that a filing has, and which of them a name in a spreadsheet means.

use std::collections::BTreeMap;

use super::outcome::Missing;
use crate::filing::{Filing, is_area};
use crate::standard::{
    Expected, FigureKey, PlacedFigure, Standard, canonical_area, is_measure, same_area,
};

/// A figure that a spreadsheet may have.
pub(super) struct Target<'f> {
    pub(super) placed: PlacedFigure<'f>,
    pub(super) last: Option<PlacedFigure<'f>>,
    pub(super) expected: Expected,
    /// Where it stands: 移动电话.障碍修复.平均.
    pub(super) key: String,
    identity: FigureKey,
}

/// The figures of a filing.
pub(super) struct Wanted<'f> {
    pub(super) filing: &'f Filing,
    pub(super) standard: &'f Standard,
    pub(super) targets: Vec<Target<'f>>,
    by_key: BTreeMap<String, usize>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    One(usize),
    None,
    /// Several, by their key paths.
    Several(Vec<String>),
}

impl<'f> Wanted<'f> {
    pub(super) fn of(filing: &'f Filing, last: Option<&'f Filing>, standard: &'f Standard) -> Self {
        let before = last.map(|last| standard.figures(last)).unwrap_or_default();
        let before: BTreeMap<FigureKey, PlacedFigure<'f>> =
            before.into_iter().rev().map(|figure| (figure.key(), figure)).collect();
        let target = |placed: PlacedFigure<'f>| {
            let identity = placed.key();
            let last = before.get(&identity).copied();
            let beside = placed.part.beside.last.as_ref();
            let written = beside.or(last.as_ref().map(|last| &last.part.figure));
            let expected = Expected::of(&placed, written.map(|figure| &figure.value));
            Target { placed, last, expected, key: placed.key_path(), identity }
        };
        let targets: Vec<Target<'f>> = standard.figures(filing).into_iter().map(target).collect();
        let keys = targets.iter().enumerate().rev();
        let by_key = keys.map(|(n, target)| (target.key.clone(), n)).collect();
        Self { filing, standard, targets, by_key }
    }

    /// The figure at a key path.
    pub(super) fn at(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// That a figure is not there yet.
    pub(super) fn missing(&self, target: &Target<'_>) -> Missing {
        let Target { key, placed, .. } = target;
        let department = self.filing.department(placed.group, placed.indicator);
        Missing { key: key.clone(), line: 0, department: department.map(str::to_owned) }
    }

    /// The figure that a name and labels mean, in a group where one is known. The catalogue is
    /// asked for names that it has.
    pub(super) fn find(
        &self,
        group: Option<&str>,
        name: &str,
        labels: &[String],
        is_known: bool,
    ) -> Found {
        let of_group = |target: &&(usize, &Target<'f>)| {
            let own = &target.1.placed;
            group.is_none_or(|group| {
                own.group.name.value == group || self.standard.group_name(group) == own.service
            })
        };
        let all: Vec<(usize, &Target<'f>)> = self.targets.iter().enumerate().collect();
        let all: Vec<_> = all.iter().filter(of_group).collect();
        let by_name = all.iter().filter(|(_, target)| target.is_called(name, labels));
        let mut found: Vec<usize> = by_name.map(|(n, _)| *n).collect();
        if found.is_empty() && is_known {
            let known = all.iter().filter(|(_, target)| self.is_known_as(target, name, labels));
            found.extend(known.map(|(n, _)| *n));
        }
        match found.as_slice() {
            [] => Found::None,
            [one] => Found::One(*one),
            several => {
                Found::Several(several.iter().map(|n| self.targets[*n].key.clone()).collect())
            }
        }
    }

    /// Whether the catalogue has one indicator for both.
    fn is_known_as(&self, target: &Target<'_>, name: &str, labels: &[String]) -> bool {
        let Some((area, measure)) = parted(labels) else { return false };
        // What is no measure makes it another figure: 4G, a city.
        if !measure.is_none_or(is_measure) {
            return false;
        }
        let found = self.standard.find(&target.placed.group.name.value, name, measure);
        let area = area.map(|area| canonical_area(area).to_owned());
        let known = found.map(|m| FigureKey::Known(m.entry.id.clone(), m.measure, area));
        known.is_some_and(|known| known == target.identity)
    }
}

impl Target<'_> {
    /// Whether the file calls it so.
    fn is_called(&self, name: &str, labels: &[String]) -> bool {
        let own = self.placed.indicator.name.value.as_str();
        let Some(rest) = name.strip_prefix(own) else { return false };
        let label = self.placed.part.label_text().unwrap_or_default();
        let Some((area, measure)) = parted(labels) else { return false };
        let same = match (self.placed.area(), area) {
            (Some(own), Some(area)) => same_area(own, area),
            (None, None) => true,
            _ => false,
        };
        let as_labelled = rest.is_empty() && same && self.placed.measure() == measure;
        as_labelled || (labels.is_empty() && !label.is_empty() && rest == label)
    }
}

/// The area and the measure among labels; `None` where there are two of either.
fn parted(labels: &[String]) -> Option<(Option<&str>, Option<&str>)> {
    let labels = labels.iter().map(String::as_str);
    let (areas, measures): (Vec<&str>, Vec<&str>) = labels.partition(|label| is_area(label));
    let is_one = areas.len() < 2 && measures.len() < 2;
    is_one.then(|| (areas.first().copied(), measures.first().copied()))
}
