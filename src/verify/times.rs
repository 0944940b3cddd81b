//! Times of a signature that a person has to look at: beside the report's own date, and where
//! nobody who is trusted vouches for them.

use std::fmt;

use super::faults::SignatureProblem;
use super::signatures::{Judged, SignatureVerdict};
use crate::cms::{Basis, Chain, Stamp, Verified};
use crate::filing::Date;
use crate::moment::Moment;

/// What is to be known of a signature and is nothing wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureNote {
    /// Its certificate has ended since; a time stamp says that it was made before, and nobody was
    /// named to trust.
    StampUnchecked(Moment),
    /// It was made before the day that the report bears.
    BeforeDate {
        /// When it was made.
        at: Moment,
        /// 签署.日期.
        date: Date,
    },
}

impl SignatureNote {
    /// What it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::StampUnchecked(_) => "stamp_not_checked",
            Self::BeforeDate { .. } => "signed_before_date",
        }
    }
}

impl fmt::Display for SignatureNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StampUnchecked(ended) => write!(
                f,
                "证书已在{}过期；时间戳说签名在那之前，而时间戳可信不可信没有核对，\
                 用 --trust 给出根证书",
                ended.date()
            ),
            Self::BeforeDate { at, date } => write!(
                f,
                "签名的时间（{at}）早于报告的日期（{date}）：可能是提前签好的，\
                 也可能是签名人的电脑日期不对；请向对方核实"
            ),
        }
    }
}

/// The note on a certificate that has ended, where only an unchecked stamp speaks for it.
pub(super) fn unchecked(verified: &Verified) -> Option<SignatureNote> {
    let stamped = matches!(verified.basis, Basis::Stamp | Basis::Covering);
    let ended = verified.expired_since.filter(|_| stamped && !verified.is_time_proven())?;
    Some(SignatureNote::StampUnchecked(ended))
}

/// Holds a signature against the report's date: a certificate that ended before that day cannot
/// speak for the report, whenever it signed.
pub(super) fn beside_date(signature: &mut SignatureVerdict, date: Date) {
    let Judged::Signature(verified) = &signature.judged else { return };
    let Some(day) = Moment::of_day(date.year, date.month, date.day) else { return };
    let at = verified.at;
    if at >= day {
        return;
    }
    let ended = verified.certificate.not_after();
    if ended < day {
        signature.problems.push(SignatureProblem::EndedBeforeDate { ended, date });
    } else {
        signature.notes.push(SignatureNote::BeforeDate { at, date });
    }
}

/// Whether a time stamp over the file speaks for what it covers.
pub(super) fn speaks(signature: &SignatureVerdict) -> Option<&Stamp> {
    match &signature.judged {
        Judged::Stamp(stamp) if signature.problems.is_empty() => {
            (!matches!(stamp.chain, Chain::Untrusted(_))).then_some(&**stamp)
        }
        _ => None,
    }
}
