//! What a reviewer would send back, found before the filing goes out: rules over a filing that
//! was read, one family a file.
//!
//! Each rule says nothing where it is not sure: a false alarm costs more trust than a miss.

mod caveats;
mod cited;
mod comparison;
mod context;
mod figures;
mod markup;
mod names;
mod period;
mod quotient;
mod residues;
mod rule;
mod spans;
mod structure;
mod text;
mod unfinished;
mod waivers;

pub use caveats::{Caveat, CaveatKind, Shortfall};
pub(crate) use caveats::{CaveatData, caveats};
pub(crate) use comparison::Repeated;
pub use context::Context;
pub(crate) use figures::{computed, may_exceed, slip};
pub use rule::{Rule, rules};
pub use waivers::{Waived, key_path};

use crate::filing::{Compared, Filing};
use crate::finding::{Code, Finding, Findings, Severity, sort};
use crate::source::{Node, Source};
use crate::standard::Standard;
use cited::Quotations;
use spans::TakenRanges;

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
    rule.code.family() == 'P' || [Code::S06, Code::C01].contains(&rule.code)
}

/// Runs every rule over a filing.
#[must_use]
pub fn check(filing: &Filing, source: &Source, tree: &Node, against: Against<'_>) -> Checked {
    let context = Context::new(filing, source, against);
    let mut findings = Findings::new();
    figures::without_number(&context, &mut findings);
    for rule in rules().filter(|rule| filing.has_period || !asks_for_period(rule)) {
        (rule.check)(&context, &mut findings);
    }
    let (findings, left_out) = findings.into_parts();
    let cited = Quotations::of(&context);
    let findings = findings.into_iter().map(|finding| cited.spare(finding)).collect();
    let mut checked = waivers::apply(&filing.waivers, findings, tree);
    let mut unfinished = Findings::new();
    unfinished::check(&context, &mut unfinished);
    let (unfinished, more) = unfinished.into_parts();
    checked.findings.extend(unfinished);
    without_parts(&mut checked.findings);
    // What a reference prints is the figure's, where the rules have looked at it.
    checked.findings.retain(|f| !f.span.as_ref().is_some_and(|span| source.is_substituted(span)));
    checked.left_out = [left_out, more].into_iter().flatten().min();
    sort(&mut checked.findings);
    checked
}

/// The numbers in a filing's prose that repeat one of its figures.
pub(crate) fn repeated(filing: &Filing, source: &Source, standard: &Standard) -> Vec<Repeated> {
    let context = Context::new(filing, source, Against { standard, compared: &[] });
    if filing.has_period { comparison::repeated(&context) } else { Vec::new() }
}

/// Takes out findings about the language inside a place that a graver finding is about: the
/// marks of ？？ and of {{a, b}} are no marks, and 截止到6月 is one slip, which 截至2023年6月底 fixes in
/// both of its halves.
fn without_parts(findings: &mut Vec<Finding>) {
    let left = findings.iter().filter(|finding| matches!(finding.code, Code::S05 | Code::Y19));
    let left = TakenRanges::of(left.filter_map(|finding| finding.span.clone()));
    let dates = findings.iter().filter(|finding| finding.code == Code::P02);
    let dates =
        TakenRanges::of(dates.flat_map(|finding| finding.fix.iter().map(|e| e.span.clone())));
    findings.retain(|finding| {
        let within = |taken: &TakenRanges| match finding.fix.as_slice() {
            [] => finding.span.as_ref().is_some_and(|span| taken.hold(span)),
            edits => edits.iter().all(|edit| taken.hold(&edit.span)),
        };
        !(finding.code.family() == 'T' && within(&left)
            || finding.code == Code::T03 && within(&dates))
    });
}

/// What the file's own slips are: a place that one of them is about is not read as it was meant.
const SLIPS: [Code; 5] = [Code::Y01, Code::Y06, Code::Y07, Code::Y16, Code::Y36];

/// Takes out what rules find at the places of slips of the file, which are among the findings of
/// reading: the slip is fixed first, and one slip gives one finding.
pub(crate) fn without_slips(findings: &mut Vec<Finding>, read: &[Finding]) {
    let slips = read.iter().filter(|finding| SLIPS.contains(&finding.code));
    let places = slips.flat_map(|finding| {
        let fixes = finding.fix.iter().map(|edit| edit.span.clone());
        finding.span.clone().into_iter().chain(fixes)
    });
    let taken = TakenRanges::of(places);
    findings.retain(|finding| !finding.span.as_ref().is_some_and(|span| taken.hold(span)));
}
