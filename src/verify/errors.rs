//! The filing's errors that nobody answers for. Of a report that says that an earlier version made
//! it those are set apart that this version did not know. What it knew is an error whatever the
//! report says: it would not have made it.

use std::fmt;

use super::versions::EarlierVersion;
use crate::finding::{Finding, Severity};
use crate::report::Reading;

/// An error in the filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwaivedError {
    /// The rule's number.
    pub code: &'static str,
    /// The line of `filing.yaml`, from 1; `None` for the whole file.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for UnwaivedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "填报文件第{line}行有错误[{}]：{}", self.code, self.message),
            None => write!(f, "填报文件有错误[{}]：{}", self.code, self.message),
        }
    }
}

/// The errors that stand, and those that are newer than the version which the report names.
pub(super) fn errors(
    reading: &Reading,
    version: Option<&str>,
) -> (Vec<UnwaivedError>, Vec<UnwaivedError>) {
    let errors = reading.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let line = |at: usize| reading.source.position(at).line;
    let unwaived = |finding: &Finding| UnwaivedError {
        code: finding.code.id(),
        line: finding.span.as_ref().map(|span| line(span.start)),
        message: finding.message.clone(),
    };
    let earlier = EarlierVersion::of(version);
    errors
        .map(unwaived)
        .partition(|error| earlier.is_none_or(|version| version.knew(error.code, &error.message)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;
    use crate::report;
    use crate::source::{Encoding, Source};

    #[test]
    fn of_an_earlier_version_only_what_it_did_not_know_is_set_apart() {
        let mut reading = report::read("甲.yaml", b"");
        reading.source = Source::new("甲.yaml", "a: 1\n", Encoding::Utf8);
        let known = [
            ("F02", "错"),
            ("Y17", "错"),
            ("P01", "错"),
            ("N02", "错"),
            ("S01", "错"),
            ("S04", "错"),
            ("S05", "失效的引用“错误！未找到引用源”留在了正文里"),
            ("W02", "错"),
        ];
        let newer = [
            ("B01", "错"),
            ("P02", "错"),
            ("S05", "网页的标记“<br>”留在了正文里"),
            ("S05", "模板的占位符“{{数量}}”留在了正文里"),
        ];
        reading.findings = known
            .into_iter()
            .chain(newer)
            .map(|(code, message)| Code::of(code).unwrap().at(0..1, message))
            .chain([Code::F09.at(0..1, "疑")])
            .collect();
        let split = |version| {
            let (errors, later) = errors(&reading, version);
            let of = |list: Vec<UnwaivedError>| {
                list.into_iter().map(|one| (one.code, one.message)).collect::<Vec<_>>()
            };
            (of(errors), of(later))
        };
        let own = |list: &[(&'static str, &str)]| {
            list.iter().map(|(code, text)| (*code, (*text).to_owned())).collect::<Vec<_>>()
        };
        let all = [&known[..], &newer[..]].concat();
        for version in [None, Some("9.9.9"), Some(env!("CARGO_PKG_VERSION"))] {
            assert_eq!(split(version), (own(&all), vec![]), "{version:?}");
        }
        assert_eq!(split(Some("0.1.0")), (own(&known), own(&newer)));
    }
}
