//! What a reviewer would send back, found before the filing goes out: rules over a filing that
//! was read, one family a file.
//!
//! Each rule says nothing where it is not sure: a false alarm costs more trust than a miss.

mod case;
mod caveats;
mod cited;
mod comparison;
mod figures;
mod markup;
mod names;
mod period;
mod rule;
mod spans;
mod structure;
mod text;
mod unfinished;
mod waivers;

pub use case::{Case, Compared, last};
pub use caveats::{Caveat, CaveatKind, Shortfall};
pub(crate) use caveats::{CaveatTold, caveats};
pub use rule::{Rule, page, rule, rules};
pub use waivers::{Waived, key_path};

use crate::filing::Filing;
use crate::finding::{Finding, Findings, Severity, sort};
use crate::source::{Node, Source};
use crate::standard::Standard;
use cited::Cited;
use spans::Taken;

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

/// Whether a rule holds a filing against its half-year; a draft may have none yet.
fn asks_for_period(rule: &Rule) -> bool {
    rule.code.starts_with('P') || ["S06", "C01"].contains(&rule.code)
}

/// Runs every rule over a filing.
#[must_use]
pub fn check(filing: &Filing, source: &Source, tree: &Node, against: Against<'_>) -> Checked {
    let case = Case::new(filing, source, against);
    let mut findings = Findings::new();
    figures::without_number(&case, &mut findings);
    for rule in rules().filter(|rule| filing.has_period || !asks_for_period(rule)) {
        (rule.check)(&case, &mut findings);
    }
    let (findings, left_out) = findings.into_parts();
    let cited = Cited::of(&case);
    let findings = findings.into_iter().map(|finding| cited.spare(finding)).collect();
    let mut checked = waivers::apply(&filing.waivers, findings, tree);
    let mut unfinished = Findings::new();
    unfinished::check(&case, &mut unfinished);
    let (unfinished, more) = unfinished.into_parts();
    checked.findings.extend(unfinished);
    without_parts(&mut checked.findings);
    checked.left_out = [left_out, more].into_iter().flatten().min();
    sort(&mut checked.findings);
    checked
}

/// Takes out what is said of the language inside a place that something graver is said of: the
/// marks of ？？ and of {{a, b}} are no marks, and 截止到6月 is one slip, which 截至2023年6月底 mends in
/// both of its halves.
fn without_parts(findings: &mut Vec<Finding>) {
    let left = findings.iter().filter(|finding| matches!(finding.code, "S05" | "Y19"));
    let left = Taken::of(left.filter_map(|finding| finding.span.clone()));
    let dates = findings.iter().filter(|finding| finding.code == "P02");
    let dates = Taken::of(dates.flat_map(|finding| finding.fix.iter().map(|e| e.span.clone())));
    findings.retain(|finding| {
        let within = |taken: &Taken| match finding.fix.as_slice() {
            [] => finding.span.as_ref().is_some_and(|span| taken.hold(span)),
            edits => edits.iter().all(|edit| taken.hold(&edit.span)),
        };
        !(finding.code.starts_with('T') && within(&left) || finding.code == "T03" && within(&dates))
    });
}

/// What the file's own slips are: a place that one of them is told of is not read as it was meant.
const SLIPS: [&str; 4] = ["Y01", "Y06", "Y07", "Y16"];

/// Takes out what rules say of places that a slip of the file was told of, in the findings of
/// reading: the slip is mended first, and one slip gives one finding.
pub(crate) fn without_slips(findings: &mut Vec<Finding>, read: &[Finding]) {
    let slips = read.iter().filter(|finding| SLIPS.contains(&finding.code));
    let places = slips.flat_map(|finding| {
        let mends = finding.fix.iter().map(|edit| edit.span.clone());
        finding.span.clone().into_iter().chain(mends)
    });
    let taken = Taken::of(places);
    findings.retain(|finding| !finding.span.as_ref().is_some_and(|span| taken.hold(span)));
}
