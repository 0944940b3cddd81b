//! A filing that is open at the desk: its text, what was done to it, and where that is kept.

mod looked;
mod opened;
mod request;
mod store;

pub(super) use opened::{OpenedFiling, Told};
