//! Why nothing was made of a filing.

use crate::docx::DocxFault;
use crate::pdf::PdfFault;
use crate::render::TemplateFault;

/// Why nothing was made.
#[derive(Debug)]
pub enum Refusal {
    /// There is an error among the findings.
    Findings,
    /// A template is wrong.
    Template(Box<TemplateFault>),
    /// The PDF could not be written.
    Pdf(PdfFault),
    /// The Word file could not be put together.
    Docx(DocxFault),
}

impl From<Box<TemplateFault>> for Refusal {
    fn from(fault: Box<TemplateFault>) -> Self {
        Self::Template(fault)
    }
}
