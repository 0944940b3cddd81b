//! A filing to its canonical Markdown, and that Markdown to one HTML file, both by templates
//! that a user may replace.

mod chapters;
mod data;
mod description;
mod escape;
mod html;
mod indicators;
mod markdown;
mod narrative;
mod tables;
mod templates;
mod view;

pub(crate) use chapters::inner_titles;
pub use data::SCHEMA;
pub(crate) use data::{FilingData, MeasureData, Origin, WaivedData, filing_json, sha256};
pub(crate) use description::description;
pub(crate) use escape::escape as escape_html;
pub(crate) use html::{Page, html};
pub use markdown::markdown;
pub(crate) use templates::{EDITS_STYLE, PAGE, SHEET_STYLE, fill_own};
pub use templates::{REPORT, TemplateFault, Templates};
pub use view::AnnexText;
