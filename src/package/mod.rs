//! Documents in packages: a zip of parts, most of them XML, read within bounds and for every reader
//! alike. It knows no kind of document; rooms above do.

mod fault;
mod kind;
mod limits;
mod parts;
mod relationships;
pub(crate) mod xml;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use fault::{Fault, too_big, too_many};
pub(crate) use kind::{has_stream, is_compound, is_zip};
#[cfg(test)]
pub(crate) use limits::NODES;
pub(crate) use limits::XML_PART;
pub(crate) use parts::{Bounds, Package};
pub(crate) use relationships::{Relationships, Target};
