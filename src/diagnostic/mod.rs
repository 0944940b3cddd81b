//! What a finding is: data, drawn elsewhere.
//!
//! A finding knows its place as a byte range of one [`Source`]; lines and columns are
//! computed when it is drawn, so that every format counts them the same way.

mod findings;
mod human;
mod json;
mod mend;
mod sarif;

use std::ops::Range;

pub use findings::{Findings, MAX_FINDINGS};
pub use human::{Style, draw, draw_all};
pub use json::{FileFindings, Summary, json, severity_name};
pub use mend::{Change, Mended, compare, describe, mend};
pub use sarif::{RuleText, sarif};

use crate::characters::printable;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Certain; stops a final build.
    Error,
    /// The filer should look.
    Warning,
    /// Only tells.
    Info,
}

impl Severity {
    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
        }
    }
}

/// One thing that is wrong or worth knowing, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A stable code such as `Y02`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in Chinese, without a full stop.
    pub message: String,
    /// Where, as a byte range of the source's text; `None` where the whole file is meant.
    pub span: Option<Range<usize>>,
    /// What to do about it, in Chinese.
    pub help: Option<String>,
    /// Another place that matters, with what it is (the first of two equal keys, say).
    pub related: Option<(Range<usize>, String)>,
    /// What mends it, where that is certain; empty otherwise.
    pub fix: Vec<Edit>,
}

/// A piece of the file's text and what stands there instead once it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, as a byte range of the source's text.
    pub span: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Finding {
    /// An error at a place.
    pub fn error(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Some(span), message)
    }

    /// Whether it stops a final build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Some(span), message)
    }

    /// An error of the whole file.
    pub fn error_of_file(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, None, message)
    }

    /// A warning about the whole file.
    pub fn warning_of_file(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, None, message)
    }

    /// A note about the whole file.
    pub fn info_of_file(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, None, message)
    }

    /// A note at a place.
    pub fn info(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, Some(span), message)
    }

    fn new(
        code: &'static str,
        severity: Severity,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            message: told(&message.into(), MAX_MESSAGE),
            span,
            help: None,
            related: None,
            fix: vec![],
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(told(&help.into(), MAX_HELP));
        self
    }

    /// Adds what mends it for certain.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Range<usize>, what: impl Into<String>) -> Self {
        self.related = Some((span, told(&what.into(), MAX_MESSAGE)));
        self
    }
}

/// The most characters of a message: it may quote a value, and that may be as long as a file.
const MAX_MESSAGE: usize = 400;
/// The most characters of what to do: it may list all fields of a template.
const MAX_HELP: usize = 4000;

/// What is told, whatever it quotes: one line that can be shown anywhere, and not too long.
fn told(text: &str, most: usize) -> String {
    let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let cut = if end < text.len() { "……" } else { "" };
    format!("{}{cut}", printable(&text[..end]))
}

/// Puts findings in the order of the file: whole-file ones first, then by place, then by code.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let place = |f: &Finding| f.span.as_ref().map(|s| (s.start, s.end));
        place(a).cmp(&place(b)).then(a.code.cmp(b.code)).then(a.message.cmp(&b.message))
    });
}

/// Whether any of the findings stops a final build.
#[must_use]
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_error)
}
