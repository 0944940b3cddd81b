//! Findings and waived findings, each with its position.

use crate::check::Waived;
use crate::compare::plain;
use crate::finding::{Finding, Severity};
use crate::report::{self, Reading};

/// A finding as a reviewer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReviewFinding {
    pub code: &'static str,
    /// What its rule is about; empty for what is no rule's.
    pub about: &'static str,
    pub severity: Severity,
    pub message: String,
    /// `None` for the whole file.
    pub spot: Option<Spot>,
    /// The line of another position that matters, and what stands there.
    pub related: Option<(usize, String)>,
    pub help: Option<String>,
    /// Why the filer leaves it as it is; `None` where it stands.
    pub reason: Option<String>,
}

/// A position in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// From 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The keys that lead there, joined by dots.
    pub keys: String,
}

/// The findings that stand, the errors first.
pub(super) fn findings(reading: &Reading) -> Vec<ReviewFinding> {
    let mut findings: Vec<&Finding> = reading.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    findings.into_iter().map(|finding| of(reading, finding, None)).collect()
}

/// The waived findings, in the order of the file.
pub(super) fn waived(reading: &Reading) -> Vec<ReviewFinding> {
    let mut waived: Vec<&Waived> = reading.waived.iter().collect();
    waived.sort_by_key(|waived| waived.finding.span.as_ref().map(|span| (span.start, span.end)));
    let finding = |waived: &Waived| of(reading, &waived.finding, Some(&waived.reason));
    waived.into_iter().map(finding).collect()
}

fn of(reading: &Reading, finding: &Finding, reason: Option<&str>) -> ReviewFinding {
    let source = &reading.source;
    let spot = finding.span.as_ref().map(|span| {
        let position = source.position(span.start);
        let keys = plain(&report::place(reading, finding));
        Spot { line: position.line, column: position.column, keys }
    });
    let related = finding.related.as_ref();
    ReviewFinding {
        code: finding.code.id(),
        about: if finding.code.is_waivable() { finding.code.title() } else { "" },
        severity: finding.severity,
        message: plain(&finding.message),
        spot,
        related: related.map(|(span, what)| (source.line(span.start), plain(what))),
        help: finding.help.as_deref().map(plain),
        reason: reason.map(plain),
    }
}
