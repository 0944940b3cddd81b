//! What a reviewer would send back, found before the filing goes out: rules over a filing that
//! was read, one family a file.
//!
//! Each rule says nothing where it is not sure: a false alarm costs more trust than a miss.

mod case;
mod caveats;
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
mod waivers;

pub use case::{Case, Compared, last};
pub use caveats::{Caveat, CaveatKind, Shortfall};
pub(crate) use caveats::{CaveatTold, caveats};
pub use prose::{Paragraph, ParagraphKind, Prose, ProsePlace};
pub use rule::{Rule, page, rule, rules};
pub use waivers::{Waived, key_path};

use crate::diagnostic::{Finding, Findings, Severity, sort};
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
    let mut checked = waivers::apply(&filing.waivers, findings, tree);
    checked.left_out = left_out;
    sort(&mut checked.findings);
    checked
}
