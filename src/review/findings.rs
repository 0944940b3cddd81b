//! Findings and waived findings, each with its place.

use super::place::{Place, Places};
use crate::check::Waived;
use crate::compare::plain;
use crate::finding::{Finding, Severity};
use crate::report::Reading;

/// A finding as a reviewer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReviewFinding {
    pub code: &'static str,
    /// What its rule is about; empty for what is no rule's.
    pub about: &'static str,
    pub severity: Severity,
    pub message: String,
    /// `None` for the whole file.
    pub place: Option<Place>,
    /// Another place that matters, and what stands there.
    pub related: Option<(Place, String)>,
    pub help: Option<String>,
    /// Why the filer leaves it as it is; `None` where it stands.
    pub reason: Option<String>,
}

/// The findings that stand, the errors first.
pub(super) fn findings(reading: &Reading, places: &Places<'_>) -> Vec<ReviewFinding> {
    let mut findings: Vec<&Finding> = reading.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    findings.into_iter().map(|finding| of(places, finding, None)).collect()
}

/// The waived findings, in the order of the file.
pub(super) fn waived(reading: &Reading, places: &Places<'_>) -> Vec<ReviewFinding> {
    let mut waived: Vec<&Waived> = reading.waived.iter().collect();
    waived.sort_by_key(|waived| waived.finding.span.as_ref().map(|span| (span.start, span.end)));
    let finding = |waived: &Waived| of(places, &waived.finding, Some(&waived.reason));
    waived.into_iter().map(finding).collect()
}

fn of(places: &Places<'_>, finding: &Finding, reason: Option<&str>) -> ReviewFinding {
    let related = finding.related.as_ref();
    ReviewFinding {
        code: finding.code.id(),
        about: if finding.code.is_waivable() { finding.code.title() } else { "" },
        severity: finding.severity,
        message: plain(&finding.message),
        place: finding.span.as_ref().map(|span| places.of(span)),
        related: related.map(|(span, what)| (places.of(span), plain(what))),
        help: finding.help.as_deref().map(plain),
        reason: reason.map(plain),
    }
}
