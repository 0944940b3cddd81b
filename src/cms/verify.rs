//! A detached signature verified: the content, the key, the certificate, the time.

use super::certificate::{Certificate, Purpose, Unfit};
use super::chain::{Chain, ChainFault, chain};
use super::signed_data::ID_DATA;
use super::signer::{ParsedSignature, VerifyFault};
use super::time_stamp::{ID_TOKEN, TimeStamp, TimeStampFault, verify_time_stamp};
use super::trust::Trust;
use crate::moment::Moment;
use der::Encode;

/// Times that a signature is looked at with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times<'s> {
    /// When the signer says it was made; nobody vouches for it.
    pub claimed: Option<Moment>,
    /// A time stamp over all that was signed and the signature itself, if there is one.
    pub covered_by: Option<&'s TimeStamp>,
    /// When it is looked at.
    pub now: Moment,
}

/// Whose word the time is for which a certificate must be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A time stamp's inside the signature.
    TimeStamp,
    /// A time stamp's over the signature.
    Covering,
    /// The signer's own.
    Claimed,
    /// Nobody's: there is no other than the present.
    Now,
}

/// A certificate that has ended since, while nobody but the signer says that the signature was
/// made before: with the clock set back it can be made at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// Whose certificate, if it is one above the signer's.
    pub authority: Option<String>,
    /// When it ended.
    pub ended: Moment,
}

/// What the verification of a signature found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
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
    /// What has ended since, if the time is the signer's word alone.
    pub lapse: Option<Lapse>,
    /// The time stamp inside, if there is one.
    pub stamp: Option<Result<TimeStamp, TimeStampFault>>,
    /// The time stamp over it, if its time is the one that counts.
    pub covered_by: Option<TimeStamp>,
}

impl Verification {
    /// The time stamp whose time counts, if it is a stamp's.
    #[must_use]
    pub fn time_stamp(&self) -> Option<&TimeStamp> {
        match self.basis {
            Basis::TimeStamp => self.stamp.as_ref()?.as_ref().ok(),
            Basis::Covering => self.covered_by.as_ref(),
            Basis::Claimed | Basis::Now => None,
        }
    }

    /// Whether somebody who is trusted vouches for the time.
    #[must_use]
    pub fn is_time_proven(&self) -> bool {
        self.time_stamp().is_some_and(|stamp| matches!(stamp.chain, Chain::Trusted { .. }))
    }

    /// Whether nothing is wrong: with the content, the key, the certificate, its chain (where
    /// trust was asked for), the time stamp (where there is one) and the time (where a certificate
    /// has ended since).
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let trusted = |chain: &Chain| !matches!(chain, Chain::Untrusted(_));
        let stamp = match &self.stamp {
            None => true,
            Some(Ok(stamp)) => trusted(&stamp.chain),
            Some(Err(_)) => false,
        };
        let whole = self.digest && self.signature && self.bound;
        whole && self.fit.is_none() && trusted(&self.chain) && stamp && self.lapse.is_none()
    }
}

/// Verifies a detached signature over a content, given in pieces. Zeros after the signature are
/// padding.
///
/// The certificates must be good at the time of the stamp inside, if it is right and trusted or
/// nobody said whom to trust; else at that of the stamp over it, if the signer's was good then;
/// else at the claimed time and now; else now.
///
/// # Errors
/// It cannot be verified at all. What can be, and is wrong, is in [`Verification`].
pub fn verify(
    der: &[u8],
    content: &[&[u8]],
    times: Times<'_>,
    trust: Option<&Trust>,
) -> Result<Verification, VerifyFault> {
    let signed = ParsedSignature::open(der)?;
    if signed.content().is_some() || signed.content_type() != ID_DATA {
        return Err(VerifyFault::NotDetached);
    }
    let right = signed.check(content)?;
    let stamp = stamp(&signed, trust, times.now);
    let (at, basis) = time(stamp.as_ref(), &signed.certificate, times);
    let chained =
        |at| chain(&signed.certificate, &signed.certificates, trust, at, Purpose::Signing);
    let chain = chained(at);
    let lapse = match basis {
        Basis::Claimed => lapse(&signed.certificate, at, times.now, &chain, chained),
        Basis::TimeStamp | Basis::Covering | Basis::Now => None,
    };
    let certificate = signed.certificate;
    let fit = certificate.fit_for(Purpose::Signing).and_then(|()| certificate.good_at(at)).err();
    let ended = certificate.not_after();
    Ok(Verification {
        digest: right.digest,
        signature: right.signature,
        bound: right.bound,
        at,
        basis,
        chain,
        expired_since: (at <= ended && times.now > ended).then_some(ended),
        lapse,
        fit,
        stamp,
        covered_by: times.covered_by.filter(|_| basis == Basis::Covering).cloned(),
        certificate,
    })
}

/// What has ended since a claimed time, the signer's certificate or one above it.
fn lapse(
    certificate: &Certificate,
    claimed: Moment,
    now: Moment,
    then: &Chain,
    chained: impl Fn(Moment) -> Chain,
) -> Option<Lapse> {
    let ended = certificate.not_after();
    if claimed <= ended && now > ended {
        return Some(Lapse { authority: None, ended });
    }
    if !matches!(then, Chain::Trusted { .. }) {
        return None;
    }
    match chained(now) {
        Chain::Untrusted(ChainFault::Unfit { of, why: Unfit::Expired(ended) }) => {
            Some(Lapse { authority: Some(of), ended })
        }
        _ => None,
    }
}

/// The stamp in a signature's unsigned attributes, over the signature's value.
fn stamp(
    signed: &ParsedSignature,
    trust: Option<&Trust>,
    now: Moment,
) -> Option<Result<TimeStamp, TimeStampFault>> {
    let token = match signed.unsigned(ID_TOKEN) {
        Ok(token) => token?,
        Err(_) => return Some(Err(TimeStampFault::NotAStamp)),
    };
    let Ok(token) = token.to_der() else { return Some(Err(TimeStampFault::NotAStamp)) };
    Some(verify_time_stamp(&token, &[signed.value()], trust, now))
}

fn time(
    inside: Option<&Result<TimeStamp, TimeStampFault>>,
    certificate: &Certificate,
    times: Times<'_>,
) -> (Moment, Basis) {
    let counts = |stamp: &&TimeStamp| !matches!(stamp.chain, Chain::Untrusted(_));
    if let Some(stamp) = inside.and_then(|stamp| stamp.as_ref().ok()).filter(counts) {
        return (stamp.time, Basis::TimeStamp);
    }
    // One that came after the certificate's end, as archives add them, says nothing of it.
    let good = |stamp: &&TimeStamp| certificate.good_at(stamp.time).is_ok();
    match (times.covered_by.filter(counts).filter(good), times.claimed) {
        (Some(stamp), _) => (stamp.time, Basis::Covering),
        (None, Some(claimed)) => (claimed, Basis::Claimed),
        (None, None) => (times.now, Basis::Now),
    }
}
