//! Filings that another is compared with.

use super::Filing;

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

/// Of filings to compare with, that of the same carrier for an earlier half-year, the latest of
/// them.
#[must_use]
pub fn last_filing<'c>(filing: &Filing, compared: &[&'c Compared]) -> Option<&'c Compared> {
    let earlier = compared.iter().filter(|c| {
        c.filing.period.value < filing.period.value
            && c.filing.company.is_carrier_of(&filing.company)
    });
    earlier.copied().max_by_key(|c| c.filing.period.value)
}
