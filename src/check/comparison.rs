//! The filing beside another: the last period's, and its own prose.

mod kept;
mod last;
mod likeness;
mod moves;
mod outdated;
mod passing;
mod prose;
mod stated;
mod units;

use std::ops::Range;

use super::Rule;
use crate::finding::{Code, Findings};

pub(crate) use prose::{Repeated, repeated};

pub(super) const RULES: [Rule; 6] = [
    Rule { code: Code::C01, check: prose::check },
    Rule { code: Code::C02, check: last::check },
    Rule { code: Code::C03, check: outdated::check },
    // Behind the others: what they tell of a passage it leaves to them.
    Rule { code: Code::C04, check: kept::check },
    Rule { code: Code::C05, check: stated::last },
    Rule { code: Code::C06, check: stated::movements },
];

/// Where earlier rules found something, to be asked for pieces of the file.
struct EarlierFindings {
    /// Beginnings and ends, by beginning; each end is the furthest so far.
    spans: Vec<(usize, usize)>,
}

impl EarlierFindings {
    fn by(codes: &[Code], findings: &Findings) -> Self {
        let own = findings.iter().filter(|finding| codes.contains(&finding.code));
        let spans = own.filter_map(|finding| finding.span.as_ref());
        let mut spans: Vec<(usize, usize)> = spans.map(|span| (span.start, span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { spans }
    }

    /// Whether something was found in a piece of the file.
    fn meets(&self, piece: &Range<usize>) -> bool {
        let n = self.spans.partition_point(|(start, _)| *start < piece.end);
        self.spans[..n].last().is_some_and(|(_, end)| *end > piece.start)
    }
}
