//! How findings are shown, one file for each format, and what `--fix` makes of them.
//!
//! Lines and columns are computed here, from the byte ranges that findings have, so that every
//! format counts them the same way.

mod fix;
mod human;
mod json;
mod sarif;

pub use fix::{Fixed, fix};
pub use human::{Style, draw, draw_all};
pub use json::{FileFindings, Summary, json, severity_name};
pub use sarif::{RuleText, sarif};
