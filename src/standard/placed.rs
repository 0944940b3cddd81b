//! The figures of a filing, each with what the catalogue knows of it, and what makes two figures
//! of two filings the same.

use std::ops::Range;

use super::figures::FigureBounds;
use super::{Match, Measure, Standard, canonical_area};
use crate::filing::{Filing, Indicator, IndicatorGroup, Part, is_contact};

/// A figure with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct PlacedFigure<'c> {
    /// Its group.
    pub group: &'c IndicatorGroup,
    /// Its group's name in the catalogue, or as it stands where the catalogue has none.
    pub service: &'c str,
    /// Its indicator.
    pub indicator: &'c Indicator,
    /// The figure with its measure or area.
    pub part: &'c Part,
    /// What the catalogue knows of it.
    pub known: Option<Match<'c>>,
    /// Whether the catalogue measures what its indicator is called: 业务变更.
    of_subject: bool,
    standard: &'c Standard,
}

/// What makes figures of two filings the same: the catalogue's indicator, measure and area, or
/// the names as they stand where the catalogue knows nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKey {
    /// An indicator of the catalogue.
    Known(String, Measure, Option<String>),
    /// Group, indicator, measure and area; the group and the area by the catalogue's names.
    Named(String, String, Option<String>, Option<String>),
}

impl Standard {
    /// Every figure of a filing with what the catalogue knows of it, in the filing's order.
    #[must_use]
    pub fn figures<'c>(&'c self, filing: &'c Filing) -> Vec<PlacedFigure<'c>> {
        let mut figures = Vec::new();
        for group in &filing.groups {
            let service = self.group_name(&group.name.value);
            for indicator in &group.indicators {
                let of_subject = self.measures(service, &indicator.name.value);
                for part in &indicator.parts {
                    let known = self.find(&group.name.value, &indicator.name.value, part.measure());
                    figures.push(PlacedFigure {
                        group,
                        service,
                        indicator,
                        part,
                        known,
                        of_subject,
                        standard: self,
                    });
                }
            }
        }
        figures
    }

    /// A group's name in the catalogue, or as it stands where the catalogue has none: two groups
    /// with one such name are one.
    #[must_use]
    pub fn group_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.group(name).map_or(name, |group| &group.name)
    }
}

impl<'c> PlacedFigure<'c> {
    /// The same figure as if another value stood there.
    pub(crate) fn with<'p>(&self, part: &'p Part) -> PlacedFigure<'p>
    where
        'c: 'p,
    {
        PlacedFigure { part, ..*self }
    }

    /// Where it stands in the file: 移动电话.障碍修复.平均.
    pub(crate) fn key_path(&self) -> String {
        let names = [&self.group.name, &self.indicator.name];
        let keys = names.into_iter().chain(self.part.labels());
        keys.map(|key| key.value.as_str()).collect::<Vec<_>>().join(".")
    }

    /// Bounds and words about figures, of the standard that it was found in.
    #[must_use]
    pub(crate) fn bounds(&self) -> &'static FigureBounds {
        self.standard.bounds()
    }

    /// What makes it the same figure in another filing.
    #[must_use]
    pub fn key(&self) -> FigureKey {
        let area = self.area().map(|area| canonical_area(area).to_owned());
        match self.known {
            Some(known) => FigureKey::Known(known.entry.id.clone(), known.measure, area),
            None => FigureKey::Named(
                self.service.to_owned(),
                self.indicator.name.value.clone(),
                self.measure().map(str::to_owned),
                area,
            ),
        }
    }

    /// Whether the catalogue has a quantity here: by the figure's own indicator, or as something
    /// that the indicator, whose measure it does not know, is measured by.
    #[must_use]
    pub fn is_quantity(&self) -> bool {
        let of_subject = self.of_subject && !self.measure().is_some_and(is_contact);
        self.known.map_or(of_subject, |known| known.entry.unit != "文字")
    }

    /// Whether it is the one figure of what the catalogue has several measures of: 障碍修复.
    #[must_use]
    pub fn is_unnamed_measure(&self) -> bool {
        self.known.is_none() && self.of_subject && self.part.label.is_none()
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &'c str {
        &self.part.figure.value.as_written
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.part.figure.span.clone()
    }

    /// The measure that it is labelled with: its label that is no area.
    #[must_use]
    pub fn measure(&self) -> Option<&'c str> {
        self.part.measure()
    }

    /// The area that the figure is of.
    #[must_use]
    pub fn area(&self) -> Option<&'c str> {
        self.part.area()
    }

    /// As messages name it: `障碍修复平均时限（农村）`, `业务变更的及时率`.
    #[must_use]
    pub fn name(&self) -> String {
        figure_name(&self.indicator.name.value, self.measure(), self.area())
    }
}

/// What messages call a figure of an indicator.
pub(crate) fn figure_name(indicator: &str, measure: Option<&str>, area: Option<&str>) -> String {
    match (measure, area) {
        (None, None) => indicator.to_owned(),
        (None, Some(area)) => format!("{indicator}（{area}）"),
        (Some(measure), None) => format!("{indicator}的{measure}"),
        (Some(measure), Some(area)) => format!("{indicator}的{measure}（{area}）"),
    }
}
