//! What a rule sees of a filing.

use super::Against;
use super::prose::{Prose, proses};
use crate::filing::Filing;
use crate::source::Source;
use crate::standard::{PlacedFigure, Standard};

/// A filing to compare with: the last one of the carrier, or another's of the same period.
#[derive(Debug)]
pub struct Compared {
    /// The name that messages show: the file's.
    pub name: String,
    /// The filing.
    pub filing: Filing,
    /// The file that it was read from.
    pub bytes: Vec<u8>,
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

impl<'c> Case<'c> {
    pub(super) fn new(filing: &'c Filing, source: &'c Source, against: Against<'c>) -> Self {
        Self {
            filing,
            source,
            standard: against.standard,
            compared: against.compared,
            figures: against.standard.figures(filing),
            prose: proses(filing, source),
        }
    }

    /// The figures of a filing that is compared with, as this standard knows them.
    #[must_use]
    pub fn figures_of(&self, compared: &'c Compared) -> Vec<PlacedFigure<'c>> {
        self.standard.figures(&compared.filing)
    }

    /// The filing of the same carrier for an earlier half-year, the latest of them.
    #[must_use]
    pub fn last(&self) -> Option<&'c Compared> {
        last(self.filing, self.compared)
    }
}

/// Of filings to compare with, that of the same carrier for an earlier half-year, the latest of
/// them.
#[must_use]
pub fn last<'c>(filing: &Filing, compared: &[&'c Compared]) -> Option<&'c Compared> {
    let earlier = compared.iter().filter(|c| {
        c.filing.period.value < filing.period.value
            && c.filing.company.is_carrier_of(&filing.company)
    });
    earlier.copied().max_by_key(|c| c.filing.period.value)
}
