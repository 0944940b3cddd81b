//! Automatic numbers, as Word shows them (ECMA-376 Part 1 17.9): what lists there are, how far
//! each has counted, and how a count is written.

mod counters;
mod definitions;
mod written;

pub(crate) use counters::Counters;
pub(crate) use definitions::Lists;
