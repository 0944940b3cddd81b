//! Edits by place: everything else of a file stays as it is, byte for byte.
//!
//! Whatever writes into a filing, `--fix`, `init --from`, `merge`, `fill`, goes through here.

mod apply;
mod change;
mod compared;
mod difference;
mod indent;
mod pieces;
mod places;
mod rebase;

pub(crate) use apply::{Edited, apply, edited, with_own_line_ends};
pub(crate) use change::describe_text;
pub use change::{Change, describe};
pub use compared::compare;
pub(crate) use difference::{difference, narrowed};
pub(crate) use indent::indented;
pub(crate) use pieces::Pieces;
pub(crate) use places::{Chunk, File};
pub(crate) use rebase::{Overlap, inverse, over, rebased};
