//! Findings as they are gathered, never many more of them than are listed.

use super::{Finding, Severity, sort};

/// The most findings of a file that are listed.
pub const MAX_FINDINGS: usize = 1000;

/// What is found in a file. Of more than are listed the first of the file are kept, and the first
/// of those that stop a build: a file that is nothing but faults is as cheap as another.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    left_out: Option<Severity>,
}

impl Findings {
    /// Nothing was found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.kept.push(finding);
        // Rarely, so that the sorting costs next to nothing for each.
        if self.kept.len() >= 8 * MAX_FINDINGS {
            self.thin();
        }
    }

    /// Keeps twice as many as are listed, and as many errors.
    fn thin(&mut self) {
        sort(&mut self.kept);
        let (mut all, mut errors) = (0, 0);
        let mut heaviest = self.left_out;
        self.kept.retain(|finding| {
            all += 1;
            errors += usize::from(finding.is_error());
            let most = 2 * MAX_FINDINGS;
            let stays = all <= most || (finding.is_error() && errors <= most);
            if !stays {
                // An error is the least of severities.
                heaviest = Some(heaviest.map_or(finding.severity, |s| s.min(finding.severity)));
            }
            stays
        });
        self.left_out = heaviest;
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Those that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.kept.iter()
    }

    /// Those that are kept, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.kept.iter_mut()
    }

    /// Those that are kept, and the weight of the gravest that are not.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Finding>, Option<Severity>) {
        (self.kept, self.left_out)
    }

    /// Those that are kept.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.kept
    }

    /// Takes over what another place found.
    pub fn append(&mut self, other: &mut Self) {
        self.left_out = [self.left_out, other.left_out.take()].into_iter().flatten().min();
        self.extend(other.kept.drain(..));
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(kept: Vec<Finding>) -> Self {
        Self { kept, left_out: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    #[test]
    fn the_first_of_the_file_and_the_first_errors_are_kept() {
        let mut findings = Findings::new();
        // From the end of the file to its beginning, an error among many notes.
        for at in (0..100_000).rev() {
            findings.push(match at % 10 {
                9 => Code::Y01.at(at..at, ""),
                _ => Code::T01.at(at..at, "").as_info(),
            });
        }
        assert!(findings.len() < 8 * MAX_FINDINGS);
        let (mut kept, left_out) = findings.into_parts();
        sort(&mut kept);
        let places = |kept: &[Finding]| -> Vec<usize> {
            kept.iter().filter_map(|f| f.span.as_ref()).map(|span| span.start).collect()
        };
        assert_eq!(places(&kept)[..MAX_FINDINGS], (0..MAX_FINDINGS).collect::<Vec<_>>());
        kept.retain(Finding::is_error);
        let errors: Vec<usize> = (0..MAX_FINDINGS).map(|n| n * 10 + 9).collect();
        assert_eq!(places(&kept)[..MAX_FINDINGS], errors);
        assert_eq!(left_out, Some(Severity::Error));
    }

    #[test]
    fn a_few_are_all_kept() {
        let mut findings = Findings::new();
        findings.extend((0..7 * MAX_FINDINGS).map(|at| Code::T01.at(at..at, "").as_info()));
        assert_eq!(findings.len(), 7 * MAX_FINDINGS);
        assert_eq!(findings.into_parts().1, None);
    }
}
