//! A filing to its canonical Markdown, and that Markdown to one HTML file, both by templates
//! that a user may replace.

mod data;
mod escape;
mod html;
mod markdown;
mod templates;
mod view;

pub(crate) use data::{FilingData, MeasureData};
pub use data::{Origin, SCHEMA, WaivedData, filing_json, sha256};
pub(crate) use escape::escape as escape_html;
pub use html::{Page, html};
pub use markdown::markdown;
pub use templates::{PAGE, REPORT, TemplateFault, Templates};
pub(crate) use templates::{SHEET_STYLE, fill_own};
pub use view::AnnexText;
