//! What is done to the form, done to the file: each op becomes edits by place, and every other byte
//! stays.

mod asked;
mod figures;
mod fresh;
mod ground;
mod lists;
mod op;
mod places;
mod plain;
mod plan;
mod raw;
mod required;
mod state;
#[cfg(test)]
mod tests;
mod top;
mod values;
mod words;

use std::ops::Range;

pub(crate) use op::MAX_OPS;
pub use op::{New, Op};

use super::path::{Path, Step, below, path_of};
use crate::edit::{self, Overlap, Pieces, over, rebased};
use crate::finding::Edit;
use crate::source::MAX_BYTES;
use fresh::{PENS, Pen};
use ground::Ground;
use plan::Planned;
use required::is_of_indicators;
use state::State;

/// How much is read again at most for the ops of one request, in bytes.
const MAX_WORK: usize = 256 * 1024 * 1024;

/// The most steps of a path.
const MAX_STEPS: usize = 16;

/// What is said where nothing writes what was meant.
const UNFIT: &str = "这一处的写法改不了，请在文本里改";

/// Ops that were done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The edits of the text that was given, in its order, none over another.
    pub edits: Vec<Edit>,
    /// The text with them.
    pub text: String,
    /// What was done, in words: 改了 概述.
    pub label: String,
}

/// Why an op was not done, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpFault {
    /// Which of the ops, from 0.
    pub op: usize,
    /// In Chinese.
    pub message: String,
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
pub type Fixes<'f> = &'f [(String, Vec<Edit>)];

/// Does ops to a text, one after the other. Its line ends may be `\r\n`; what is written has the
/// same.
///
/// # Errors
/// One of them can't be done here; then none is.
pub fn made(text: &str, ops: &[Op], fixes: Fixes<'_>) -> Result<Made, OpFault> {
    let fault = |op: usize, message: String| OpFault { op, message };
    if ops.len() > MAX_OPS || ops.len().saturating_mul(text.len()) > MAX_WORK {
        return Err(fault(0, "一次改得太多了，请分几次改".to_owned()));
    }
    let mut state = State::of(text.to_owned());
    let mut pieces = Pieces::whole(text.len());
    let (mut label, mut done) = (String::new(), 0);
    for (n, op) in ops.iter().enumerate() {
        let (next, edits) = match one(&state, op, &carried_fix(op, fixes, &pieces, text)) {
            Ok(made) => made,
            // Of several fixes one may have changed what another was to mend: what is then still
            // wrong is found again.
            Err(_) if matches!(op, Op::Fix { .. }) && (done > 0 || n + 1 < ops.len()) => continue,
            Err(message) => return Err(fault(n, message)),
        };
        if done == 0 {
            label = words::label(&state.ground(), op);
        }
        done += 1;
        pieces = pieces.edited(&edits);
        state = next;
        if state.text().len() > MAX_BYTES {
            return Err(fault(n, "文件会超过 4 MiB，写不进去".to_owned()));
        }
    }
    if done > 1 {
        label.push_str(&format!("等 {done} 处"));
    }
    Ok(Made { edits: edits_of(&pieces, text), text: state.text().to_owned(), label })
}

/// The fix that an op asks for, on the text as the ops before it left it: fixes are of the text that
/// the page saw. None where one of those changed the same place.
fn carried_fix(op: &Op, fixes: Fixes<'_>, pieces: &Pieces, text: &str) -> Vec<(String, Vec<Edit>)> {
    let Op::Fix { finding } = op else { return Vec::new() };
    let Some((id, edits)) = fixes.iter().find(|(id, _)| id == finding) else { return Vec::new() };
    let mut edits = edits.clone();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let edits = over(&edits, &edits_of(pieces, text), text).ok();
    edits.map(|edits| (id.clone(), edits)).into_iter().collect()
}

/// What was done to a text so far.
fn edits_of(pieces: &Pieces, text: &str) -> Vec<Edit> {
    let changes = pieces.changes(text).into_iter();
    changes.map(|change| Edit { span: change.span, text: change.text }).collect()
}

/// One op, by the first pen that writes what was meant.
fn one(state: &State, op: &Op, fixes: Fixes<'_>) -> Result<(State, Vec<Edit>), String> {
    let ground = state.ground();
    for pen in PENS {
        let plan = planned(&ground, op, fixes, pen)?;
        if let Some(done) = plan.and_then(|plan| state.after(&plan)) {
            return Ok(done);
        }
    }
    Err(UNFIT.to_owned())
}

fn planned(ground: &Ground<'_>, op: &Op, fixes: Fixes<'_>, pen: Pen) -> Planned {
    if op.paths().any(|path| path.len() > MAX_STEPS) {
        return Err("这个位置太深了".to_owned());
    }
    match op {
        Op::Set { path, value } if is_of_indicators(path) => {
            figures::figure(ground, path, value.as_deref().unwrap_or_default(), pen)
        }
        Op::Set { path, value } => plan::set(ground, path, value.as_deref(), pen),
        Op::Names { path, values } => plan::names(ground, path, values, pen),
        Op::Figure { path, value } => figures::figure(ground, path, value, pen),
        Op::Beside { path, key, value } => {
            figures::beside(ground, path, (key, value.as_deref()), pen)
        }
        Op::Note { path, value } => figures::note(ground, path, value.as_deref(), pen),
        Op::Parts { path, labels } => figures::parts(ground, path, labels, pen),
        Op::Insert { path, index, value } => lists::insert(ground, path, *index, value, pen),
        Op::Add { path, key, value, index } => lists::add(ground, path, (key, value, *index), pen),
        Op::Remove { path } => plan::removed(ground, path, pen),
        Op::Move { path, to, into } => lists::moved(ground, path, *to, into.as_deref(), pen),
        Op::Rename { path, key } => lists::rename(ground, path, key),
        Op::Text { from, to, insert } => raw::text(ground, (*from, *to), insert),
        Op::Fix { finding } => raw::fix(ground, finding, fixes),
        Op::Waive { code, place, reason } => {
            lists::waive(ground, code, place.as_deref(), reason, pen)
        }
    }
}

/// Does ops that were asked for on `base` to the text as it is now.
///
/// # Errors
/// One of them can't be done, or somebody else changed the same place meanwhile.
pub(crate) fn carried(
    base: &str,
    now: &str,
    ops: &[Op],
    fixes: Fixes<'_>,
) -> Result<Made, NotCarried> {
    let made = made(base, ops, fixes).map_err(NotCarried::Fault)?;
    if base == now {
        return Ok(made);
    }
    let edits = rebased(&made.edits, base, now)
        .map_err(|overlap| conflict(&overlap, base, now, &made.text))?;
    let text = edit::apply(now, edits.clone());
    // Half of a move would leave two of what was moved, or none.
    let is_half = !edits.is_empty() && edits.len() < made.edits.len();
    let is_torn = is_half && ops.iter().any(|op| matches!(op, Op::Move { .. }));
    let is_text = ops.iter().any(|op| matches!(op, Op::Text { .. } | Op::Fix { .. }));
    let is_worse = || State::of(text.clone()).is_worse_than(&State::of(now.to_owned()));
    if is_torn || !is_text && is_worse() {
        let place = made.edits.first().map_or(0..0, |edit| edit.span.clone());
        let overlap = Overlap { base: place, now: 0..0 };
        return Err(conflict(&overlap, base, now, &made.text));
    }
    Ok(Made { edits, text, label: made.label })
}

/// What both sides changed, as the values that it stands in.
fn conflict(overlap: &Overlap, base: &str, now: &str, own: &str) -> NotCarried {
    let of = |text: &str, place: &Range<usize>| {
        let state = State::of(text.to_owned());
        let mut path = path_of(state.ground().file.tree, place).0;
        let shown = state.ground().plain.at(&path).map(words::shown);
        // A figure goes by the name of its indicator or part.
        path.pop_if(|last| *last == Step::from("值"));
        (path, shown.unwrap_or_default())
    };
    let (path, _) = of(base, &overlap.base);
    let (_, theirs) = of(now, &overlap.now);
    let own = State::of(own.to_owned()).ground().plain;
    let value = own.at(&below(&path, "值")).or_else(|| own.at(&path));
    let yours = value.map_or_else(String::new, words::shown);
    NotCarried::Conflict(Conflict { path, theirs, yours })
}
