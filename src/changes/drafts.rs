//! A filing beside an earlier draft of it: which files these are, and what changed.

use super::entries::Changes;
use crate::compare::PdfSummary;
use crate::draft::Draft;

/// A filing beside an earlier draft of it. Names are of one line and without invisible characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftComparison {
    /// The report's title.
    pub title: String,
    /// The draft.
    pub before: DraftFile,
    /// The filing.
    pub now: DraftFile,
    /// What changed.
    pub changes: Changes,
}

/// A file with a filing, or a draft of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftFile {
    /// Its name.
    pub name: String,
    /// Of a 送审稿 which one it is.
    pub draft: Option<Draft>,
    /// Of the filing in it, in hexadecimal.
    pub sha256: String,
    /// The verdict on a PDF.
    pub pdf: Option<PdfSummary>,
}

impl DraftFile {
    /// What it is called: 第2稿（3f9a1c07）, or its name.
    #[must_use]
    pub(crate) fn label(&self) -> String {
        self.draft.as_ref().map_or_else(|| self.name.clone(), Draft::name)
    }
}

impl DraftComparison {
    /// What is compared: `与第2稿（3f9a1c07）相比`.
    #[must_use]
    pub(crate) fn heading(&self) -> String {
        format!("与{}相比", self.before.label())
    }

    /// The two files, each with what it is here.
    pub(crate) fn files(&self) -> [(&'static str, &DraftFile); 2] {
        [("那一稿", &self.before), ("现在的", &self.now)]
    }
}
