//! The desk: a filing as a form that needs no YAML, and what is done to the form as edits of the
//! file. The file stays the one truth: the form is made from its tree, and edits go by place.

pub(crate) mod findings;
pub(crate) mod folder;
pub(crate) mod form;
pub(crate) mod history;
pub mod ops;
pub mod path;
mod written;
