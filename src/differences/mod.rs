//! What differs between two texts, and how alike they are, within a budget of steps.

mod budget;
mod likeness;
mod moved;
mod words;

pub(crate) use budget::{Budget, count};
pub(crate) use likeness::Shape;
pub(crate) use moved::moved;
pub(crate) use words::{Piece, pieces, sides};
