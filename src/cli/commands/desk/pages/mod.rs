//! The pages of a filing: made anew after each save, and told to who waits for them.

pub(super) mod board;
mod drafts;
pub(super) mod maker;
pub(super) mod view;
pub(super) mod watch;
