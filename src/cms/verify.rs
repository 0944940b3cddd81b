//! A detached signature verified: the content, the key, the certificate, the time.

use super::certificate::{Certificate, Purpose, Unfit};
use super::chain::{Chain, chain};
use super::signed_data::ID_DATA;
use super::signer::{Signed, VerifyFault};
use super::stamp::{ID_TOKEN, Stamp, StampFault, verify_stamp};
use super::trust::Trust;
use crate::moment::Moment;
use der::Encode;

/// Times that a signature is looked at with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When the signer says it was made; nobody vouches for it.
    pub claimed: Option<Moment>,
    /// When it is looked at.
    pub now: Moment,
}

/// Whose word the time is for which a certificate must be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A time stamp's.
    Stamp,
    /// The signer's own.
    Claimed,
    /// Nobody's: there is no other than the present.
    Now,
}

/// What was found of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The signer's certificate.
    pub certificate: Certificate,
    /// The content is what was signed.
    pub digest: bool,
    /// The signature is by the certificate's key, over the signed attributes or, where there are
    /// none, over the content.
    pub signature: bool,
    /// The signed attributes name the certificate, and it is this one (RFC 5035).
    pub bound: bool,
    /// The time for which the certificates were looked at.
    pub at: Moment,
    /// Whose word that time is.
    pub basis: Basis,
    /// Whether the certificate leads to a trusted one, good at that time.
    pub chain: Chain,
    /// Why the certificate was not fit for signing at that time, if it was not.
    pub fit: Option<Unfit>,
    /// Since when the certificate has expired, if it was good at that time and is no more.
    pub expired_since: Option<Moment>,
    /// The time stamp inside, if there is one.
    pub stamp: Option<Result<Stamp, StampFault>>,
}

impl Verified {
    /// Whether nothing is wrong: with the content, the key, the certificate, its chain (where
    /// trust was asked for) and the time stamp (where there is one).
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let trusted = |chain: &Chain| !matches!(chain, Chain::Untrusted(_));
        let stamp = match &self.stamp {
            None => true,
            Some(Ok(stamp)) => trusted(&stamp.chain),
            Some(Err(_)) => false,
        };
        let whole = self.digest && self.signature && self.bound;
        whole && self.fit.is_none() && trusted(&self.chain) && stamp
    }
}

/// Verifies a detached signature over a content, given in pieces. Zeros after the signature are
/// padding.
///
/// The certificates must be good at the time of the stamp, if it is right and trusted or nobody
/// said whom to trust; else at the claimed time; else now.
///
/// # Errors
/// It cannot be verified at all. What can be, and is wrong, is in [`Verified`].
pub fn verify(
    der: &[u8],
    content: &[&[u8]],
    times: Times,
    trust: Option<&Trust>,
) -> Result<Verified, VerifyFault> {
    let signed = Signed::open(der)?;
    if signed.content().is_some() || signed.content_type() != ID_DATA {
        return Err(VerifyFault::NotDetached);
    }
    let right = signed.check(content)?;
    let stamp = stamp(&signed, trust, times.now);
    let (at, basis) = time(stamp.as_ref(), times);
    let certificate = signed.certificate;
    let chain = chain(&certificate, &signed.certificates, trust, at, Purpose::Signing);
    let fit = certificate.fit_for(Purpose::Signing).and_then(|()| certificate.good_at(at)).err();
    let ended = certificate.not_after();
    Ok(Verified {
        digest: right.digest,
        signature: right.signature,
        bound: right.bound,
        at,
        basis,
        chain,
        expired_since: (at <= ended && times.now > ended).then_some(ended),
        fit,
        stamp,
        certificate,
    })
}

/// The stamp in a signature's unsigned attributes, over the signature's value.
fn stamp(signed: &Signed, trust: Option<&Trust>, now: Moment) -> Option<Result<Stamp, StampFault>> {
    let token = match signed.unsigned(ID_TOKEN) {
        Ok(token) => token?,
        Err(_) => return Some(Err(StampFault::NotAStamp)),
    };
    let Ok(token) = token.to_der() else { return Some(Err(StampFault::NotAStamp)) };
    Some(verify_stamp(&token, &[signed.value()], trust, now))
}

fn time(stamp: Option<&Result<Stamp, StampFault>>, times: Times) -> (Moment, Basis) {
    match (stamp, times.claimed) {
        (Some(Ok(stamp)), _) if !matches!(stamp.chain, Chain::Untrusted(_)) => {
            (stamp.time, Basis::Stamp)
        }
        (_, Some(claimed)) => (claimed, Basis::Claimed),
        (_, None) => (times.now, Basis::Now),
    }
}
