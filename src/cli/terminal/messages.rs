//! The messages about one file, kept until it is that file's turn.

use crate::characters::printable_lines;
use crate::cli::Outcome;
use crate::cli::terminal::output;

/// Lines for both streams in their order, fit for a terminal.
#[derive(Debug, Default)]
pub(in crate::cli) struct Messages(Vec<(Stream, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Error,
}

impl Messages {
    /// A line on standard output.
    pub(in crate::cli) fn print(&mut self, line: impl AsRef<str>) {
        self.print_styled(printable_lines(line.as_ref()));
    }

    /// A line on standard error.
    pub(in crate::cli) fn eprint(&mut self, line: impl AsRef<str>) {
        self.eprint_styled(printable_lines(line.as_ref()));
    }

    /// What may have colours, on standard output.
    pub(in crate::cli) fn print_styled(&mut self, drawn: impl Into<String>) {
        self.0.push((Stream::Out, drawn.into()));
    }

    /// What may have colours, on standard error.
    pub(in crate::cli) fn eprint_styled(&mut self, drawn: impl Into<String>) {
        self.0.push((Stream::Error, drawn.into()));
    }

    /// Why something fails.
    pub(in crate::cli) fn fail(&mut self, message: &str) -> Outcome {
        self.eprint(output::error(message));
        Outcome::Failed
    }

    pub(in crate::cli) fn flush(self) {
        for (stream, line) in self.0 {
            match stream {
                Stream::Out => output::print_styled(&line),
                Stream::Error => output::eprint_styled(&line),
            }
        }
    }
}
