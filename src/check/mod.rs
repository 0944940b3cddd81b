//! What a reviewer would send back, found before the filing goes out: rules over a filing that
//! was read, one family a file.
//!
//! Each rule says nothing where it is not sure: a false alarm costs more trust than a miss.

mod case;
mod cited;
mod comparison;
mod figures;
mod marks;
mod names;
mod period;
mod places;
mod prose;
mod rule;
mod spans;
mod structure;
mod text;
mod unfinished;
mod waivers;

pub use case::{Case, Compared, last};
pub use prose::{Paragraph, ParagraphKind, Prose, ProsePlace};
pub use rule::{Rule, page, rule, rules};
pub use waivers::{Waived, key_path};

use crate::diagnostic::{Finding, Findings, Severity, sort};
use cited::Cited;
use spans::Taken;
use crate::filing::Filing;
use crate::source::{Node, Source};
use crate::standard::Standard;

/// What a check needs beside the filing.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The standard, as of a ruleset.
    pub standard: &'a Standard,
    /// Filings to compare with.
    pub compared: &'a [&'a Compared],
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// What stands, in the order of the file.
    pub findings: Vec<Finding>,
    /// What the filer answers for.
    pub waived: Vec<Waived>,
    /// How grave what was found beyond what is listed is.
    pub left_out: Option<Severity>,
}

/// Runs every rule over a filing.
#[must_use]
pub fn check(filing: &Filing, source: &Source, tree: &Node, against: Against<'_>) -> Checked {
    let case = Case::new(filing, source, against);
    let mut findings = Findings::new();
    for rule in rules() {
        (rule.check)(&case, &mut findings);
    }
    let (findings, left_out) = findings.into_parts();
    let cited = Cited::of(&case);
    let findings = findings.into_iter().map(|finding| cited.spare(finding)).collect();
    let mut checked = waivers::apply(&filing.waivers, findings, tree);
    spare_parts(&mut checked.findings);
    let mut unfinished = Findings::new();
    unfinished::check(&case, &mut unfinished);
    let (unfinished, more) = unfinished.into_parts();
    checked.findings.extend(unfinished);
    checked.left_out = [left_out, more].into_iter().flatten().min();
    sort(&mut checked.findings);
    checked
}

/// Takes out a wrong word whose place a mended date has: 截止到6月 is one slip, and 截至2023年6月底
/// mends both of its halves.
fn spare_parts(findings: &mut Vec<Finding>) {
    let places = |finding: &Finding| finding.fix.iter().map(|edit| edit.span.clone()).collect();
    let dates = findings.iter().filter(|finding| finding.code == "P02");
    let dates = Taken::of(dates.flat_map(|finding| -> Vec<_> { places(finding) }));
    findings.retain(|finding| {
        let own: Vec<_> = places(finding);
        finding.code != "T03" || !own.iter().any(|span| dates.meets(span))
    });
}
