//! Files and folders: which ones a call means, how they are read, how they are written.

pub(super) mod faces;
mod font_files;
pub(super) mod gather;
pub(super) mod input;
pub(super) mod opening;
pub(super) mod writing;
