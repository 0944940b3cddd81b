//! Times of a signature that a person has to look at: beside the report's own date, and where
//! nobody who is trusted vouches for them.

use std::fmt;

use super::company::Whose;
use super::faults::SignatureProblem;
use super::filing::FilingVerdict;
use super::signatures::{Judgement, SignatureVerdict};
use crate::cms::{Basis, Chain, TimeStamp, Verification};
use crate::filing::Date;
use crate::moment::Moment;

/// What is to be known of a signature and is nothing wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureNote {
    /// Its certificate has ended since; a time stamp says that it was made before, and nobody was
    /// named to trust.
    TimeStampUnchecked(Moment),
    /// It was made before the day that the report bears.
    BeforeDate {
        /// When it was made.
        at: Moment,
        /// 签署.日期.
        date: Date,
    },
    /// It was made after the day on which reports are due.
    AfterDue {
        /// When it was made.
        at: Moment,
        /// The last day.
        due: Date,
        /// How many days later.
        days: i64,
    },
}

impl SignatureNote {
    /// What it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TimeStampUnchecked(_) => "stamp_not_checked",
            Self::BeforeDate { .. } => "signed_before_date",
            Self::AfterDue { .. } => "signed_late",
        }
    }
}

impl fmt::Display for SignatureNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimeStampUnchecked(ended) => write!(
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
            Self::AfterDue { at, due, days } => write!(
                f,
                "迟报：签名的时间（{}）比报送期限（{due}）晚{days}天；请看报告或随报的说明里有没有原因",
                at.date()
            ),
        }
    }
}

/// The note on a certificate that has ended, where only an unchecked stamp speaks for it.
pub(super) fn unchecked(verified: &Verification) -> Option<SignatureNote> {
    let stamped = matches!(verified.basis, Basis::TimeStamp | Basis::Covering);
    let ended = verified.expired_since.filter(|_| stamped && !verified.is_time_proven())?;
    Some(SignatureNote::TimeStampUnchecked(ended))
}

/// Holds a signature against the report's date and the day on which it was due.
pub(super) fn beside_dates(signature: &mut SignatureVerdict, filing: &FilingVerdict) {
    let Judgement::Signature(verified) = &signature.judgement else { return };
    let at = verified.at;
    let ended = verified.certificate.not_after();
    if let Some(problem) = beside_date(at, ended, filing.date) {
        match problem {
            Ok(note) => signature.notes.push(note),
            Err(problem) => signature.problems.push(problem),
        }
    }
    // Whoever signs beside the company, as who received it, does so later.
    if !filing.draft && matches!(signature.whose, Some(Whose::Expected | Whose::OwnWord)) {
        signature.notes.extend(after_due(at, filing.due));
    }
}

/// A certificate that ended before the report's day cannot speak for the report, whenever it
/// signed.
fn beside_date(
    at: Moment,
    ended: Moment,
    date: Date,
) -> Option<Result<SignatureNote, SignatureProblem>> {
    let day = Moment::of_day(date.year, date.month, date.day).filter(|day| at < *day)?;
    Some(if ended < day {
        Err(SignatureProblem::EndedBeforeDate { ended, date })
    } else {
        Ok(SignatureNote::BeforeDate { at, date })
    })
}

fn after_due(at: Moment, due: Date) -> Option<SignatureNote> {
    /// Seconds of a day.
    const DAY: i64 = 24 * 60 * 60;
    let days = at.0.saturating_sub(Moment::of_day(due.year, due.month, due.day)?.0) / DAY;
    (days > 0).then_some(SignatureNote::AfterDue { at, due, days })
}

/// Whether a time stamp over the file speaks for what it covers.
pub(super) fn speaks(signature: &SignatureVerdict) -> Option<&TimeStamp> {
    match &signature.judgement {
        Judgement::TimeStamp(stamp) if signature.problems.is_empty() => {
            (!matches!(stamp.chain, Chain::Untrusted(_))).then_some(&**stamp)
        }
        _ => None,
    }
}
