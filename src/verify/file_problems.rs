//! What is wrong with a file as a whole, beside its signatures and its filing.

use std::fmt;

use super::signatures::SignaturesVerdict;
use crate::pdf::FormFault;

/// What is wrong with a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileProblem {
    /// It is not of the form that every reader agrees on.
    Form(FormFault),
    /// So many signatures were taken out.
    Stripped(usize),
    Unsigned,
    /// There are time stamps, and nobody signed.
    OnlyTimeStamps,
}

impl FileProblem {
    /// What it is, for programs.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Form(fault) => fault.code(),
            Self::Stripped(_) => "signature_lost",
            Self::Unsigned => "unsigned",
            Self::OnlyTimeStamps => "only_stamped",
        }
    }
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(fault) => fault.fmt(f),
            Self::Stripped(count) => write!(f, "文件里留有 {count} 个签名的痕迹，签名被去掉了"),
            Self::Unsigned => f.write_str("这个 PDF 没有签名：没有签过，或者签名被去掉了"),
            Self::OnlyTimeStamps => f.write_str("只有时间戳，没有人签名"),
        }
    }
}

/// All that is wrong with a file as a whole.
pub(super) fn file_problems(found: &SignaturesVerdict) -> Vec<FileProblem> {
    let mut problems = Vec::new();
    problems.extend(found.unreported_form().map(FileProblem::Form));
    if found.stripped > 0 {
        problems.push(FileProblem::Stripped(found.stripped));
    } else if found.signatures.is_empty() {
        problems.push(FileProblem::Unsigned);
    }
    if found.is_only_stamped() {
        problems.push(FileProblem::OnlyTimeStamps);
    }
    problems
}
