//! What is wrong with a filing, one by one: for who signs it, and for who verifies it.

use std::fmt;

use super::data::DataVerdict;
use super::difference::PageDifference;
use super::errors::UnwaivedError;
use super::extras::Extra;
use super::filing::{FilingFault, FilingVerdict};
use super::pages::PagesVerdict;
use super::rebuild::RebuildVerdict;
use crate::compare::AnnexFault;
use crate::pdf::ReadFault;

/// What is wrong with a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingProblem {
    /// Nothing can be said of it.
    Unjudged(FilingFault),
    /// It is a draft.
    Draft,
    /// The data is not the filing's.
    Data(DataVerdict),
    /// The pages are not the filing's.
    Page(PageDifference),
    /// The file holds something beside the filing.
    Extra(Extra),
    /// The pages cannot be compared without the user's own templates.
    OwnTemplate,
    /// The user's own template is wrong.
    Template(String),
    /// The annex cannot be rebuilt.
    NoAnnex(AnnexFault),
    /// The annex is as an earlier version made it, which this one is.
    OlderAnnex(String),
    /// The pages cannot be read.
    Unread(ReadFault),
    /// The file is not the report rebuilt from its data.
    Rebuild(RebuildVerdict),
    /// It has an error that nobody answers for.
    Error(UnwaivedError),
}

impl FilingProblem {
    /// What it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unjudged(FilingFault::Absent) => "no_filing",
            Self::Unjudged(_) => "filing_unreadable",
            Self::Draft => "draft",
            Self::Data(_) => "data_differs",
            Self::Page(_) => "page_differs",
            Self::Extra(_) => "foreign_content",
            Self::OwnTemplate => "own_template",
            Self::Template(_) => "template_fault",
            Self::NoAnnex(_) => "annex_unverifiable",
            Self::OlderAnnex(_) => "annex_of_older_version",
            Self::Unread(_) => "pages_unreadable",
            Self::Rebuild(RebuildVerdict::NoFaces(_)) => "faces_missing",
            Self::Rebuild(RebuildVerdict::UnknownVersion(_)) => "version_unknown",
            Self::Rebuild(_) => "made_otherwise",
            Self::Error(_) => "filing_error",
        }
    }
}

impl fmt::Display for FilingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unjudged(fault) => fault.fmt(f),
            Self::Draft => f.write_str("这是送审稿，不是正式的报告；去掉 --draft 重新生成"),
            Self::Data(verdict) => verdict.fmt(f),
            Self::Page(difference) => difference.fmt(f),
            Self::Extra(extra) => extra.fmt(f),
            Self::OwnTemplate => PagesVerdict::OwnTemplate.fmt(f),
            Self::Template(fault) => PagesVerdict::Template(fault.clone()).fmt(f),
            Self::NoAnnex(fault) => PagesVerdict::NoAnnex(fault.clone()).fmt(f),
            Self::OlderAnnex(version) => PagesVerdict::OlderAnnex(version.clone()).fmt(f),
            Self::Unread(fault) => PagesVerdict::Unread(*fault).fmt(f),
            Self::Rebuild(verdict) => verdict.fmt(f),
            Self::Error(error) => error.fmt(f),
        }
    }
}

/// All that is wrong with a filing, as it was judged.
#[must_use]
pub fn problems(judged: &Result<FilingVerdict, FilingFault>) -> Vec<FilingProblem> {
    let verdict = match judged {
        Ok(verdict) => verdict,
        Err(fault) => return vec![FilingProblem::Unjudged(fault.clone())],
    };
    let mut problems = Vec::new();
    if verdict.draft {
        problems.push(FilingProblem::Draft);
    }
    if verdict.data != DataVerdict::Same {
        problems.push(FilingProblem::Data(verdict.data.clone()));
    }
    match &verdict.pages {
        PagesVerdict::Same { .. } => {}
        PagesVerdict::Differ(differences) => {
            problems.extend(differences.iter().cloned().map(FilingProblem::Page));
        }
        PagesVerdict::OwnTemplate => problems.push(FilingProblem::OwnTemplate),
        PagesVerdict::Template(fault) => problems.push(FilingProblem::Template(fault.clone())),
        PagesVerdict::NoAnnex(fault) => problems.push(FilingProblem::NoAnnex(fault.clone())),
        PagesVerdict::OlderAnnex(version) => {
            problems.push(FilingProblem::OlderAnnex(version.clone()));
        }
        PagesVerdict::Unread(fault) => problems.push(FilingProblem::Unread(*fault)),
    }
    problems.extend(verdict.extras.iter().cloned().map(FilingProblem::Extra));
    if !matches!(verdict.rebuild, RebuildVerdict::NotAsked) && !verdict.rebuild.is_sound() {
        problems.push(FilingProblem::Rebuild(verdict.rebuild.clone()));
    }
    problems.extend(verdict.errors.iter().cloned().map(FilingProblem::Error));
    problems
}
