//! Which drafts of a filing stand among its outputs, as these say of themselves.

use std::path::{Path, PathBuf};

use super::files::opening;
use crate::draft::Draft;
use crate::pdf;
use crate::report::{self, Format};

/// The outputs in a folder that would show which draft they are, whether they are there or not.
pub(super) fn outputs(folder: &Path, stem: &str) -> impl Iterator<Item = PathBuf> {
    let marked = Format::ALL.into_iter().filter(|format| format.shows_draft());
    marked.map(move |format| folder.join(format!("{stem}.{}", format.extension())))
}

/// The draft that an output is, if it has a number. What cannot be read tells of none.
pub(super) fn numbered(output: &Path) -> Option<Draft> {
    let draft = report::draft_of(&opening::read(output, pdf::MAX_BYTES).ok()?)?;
    draft.number.is_some().then_some(draft)
}
