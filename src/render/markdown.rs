//! The canonical text.

use super::chapters::ChapterView;
use super::templates::{TemplateFault, Templates, fill};
use super::view::{AnnexText, ReportView};
use crate::document;
use crate::filing::Filing;

/// A filing as Markdown. HTML and PDF are made from this text and from nothing else.
///
/// # Errors
/// A fault of the report's template.
pub fn markdown(
    filing: &Filing,
    annex: Option<AnnexText<'_>>,
    templates: &Templates,
) -> Result<String, Box<TemplateFault>> {
    let chapters = ChapterView::all(filing);
    let filled = fill(&templates.report, escape, &ReportView::new(filing, &chapters, annex))?;
    Ok(filled.trim_end().to_owned() + "\n")
}

fn escape(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    out.write_all(document::escape(text).as_bytes())
}
