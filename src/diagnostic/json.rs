//! Findings for machines: one JSON value for a run.

use serde::Serialize;

use crate::finding::{Edit, Finding, Severity};
use crate::source::Source;

/// The findings of a file, as the formats for machines have them.
#[derive(Debug, Clone, Copy)]
pub struct FileFindings<'f> {
    /// The file.
    pub source: &'f Source,
    /// What stands.
    pub findings: &'f [Finding],
    /// What the filer answers for, each with the reason.
    pub waived: &'f [(&'f Finding, &'f str)],
}

#[derive(Serialize)]
struct Run<'f> {
    findings: Vec<FindingData<'f>>,
    waived: Vec<FindingData<'f>>,
    summary: Summary,
}

#[derive(Serialize)]
struct FindingData<'f> {
    code: &'f str,
    severity: &'static str,
    message: &'f str,
    file: &'f str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Vec<EditData<'f>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'f str>,
}

#[derive(Serialize)]
struct EditData<'f> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'f str,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub info: usize,
}

impl Summary {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.error += 1,
                Severity::Warning => summary.warning += 1,
                Severity::Info => summary.info += 1,
            }
        }
        summary
    }
}

/// The name of a severity for machines.
#[must_use]
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Writes the findings of some files as JSON: `findings`, `waived` and `summary`. Lines and
/// columns are from 1, columns in characters; what concerns a whole file is at 1:1.
#[must_use]
pub fn json(files: &[FileFindings<'_>]) -> String {
    let standing = files.iter().flat_map(|f| f.findings.iter().map(|x| data(x, f.source, None)));
    let waived = files.iter().flat_map(|f| {
        f.waived.iter().map(|(finding, reason)| data(finding, f.source, Some(reason)))
    });
    let run = Run {
        findings: standing.collect(),
        waived: waived.collect(),
        summary: Summary::of(files.iter().flat_map(|f| f.findings)),
    };
    // Strings and numbers: nothing here can fail to serialise.
    serde_json::to_string_pretty(&run).unwrap_or_default()
}

fn data<'f>(finding: &'f Finding, source: &'f Source, reason: Option<&'f str>) -> FindingData<'f> {
    let span = finding.span.clone().unwrap_or(0..0);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let edit = |edit: &'f Edit| {
        let (start, end) = (source.position(edit.span.start), source.position(edit.span.end));
        EditData {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: &edit.text,
        }
    };
    FindingData {
        code: finding.code.id(),
        severity: severity_name(finding.severity),
        message: &finding.message,
        file: source.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: finding.help.as_deref(),
        fix: (!finding.fix.is_empty()).then(|| finding.fix.iter().map(edit).collect()),
        reason,
    }
}
