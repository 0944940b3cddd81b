//! What is to be known of a signature and is nothing wrong.

use std::fmt;

use crate::cms::{Basis, Verification};
use crate::filing::Date;
use crate::moment::Moment;

/// Something about a signature that a person has to look at.
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
