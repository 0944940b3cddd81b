//! Which edits are to be made in a round.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::edit::with_own_line_ends;
use crate::finding::{Code, Edit, Finding};
use crate::source::Source;

/// What fixes a finding: all of its edits, or none.
#[derive(Debug, Clone)]
pub(super) struct Fix {
    pub(super) code: Code,
    /// In the order of the text; there is one at least.
    pub(super) edits: Vec<Edit>,
}

impl Fix {
    pub(super) fn start(&self) -> usize {
        self.edits.first().map_or(0, |edit| edit.span.start)
    }
}

/// The findings' fixes that can be made and change something, their line ends as the file's.
pub(super) fn fixes(findings: &[Finding], source: &Source) -> Vec<Fix> {
    let text = source.text();
    let own = |edit: &Edit| with_own_line_ends(edit, text);
    let fixes = findings.iter().filter_map(|finding| {
        let mut edits: Vec<Edit> = finding.fix.iter().map(own).collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let sound = edits.iter().all(|edit| text.get(edit.span.clone()).is_some())
            && edits.windows(2).all(|pair| !meet(&pair[0].span, &pair[1].span));
        let changes = edits.iter().any(|edit| text.get(edit.span.clone()) != Some(&edit.text));
        (sound && changes).then_some(Fix { code: finding.code, edits })
    });
    fixes.collect()
}

/// Fixes that do not meet; of those that do, the first in the text.
pub(super) fn independent(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.sort_by_key(Fix::start);
    let mut taken: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    fixes.retain(|fix| {
        let free = fix.edits.iter().all(|Edit { span, .. }| {
            let before = taken.range(..=span.start).next_back();
            let after = taken.range(span.start..).next();
            before.into_iter().chain(after).all(|(_, other)| !meet(span, other))
        });
        if free {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.clone())));
        }
        free
    });
    fixes
}

/// Whether two places share something, or one is added right at the other's edge.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    first.end > second.start
        || (first.end == second.start && (first.is_empty() || second.is_empty()))
}
