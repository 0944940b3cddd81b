//! The verdict on a PDF: its signatures, and the filing in it.

use super::at_hand::AtHand;
use super::company::{self, Whose};
use super::filing::{FilingFault, FilingVerdict, filing};
use super::problems::problems;
use super::signatures::{Judgement, SignatureVerdict, SignaturesVerdict, signatures};
use super::times;
use crate::cms::{Chain, Trust};
use crate::moment::Moment;
use crate::pdf::ReadFault;

/// What a PDF is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// Whose certificates are trusted; `None` where nobody was named.
    pub trust: Option<&'a Trust>,
    /// The names of who may have signed; the company that files where there are none.
    pub signers: &'a [String],
    /// When it is looked at.
    pub now: Moment,
}

/// The verdict on a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Of its signatures.
    pub signatures: Result<SignaturesVerdict, ReadFault>,
    /// Of the filing in it.
    pub filing: Result<FilingVerdict, FilingFault>,
    /// Who was to sign; `None` where that is not known.
    pub expected: Option<Expected>,
}

/// Who was to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The company that files, by its name.
    Company(String),
    /// Whom the call names.
    Named(Vec<String>),
}

impl Verdict {
    /// Whether all is well: signed by who was to sign, unchanged since, and the filing on the
    /// pages is that in the data.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound_but_for_signer() && self.strangers().is_none()
    }

    /// Whether all is well, whoever signed.
    pub(super) fn is_sound_but_for_signer(&self) -> bool {
        let signed = self.signatures.as_ref().is_ok_and(SignaturesVerdict::is_sound);
        signed && problems(&self.filing).is_empty()
    }

    /// Whether each signer's certificate was found to be trusted.
    #[must_use]
    pub fn is_vouched_for(&self) -> bool {
        let vouched = |signature: &SignatureVerdict| match &signature.judgement {
            Judgement::Signature(verified) => matches!(verified.chain, Chain::Trusted { .. }),
            Judgement::TimeStamp(stamp) => matches!(stamp.chain, Chain::Trusted { .. }),
            Judgement::Nothing => false,
        };
        let signatures = self.signatures.as_ref().map(|found| &found.signatures);
        signatures.is_ok_and(|signatures| signatures.iter().all(vouched))
    }

    /// Whether nobody signed who is surely who was to sign, and one by a name only that the filing
    /// gives itself.
    pub(super) fn is_own_word(&self) -> bool {
        let signatures = self.signatures.iter().flat_map(|found| &found.signatures);
        signatures.filter_map(|signature| signature.whose).min() == Some(Whose::OwnWord)
    }

    /// Who signed, where none of them is who was to sign. Others may sign beside: who received
    /// the report.
    #[must_use]
    pub fn strangers(&self) -> Option<Strangers<'_>> {
        let expected = self.expected.as_ref()?;
        let signatures = &self.signatures.as_ref().ok()?.signatures;
        let mut names = Vec::new();
        for signature in signatures {
            match (signature.certificate(), signature.whose) {
                (Some(certificate), Some(Whose::Other)) => names.push(certificate.subject()),
                (Some(_), Some(Whose::Expected | Whose::OwnWord)) => return None,
                _ => {}
            }
        }
        (!names.is_empty()).then_some(Strangers { names, expected })
    }
}

/// Who signed in place of who was to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strangers<'v> {
    /// Their names.
    pub names: Vec<String>,
    /// Who was to sign.
    pub expected: &'v Expected,
}

/// Judges a PDF.
#[must_use]
pub fn verdict(pdf: &[u8], asking: &Policy<'_>, at_hand: &AtHand<'_>) -> Verdict {
    let Policy { trust, signers, now } = *asking;
    let (mut signatures, filing) = (signatures(pdf, trust, now), filing(pdf, at_hand));
    let expected = match (signers, &filing) {
        ([], Err(_)) => None,
        ([], Ok(filing)) => Some(Expected::Company(filing.company.name.clone())),
        (named, _) => Some(Expected::Named(named.to_vec())),
    };
    let found = signatures.as_mut().map(|found| found.signatures.as_mut_slice());
    for signature in found.unwrap_or_default() {
        signature.whose = whose(signature, signers, filing.as_ref().ok());
        if let Ok(filing) = &filing {
            times::beside_dates(signature, filing);
        }
    }
    Verdict { signatures, filing, expected }
}

fn whose(
    signature: &SignatureVerdict,
    signers: &[String],
    filing: Option<&FilingVerdict>,
) -> Option<Whose> {
    let certificate = signature.certificate()?;
    match signers {
        [] => filing.map(|filing| filing.company.whose(certificate)),
        named if company::is_named(certificate, named) => Some(Whose::Expected),
        _ => Some(Whose::Other),
    }
}
