//! Times of a signature that a person has to look at: beside the report's own date, and where
//! nobody who is trusted vouches for them.

use super::company::Whose;
use super::faults::SignatureProblem;
use super::filing::FilingVerdict;
use super::notes::SignatureNote;
use super::signatures::{Judgement, SignatureVerdict};
use crate::filing::Date;
use crate::moment::Moment;

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
