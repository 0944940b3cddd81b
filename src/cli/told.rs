//! What is said of one file, kept until it is that file's turn.

use super::{Outcome, output};
use crate::characters::printable_lines;

/// Lines for both streams, in the order in which they were said, fit for a terminal.
#[derive(Debug, Default)]
pub(super) struct Told(Vec<(Stream, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Error,
}

impl Told {
    /// A line on standard output.
    pub(super) fn say(&mut self, line: impl AsRef<str>) {
        self.say_drawn(printable_lines(line.as_ref()));
    }

    /// A line on standard error.
    pub(super) fn tell(&mut self, line: impl AsRef<str>) {
        self.tell_drawn(printable_lines(line.as_ref()));
    }

    /// What was drawn with colours, on standard output.
    pub(super) fn say_drawn(&mut self, drawn: impl Into<String>) {
        self.0.push((Stream::Out, drawn.into()));
    }

    /// What was drawn with colours, on standard error.
    pub(super) fn tell_drawn(&mut self, drawn: impl Into<String>) {
        self.0.push((Stream::Error, drawn.into()));
    }

    /// Why something fails.
    pub(super) fn fail(&mut self, message: &str) -> Outcome {
        self.tell(output::error(message));
        Outcome::Failed
    }

    /// Says it all.
    pub(super) fn print(self) {
        for (stream, line) in self.0 {
            match stream {
                Stream::Out => output::say_drawn(&line),
                Stream::Error => output::tell_drawn(&line),
            }
        }
    }
}
