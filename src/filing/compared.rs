//! Filings that another is compared with.

use super::Filing;
use crate::draft::Draft;

/// A filing to compare with: the last one of the carrier, another's of the same period, or an
/// earlier draft of the filing itself.
#[derive(Debug)]
pub struct Compared {
    /// The name that messages show: the file's.
    pub name: String,
    /// The filing.
    pub filing: Filing,
    /// The file that it was read from.
    pub bytes: Vec<u8>,
    /// Of a 送审稿 which one it is.
    pub draft: Option<Draft>,
    /// Whether it has errors, as only a draft may.
    pub is_faulty: bool,
    /// Of a last filing those before it, the newest first.
    pub earlier: Vec<Compared>,
}

/// The most last filings that are shown beside a filing: with it they are eight half-years.
pub const MAX_LASTS: usize = 7;

impl Compared {
    /// It and those before it, the newest first.
    #[must_use]
    pub fn chain(&self) -> Vec<&Self> {
        std::iter::once(self).chain(&self.earlier).collect()
    }

    /// The same, each by itself.
    #[must_use]
    pub fn into_chain(mut self) -> Vec<Self> {
        let earlier = std::mem::take(&mut self.earlier);
        std::iter::once(self).chain(earlier).collect()
    }

    /// Whether it is an earlier draft of a filing.
    #[must_use]
    pub fn is_draft_of(&self, filing: &Filing) -> bool {
        self.filing.is_draft_of(filing, self.draft.as_ref())
    }
}

impl Filing {
    /// Whether another may be its last one: the same carrier's, for an earlier half-year.
    #[must_use]
    pub fn may_follow(&self, last: &Self) -> bool {
        let is_later = !self.has_period || last.period.value < self.period.value;
        is_later && last.company.is_carrier_of(&self.company)
    }

    /// Whether it is an earlier draft of another: the same carrier's for the same half-year, which a
    /// 送审稿 may not have yet.
    #[must_use]
    pub fn is_draft_of(&self, other: &Self, draft: Option<&Draft>) -> bool {
        let is_open = draft.is_some() && !self.has_period;
        (is_open || self.period.value == other.period.value)
            && self.company.is_carrier_of(&other.company)
    }
}

/// Of filings to compare with, that of the same carrier for an earlier half-year, the latest of
/// them.
#[must_use]
pub fn last_filing<'c>(filing: &Filing, compared: &[&'c Compared]) -> Option<&'c Compared> {
    let earlier = compared.iter().filter(|c| {
        !c.is_draft_of(filing)
            && c.filing.period.value < filing.period.value
            && c.filing.company.is_carrier_of(&filing.company)
    });
    earlier.copied().max_by_key(|c| c.filing.period.value)
}
