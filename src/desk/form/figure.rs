//! The figures of an indicator in the file's tree: alone, by areas and measures, with what stands
//! beside each.

use super::spot::Spot;
use crate::filing::is_area;
use crate::standard::figure_name;

pub(super) const NOTE: &str = "备注";
const VALUE: &str = "值";
pub(super) const COUNTS: [&str; 2] = ["分子", "分母"];
/// What may be said of a movement, as the form prefers it.
pub(super) const STATED: [&str; 3] = ["环比", "同比", "上期"];

/// A figure in the file's tree.
pub(super) struct Figure<'f> {
    /// The figure, or the braces that it stands in with what is beside it.
    pub(super) path: Spot<'f>,
    pub(super) value: Spot<'f>,
    /// The braces, where there are some.
    pub(super) beside: Option<Spot<'f>>,
    labels: Vec<String>,
}

impl Figure<'_> {
    /// Its labels in one: 城市平均.
    pub(super) fn label(&self) -> String {
        self.labels.concat()
    }

    /// As messages name it: 障碍修复平均时限（农村）.
    pub(super) fn name(&self, indicator: &str) -> String {
        figure_name(indicator, self.measure(), self.area())
    }

    pub(super) fn area(&self) -> Option<&str> {
        self.labels.iter().map(String::as_str).find(|label| is_area(label))
    }

    pub(super) fn measure(&self) -> Option<&str> {
        self.labels.iter().map(String::as_str).find(|label| !is_area(label))
    }
}

/// The figures of an indicator, as they are read.
pub(super) fn rows_of<'f>(spot: &Spot<'f>) -> Vec<Figure<'f>> {
    let mut figures = Vec::new();
    add(spot, &[], &mut figures);
    figures
}

fn add<'f>(spot: &Spot<'f>, labels: &[String], figures: &mut Vec<Figure<'f>>) {
    let labelled: Vec<_> = spot.entries().iter().filter(|entry| is_label(&entry.key)).collect();
    let value = spot.key(VALUE);
    let labels_of = || labels.to_vec();
    if value.is_there() {
        let beside = Some(spot.clone());
        figures.push(Figure { path: spot.clone(), value, beside, labels: labels_of() });
    } else if labelled.is_empty() || labels.len() > 1 {
        // A map without a figure is shown as it stands.
        let value = if spot.is_map() { value } else { spot.clone() };
        let beside = spot.is_map().then(|| spot.clone());
        figures.push(Figure { path: spot.clone(), value, beside, labels: labels_of() });
        return;
    }
    for entry in labelled {
        let labels = [labels, std::slice::from_ref(&entry.key)].concat();
        add(&spot.entry(entry), &labels, figures);
    }
}

fn is_label(key: &str) -> bool {
    key != NOTE && key != VALUE && !COUNTS.contains(&key) && !STATED.contains(&key)
}
