//! What people see: lines on the terminal, findings, progress.

mod blanks;
pub(super) mod findings;
pub(super) mod messages;
pub(super) mod output;
pub(super) mod progress;
pub(super) mod table;
