//! The verdict on a PDF: its signatures, and the filing in it.

use super::at_hand::AtHand;
use super::filing::{FilingFault, FilingVerdict, filing};
use super::problems::problems;
use super::signatures::{Judged, SignatureVerdict, SignaturesVerdict, signatures};
use super::times;
use crate::cms::{Chain, Trust};
use crate::moment::Moment;
use crate::pdf::ReadFault;

/// What is to be said of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Of its signatures.
    pub signatures: Result<SignaturesVerdict, ReadFault>,
    /// Of the filing in it.
    pub filing: Result<FilingVerdict, FilingFault>,
}

impl Verdict {
    /// Whether all is well: signed, unchanged since, and the filing on the pages is that in the
    /// data.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let signed = self.signatures.as_ref().is_ok_and(SignaturesVerdict::is_sound);
        signed && problems(&self.filing).is_empty()
    }
}

impl Verdict {
    /// Whether each signer's certificate was found to be trusted.
    #[must_use]
    pub fn is_vouched_for(&self) -> bool {
        let vouched = |signature: &SignatureVerdict| match &signature.judged {
            Judged::Signature(verified) => matches!(verified.chain, Chain::Trusted { .. }),
            Judged::Stamp(stamp) => matches!(stamp.chain, Chain::Trusted { .. }),
            Judged::Nothing => false,
        };
        let signatures = self.signatures.as_ref().map(|found| &found.signatures);
        signatures.is_ok_and(|signatures| signatures.iter().all(vouched))
    }
}

/// Judges a PDF. `now` is when it is looked at.
#[must_use]
pub fn verdict(pdf: &[u8], trust: Option<&Trust>, at_hand: &AtHand<'_>, now: Moment) -> Verdict {
    let (mut signatures, filing) = (signatures(pdf, trust, now), filing(pdf, at_hand));
    if let (Ok(found), Ok(filing)) = (&mut signatures, &filing) {
        found.signatures.iter_mut().for_each(|one| times::beside_date(one, filing.date));
    }
    Verdict { signatures, filing }
}
