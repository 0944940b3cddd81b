//! What a rule sees of a filing.

use super::Against;
use super::prose::{Prose, proses};
use crate::filing::{Filing, Indicator, IndicatorGroup, Part};
use crate::source::Source;
use crate::standard::{Match, Measure, Standard, canonical_area};

/// A filing to compare with: the last one of the carrier, or another's of the same period.
#[derive(Debug)]
pub struct Compared {
    /// The name that messages show: the file's.
    pub name: String,
    /// The filing.
    pub filing: Filing,
}

/// A filing before its rules.
#[derive(Debug)]
pub struct Case<'c> {
    /// The filing.
    pub filing: &'c Filing,
    /// Its file.
    pub source: &'c Source,
    /// The standard in force.
    pub standard: &'c Standard,
    /// Filings to compare with.
    pub compared: &'c [&'c Compared],
    /// Every figure, in the order of the file.
    pub figures: Vec<PlacedFigure<'c>>,
    /// Every text that a reader sees, in the order of print.
    pub prose: Vec<Prose>,
}

/// A figure with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct PlacedFigure<'c> {
    /// Its group.
    pub group: &'c IndicatorGroup,
    /// Its indicator.
    pub indicator: &'c Indicator,
    /// The figure with its measure or area.
    pub part: &'c Part,
    /// What the catalogue knows of it.
    pub known: Option<Match<'c>>,
}

impl<'c> Case<'c> {
    pub(super) fn new(filing: &'c Filing, source: &'c Source, against: Against<'c>) -> Self {
        Self {
            filing,
            source,
            standard: against.standard,
            compared: against.compared,
            figures: figures(filing, against.standard),
            prose: proses(filing, source),
        }
    }

    /// The figures of a filing that is compared with, as this standard knows them.
    #[must_use]
    pub fn figures_of(&self, compared: &'c Compared) -> Vec<PlacedFigure<'c>> {
        figures(&compared.filing, self.standard)
    }

    /// The filing of the same carrier for an earlier half-year, the latest of them.
    #[must_use]
    pub fn last(&self) -> Option<&'c Compared> {
        let earlier = self.compared.iter().filter(|c| {
            c.filing.period.value < self.filing.period.value
                && c.filing.company.group.value == self.filing.company.group.value
                && c.filing.company.province.value == self.filing.company.province.value
        });
        earlier.copied().max_by_key(|c| c.filing.period.value)
    }
}

/// Every figure of a filing with what the catalogue knows of it.
pub(super) fn figures<'c>(filing: &'c Filing, standard: &'c Standard) -> Vec<PlacedFigure<'c>> {
    let mut figures = Vec::new();
    for group in &filing.groups {
        for indicator in &group.indicators {
            for part in &indicator.parts {
                let label = part.label.as_ref().map(|l| l.value.as_str());
                let known = standard.find(&group.name.value, &indicator.name.value, label);
                figures.push(PlacedFigure { group, indicator, part, known });
            }
        }
    }
    figures
}

/// What makes figures of two filings the same: the catalogue's indicator, measure and area, or
/// the names as they stand where the catalogue knows nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureKey {
    /// An indicator of the catalogue.
    Known(String, Measure, Option<String>),
    /// Group, indicator and label.
    Named(String, String, Option<String>),
}

impl PlacedFigure<'_> {
    /// What makes it the same figure in another filing.
    #[must_use]
    pub fn key(&self) -> FigureKey {
        match self.known {
            Some(known) => FigureKey::Known(
                known.entry.id.clone(),
                known.measure,
                self.area().map(|area| canonical_area(area).to_owned()),
            ),
            None => FigureKey::Named(
                self.group.name.value.clone(),
                self.indicator.name.value.clone(),
                self.part.label.as_ref().map(|l| l.value.clone()),
            ),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.part.figure.value.as_written
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> std::ops::Range<usize> {
        self.part.figure.span.clone()
    }

    /// The area that the figure is of.
    #[must_use]
    pub fn area(&self) -> Option<&str> {
        let label = self.part.label.as_ref()?;
        crate::filing::is_area(&label.value).then_some(label.value.as_str())
    }

    /// As messages name it: `障碍修复平均时限（农村）`, `业务变更的及时率`.
    #[must_use]
    pub fn name(&self) -> String {
        let indicator = &self.indicator.name.value;
        match &self.part.label {
            None => indicator.clone(),
            Some(_) if self.area().is_some() => {
                format!("{indicator}（{}）", self.area().unwrap_or_default())
            }
            Some(label) => format!("{indicator}的{}", label.value),
        }
    }
}
