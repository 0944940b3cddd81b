//! What a finding is: data. It knows its place as a byte range of a file's text and needs no file;
//! `diagnostic` shows it and applies its fix.

mod code;
mod list;
mod registry;

use std::ops::Range;

pub use code::{FAMILIES, Family};
pub use list::{Findings, MAX_FINDINGS};
pub use registry::Code;

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
    /// What it is about; `Y02`, say.
    pub code: Code,
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
    /// What fixes it, where that is certain; empty otherwise.
    pub fix: Vec<Edit>,
}

/// A piece of the file's text and what stands there instead once it is fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, as a byte range of the source's text.
    pub span: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Finding {
    fn new(code: Code, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: shown(&message.into(), MAX_MESSAGE),
            span,
            help: None,
            related: None,
            fix: vec![],
        }
    }

    /// Whether it stops a final build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The same as a warning, where the code's findings are errors otherwise.
    #[must_use]
    pub fn as_warning(self) -> Self {
        self.of_severity(Severity::Warning)
    }

    /// The same as a note.
    #[must_use]
    pub fn as_info(self) -> Self {
        self.of_severity(Severity::Info)
    }

    /// The same with one of the code's severities.
    #[must_use]
    pub fn of_severity(self, severity: Severity) -> Self {
        debug_assert!(self.code.severities().contains(&severity), "{} {severity:?}", self.code);
        Self { severity, ..self }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shown(&help.into(), MAX_HELP));
        self
    }

    /// Adds what fixes it for certain.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Range<usize>, what: impl Into<String>) -> Self {
        self.related = Some((span, shown(&what.into(), MAX_MESSAGE)));
        self
    }
}

/// The most characters of a message: it may quote a value, and that may be as long as a file.
const MAX_MESSAGE: usize = 400;
/// The most characters of what to do: it may list all fields of a template.
const MAX_HELP: usize = 4000;

/// A message as it is shown, whatever it quotes: one line that can be shown anywhere, and not too long.
fn shown(text: &str, most: usize) -> String {
    let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let cut = if end < text.len() { "……" } else { "" };
    format!("{}{cut}", printable(&text[..end]))
}

/// Puts findings in the order of the file: whole-file ones first, then by place, then by code.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let place = |f: &Finding| f.span.as_ref().map(|s| (s.start, s.end));
        place(a)
            .cmp(&place(b))
            .then_with(|| a.code.id().cmp(b.code.id()))
            .then_with(|| a.message.cmp(&b.message))
    });
}

/// Whether any of the findings stops a final build.
#[must_use]
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_error)
}
